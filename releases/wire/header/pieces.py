"""The pieces that a header is made of."""

from dataclasses import dataclass
from enum import StrEnum


class PieceKind(StrEnum):
    """What a piece of the header is."""

    BANNER = "banner"
    SYMBOLS = "symbols"
    SUFFIX = "suffix"
    NUMBER = "number of an agency"
    DATE = "date"
    LABEL = "label"
    ORIGIN = "note of origin"
    MEETING = "meeting"
    ORGAN = "organ"
    EVENT = "event"
    CITY = "city"
    EMBARGO = "embargo"
    PLACE = "place and dates"
    PLACE_AND_DAY = "place and day"
    NAVIGATION = "navigation"
    CONTACT = "contact"
    SEPARATOR = "separator"
    END = "end mark"
    NOTE = "note"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the header on line `line` (from 1); `gap` says that a blank line stands before it."""

    kind: PieceKind
    text: str
    line: int
    gap: bool = False


Split = tuple[tuple[PieceKind | None, str], ...]
"""Parts of a line; a part of no kind is read on."""
