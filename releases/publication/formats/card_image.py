"""The picture that messengers and social media show of a link to a release: its title, symbol and date."""

import threading
from collections.abc import Iterator
from io import BytesIO

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw

from institutes import days
from institutes.enums import Language
from releases.enums import ReleaseKind
from releases.models import Release
from releases.publication.formats.card_fonts import Face, face_for

WIDTH, HEIGHT = 1200, 630
MARGIN = 72
TOP, BOTTOM = 150, 520
GROUND, STRIPE, INK, SOFT, MARKED = "#0b3c5d", "#009edb", "#ffffff", "#cfe3f1", "#ffd23f"
SIZES = (72, 64, 56, 48, 42)
LINE_HEIGHT = 1.3
SMALL = 32
# Signs that begin no line of Chinese.
NOT_FIRST = frozenset("，。、：；？！”’）》】」』,.:;?!)")

# Pillow says nothing of fonts that several threads draw with at once.
_drawing = threading.Lock()


def is_drawn(release: Release) -> bool:
    """Whether there is a picture: whether the fonts of this machine have every letter of it."""
    return all(face_for(text) is not None for text in (release.title, *_lines_around(release)))


def card_image(release: Release) -> bytes | None:
    """The picture as a PNG file, in the language of the page, that of the release; None where there is none."""
    if not is_drawn(release):
        return None
    with _drawing:
        return _drawn(release)


def _lines_around(release: Release) -> tuple[str, str]:
    """What stands above the title, and below it."""
    below = (release.symbol, str(ReleaseKind(release.kind).label), days.day(release.issued_on))
    above = _("Press room")
    if release.is_invented:
        above = f"{above} · {_('Invented')}"
    return above, " · ".join(part for part in below if part)


def _drawn(release: Release) -> bytes:
    image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, HEIGHT - 14, WIDTH, HEIGHT), fill=STRIPE)
    # One font for all lines of the title, also where some of them could be drawn by another.
    face = _face(release.title)
    size, title = _fitting(release.title, face, by_letter=release.language == Language.CHINESE)
    step = round(size * LINE_HEIGHT)
    top = TOP + max(0, (BOTTOM - TOP - step * len(title)) // 3)
    above, below = _lines_around(release)
    lines = [
        (above, _face(above).at(SMALL), 66, MARKED if release.is_invented else SOFT),
        (below, _face(below).at(SMALL), BOTTOM + 14, SOFT),
        *((line, face.at(size), top + number * step, INK) for number, line in enumerate(title)),
    ]
    is_from_right = bool(get_language_info(release.language)["bidi"])
    x, anchor, direction = (WIDTH - MARGIN, "ra", "rtl") if is_from_right else (MARGIN, "la", None)
    for text, font, y, ink in lines:
        pen.text((x, y), text, fill=ink, font=font, anchor=anchor, direction=direction)
    file = BytesIO()
    image.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


def _face(text: str) -> Face:
    face = face_for(text)
    if face is None:
        raise ValueError(f"No font here has every letter of {text!r}.")
    return face


def _fitting(title: str, face: Face, *, by_letter: bool) -> tuple[int, list[str]]:
    """The largest size in which the title has room, and its lines; the smallest one cuts it short."""
    for size in SIZES:
        lines = list(_wrapped(title, face, size, by_letter=by_letter))
        most = int((BOTTOM - TOP) / (size * LINE_HEIGHT))
        if len(lines) <= most:
            return size, lines
    ellipsis = "…" if face.has("…") else "..."
    return size, [*lines[: most - 1], lines[most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") + ellipsis]


def _wrapped(title: str, face: Face, size: int, *, by_letter: bool) -> Iterator[str]:
    font, room = face.at(size), WIDTH - 2 * MARGIN
    pieces, joint = (_letters(title), "") if by_letter else (title.split(), " ")
    line = ""
    for piece in pieces:
        longer = f"{line}{joint}{piece}" if line else piece
        if line and font.getlength(longer) > room:
            yield line
            line = piece
        else:
            line = longer
    if line:
        yield line


def _letters(title: str) -> list[str]:
    """What may begin a line of Chinese: each letter, with the signs that may not stand before it."""
    pieces: list[str] = []
    for letter in title:
        is_word = letter.isascii() and letter.isalnum()
        if pieces and (
            letter in NOT_FIRST or (is_word and pieces[-1][-1].isascii() and pieces[-1][-1].isalnum())
        ):
            pieces[-1] += letter
        else:
            pieces.append(letter)
    return pieces
