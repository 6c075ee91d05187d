"""How a text was typed: where its lines end, how wide they are, what parts its paragraphs.

A line end may be the end of a paragraph or only of a line. Which it is cannot be told from one line, so the whole text
is looked at once: a hard-wrapped copy has many lines that end where the next word had no room, and none much longer.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from releases.wire import vocabulary
from releases.wire.blocks import BlockKind
from releases.wire.items import read_bullet
from releases.wire.lines import Line
from releases.wire.marks import marked_kind
from releases.wire.sentences import first_word, is_capitals, is_caseless, is_ended, is_title_case, starts_low

_SENTENCE = re.compile(r"[.?!][\"'”’»)]?(?P<blanks> {1,2})[^\W\d_a-z]")
_NARROWEST, _WIDEST = 25, 132
_SAMPLE = 4000
_FIRST_LINE_INDENT = 2
_FEW = 3
_NARROWEST_OF_FEW = 55


@dataclass(frozen=True, slots=True)
class Layout:
    """How a text was typed.

    `width` is the most columns of a line of a hard-wrapped copy, 0 where lines end only with their paragraphs, `margin`
    the column in which most lines begin. `is_ragged` says that lines end well before the width, `has_gaps` that blank
    lines part the paragraphs, `is_indented` that their first lines are set in, `is_justified` that blanks were put
    between words to fill the lines, `has_headings` that headings stand directly above their paragraphs.
    `after_sentence` counts the blanks after a full stop. `doubt` says why all this is not sure; empty where it is.
    """

    width: int = 0
    margin: int = 0
    is_ragged: bool = False
    has_gaps: bool = True
    is_indented: bool = False
    is_justified: bool = False
    has_headings: bool = False
    after_sentence: int = 1
    doubt: str = ""

    def has_room(self, end: int, text: str, following: str) -> bool:
        """Whether the first word of `following` would have fitted on the line `text` that ends in column `end`."""
        blanks = self.after_sentence if is_ended(text) else 1
        return end + blanks + first_word(following) <= self.width


def columns(line: Line) -> int:
    """The column in which a line ends as it was printed, with its indent and what was read of it as header."""
    raw = line.raw.expandtabs() if "\t" in line.raw else line.raw
    return len(raw.rstrip()) + line.taken


def indent(line: Line) -> int:
    """The blanks before a line."""
    raw = line.raw
    return len(raw) - len(raw.lstrip()) if raw[:1].isspace() else 0


@dataclass(frozen=True, slots=True)
class _Pair:
    """A line and the next one that is not blank, with `gap` blank lines between them."""

    first: Line
    second: Line
    gap: int

    @property
    def is_ended(self) -> bool:
        return is_ended(self.first.text)

    @property
    def is_cut(self) -> bool:
        """Whether the line end stands inside a sentence for certain, or nearly so."""
        if is_ended(self.first.text) or read_bullet(self.second.text):
            return False
        return starts_low(self.second.text) or is_caseless(self.second.text)

    @property
    def is_set_in(self) -> bool:
        return indent(self.second) >= indent(self.first) + _FIRST_LINE_INDENT


def _pairs(lines: list[Line]) -> list[_Pair]:
    pairs: list[_Pair] = []
    before: Line | None = None
    gap = 0
    for line in lines:
        if not line.text:
            gap += 1
        elif vocabulary.read_mark(line.text) or marked_kind(line.mark) is BlockKind.TABLE_ROW:
            before = None
        else:
            if before is not None:
                pairs.append(_Pair(before, line, gap))
            before, gap = line, 0
    return pairs


def _is_double_spaced(pairs: list[_Pair]) -> bool:
    """Whether a blank line was typed after every line: most sentences then go on after one."""
    spaced = [pair for pair in pairs if pair.gap == 1]
    adjacent = sum(pair.gap == 0 for pair in pairs)
    cut = [pair for pair in spaced if pair.is_cut]
    if len(cut) < 3 or len(cut) < 0.3 * len(spaced) or adjacent > 0.15 * len(spaced):
        return False
    width, count = _best_width(
        [pair for pair in cut if _NARROWEST <= columns(pair.first) <= _WIDEST], [pair.first for pair in pairs]
    )
    return count >= 0.5 * len(cut) and sum(columns(pair.first) > width + 1 for pair in spaced) <= 0.1 * len(
        spaced
    )


def single_spaced(lines: list[Line]) -> list[Line]:
    """The lines of a double-spaced text without the blank line after each; those of any other text as they are."""
    if not _is_double_spaced(_pairs(lines[:_SAMPLE])):
        return lines
    kept: list[Line] = []
    blank = False
    for line in lines:
        if line.text or blank:
            kept.append(line)
        blank = not line.text
    return kept


def _best_width(pairs: list[_Pair], lines: Iterable[Line]) -> tuple[int, int]:
    """The width at which most of these lines end because the next word has no room, and how many do."""
    changes = [0] * (2 * _WIDEST + 4)
    for pair in pairs:
        end = columns(pair.first)
        changes[end] += 1
        changes[end + 1 + first_word(pair.second.text)] -= 1
    counts = list(itertools.accumulate(changes[: _WIDEST + 1]))
    best = max(counts)
    least = counts.index(best)
    most = next((width for width in range(least, _WIDEST) if counts[width + 1] < best), _WIDEST)
    return max((end for end in map(columns, lines) if least <= end <= most), default=least), best


def _is_longer(line: Line, width: int) -> bool:
    """Whether a line is longer than a wrapped copy would let it be: one long word and rows of tables may be."""
    if columns(line) <= width + 1:
        return False
    raw = line.raw.strip()
    return " " in raw[:width] and "\t" not in raw and "    " not in raw


def _is_open_end(pair: _Pair) -> bool:
    """Whether a line ends without a sentence, at a width that a copy is wrapped at, above another such line."""
    return (
        pair.gap == 0
        and not pair.is_ended
        and _NARROWEST <= columns(pair.first) <= _WIDEST
        and columns(pair.second) <= _WIDEST
        and not pair.is_set_in
    )


def _width(pairs: list[_Pair], lines: list[Line]) -> tuple[int, str]:
    """The width of a hard-wrapped copy and what is doubtful about it; 0 where the evidence is against one."""
    open_ends = [pair for pair in pairs if _is_open_end(pair)]
    cut = [pair for pair in open_ends if pair.is_cut]
    if len(cut) < _FEW:
        return _width_of_few(open_ends, lines), ""
    width, _count = _best_width(cut, lines)
    longer = sum(_is_longer(line, width) for line in lines)
    full = sum(columns(pair.first) <= width + 1 and _is_full(pair, width) for pair in open_ends)
    loose = sum(0.7 * width <= columns(pair.first) <= width + 1 for pair in open_ends)
    if longer > 0.1 * len(lines):
        is_mixed = full >= 0.8 * len(open_ends)
        return (
            (width, f"only some of its lines seem to be wrapped, at {width} columns") if is_mixed else (0, "")
        )
    if full >= 0.5 * len(open_ends) or loose >= 0.7 * len(open_ends):
        return width, ""
    return 0, "many of its lines end inside a sentence, but at no one width"


def _width_of_few(open_ends: list[_Pair], lines: list[Line]) -> int:
    """The width of a copy of which only a line or two are wrapped: that of its longest one, if few are longer."""
    prose = [pair for pair in open_ends if pair.is_cut or not _is_like_heading(pair.first)]
    width = max((columns(pair.first) for pair in prose), default=0)
    if width < _NARROWEST_OF_FEW or sum(_is_longer(line, width) for line in lines) > 0.34 * len(lines):
        return 0
    fitting = [
        pair for pair in prose if columns(pair.second) <= width + 1 and columns(pair.first) >= 0.7 * width
    ]
    return width if len(fitting) >= 0.5 * len(open_ends) else 0


def _is_like_heading(line: Line) -> bool:
    return not line.taken and (is_capitals(line.text) or is_title_case(line.text))


def _is_full(pair: _Pair, width: int) -> bool:
    return columns(pair.first) + 1 + first_word(pair.second.text) > width


def _after_sentence(lines: list[Line]) -> int:
    one = two = 0
    for line in lines:
        for match in _SENTENCE.finditer(line.text):
            if len(match["blanks"]) == 2:
                two += 1
            else:
                one += 1
    return 2 if two > one else 1


def _is_indented(pairs: list[_Pair]) -> bool:
    """Whether the first lines of paragraphs are set in: most lines after an end are, and those after them are not."""
    starts = set_in = 0
    for before, after in itertools.pairwise(pairs):
        if not before.is_ended or after.gap or read_bullet(before.second.text):
            continue
        if before.is_set_in and indent(after.second) < indent(before.second):
            set_in += 1
        elif before.gap:
            starts += 1
    return set_in >= 1 and set_in >= starts


def _is_justified(pairs: list[_Pair], width: int) -> bool:
    """Whether blanks were put between the words so that lines end in one column."""
    inner = [pair for pair in pairs if pair.gap == 0 and pair.is_cut]
    even = sum(abs(columns(pair.first) - width) <= 1 for pair in inner)
    spread = sum("  " in pair.first.text for pair in inner)
    return len(inner) >= 2 and even >= 0.8 * len(inner) and spread >= 0.5 * len(inner)


def read_layout(lines: list[Line]) -> Layout:
    """Tell from the first some thousand lines how a text was typed."""
    sample = [
        line for line in lines[:_SAMPLE] if line.text and marked_kind(line.mark) is not BlockKind.TABLE_ROW
    ]
    pairs = _pairs(lines[:_SAMPLE])
    width, doubt = _width(pairs, sample)
    adjacent = [pair for pair in pairs if pair.gap == 0]
    roomy = [
        pair
        for pair in adjacent
        if width and not _is_full(pair, int(0.85 * width)) and not starts_low(pair.second.text)
    ]
    parted = sum(pair.gap > 0 for pair in pairs)
    cut = [pair for pair in adjacent if pair.is_cut]
    return Layout(
        width=width,
        margin=Counter(indent(line) for line in sample).most_common(1)[0][0] if width else 0,
        is_ragged=bool(width) and sum(_is_full(pair, width) for pair in cut) < 0.85 * len(cut),
        has_gaps=parted > 0 and sum(pair.is_ended for pair in roomy) <= 0.2 * parted,
        is_indented=_is_indented(pairs),
        is_justified=bool(width) and _is_justified(pairs, width),
        has_headings=any(not pair.is_ended for pair in roomy),
        after_sentence=_after_sentence(sample) if width else 1,
        doubt=doubt,
    )
