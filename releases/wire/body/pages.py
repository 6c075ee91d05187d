"""Typed pages: what stands at their foot and head is no text, and a paragraph that they cut is one.

`(more)`, `- 2 -`, a form feed, symbol and date on every page: each is known by its form or because it is printed at
every page again. A line of the text that merely repeats is left alone.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from releases.wire import vocabulary
from releases.wire.document import Omission
from releases.wire.header.pieces import PieceKind
from releases.wire.header.recognisers import read_pieces
from releases.wire.items import read_bullet
from releases.wire.lines import LONGEST_READ, Line, fold
from releases.wire.sentences import is_ended, starts_low

FURNITURE = "the foot or head of a typed page"

_MORE = re.compile(
    r"[(\[]?\s*[-–—]{0,2}\s*(?:more|over|continued(?: on (?:next )?page(?: \d{1,3})?)?|cont[’'.]?d\.?"
    r"|suite|à suivre|a suivre|sigue|continúa|continua|fortsetzung(?: folgt)?"
    r"|продолжение(?: следует)?|см\. след\. стр\.|يتبع|待续|转下页)"
    r"(?:\s*\.{3}|\s*…)?\s*[-–—]{0,2}\s*[)\]]?",
    re.IGNORECASE,
)
# The bare words may be text: only those in brackets or between dashes are furniture by their form alone.
_FRAMED = re.compile(r"[(\[–—-].*[)\]–—-]\Z")
_SLASHES = re.compile(r"\.{0,3}/\s?(?:\.{2,3}|…)(?:/?\d{0,3})|…/(?:…|\.{2,3})|\.{3}/\s?\d{0,3}")
_FRAMED_NUMBER = re.compile(r"[-–—]{1,2}\s?(\d{1,3})\s?[-–—]{1,2}")
_WORD = r"(?:page|p\.|pg\.|página|pág\.|seite|s\.|страница|стр\.|с\.|صفحة|第)"
_NAMED_NUMBER = re.compile(
    rf"{_WORD}\s?(?:n[o°]\.?\s?)?(\d{{1,3}})\s?页?(?:\s?(?:of|de|sur|von|из|/|من)\s?\d{{1,3}})?",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"[(\[]?(\d{1,3})[)\]]?(?:\s?/\s?\d{1,3})?|/(\d{1,3})")
_NUMBERS = (_FRAMED_NUMBER, _NAMED_NUMBER, _BARE_NUMBER)
_NUMBER_BEFORE = re.compile(
    rf"\A(?:[-–—]\s?\d{{1,3}}\s?[-–—]|{_WORD}\s?\d{{1,3}}|\d{{1,3}})(?:\s?[,;|–—-])?\s+", re.IGNORECASE
)
_NUMBER_AFTER = re.compile(
    rf"\s+(?:[,;|–—-]\s?)?(?:[-–—]\s?\d{{1,3}}\s?[-–—]|{_WORD}\s?\d{{1,3}}(?:\s?(?:of|de|/)\s?\d{{1,3}})?|\d{{1,3}})\Z",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{4}")
_COLUMNS = re.compile(r"\s{3,}|\t")
_LONGEST = 100
_REACH = 8
_FEWEST_LINES_OF_PAGE = 8
_SHORTEST_HEAD = 5
_HEAD_KINDS = frozenset({PieceKind.SYMBOLS, PieceKind.DATE, PieceKind.LABEL, PieceKind.BANNER})


@dataclass(frozen=True, slots=True)
class Pages:
    """A body without its page furniture: `cuts` are the numbers of the lines that a page begins with."""

    lines: list[Line]
    cuts: frozenset[int] = frozenset()
    omitted: tuple[Omission, ...] = ()


def _is_more(text: str) -> bool:
    """Whether a line says that the text goes on over the page."""
    framed = bool(_FRAMED.match(text)) and bool(_MORE.fullmatch(text))
    return framed or bool(_SLASHES.fullmatch(text))


def _number(text: str) -> tuple[int, bool] | None:
    """The page number that a line is, and whether its form is that of nothing else."""
    for pattern in _NUMBERS:
        if match := pattern.fullmatch(text):
            return int(next(filter(None, match.groups()))), pattern is _FRAMED_NUMBER
    return None


class _Reader:
    """One pass over the lines; what stands around each break of pages is looked at up to some lines away."""

    def __init__(self, lines: Sequence[Line], head: Iterable[Line]) -> None:
        self.lines = lines
        short = [line for line in head if 0 < len(line.text) <= LONGEST_READ]
        parts = [part for line in short for part in [line.text, *_COLUMNS.split(line.raw.strip())]]
        pieces = [piece for line in short for piece in read_pieces(line.text, line.number)]
        self.head = {folded for part in parts if len(folded := fold(part)) >= _SHORTEST_HEAD}
        self.symbols = {fold(piece.text) for piece in pieces if piece.kind is PieceKind.SYMBOLS}
        self.again: set[str] = set()
        self.told: dict[str, bool] = {}

    def read(self) -> Pages:
        anchors = self._anchors()
        if not anchors:
            return Pages(list(self.lines))
        self._count_around(anchors)
        taken: set[int] = set()
        for anchor in anchors:
            if anchor not in taken:
                taken.update(self._around(anchor))
        return self._without(taken, {index for index in anchors if "\f" in self.lines[index].raw})

    def _without(self, taken: set[int], feeds: set[int]) -> Pages:
        """Leave out what was taken and the blank lines beside it, with one blank line in its place."""
        kept: list[Line] = []
        cuts: set[int] = set()
        is_cut = False
        for index, line in enumerate(self.lines):
            is_cut = is_cut or index in taken or index in feeds
            if index in taken or (is_cut and not line.text):
                continue
            if is_cut:
                while kept and not kept[-1].text:
                    kept.pop()
                kept.append(Line(line.number, "", ""))
                cuts.add(line.number)
            is_cut = False
            kept.append(line)
        omitted = tuple(
            Omission(self.lines[index].number, self.lines[index].text, FURNITURE)
            for index in sorted(taken)
            if self.lines[index].text
        )
        return Pages(kept, frozenset(cuts), omitted)

    def _anchors(self) -> list[int]:
        """Where pages end or begin for certain: by a form feed, `(more)`, `- 2 -`, the symbol printed again."""
        anchors: list[int] = []
        numbered: list[tuple[int, int]] = []
        for index, line in enumerate(self.lines):
            if "\f" in line.raw:
                anchors.append(index)
            if not line.text or len(line.text) > _LONGEST:
                continue
            number = (
                _number(line.text) if len(line.text) < 24 and any(map(str.isdecimal, line.text)) else None
            )
            if (
                (number and number[1])
                or (len(line.text) < 24 and _is_more(line.text))
                or self._is_symbol_again(index)
            ):
                anchors.append(index)
            elif number and self._is_apart(index):
                numbered.append((index, number[0]))
        anchors += self._counted(numbered)
        return sorted(set(anchors))

    def _is_symbol_again(self, index: int) -> bool:
        """Whether a line of its own is a symbol of this release, with a page number or label at most."""
        text = self.lines[index].text
        if not self.symbols or "/" not in text or len(text) > 60:
            return False
        is_start = index == 0 or not self.lines[index - 1].text or "\f" in self.lines[index].raw
        folded = fold(text)
        return is_start and any(symbol in folded for symbol in self.symbols) and self._is_head(index)

    def _is_apart(self, index: int) -> bool:
        above = index == 0 or not self.lines[index - 1].text
        return above and (index + 1 == len(self.lines) or not self.lines[index + 1].text)

    def _counted(self, numbered: list[tuple[int, int]]) -> list[int]:
        """Numbers on lines of their own that count pages: the next, some lines below, is one more."""
        counted: list[int] = []
        for (index, number), (below, following) in itertools.pairwise(numbered):
            if following == number + 1 and below - index >= _FEWEST_LINES_OF_PAGE:
                counted += [index, below]
        return counted + [index for index, _number in numbered if self._cuts_sentence(index)]

    def _cuts_sentence(self, index: int) -> bool:
        above = next((line.text for line in reversed(self.lines[max(0, index - 4) : index]) if line.text), "")
        below = next((line.text for line in self.lines[index + 1 : index + 5] if line.text), "")
        return bool(above) and not is_ended(above) and below[:1].islower() and starts_low(below)

    def _is_head_part(self, part: str, number: int) -> bool:
        """Whether what stands in one column of a line is printed on each page, a page number beside it or not."""
        if part not in self.told:
            texts = (part, _NUMBER_BEFORE.sub("", part), _NUMBER_AFTER.sub("", part))
            self.told[part] = any(
                fold(text) in self.head or _repeated(text) in self.again or _is_head_by_form(text, number)
                for text in texts
            )
        return self.told[part]

    def _is_head(self, index: int) -> bool:
        """Whether a line beside a break of pages is printed at the foot or head of them."""
        line = self.lines[index]
        if len(line.text) > _LONGEST:
            return False
        if _is_more(line.text) or _MORE.fullmatch(line.text) or _number(line.text):
            return True
        return all(self._is_head_part(part, line.number) for part in _parts(line))

    def _near(self, index: int, step: int) -> Iterable[int]:
        """The lines above or below a break, up to some lines away and over few blank ones."""
        blanks = 0
        for near in range(index + step, index + step * (_REACH + 1), step):
            if not 0 <= near < len(self.lines) or blanks > 4:
                return
            if self.lines[near].text:
                blanks = 0
                yield near
            else:
                blanks += 1

    def _count_around(self, anchors: list[int]) -> None:
        """Find the short lines that stand beside most breaks and nowhere else: they are printed at each page."""
        regions: list[set[int]] = []
        for anchor, before in zip(anchors, [-_REACH - 1, *anchors], strict=False):
            if anchor - before > _REACH:
                regions.append(set())
            regions[-1].update(self._beside(anchor))
        beside = set().union(*regions)
        texts = {self.lines[index].text for index in beside}
        elsewhere = {
            line.text for index, line in enumerate(self.lines) if line.text in texts and index not in beside
        }
        counted = Counter(
            text
            for region in regions
            for text in {
                _repeated(part)
                for index in region
                if self.lines[index].text not in elsewhere
                for part in _parts(self.lines[index])
            }
        )
        self.again = {
            text
            for text, count in counted.items()
            if len(text) >= _SHORTEST_HEAD and count > 1 and 2 * count >= len(regions)
        }

    def _beside(self, anchor: int) -> Iterable[int]:
        """The lines that stand beside a break in one block with it, or alone between blank lines."""
        yield anchor
        for step in (-1, 1):
            last = anchor
            for near in list(self._near(anchor, step))[:3]:
                is_adjacent = near == last + step
                last = near if is_adjacent else last
                text = self.lines[near].text
                if (
                    (is_adjacent or self._is_apart(near))
                    and len(text) <= _LONGEST
                    and not (is_ended(text) or read_bullet(text))
                ):
                    yield near

    def _around(self, anchor: int) -> set[int]:
        """The furniture around a break of pages, itself included where it is no text."""
        taken = {anchor} if not self.lines[anchor].text or self._is_head(anchor) else set()
        for step in (-1, 1):
            if step == 1 and not taken:
                break
            for near in self._near(anchor, step):
                if not self._is_head(near):
                    break
                taken.add(near)
        return taken


def _parts(line: Line) -> list[str]:
    """What is printed in the columns of a line, the number of the page apart."""
    parts = [part.strip() for part in _COLUMNS.split(line.raw.strip())]
    return [part for part in parts if part and not _number(part)]


def _is_head_by_form(part: str, number: int) -> bool:
    """Whether a part of a line is all symbols, dates with their year, labels and banners."""
    if is_ended(part) or part.lower() in vocabulary.WEAK_LABELS:
        return False
    pieces = read_pieces(part, number)
    is_dated = all(piece.kind is not PieceKind.DATE or _YEAR.search(piece.text) for piece in pieces)
    return bool(pieces) and is_dated and all(piece.kind in _HEAD_KINDS for piece in pieces)


def _repeated(part: str) -> str:
    """A part of a line as it is printed on each page, whatever number the page has."""
    return re.sub(r"\d+", "#", fold(part))


def read_pages(lines: Sequence[Line], head: Iterable[Line] = ()) -> Pages:
    """Return a body without the feet and heads of its typed pages; `head` are the lines before the body."""
    return _Reader(lines, head).read()
