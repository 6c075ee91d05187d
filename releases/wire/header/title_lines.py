"""Title lines that look like something else: an organ, a city, a place and its days, a session, an event.

The line before such a line ends with a word that no title ends with (`at`, `in`, `to`), or the line itself begins with
one (`In Vienna, 6-15 March 2000`): then both are the title.
"""

import re
from dataclasses import replace

from releases.wire.header.headline import is_open
from releases.wire.header.pieces import Piece, PieceKind
from releases.wire.sentences import is_capitals

_MAY_BE_TITLE = frozenset(
    {
        PieceKind.ORGAN,
        PieceKind.CITY,
        PieceKind.PLACE,
        PieceKind.PLACE_AND_DAY,
        PieceKind.EVENT,
        PieceKind.MEETING,
    }
    | {PieceKind.LABEL, PieceKind.DATE}
)
_NEAR = 2
_PREPOSITION = re.compile(
    r"(?:in|at|on|from|à|au|aux|en|du|de|im|am|in|vom|в|во|на|с|في|من) \S", re.IGNORECASE
)
_CONNECTED = frozenset({PieceKind.PLACE, PieceKind.PLACE_AND_DAY, PieceKind.TEXT})


def _is_title_after(before: Piece, piece: Piece, following: list[Piece], *, dated: bool) -> bool:
    """Whether `piece` goes on with the title that `before` is a line of."""
    if piece.line - before.line > _NEAR:
        return False
    if piece.kind is PieceKind.DATE and not dated:
        return False
    if is_open(before.text):
        return True
    if piece.kind in _CONNECTED and _PREPOSITION.match(piece.text):
        return True
    meets = any(other.kind is PieceKind.MEETING for other in following[:2])
    same_case = is_capitals(before.text) == is_capitals(piece.text)
    return piece.kind is PieceKind.ORGAN and not piece.gap and not meets and same_case


def with_last_lines(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces, those that go on with a title as text."""
    dates = sum(piece.kind is PieceKind.DATE for piece in pieces)
    settled: list[Piece] = []
    for index, piece in enumerate(pieces):
        before = settled[-1] if settled else None
        goes_on = (
            before is not None
            and before.kind is PieceKind.TEXT
            and before.line != piece.line
            and piece.kind in _MAY_BE_TITLE
            and _is_title_after(before, piece, pieces[index + 1 : index + 3], dated=dates > 1)
        )
        settled.append(replace(piece, kind=PieceKind.TEXT) if goes_on else piece)
    return settled
