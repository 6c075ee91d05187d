"""Title and subtitle, from the lines of the header that are nothing else.

A title may run over several lines, with or without blank lines between, and be printed twice: once on one
line, once split or in capitals. The second printing shows where the first one ends.
"""

import difflib
import itertools
import re
from dataclasses import dataclass

from releases.wire.header.pieces import Piece
from releases.wire.lines import fold
from releases.wire.sentences import is_capitals
from releases.wire.vocabulary import LINK_WORDS

_LAST_WORD = re.compile(r"([^\W\d_]+[’']?)\W*\Z")
_OPEN_QUOTES = {"“": "”", "«": "»", "„": "“"}
_SIMILAR = 0.88
_LONGEST_COMPARED = 400
_LONG_ENOUGH = 10
_LONGER = 1.3
_MOST_LINES = 16


@dataclass(frozen=True, slots=True)
class Headline:
    """`guesses` are reasons why title or subtitle might be otherwise, each with its field and line.

    `pieces` are the lines of title and subtitle, `again` those that print a line of them once more, `beyond` those
    that are too many for either; `is_repeated` says that the title is printed twice.
    """

    title: str = ""
    subtitle: str = ""
    guesses: tuple[tuple[str, str, int], ...] = ()
    pieces: tuple[Piece, ...] = ()
    again: tuple[Piece, ...] = ()
    is_repeated: bool = False
    beyond: tuple[Piece, ...] = ()


def _has_case(text: str) -> bool:
    return text.lower() != text.upper()


def is_open(text: str) -> bool:
    """Whether a line cannot be the end of a title."""
    if text.endswith((",", "-", "–", "—", ":", "‘", "(", "/", "،")):
        return True
    if any(text.count(mark) > text.count(end) for mark, end in _OPEN_QUOTES.items()):
        return True
    last = _LAST_WORD.search(text)
    return last is not None and last[1].lower() in LINK_WORDS


def _goes_on(text: str) -> bool:
    """Whether a line cannot be the start of a subtitle."""
    first = text.split(maxsplit=1)[0]
    return first[:1].islower()


def _is_full(text: str, following: str, width: int) -> bool:
    """Whether a line of a title was broken because the next word had no room: else something new begins."""
    return len(text) + 1 + len(following.split(maxsplit=1)[0]) > max(width, len(following))


def _continues(title: Piece, line: Piece, width: int) -> bool:
    """Whether `line` belongs to the title that `title` is the last line of, `width` its longest line."""
    if is_open(title.text) or _goes_on(line.text):
        return True
    if _has_case(title.text + line.text) and is_capitals(title.text) != is_capitals(line.text):
        return False
    if is_capitals(title.text):
        return True
    return not line.gap and _is_full(title.text, line.text, width)


_HYPHENATED = re.compile(r"[^\W\d_]-\Z")


def _join(pieces: list[Piece]) -> str:
    """Return the lines as one, a word that was broken at its hyphen whole again (`SECRETARY-` / `GENERAL`)."""
    joined = ""
    for piece in pieces:
        glue = "" if _HYPHENATED.search(joined) and piece.text[:1].isalpha() else " "
        joined += glue + piece.text
    return " ".join(joined.split())


def _split(lines: list[Piece]) -> int:
    """Return how many of the lines are the title."""
    count = 1
    width = len(lines[0].text)
    while count < len(lines) and _continues(lines[count - 1], lines[count], width):
        width = max(width, len(lines[count].text))
        count += 1
    return count


def _same(first: str, second: str) -> bool:
    """Whether two folded texts are one title, small differences of printing aside."""
    if first == second:
        return True
    if not first or not second or min(len(first), len(second)) < 0.75 * max(len(first), len(second)):
        return False
    match = difflib.SequenceMatcher(
        None, first[:_LONGEST_COMPARED], second[:_LONGEST_COMPARED], autojunk=False
    )
    return match.quick_ratio() > _SIMILAR and match.ratio() > _SIMILAR


def _repeats(title: str, lines: list[Piece]) -> int:
    """Return how many of the first `lines` print `title` (folded) again, 0 if they do not."""
    printed = ""
    for count, piece in enumerate(lines, start=1):
        printed += fold(piece.text)
        if _same(title, printed):
            better = (
                count < len(lines)
                and title.startswith(printed)
                and title != printed
                and title.startswith(printed + fold(lines[count].text))
            )
            if not better:
                return count
        if len(printed) > 1.3 * len(title) + 8:
            return 0
    return 0


def _groups(texts: list[Piece], parted: frozenset[int]) -> list[list[Piece]]:
    """Return runs of title lines; `parted` are the lines before which something typed stands."""
    groups: list[list[Piece]] = []
    for piece in texts:
        if piece.line in parted or not groups:
            groups.append([])
        groups[-1].append(piece)
    return groups


def _printed_again(groups: list[list[Piece]]) -> int:
    """Return how many lines of the first group are printed again in a later one, 0 if none is."""
    first = groups[0]
    for count in range(1, len(first) + 1):
        title = fold(_join(first[:count]))
        if any(_repeats(title, later) for later in groups[1:]):
            return count
    return 0


def _with_broken_title(groups: list[list[Piece]], glued: frozenset[int]) -> list[list[Piece]]:
    """Put the first two groups together where a date stands in the middle of a title."""
    if len(groups) < 2 or _split(groups[0]) < len(groups[0]):
        return groups
    last, following = groups[0][-1], groups[1][0]
    printed = fold(_join(groups[0]))
    is_again = printed.startswith(fold(following.text)) or fold(following.text).startswith(printed)
    goes_on = is_open(last.text) or (
        following.line in glued and _continues(last, following, max(len(piece.text) for piece in groups[0]))
    )
    return groups if is_again or not goes_on else [groups[0] + groups[1], *groups[2:]]


def _without_repetition(title: str, lines: list[Piece]) -> list[Piece]:
    """Return what is left of `lines` when further printings of the title and doubled lines are taken out."""
    left: list[Piece] = []
    folded = fold(title)
    position = 0
    while position < len(lines):
        again = _repeats(folded, lines[position:])
        if again:
            position += again
            continue
        printed = fold(lines[position].text)
        begins_alike = printed.startswith(folded) and len(printed) <= _LONGER * len(folded)
        if len(printed) > _LONG_ENOUGH and (begins_alike or folded.startswith(printed)):
            position += 1
            continue
        if not any(_same(fold(piece.text), printed) for piece in left):
            left.append(lines[position])
        position += 1
    return left


def read_headline(
    texts: list[Piece], parted: frozenset[int], glued: frozenset[int] = frozenset()
) -> Headline:
    """Return title and subtitle from the title lines of a header, in printed order.

    `parted` are the numbers of lines before which something typed stands, `glued` of those to whose front a date is.
    """
    if not texts:
        return Headline()
    groups = _groups(texts[:_MOST_LINES], parted)
    repeated = _printed_again(groups)
    if not repeated:
        groups = _with_broken_title(groups, glued)
        repeated = _printed_again(groups)
    count = repeated or _split(groups[0])
    lines = groups[0][:count]
    title = _join(lines)
    rest = groups[0][count:] + [piece for group in groups[1:] for piece in group]
    left = _without_repetition(title, rest)
    guesses = []
    if not repeated and _is_joined_by_width(lines):
        guesses.append(("title", "the title was taken to run over several lines", lines[0].line))
    if left:
        guesses.append(("subtitle", "the lines after the title were taken to be its subtitle", left[0].line))
    again = tuple(piece for piece in rest if piece not in left)
    beyond = tuple(texts[_MOST_LINES:])
    return Headline(title, _join(left), tuple(guesses), (*lines, *left), again, bool(repeated), beyond)


def _is_joined_by_width(lines: list[Piece]) -> bool:
    """Whether nothing but the length of a line says that the next one goes on with a title."""
    return any(
        not (is_open(line.text) or _goes_on(following.text) or is_capitals(line.text))
        for line, following in itertools.pairwise(lines)
    )
