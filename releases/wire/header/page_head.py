"""What a page or a letterhead prints above the header proper, told by where it stands rather than by its words.

Signs: known lines of navigation around or below a line, a run of entries of a menu, a speaker above a rule or above
what is said.
"""

from dataclasses import replace

from releases.wire.header.cities import is_known_city
from releases.wire.header.headline import read_headline
from releases.wire.header.navigation import is_tool
from releases.wire.header.office_holders import OFFICE_HOLDER, SPEECH
from releases.wire.header.pieces import Piece, PieceKind
from releases.wire.lines import fold

_FURNITURE = frozenset({PieceKind.NAVIGATION, PieceKind.BANNER})
_SIGNS = frozenset(
    {PieceKind.SYMBOLS, PieceKind.DATE, PieceKind.LABEL, PieceKind.MEETING, PieceKind.PLACE_AND_DAY}
)
_LONGEST_ENTRY = 40
_FEWEST_ENTRIES = 4
_MOST_WORDS = 3
_LONGEST_SPEAKER = 80
_MOST_ABOVE = 5
_SURE_OF_MENU = 3


def _is_entry(piece: Piece, most: int = _MOST_WORDS) -> bool:
    """Whether a line could be an entry of a menu: at most `most` words."""
    return piece.kind is PieceKind.TEXT and len(piece.text) <= _LONGEST_ENTRY and piece.text.count(" ") < most


def _head(pieces: list[Piece]) -> int:
    """Return how many pieces stand before the first symbol, date, label or meeting."""
    return next((i for i, piece in enumerate(pieces) if piece.kind in _SIGNS), len(pieces))


def _texts(pieces: list[Piece]) -> int:
    return sum(piece.kind is PieceKind.TEXT for piece in pieces)


def _with_kind(pieces: list[Piece], start: int, end: int, kind: PieceKind) -> list[Piece]:
    changed = [
        replace(piece, kind=kind) if piece.kind is PieceKind.TEXT else piece for piece in pieces[start:end]
    ]
    return [*pieces[:start], *changed, *pieces[end:]]


def _without_enclosed(pieces: list[Piece]) -> list[Piece]:
    """Take short lines between two lines of navigation for navigation, where another text follows."""
    head = _head(pieces)
    known = [
        i
        for i, piece in enumerate(pieces[:head])
        if piece.kind is PieceKind.NAVIGATION and not is_tool(piece.text)
    ]
    following = (
        next((piece for piece in pieces[known[-1] :] if piece.kind is PieceKind.TEXT), None)
        if known
        else None
    )
    if len(known) < 2 or following is None:
        return pieces
    most = _MOST_WORDS if len(known) < _SURE_OF_MENU else 2 * _MOST_WORDS
    return [
        replace(piece, kind=PieceKind.NAVIGATION)
        if known[0] < i < known[-1] and _is_entry(piece, most) and len(piece.text) < len(following.text)
        else piece
        for i, piece in enumerate(pieces)
    ]


def _without_menu(pieces: list[Piece]) -> list[Piece]:
    """Take four or more lines of a few words at the very top for a menu, where a longer line follows."""
    head = _head(pieces)
    run = next(
        (i for i, piece in enumerate(pieces) if not (_is_entry(piece) or piece.kind in _FURNITURE)), head
    )
    run = min(run, head)
    following = next((piece for piece in pieces[run:] if piece.kind is PieceKind.TEXT), None)
    if (
        _texts(pieces[:run]) < _FEWEST_ENTRIES
        or following is None
        or any(p.kind is PieceKind.SYMBOLS for p in pieces[:run])
    ):
        return pieces
    return _with_kind(pieces, 0, run, PieceKind.NAVIGATION)


def _without_speaker(pieces: list[Piece]) -> list[Piece]:
    """Take one or two short lines above a rule for the letterhead of a speaker: `THE KEEPER / — — —`.

    A rule that is as long as the line above it underlines a title.
    """
    rule = next((i for i, piece in enumerate(pieces) if piece.kind is PieceKind.SEPARATOR), None)
    if rule is None or not 1 <= rule <= 2 or not _texts(pieces[rule:]):
        return pieces
    above = pieces[:rule]
    is_underline = len(pieces[rule].text.replace(" ", "")) >= 0.5 * len(above[-1].text)
    if is_underline or any(p.kind is not PieceKind.TEXT or len(p.text) > _LONGEST_SPEAKER for p in above):
        return pieces
    return _with_kind(pieces, 0, rule, PieceKind.NOTE)


def _without_office_holder(pieces: list[Piece]) -> list[Piece]:
    """Take the office of a speaker alone at the top for a letterhead: `THE SECRETARY-GENERAL`, above what is said.

    A title may begin with it too, so the next line must begin with the kind of speech, or stand apart.
    """
    start = next(
        (i for i, p in enumerate(pieces) if p.kind in {PieceKind.TEXT, PieceKind.ORGAN}), len(pieces)
    )
    rest = [piece for piece in pieces[start + 1 :] if any(map(str.isalnum, piece.text))]
    if not rest or any(piece.kind in _SIGNS for piece in pieces[:start]):
        return pieces
    match, following = OFFICE_HOLDER.fullmatch(pieces[start].text), rest[0]
    if match is None or following.kind not in {PieceKind.TEXT, PieceKind.EVENT}:
        return pieces
    is_apart = following.gap or len(rest) < len(pieces) - start - 1
    has_article = bool(match["article"]) and is_apart and not following.text[:1].islower()
    if not (has_article or SPEECH.search(following.text)):
        return pieces
    return [*pieces[:start], replace(pieces[start], kind=PieceKind.NOTE), *pieces[start + 1 :]]


def _names_page(piece: Piece) -> bool:
    return any(map(str.isalnum, piece.text)) and not is_tool(piece.text)


def _without_masthead(pieces: list[Piece]) -> list[Piece]:
    """Take short lines above the last line of navigation for the head of a page, where no symbol stands.

    The title is the longer line between it and the date.
    """
    end = next((i for i, p in enumerate(pieces) if p.kind in {PieceKind.DATE, PieceKind.PLACE_AND_DAY}), 0)
    known = [i for i, p in enumerate(pieces[:end]) if p.kind in _FURNITURE and _names_page(p)]
    if not known or any(piece.kind is PieceKind.SYMBOLS for piece in pieces):
        return pieces
    above = [piece for piece in pieces[: known[-1]] if piece.kind is PieceKind.TEXT]
    below = [piece for piece in pieces[known[-1] : end] if piece.kind is PieceKind.TEXT]
    longest = max((len(piece.text) for piece in above), default=0)
    is_short = longest <= _LONGEST_SPEAKER and all(
        piece.text.count(" ") <= 2 * _MOST_WORDS for piece in above
    )
    if not above or not below or not is_short or longest >= max(len(piece.text) for piece in below):
        return pieces
    return _with_kind(pieces, 0, known[-1], PieceKind.NAVIGATION)


def _with_cities_of_mastheads(pieces: list[Piece]) -> list[Piece]:
    """Take a city right under the name of an office, above the title, for the last line of its letterhead."""
    settled: list[Piece] = []
    for piece in pieces:
        under = (
            settled
            and settled[-1].kind is PieceKind.BANNER
            and not any(p.kind is PieceKind.TEXT for p in settled)
        )
        is_last = piece.kind is PieceKind.CITY and under and is_known_city(piece.text)
        settled.append(replace(piece, kind=PieceKind.BANNER) if is_last else piece)
    return settled


def settle_page_head(pieces: list[Piece]) -> list[Piece]:
    """Return the pieces with those that only the page or the letterhead printed as what they are."""
    for settle in (
        _with_cities_of_mastheads,
        _without_speaker,
        _without_office_holder,
        _without_enclosed,
        _without_menu,
        _without_masthead,
    ):
        pieces = settle(pieces)
    return pieces


def without_page_head(texts: list[Piece], parted: frozenset[int], symbol_line: int) -> list[Piece]:
    """Leave out lines before the symbol that are not printed again after it: navigation, names of events."""
    before = [piece for piece in texts if piece.line < symbol_line]
    after = [piece for piece in texts if piece.line > symbol_line]
    if not before or not after:
        return _from_repeated_title(texts, parted)
    whole_title = read_headline(texts, parted)
    again = read_headline(after, parted)
    if again.title and whole_title.subtitle.startswith(again.title):
        return after
    return _from_repeated_title(texts, parted)


def _from_repeated_title(texts: list[Piece], parted: frozenset[int]) -> list[Piece]:
    """Leave out short lines above the first line that is printed again after something typed."""
    groups: list[list[Piece]] = []
    for piece in texts:
        if piece.line in parted or not groups:
            groups.append([])
        groups[-1].append(piece)
    if len(groups) < 2:
        return texts
    starts = range(min(len(groups[0]), _MOST_ABOVE + 1))
    exact = next((start for start in starts if _is_printed_again(groups, start)), None)
    similar = next((start for start in starts if read_headline(texts[start:], parted).is_repeated), 0)
    start = similar if exact is None else exact
    return texts[start:] if all(len(piece.text) <= _LONGEST_ENTRY for piece in texts[:start]) else texts


def _is_printed_again(groups: list[list[Piece]], start: int) -> bool:
    """Whether a later group begins with the very words of the first one from line `start` on."""
    first = groups[0][start:]
    titles = {fold(" ".join(piece.text for piece in first[:count])) for count in range(1, len(first) + 1)}
    again = [
        fold(" ".join(piece.text for piece in group[:count]))
        for group in groups[1:]
        for count in range(1, len(group) + 1)
    ]
    return not titles.isdisjoint(again)
