"""Rows of a table: which lines are one row, and which row names the columns."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from releases.wire import vocabulary
from releases.wire.blocks import BlockKind
from releases.wire.lines import Line
from releases.wire.marks import Mark, marked_kind
from releases.wire.sentences import is_ended

_FIGURE = re.compile(
    r"[-–—+−(]{0,2}(?:US|EUR|CHF)?\s?[$€£¥]?\s?[-–−+]?\d[\d.,'’  ]*\)?\s?(?:%|‰|per cent|p\.\s?c\.)?[*†]?"
    r"|[-–—…*]+|\.{2,3}|n\.?/?a\.?|nil|none|[xX×✓✗]",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:1[89]|20)\d\d(?:\s?[-/–]\s?\d{2,4})?\*?")
_COLUMN_NAME = re.compile(
    r"(?:countr(?:y|ies)|member states?|states?|names?|offices?|titles?|functions?|dates?|times?|hours?|days?|places?"
    r"|venues?|ports?|cit(?:y|ies)|subjects?|topics?|items?|nos?\.?|numbers?|documents?|speakers?|organi[sz]ations?"
    r"|regions?|events?|activit(?:y|ies)|meetings?|description|yes|no|in favour|against|abstain(?:ing|ed)?|absent"
    r"|pays|noms?|fonctions?|lieux?|heures?|sujets?|villes?|régions?|intervenants?|organisations?|points?"
    r"|país(?:es)?|nombres?|cargos?|fechas?|horas?|lugar(?:es)?|temas?|ciudad(?:es)?|orador(?:es)?|región"
    r"|land|länder|staat(?:en)?|ämter|amt|datum|zeit|uhrzeit|ort|thema|stadt|redner(?:in)?|veranstaltung"
    r"|страны?|имя|имена|должность|дата|время|место|тема|город|ораторы?|мероприятие"
    r"|البلد|الدولة|الاسم|المنصب|التاريخ|الوقت|المكان|الموضوع|المدينة|المتحدث|国家|姓名|职务|日期|时间|地点|主题|城市|发言人|活动)",
    re.IGNORECASE,
)
_MOST_HEAD_LINES = 4

# A cell that goes on over more lines is no cell; without a bound each line would be read with all before it.
_MOST_LINES = 24


@dataclass(slots=True)
class Row:
    """One row. `gap` says that it stands apart from the row before it, `ruled` that a rule stands between."""

    lines: list[Line]
    cells: list[str]
    indent: int = 0
    gap: bool = True
    ruled: bool = False
    is_head: bool = False

    @property
    def filled(self) -> list[int]:
        """The columns in which something stands."""
        return [place for place, cell in enumerate(self.cells) if cell]

    def take(self, other: "Row") -> None:
        """Let each cell go on with what stands below it."""
        self.cells = [" ".join(filter(None, pair)) for pair in zip(self.cells, other.cells, strict=True)]
        self.lines += other.lines


def is_figure(text: str) -> bool:
    """Whether a cell holds a figure, a year, or a sign that stands for one."""
    return len(text) <= 40 and bool(_FIGURE.fullmatch(text))


def _is_word(text: str) -> bool:
    return bool(text) and not is_figure(text)


def _hangs(text: str, following: str) -> bool:
    """Whether words in a cell go on in the cell below it."""
    if is_ended(text):
        return False
    if following[:1].islower() or text.count("(") > text.count(")") or text.endswith(("-", ",", "/", "&")):
        return True
    return text.rsplit(maxsplit=1)[-1].lower() in vocabulary.LINK_WORDS


def _is_too_long(text: str, following: str, width: int) -> bool:
    """Whether the next word had no room in the column any more."""
    return len(text) + 1 + len(following.split(maxsplit=1)[0]) > width


def _goes_on_in_first(row: Row, other: Row, width: int) -> bool:
    """Whether the name of a row is one over two lines; figures stand beside the one or the other."""
    name, more = row.cells[0], other.cells[0]
    if not name or (len(row.filled) > 1 and len(other.filled) > 1):
        return False
    if _hangs(name, more):
        return True
    return (
        other.indent > row.indent
        and not is_ended(name)
        and (len(row.filled) > 1 or _is_too_long(name, more, width))
    )


def _goes_on(row: Row, other: Row, width: int) -> bool:
    if other.gap or not row.filled:
        return False
    if not other.cells[0]:
        words = all(_is_word(other.cells[place]) and row.cells[place] for place in other.filled)
        return bool(other.filled) and words and any(_is_word(row.cells[place]) for place in other.filled)
    if _goes_on_in_first(row, other, width):
        return True
    return (
        bool(row.cells[0]) and _hangs(row.cells[0], other.cells[0]) and not any(map(is_figure, other.cells))
    )


def join_rows(rows: Sequence[Row], width: int) -> list[Row]:
    """Return the rows with what goes on in the next line in its cell; `width` is that of the first column."""
    joined: list[Row] = []
    for row in rows:
        if joined and len(joined[-1].lines) < _MOST_LINES and _goes_on(joined[-1], row, width):
            joined[-1].take(row)
        else:
            joined.append(row)
    return joined


def _names_columns(row: Row) -> bool:
    """Whether nothing but words and years stands right of the first column."""
    rest = [row.cells[place] for place in row.filled if place]
    return bool(rest) and all(_is_word(cell) or _YEAR.fullmatch(cell) for cell in rest)


def _has_figures(rows: Sequence[Row]) -> bool:
    """Whether figures stand in most rows, right of the first column."""
    having = sum(any(is_figure(cell) for cell in row.cells[1:]) for row in rows)
    return having * 2 >= len(rows) > 0


def _head_lines(rows: Sequence[Row]) -> int:
    """Return how many of the first rows name the columns."""
    for count, row in enumerate(rows[: _MOST_HEAD_LINES + 1]):
        if count and row.ruled:
            return count
        if not _names_columns(row) and len(row.filled) > 1:
            break
    first, rest = rows[0], rows[1:]
    if not rest or not _names_columns(first) or first.cells[0].endswith((":", "：")):
        return 0
    if not first.cells[0] and len(rest) > 1 and _names_columns(rest[0]) and _has_figures(rest[1:]):
        return 2
    return int(_has_figures(rest) or _stands_out(first, rest))


def _stands_out(first: Row, rest: Sequence[Row]) -> bool:
    """Whether the first row of words is set apart from the others: by its words, a blank line, or in capitals."""
    if sum(bool(_COLUMN_NAME.fullmatch(cell)) for cell in first.cells) * 2 > len(first.cells):
        return True
    if len(first.filled) < len(first.cells) or len(rest) < 2:
        return False
    if rest[0].gap and not any(row.gap for row in rest[1:]):
        return True
    return all(map(str.isupper, first.cells)) and not any(all(map(str.isupper, row.cells)) for row in rest)


def with_head(rows: list[Row]) -> list[Row]:
    """Return the rows with those that name the columns as one row."""
    count = _head_lines(rows) if rows else 0
    if not count:
        return rows
    head = rows[0]
    for row in rows[1:count]:
        head.take(row)
    head.is_head = True
    return [head, *rows[count:]]


@dataclass(slots=True)
class Reading:
    """The lines of a body, each row of a table one marked line; `doubts` are lines whose columns are not sure."""

    lines: list[Line] = field(default_factory=list)
    doubts: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """Rows that were read in lines from `first` to before `end`."""

    first: int
    end: int
    rows: list[Row]
    in_doubt: bool = False


def marked(row: Row) -> Line:
    """Return a row as one line that says of itself what it is."""
    first, raw = row.lines[0], " ".join(line.raw.strip() for line in row.lines)
    mark = Mark(-first.number, BlockKind.TABLE_ROW, tuple(row.cells), row.is_head)
    return replace(first, raw=raw, text=" ".join(line.text for line in row.lines), mark=mark)


def is_barrier(line: Line) -> bool:
    """Whether no table goes on over a line: its page says what it is, or it is a heading of a briefing."""
    return marked_kind(line.mark) is not None or line.text.startswith("**") or line.taken > 0


def replaced(lines: Sequence[Line], tables: Iterable[Table]) -> Reading:
    """Return the lines with those of each table as its rows."""
    reading, place = Reading(), 0
    for table in tables:
        reading.lines += [*lines[place : table.first], *map(marked, table.rows)]
        place = table.end
        if table.in_doubt:
            reading.doubts.append(table.rows[0].lines[0].number)
    reading.lines += lines[place:]
    return reading
