"""What of a header is in no field and no block, line by line and with the reason: no word is lost unsaid."""

from releases.wire.document import Document, Omission
from releases.wire.header.headline import Headline
from releases.wire.header.pieces import Piece, PieceKind

NAVIGATION = "navigation of a web page"
AGAIN = "printed again"
TITLE_AGAIN = "the title or a line of it printed again"
PAGE_HEAD = "stands above the title, and is no part of it"
SECOND_DATE = "a second date"
ORGAN = "names the organ"

_KEPT = frozenset(
    {PieceKind.LABEL, PieceKind.BANNER, PieceKind.EMBARGO, PieceKind.PLACE, PieceKind.EVENT, PieceKind.NOTE}
    | {PieceKind.ORIGIN, PieceKind.END, PieceKind.SEPARATOR, PieceKind.PLACE_AND_DAY, PieceKind.CONTACT}
)


def _reason(piece: Piece, document: Document, headline: Headline) -> str:
    """Why a piece that may be in no field is in none; empty where it is in one."""
    if piece.kind is PieceKind.TEXT:
        return "" if piece in headline.pieces else TITLE_AGAIN if piece in headline.again else PAGE_HEAD
    if piece.kind is PieceKind.NAVIGATION:
        return NAVIGATION
    if piece.kind is PieceKind.DATE:
        return "" if piece.text == document.issued_on_as_printed else SECOND_DATE
    if piece.kind in {PieceKind.ORGAN, PieceKind.MEETING}:
        kept = piece.text.strip(" ,") in document.meeting or piece in headline.pieces
        return "" if kept else ORGAN
    return ""


def of_header(pieces: list[Piece], headline: Headline, document: Document) -> tuple[Omission, ...]:
    """Return the pieces of the header that `document` holds nowhere."""
    return tuple(
        Omission(piece.line, piece.text, reason)
        for piece in pieces
        if piece.kind not in _KEPT and (reason := _reason(piece, document, headline))
    )
