"""Several releases in one text: where each of them begins.

A release begins with a symbol that is not that of the text before it, its day beside it, and a title and a text of its
own after them; a digest, a list of symbols, the head of a further page and an annex do not. What looks like the
beginning of a release and is not sure to be one is said and not cut.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from releases.wire import vocabulary
from releases.wire.document import Document, Problem
from releases.wire.header.dateline import read_dateline
from releases.wire.header.pieces import PieceKind
from releases.wire.header.recognisers import read_pieces, whole
from releases.wire.lines import LINE_END, Line, read_lines
from releases.wire.marks import NO_MARKS, Marks
from releases.wire.parser import parse
from releases.wire.sentences import ends_sentence
from releases.wire.symbols import split_symbols

MOST = 2000
"""Places in one text at which a release may begin; one more is a doubt."""

DOUBT = "more-releases"

_LONGEST_HEAD = 200
_DAY_WITHIN = 4
_HEAD_KINDS = frozenset(
    {
        PieceKind.LABEL,
        PieceKind.BANNER,
        PieceKind.DATE,
        PieceKind.NAVIGATION,
        PieceKind.ORGAN,
        PieceKind.MEETING,
    }
    | {PieceKind.SUFFIX, PieceKind.SYMBOLS}
)
_ANNEX = re.compile(rf"{vocabulary.ANNEX}\b", re.IGNORECASE)
_MAY_BE_SYMBOL = re.compile(r"[A-Z]\s*/|N(?:ote|OTE)\b|N[o°º]")


@dataclass(frozen=True, slots=True)
class Beginnings:
    """`lines`: where each release begins, from 1, the first always 1; `doubts` name lines where one may begin."""

    lines: tuple[int, ...]
    doubts: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Place:
    """A line with symbols after the text of a release: `line` and `first` are positions, `first` of its letterhead."""

    line: int
    first: int
    references: frozenset[str]
    after_end: bool


@dataclass(slots=True)
class _Release:
    """The release that is being read: where it begins, and what it is known by."""

    first: int
    references: set[str] = field(default_factory=set)
    language: str = ""


@lru_cache(maxsize=1024)
def _references(text: str) -> frozenset[str]:
    """The references of the symbols that a line of a header holds."""
    if len(text) > _LONGEST_HEAD or not _MAY_BE_SYMBOL.search(text):
        return frozenset()
    pieces = [piece for piece in read_pieces(text, 0) if piece.kind is PieceKind.SYMBOLS]
    return frozenset(symbol.reference for piece in pieces for symbol in split_symbols(piece.text))


def _is_prose(line: Line) -> bool:
    """Whether a line is one of a text and not of a header: a long one, or the end of a sentence."""
    if len(line.text) > _LONGEST_HEAD:
        return True
    return len(line.text) >= 40 and ends_sentence(line.text) and whole(line.text) is None


def _has_day(lines: list[Line], position: int) -> bool:
    """Whether a day stands on the line of the symbol or on one of the four next to it, above or below."""
    near = [line for line in lines[max(0, position - 6) : position + 8] if line.text]
    middle = next(index for index, line in enumerate(near) if line is lines[position])
    for line in near[max(0, middle - _DAY_WITHIN) : middle + _DAY_WITHIN + 1]:
        if any(map(str.isdigit, line.text[:_LONGEST_HEAD])) and _is_day(line.text):
            return True
    return False


def _is_day(text: str) -> bool:
    """Whether a line has a date of a header, or begins with a dateline that has its year."""
    if len(text) <= _LONGEST_HEAD and any(piece.kind is PieceKind.DATE for piece in read_pieces(text, 0)):
        return True
    dateline = read_dateline(text)
    return dateline is not None and dateline.date is not None and dateline.date.year is not None


def _letterhead(lines: list[Line], position: int, above: int) -> int:
    """The position of the first line of the letterhead over the symbol at `position`, below `above`."""
    first = position
    for index in range(position - 1, above, -1):
        text = lines[index].text
        if not text:
            continue
        if vocabulary.read_mark(text) or whole(text) not in _HEAD_KINDS or position - index > 10:
            break
        first = index
    return first


def _places(lines: list[Line]) -> Iterator[_Place]:
    """Yield the places where a release may begin after another, in order."""
    has_text, after_end, above = False, False, 0
    for index, line in enumerate(lines):
        if not line.text:
            continue
        if vocabulary.read_mark(line.text) is vocabulary.Mark.END:
            after_end, above = True, index
        elif references := _references(line.text):
            if not has_text:
                yield _Place(index, -1, references, after_end)
                continue
            first = _letterhead(lines, index, above)
            is_set_off = after_end or first == 0 or not lines[first - 1].text
            if is_set_off and _has_day(lines, index):
                yield _Place(index, first, references, after_end)
                has_text, after_end = False, False
        elif _is_prose(line):
            has_text, above = True, index


class _Reader:
    """One pass over the places; every line is parsed twice at the most."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.release = _Release(0)
        self.beginnings = [1]
        self.doubts: list[Problem] = []

    def read(self) -> None:
        places = list(_places(self.lines))
        starts = [place.first for place in places if place.first >= 0]
        judged = 1
        ends = iter([*starts[1:], len(self.lines)])
        for place in places:
            if place.first < 0:
                self.release.references |= place.references
            elif judged == MOST:
                self.doubts.append(_doubt(self.lines[place.first].number))
                break
            else:
                judged += 1
                end = next(ends)
                self._judge(place, end)

    def _judge(self, place: _Place, end: int) -> None:
        """Let a release begin at the place, or doubt, or see only the head of a further page.

        After the end mark a text in another language under the same symbol is a version of its own.
        """
        is_known = bool(place.references & self.release.references)
        if is_known and not place.after_end:
            return
        document = _parsed(self.lines[place.first : end])
        has_day = document.issued_on is not None or document.issued_on_as_printed
        if not (document.symbols and document.paragraphs and has_day):
            return
        number = self.lines[place.first].number
        is_version = not is_known or self._language(place) != document.language
        if document.title and is_version and not self._is_annexed(place.first):
            self._begin(place, number)
        else:
            self.doubts.append(_doubt(number))

    def _language(self, place: _Place) -> str:
        """The language of the release before the place, read once."""
        if not self.release.language:
            self.release.language = _parsed(self.lines[self.release.first : place.first]).language
        return self.release.language

    def _begin(self, place: _Place, number: int) -> None:
        self.beginnings.append(number)
        self.release = _Release(place.first, set(place.references))

    def _is_annexed(self, first: int) -> bool:
        above = [line.text for line in self.lines[max(0, first - 4) : first] if line.text]
        return bool(above) and bool(_ANNEX.match(above[-1]))


def _parsed(lines: list[Line]) -> Document:
    return parse("\n".join(line.raw for line in lines))


def _doubt(number: int) -> Problem:
    message = (
        "Another release may begin on this line: give it a file of its own, or look whether it belongs here."
    )
    return Problem(number, message, DOUBT)


def _after_the_end(lines: list[Line]) -> Iterator[Problem]:
    """Yield a doubt for each text with a dateline of its own after the end mark, where no symbol tells a release."""
    ended = False
    for line in lines:
        if vocabulary.read_mark(line.text) is vocabulary.Mark.END:
            ended = True
        elif ended and len(line.text) > 40 and _is_opened(line.text):
            yield _doubt(line.number)
            ended = False


def _is_opened(text: str) -> bool:
    """Whether a line begins with a dateline and goes on."""
    dateline = read_dateline(text)
    return dateline is not None and not dateline.is_line and bool(dateline.source or dateline.city.isupper())


def read_beginnings(text: str, marks: Marks = NO_MARKS) -> Beginnings:
    """Return where the releases of a text begin. Never raises; takes time in proportion to the text."""
    lines = read_lines(text, marks)
    reader = _Reader(lines)
    reader.read()
    doubts = {doubt.line: doubt for doubt in reader.doubts}
    ends = [*reader.beginnings[1:], len(lines) + 1]
    for begin, end in zip(reader.beginnings, ends, strict=True):
        if not any(begin <= line < end for line in doubts):
            doubts |= {doubt.line: doubt for doubt in islice(_after_the_end(lines[begin - 1 : end - 1]), 1)}
    return Beginnings(tuple(reader.beginnings), tuple(doubts[line] for line in sorted(doubts)))


def cut(text: str, beginnings: tuple[int, ...]) -> list[str]:
    """Return the text in parts that begin on those lines and, put together, are the text again."""
    starts = [0, *(match.end() for match in LINE_END.finditer(text))]
    places = [starts[line - 1] for line in beginnings]
    return [text[start:end] for start, end in zip(places, [*places[1:], len(text)], strict=True)]
