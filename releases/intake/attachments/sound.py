"""MP3 files: frames of sound, one after the other."""

from typing import NamedTuple

TAG = b"ID3"
LEAST_FRAMES = 3
# Between a tag and the first frame some programs leave room.
MOST_PADDING = 4096
_SAMPLES = {3: 1152, 2: 576, 0: 576}
_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_BITS = {
    3: (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    2: (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}


class _Frame(NamedTuple):
    version: int
    rate: int
    length: int


def is_sound(content: bytes) -> bool:
    """Whether the file is MP3: frames of layer III that follow each other, with or without a tag before them."""
    start = _after_tag(content)
    window = content[start : start + MOST_PADDING]
    # Without a tag the file begins with its first frame.
    far = len(window) if start else min(1, len(window))
    places = (start + place for place in range(far) if window[place] == 0xFF)
    return any(_are_frames(content, place) for place in places)


def _after_tag(content: bytes) -> int:
    if not content.startswith(TAG) or len(content) < 10:
        return 0
    size = 0
    for digit in content[6:10]:
        size = size << 7 | digit & 0x7F
    return 10 + size


def _are_frames(content: bytes, place: int) -> bool:
    """Whether LEAST_FRAMES of one version and rate stand one after the other."""
    first = _frame(content[place : place + 4])
    if first is None:
        return False
    for _number in range(1, LEAST_FRAMES):
        found = _frame(content[place : place + 4])
        if found is None or found[:2] != first[:2]:
            return False
        place += found.length
    last = _frame(content[place : place + 4])
    return last is not None and last[:2] == first[:2] and place + last.length <= len(content)


def _frame(head: bytes) -> _Frame | None:
    """The frame that begins with these four bytes, of MPEG layer III; None where none does."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bits, rate, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version == 1 or layer != 1 or bits in {0, 15} or rate == 3:
        return None
    kilobits = _BITS[3 if version == 3 else 2][bits]
    hertz = _RATES[version][rate]
    return _Frame(version, hertz, _SAMPLES[version] // 8 * kilobits * 1000 // hertz + padding)
