"""The passages of a text that changed, with a little of what stands around them: for lists of corrections."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from releases.editorial.difference import SAME, Piece

AROUND = 60
MOST = 700
GAP = "…"
WORD_END = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Passages:
    """The pieces to show, and whether changes were left out because there are too many."""

    pieces: list[Piece]
    is_cut: bool


def passages(pieces: Sequence[Piece], *, around: int = AROUND, most: int = MOST) -> Passages:
    """The changes among `pieces`, each with at most `around` characters before and after it.

    What is left out between them leaves an ellipsis. Beyond `most` characters altogether nothing follows but one.
    """
    found: list[Piece] = []
    room = most
    for place, piece in enumerate(pieces):
        text = piece.text
        if piece.kind == SAME:
            text = _shortened(text, around, is_first=place == 0, is_last=place == len(pieces) - 1)
        if len(text) > room:
            found.append(Piece(piece.kind, _beginning(text, room) + GAP))
            is_cut = any(other.kind != SAME for other in pieces[place:])
            return Passages(found, is_cut)
        found.append(Piece(piece.kind, text))
        room -= len(text)
    return Passages(found, is_cut=False)


def _shortened(text: str, around: int, *, is_first: bool, is_last: bool) -> str:
    """What stands between two changes: its beginning after the one, its end before the other."""
    if is_first:
        return text if len(text) <= around else GAP + _end(text, around)
    if is_last:
        return text if len(text) <= around else _beginning(text, around) + GAP
    if len(text) <= 2 * around:
        return text
    return f"{_beginning(text, around)} {GAP} {_end(text, around)}"


def _beginning(text: str, length: int) -> str:
    """The first words of the text, of at most `length` characters; letters where words are longer than that."""
    cut = text[:length]
    ends = [match.start() for match in WORD_END.finditer(cut)]
    return cut[: ends[-1]] if ends and ends[-1] > length // 2 else cut


def _end(text: str, length: int) -> str:
    """The last words of the text, of at most `length` characters."""
    cut = text[-length:]
    match = WORD_END.search(cut)
    return cut[match.end() :] if match and match.end() < length // 2 else cut
