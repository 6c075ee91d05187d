"""Lines as a typewriter set them: which stretches of a line stand apart, and in which columns.

Positions count columns, not characters: a tab goes on to the next multiple of eight, a Chinese character takes two.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from releases.wire.items import is_bare_bullet
from releases.wire.lines import LONGEST_READ, Line, without_invisible

TAB = 8
WIDEST = 240
"""A line that is wider is prose."""

_FILLER = "\x1f"
_UNEVEN = re.compile(
    "[\t\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6]"
)
_STRETCH = re.compile(r"[^ \x1f]+(?: [^ \x1f]+)*")
_LEADER = re.compile(
    r" ?(?:\.{4,}|(?:\. ){3,}\.?|…{2,}|(?:… ){2,}…?|·{4,}|-{5,}|(?<= )\.{3}(?= +[\d$€£(]))(?=[ .…]*[^\s.…])"
)
_SENTENCE_END = re.compile(r"[.?!;。][\"'”’»)\]]{0,2}\Z")
_MARKER = re.compile(r"(?:[-–—•·●▪■◦○*o§►▶‣➢➤→]|--|\(?\d{1,3}[.)]|\(?[a-z][.)]|\([ivx]{1,4}\))\Z")
_RULE = re.compile(r"[-=_–—~+|:─━═│┃║┼╪╬├┤┌┐└┘┬┴╞╡ ]*[-=_–—~─━═]{3}[-=_–—~+|:─━═│┃║┼╪╬├┤┌┐└┘┬┴╞╡ ]*\Z")
_SIGNS = re.compile(
    r"\S(?:[ \xa0\u2000-\u200a\u3000]{2,}|[ \xa0]*\t\s*)\S|\u3000|\.{4}|\. \. |…|·{4}|-{3}| \.{3} |[|│┃║¦=_━═]"
)
_BARS = str.maketrans("│┃║¦", "||||")

Span = tuple[int, int]
"""Where a stretch begins, and where it has ended."""


@dataclass(frozen=True, slots=True)
class Typed:
    """One line as it was set: `spans` are its stretches with wide gaps between; `chars` has what to cut them from."""

    line: Line
    chars: str
    spans: tuple[Span, ...]
    gap: int
    is_rule: bool = False

    def cut(self, start: int, end: int) -> str:
        """Return what was printed from one column to another."""
        return self.chars[start:end].replace("\0", "").replace("\t", " ").strip()

    @property
    def indent(self) -> int:
        """The column in which the line begins."""
        return self.spans[0][0] if self.spans else 0


def could_be_set(line: Line) -> bool:
    """Whether anything in a line could part cells: a cheap question before a costly one."""
    return bool(_SIGNS.search(line.raw[:LONGEST_READ]))


def _set(raw: str) -> str:
    """Return the line with a character for each column: what a tab or a wide character fills up is a filler."""
    raw = without_invisible(raw)
    if not _UNEVEN.search(raw):
        return raw
    made: list[str] = []
    for char in raw:
        if char == "\t":
            made += "\t" * (TAB - len(made) % TAB)
        elif char > "ᄀ" and unicodedata.east_asian_width(char) in "WF":
            made += char + "\0"
        else:
            made.append(char)
    return "".join(made)


def _shape(chars: str) -> str:
    """Return the same columns with every odd space a blank, and tabs and leaders as fillers."""
    shape = chars.replace("\t", _FILLER)
    if not shape.isascii():
        shape = "".join(" " if char.isspace() and char != _FILLER else char for char in shape)
    return _LEADER.sub(lambda match: _FILLER * len(match[0]), shape)


def _is_gap(shape: str, start: int, end: int, first: int) -> bool:
    """Whether the blanks between two columns part cells: after a sentence two or three blanks do not."""
    if _FILLER in shape[start:end]:
        return not _MARKER.match(shape[first:start])
    before = shape[max(0, start - 4) : start]
    if _SENTENCE_END.search(before):
        return end - start >= 4
    if before.endswith((":", "：")):
        return end - start >= 3
    return not _MARKER.match(shape[first:start])


def read_typed(line: Line) -> Typed:
    """Return how a line was set; the mark of an item and its text are one stretch."""
    raw = line.raw[:LONGEST_READ].rstrip()
    if len(line.text) > WIDEST:
        return Typed(line, raw, ((0, len(raw)),), 0)
    chars = _set(raw)
    if _RULE.match(line.text):
        spans = tuple(match.span() for match in re.finditer(r"[^\s|+:]+", chars.translate(_BARS)))
        return Typed(line, chars, spans, 0, is_rule=True)
    shape = _shape(chars)
    spans_found: list[Span] = []
    widest = 0
    for match in _STRETCH.finditer(shape):
        start, end = match.span()
        if spans_found and not _is_gap(shape, spans_found[-1][1], start, spans_found[-1][0]):
            spans_found[-1] = (spans_found[-1][0], end)
            continue
        if spans_found:
            apart = start - spans_found[-1][1]
            widest = max(widest, 9 if _FILLER in shape[spans_found[-1][1] : start] else apart)
        spans_found.append((start, end))
    if len(spans_found) == 2 and _is_item(chars, *spans_found):
        spans_found, widest = [(spans_found[0][0], spans_found[1][1])], 0
    return Typed(line, chars, tuple(spans_found), widest)


def _is_item(chars: str, sign: Span, text: Span) -> bool:
    """Whether a line is the sign of an item and words, however far apart: `1.     Good luck`."""
    return is_bare_bullet(chars[slice(*sign)].strip()) and chars[text[0]].isalpha()


def bars(text: str) -> list[str] | None:
    """Return the cells of a line that bars part, empty ones included; None if no bar stands between words."""
    text = text.translate(_BARS)
    if "|" not in text:
        return None
    cells = [cell.strip() for cell in text.strip().removeprefix("|").removesuffix("|").split("|")]
    return cells if len(cells) > 1 and any(cells) else None


class Coverage:
    """How many of some lines have something in each column."""

    def __init__(self, lines: Iterable[Typed] = ()) -> None:
        self.counts: list[int] = []
        self.rows = 0
        for line in lines:
            self.add(line)

    def add(self, line: Typed) -> None:
        """Count one more line."""
        width = line.spans[-1][1] if line.spans else 0
        self.counts += [0] * (width - len(self.counts))
        for start, end in line.spans:
            for place in range(start, end):
                self.counts[place] += 1
        self.rows += 1

    def together(self, other: "Coverage") -> "Coverage":
        """Return the coverage of the lines of both."""
        both = Coverage()
        width = max(len(self.counts), len(other.counts))
        mine, its = (counts + [0] * (width - len(counts)) for counts in (self.counts, other.counts))
        both.counts = [one + two for one, two in zip(mine, its, strict=True)]
        both.rows = self.rows + other.rows
        return both

    def columns(self, spared: int = 0) -> list[Span]:
        """Return the columns that are parted by blank ones, but for what at most `spared` lines have there."""
        found: list[Span] = []
        start = None
        for place, count in enumerate([*self.counts, 0]):
            if count > spared and start is None:
                start = place
            elif count <= spared and start is not None:
                found.append((start, place))
                start = None
        return found
