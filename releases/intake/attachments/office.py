"""Word and Excel files: archives of parts, one of which says what the whole is."""

import re
import zipfile
from io import BytesIO
from xml.etree import ElementTree

from releases.enums import AttachmentKind
from releases.intake.attachments.refusals import refused
from releases.intake.files.archives import DAMAGED

SIGNATURE = b"PK\x03\x04"
# A file that Office keeps locked is another kind of container.
LOCKED_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_UNPACKED = 300 * 1024 * 1024
MOST_PARTS = 5_000
# So many times its size an honest table may unpack to; small ones more.
MOST_TIMES, ALWAYS_ALLOWED = 120, 20 * 1024 * 1024
CHUNK = 1024 * 1024
LONGEST_LIST = 2 * 1024 * 1024
TYPES = "[Content_Types].xml"
# A template that is fetched from elsewhere brings its macros along.
_TEMPLATE = re.compile(rb"<Relationship\b(?=[^>]*attachedTemplate)(?=[^>]*External)[^>]*>")
_MAIN = {
    "wordprocessingml.document.main+xml": AttachmentKind.DOCX,
    "spreadsheetml.sheet.main+xml": AttachmentKind.XLSX,
}


def office_kind(content: bytes) -> AttachmentKind:
    """Which of the two the archive is. Raises ValidationError for any other, and for one with programs in it."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            names = [part.filename for part in archive.infolist()]
            if len(names) > MOST_PARTS:
                raise refused("bomb")
            if TYPES not in names:
                raise refused("wrong_type")
            types = _types(archive)
            _check_parts(names, types)
            _unpack(archive, len(content))
    except (*DAMAGED, ElementTree.ParseError) as error:
        raise refused("damaged") from error
    kind = next((kind for end, kind in _MAIN.items() if any(one.endswith(end) for one in types)), None)
    if kind is None:
        raise refused("wrong_type")
    return kind


def _types(archive: zipfile.ZipFile) -> set[str]:
    """What the archive says its parts are."""
    with archive.open(TYPES) as part:
        text = part.read(LONGEST_LIST + 1)
    # A list of types declares nothing of its own: entities are how such a file grows.
    if len(text) > LONGEST_LIST or b"<!" in text:
        raise refused("bomb")
    root = ElementTree.fromstring(text)  # noqa: S314 - without declarations nothing expands
    return {element.get("ContentType", "") for element in root}


def _check_parts(names: list[str], types: set[str]) -> None:
    lowered = [name.lower() for name in names]
    if any("macroenabled" in one.lower() or "vbaproject" in one.lower() for one in types) or any(
        name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in lowered
    ):
        raise refused("macros")
    # A chart keeps its numbers as a table inside the file; anything else in there may be a program.
    if any(
        "/activex/" in name or ("/embeddings/" in name and not name.endswith(".xlsx")) for name in lowered
    ):
        raise refused("carries")


def _unpack(archive: zipfile.ZipFile, size: int) -> None:
    """Every part is read to its end, a piece at a time, so that its sums are true and nothing is larger than said."""
    room = min(MOST_UNPACKED, max(ALWAYS_ALLOWED, MOST_TIMES * size))
    for part in archive.infolist():
        if part.flag_bits & 1:
            raise refused("locked")
        with archive.open(part) as file:
            while piece := file.read(CHUNK):
                room -= len(piece)
                if room < 0:
                    raise refused("bomb")
                if part.filename.endswith(".rels") and _TEMPLATE.search(piece):
                    raise refused("macros")
