"""PDF files: opened by a reader, and looked through for what acts when they are opened."""

import re
import zlib
from collections.abc import Iterator

from releases.intake.attachments.refusals import refused
from releases.intake.files.pdf import ONE_AT_A_TIME

try:
    import pypdfium2
except ImportError:
    pypdfium2 = None

SIGNATURE = b"%PDF-"
MOST_UNPACKED = 64 * 1024 * 1024
_OBJECTS = re.compile(rb"/Type\s*/ObjStm\b")
# Any sign of a name may be written as # and its number.
_SPELLED = re.compile(rb"#([0-9A-Fa-f]{2})")
_END = rb"(?![^\s/<>\[\]()%{}])"
_ACTS = re.compile(rb"/(?:JavaScript|JS|Launch|RichMedia|XFA)" + _END)
_CARRIES = re.compile(rb"/EmbeddedFiles?" + _END)
_LOCKED = re.compile(rb"/Encrypt" + _END)


def check_pdf(content: bytes) -> None:
    """Raises ValidationError for a PDF that is damaged, locked, acts by itself or carries other files."""
    signs = [_plainly(piece) for piece in _objects(content)]
    for pattern, code in ((_LOCKED, "locked"), (_ACTS, "scripts"), (_CARRIES, "carries")):
        if any(pattern.search(piece) for piece in signs):
            raise refused(code)
    _open(content)


def _objects(content: bytes) -> Iterator[bytes]:
    """What of the file says what it does: all but the pictures, fonts and drawings of its pages."""
    room = MOST_UNPACKED
    for before, stream in _streams(content):
        yield before
        if not _OBJECTS.search(_plainly(before[before.rfind(b"obj", 0, -1) :])):
            continue
        try:
            unpacked = zlib.decompressobj().decompress(stream, room + 1)
        except zlib.error:
            # Packed in another way, or locked: a reader that knows it tells what is wrong.
            continue
        room -= len(unpacked)
        if room < 0:
            raise refused("bomb")
        yield unpacked


def _streams(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Each stream with what stands between it and the one before it; after the last one what is left."""
    place = search = 0
    while (start := content.find(b"stream", search)) >= 0:
        body = start + len(b"stream")
        search = body
        ends_dictionary = content[max(0, start - 16) : start].rstrip().endswith(b">>")
        if not ends_dictionary or content[body : body + 1] not in {b"\r", b"\n"}:
            continue
        end = content.find(b"endstream", body)
        end = len(content) if end < 0 else end
        yield content[place:start], content[body:end].lstrip(b"\r\n")
        place = search = end
    yield content[place:], b""


def _plainly(text: bytes) -> bytes:
    return _SPELLED.sub(lambda sign: bytes([int(sign[1], 16)]), text)


def _open(content: bytes) -> None:
    """The file has pages, in the eyes of the reader that Chromium has, where that is installed."""
    if pypdfium2 is None:
        if b"%%EOF" not in content[-2048:]:
            raise refused("damaged")
        return
    with ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(content)
            pages = len(document)
            document.close()
        except pypdfium2.PdfiumError as error:
            raise refused("locked" if "password" in str(error).lower() else "damaged") from error
    if not pages:
        raise refused("damaged")
