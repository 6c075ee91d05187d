"""Title and subtitle of a release, from all the pieces of its header."""

import datetime
import itertools
import re

from releases.wire.dates import read_date
from releases.wire.document import Guess
from releases.wire.header.cities import is_known_city
from releases.wire.header.dateline import read_dateline
from releases.wire.header.end import Opening
from releases.wire.header.headline import Headline, read_headline
from releases.wire.header.meetings import ACTS
from releases.wire.header.page_head import settle_page_head, without_page_head
from releases.wire.header.pieces import Piece, PieceKind
from releases.wire.header.title_lines import with_last_lines
from releases.wire.lines import LONGEST_READ

_SIGNS = frozenset(
    {
        PieceKind.SYMBOLS,
        PieceKind.DATE,
        PieceKind.LABEL,
        PieceKind.MEETING,
        PieceKind.PLACE_AND_DAY,
        PieceKind.ORIGIN,
    }
)
_LONGEST_DATE = 40
_DATE_START = re.compile(r"(?<![\w])\w|(?<=[，、])\w|\d")
_ORGAN_START = re.compile(
    r"(?:the )?(?:[\w’'-]+ ){0,4}(?:committee|commission|council|conference|board|working group"
    r"|congress|comité|conseil|conferencia)\b",
    re.IGNORECASE,
)


def _organs_before_sessions(pieces: list[Piece]) -> list[Piece]:
    """Take a title line for an organ when it names one, a session follows, and another title remains."""
    texts = sum(piece.kind is PieceKind.TEXT for piece in pieces)
    corrected = list(pieces)
    for index, (piece, following) in enumerate(itertools.pairwise(pieces)):
        is_organ = following.kind is PieceKind.MEETING and bool(_ORGAN_START.match(piece.text[:120]))
        if (
            piece.kind is PieceKind.TEXT
            and texts > 1
            and is_organ
            and not ACTS.search(piece.text[:LONGEST_READ])
        ):
            corrected[index] = Piece(PieceKind.ORGAN, piece.text, piece.line, piece.gap)
            texts -= 1
    return corrected


def _title_pieces(pieces: list[Piece]) -> tuple[list[Piece], frozenset[int], frozenset[int]]:
    """Return the title lines, those among them before which something typed stands, and those glued to a date."""
    texts: list[Piece] = []
    parted: set[int] = set()
    glued: set[int] = set()
    before: Piece | None = None
    for piece in pieces:
        if piece.kind is PieceKind.TEXT:
            if before is not None and before.kind is not PieceKind.TEXT and texts:
                parted.add(piece.line)
                if before.kind is PieceKind.DATE and before.line == piece.line:
                    glued.add(piece.line)
            texts.append(piece)
        before = piece
    return texts, frozenset(parted), frozenset(glued)


def _with_dated_title(opening: Opening) -> None:
    """Let a line that ends with a date be the title where there is no other: `Day of Lamps, 8 May 2001`."""
    if any(piece.kind is PieceKind.TEXT for piece in opening.pieces):
        return
    for index, piece in enumerate(opening.pieces):
        dateline = read_dateline(piece.text) if piece.kind is PieceKind.PLACE_AND_DAY else None
        if dateline is None or dateline.source or all(map(is_known_city, dateline.city.split("/"))):
            continue
        opening.pieces[index] = Piece(PieceKind.TEXT, piece.text, piece.line, piece.gap)
        if opening.dateline and opening.dateline.printed == piece.text:
            opening.dateline = None
        return


def _before_symbol(pieces: list[Piece]) -> int:
    """Return the line of the first symbol, 0 if there is none."""
    return next((piece.line for piece in pieces if piece.kind is PieceKind.SYMBOLS), 0)


def _from_marked_title(texts: list[Piece], titled: frozenset[int]) -> tuple[list[Piece], frozenset[int]]:
    """Leave out what stands above the title that the page itself marks; what follows it is parted from it."""
    first = next((place for place, piece in enumerate(texts) if piece.line in titled), None)
    if first is None:
        return texts, frozenset()
    after = next((piece.line for piece in texts[first:] if piece.line not in titled), 0)
    return texts[first:], frozenset({after})


def read_title(opening: Opening, titled: frozenset[int] = frozenset()) -> tuple[Headline, list[Guess]]:
    """Return title and subtitle and what about them was chosen; the pieces of `opening` are settled with it.

    `titled` are the lines that the page marks as the title.
    """
    _with_dated_title(opening)
    pieces = _organs_before_sessions(opening.pieces)
    settled = settle_page_head(pieces)
    opening.pieces = with_last_lines(settled)
    _without_joined_dateline(opening)
    texts, parted, glued = _title_pieces(opening.pieces)
    if not texts:
        texts = [piece for piece in opening.pieces if piece.kind in {PieceKind.ORGAN, PieceKind.EVENT}][:1]
    marked, after = _from_marked_title(texts, titled)
    left = marked if after else without_page_head(texts, parted, _before_symbol(opening.pieces))
    headline = read_headline(left, parted | after, glued)
    return headline, _guesses(opening.pieces, headline, is_cut=_texts(settled) < _texts(pieces))


def _texts(pieces: list[Piece]) -> int:
    return sum(piece.kind is PieceKind.TEXT for piece in pieces)


def _without_joined_dateline(opening: Opening) -> None:
    """Forget a place and its day that turned out to be the last line of the title."""
    joined = {piece.text for piece in opening.pieces if piece.kind is PieceKind.TEXT}
    if opening.dateline and opening.dateline.is_line and opening.dateline.printed in joined:
        opening.dateline = None


def _guesses(pieces: list[Piece], headline: Headline, *, is_cut: bool) -> list[Guess]:
    """Return what about title and subtitle was chosen, each with its line."""
    guesses = [Guess(name, reason, line) for name, reason, line in headline.guesses]
    if not headline.pieces:
        return guesses
    line = headline.pieces[0].line
    kinds = {piece.kind for piece in pieces}
    if is_cut:
        guesses.append(Guess("title", "short lines above it were taken for the head of the page", line))
    if not kinds & _SIGNS:
        guesses.append(
            Guess("title", "no symbol, date or label stands in the header; the first line was taken", line)
        )
    elif PieceKind.SYMBOLS not in kinds and headline.subtitle and not headline.is_repeated:
        guesses.append(Guess("title", "of several lines without a symbol the first was taken", line))
    return guesses


def date_at_end(title: str) -> datetime.date | None:
    """Return the day that a title ends with, None where it ends with none."""
    end = title[-_LONGEST_DATE:]
    for start in (match.start() for match in _DATE_START.finditer(end)):
        date = read_date(end[start:])
        if date and date.on:
            return date.on
    return None
