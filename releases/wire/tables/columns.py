"""Tables whose cells are parted by blanks, tabs or leaders: the columns are those that stand above each other.

An empty cell stays empty, and what goes on in the next line stays in its cell.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from releases.wire.lines import Line
from releases.wire.sentences import ends_sentence
from releases.wire.tables.rows import Row, Table, is_barrier, is_figure, join_rows, with_head
from releases.wire.tables.typed_lines import Coverage, Span, Typed, could_be_set, read_typed

_LONGEST_FRAGMENT = 60
_MOST_FRAGMENTS = 3
_MOST_BETWEEN = 4
_LONG = 50
_SHORTEST_PROSE = 40
_WIDE = 4
_FEW_WORDS = 4
_HALVES_OF_DAY = ("a.m.", "p.m.")


@dataclass(slots=True)
class _Part:
    """Lines without a blank one between them, the first and the last of which have cells far apart."""

    first: int
    end: int
    lines: dict[int, Typed]
    coverage: Coverage

    @property
    def rows(self) -> list[Typed]:
        return [typed for typed in self.lines.values() if len(typed.spans) > 1 and not typed.is_rule]


def _part(lines: Sequence[Line], found: dict[int, Typed], places: list[int]) -> _Part:
    first, end = places[0], places[-1] + 1
    typed = {place: found.get(place) or read_typed(lines[place]) for place in range(first, end)}
    set_apart = [one for one in typed.values() if len(one.spans) > 1]
    return _Part(first, end, typed, Coverage(set_apart))


def _is_fragment(line: Line) -> bool:
    return 0 < len(line.text) <= _LONGEST_FRAGMENT and not line.text.endswith((".", ";", "?", "!", "。"))


def _parts(lines: Sequence[Line], found: dict[int, Typed]) -> Iterator[_Part]:
    """Yield the parts; between two lines with cells, few short lines without may stand."""
    places: list[int] = []
    for place, typed in found.items():
        if typed.is_rule:
            continue
        between = range(places[-1] + 1, place) if places else range(0)
        plain = [lines[inner] for inner in between if not (inner in found and found[inner].is_rule)]
        if places and not (len(plain) <= _MOST_FRAGMENTS and all(_fits_between(line) for line in plain)):
            yield _part(lines, found, places)
            places = []
        places.append(place)
    if places:
        yield _part(lines, found, places)


def _fits_between(line: Line) -> bool:
    return _is_fragment(line) and not is_barrier(line)


def _usual(rows: Sequence[Typed]) -> int:
    """Return how many stretches a row usually has; rows with empty cells have fewer."""
    counts = sorted((len(row.spans) for row in rows), reverse=True)
    return counts[len(counts) // 3]


def _columns(coverage: Coverage, rows: Sequence[Typed]) -> list[Span]:
    """Return the columns that blanks part in all rows, or in all but a few of many; none if there are too few."""
    usual = _usual(rows)
    wide = sum(row.gap >= _WIDE for row in rows) * 2 >= len(rows)
    for spared in (0, max(1, len(rows) // 6)) if wide and len(rows) > 3 else (0,):
        columns = coverage.columns(spared)
        if len(columns) >= max(2, usual):
            return columns
    return []


def _together(lines: Sequence[Line], parts: Iterator[_Part]) -> Iterator[_Part]:
    """Yield the parts, those that are one table put together: the same columns, and blank lines between."""
    current: _Part | None = None
    for part in parts:
        if current is None:
            current = part
            continue
        between = lines[current.end : part.first]
        both = current.coverage.together(part.coverage)
        most = max(len(current.coverage.columns()), len(part.coverage.columns()))
        near = len(between) <= _MOST_BETWEEN and all(
            not one.text or read_typed(one).is_rule for one in between
        )
        if near and most > 1 and len(both.columns()) >= most:
            current.lines |= {place: read_typed(lines[place]) for place in range(current.end, part.first)}
            current.lines |= part.lines
            current.end, current.coverage = part.end, both
            continue
        yield current
        current = part
    if current is not None:
        yield current


def _is_prose(rows: Sequence[Typed]) -> bool:
    """Whether the stretches of most long lines go on in small letters: justified prose."""
    long = [row for row in rows if len(row.line.text) >= _SHORTEST_PROSE]
    low = sum(any(row.cut(*span)[:1].islower() for span in row.spans[1:]) for row in long)
    return len(long) * 2 >= len(rows) and low * 2 > len(long)


def _is_amid_prose(lines: Sequence[Line], part: _Part) -> bool:
    """Whether a long line without cells stands directly above or below long lines: they are one paragraph."""
    near = [*lines[max(0, part.first - 1) : part.first], *lines[part.end : part.end + 1]]
    beside = any(len(line.text) >= _LONG and not line.text.endswith((":", "：")) for line in near)
    return beside and all(len(row.line.text) >= _LONG for row in part.rows)


def _blank_between(typed: Typed, span: Span, column: Span, following: Span) -> int:
    """Return the blank at which a stretch over two columns is cut: before a figure, else between them; -1 if none."""
    start, end = max(span[0], column[1]), min(span[1], following[1])
    last = typed.chars.rfind(" ", start, end)
    if last >= 0 and is_figure(typed.cut(last, end)):
        return last
    return typed.chars.rfind(" ", start, following[0] + 1)


def _cut(typed: Typed, span: Span, columns: Sequence[Span]) -> Iterator[tuple[int, Span]]:
    """Yield column and extent of each piece of a stretch; one over two columns is cut at a blank between them."""
    start, end = span
    touched = [place for place, (left, right) in enumerate(columns) if left < end and start < right]
    if not touched:
        touched = [min(range(len(columns)), key=lambda place: abs(columns[place][0] - start))]
    for place, following in itertools.pairwise(touched):
        cut = _blank_between(typed, (start, end), columns[place], columns[following])
        if cut < 0 or len(typed.spans) == 1:
            yield place, (start, end)
            return
        yield place, (start, cut)
        start = cut
    yield touched[-1], (start, end)


def _cells(typed: Typed, columns: Sequence[Span]) -> list[str]:
    """Return what stands in each column of a line."""
    cells: list[list[str]] = [[] for _ in columns]
    for span in typed.spans:
        for place, piece in _cut(typed, span, columns):
            cells[place].append(typed.cut(*piece))
    return [" ".join(filter(None, texts)) for texts in cells]


def _rows(part: _Part, columns: Sequence[Span]) -> list[Row]:
    rows: list[Row] = []
    gap, ruled = False, False
    for typed in part.lines.values():
        if not typed.line.text:
            gap = True
        elif typed.is_rule:
            gap, ruled = True, True
        else:
            rows.append(Row([typed.line], _cells(typed, columns), typed.indent, gap or not rows, ruled))
            gap, ruled = False, False
    return rows


def _tabbed(rows: Sequence[Typed]) -> list[list[str]] | None:
    """Return the cells of rows that have the same number of tabs, without columns that are always empty."""
    split = [row.line.raw.rstrip().split("\t") for row in rows]
    if len(rows) < 2 or len({len(cells) for cells in split}) != 1 or len(split[0]) < 2:
        return None
    used = [place for place in range(len(split[0])) if any(cells[place].strip() for cells in split)]
    return [[cells[place].strip() for place in used] for cells in split] if len(used) > 1 else None


def _is_row_alone(typed: Typed) -> bool:
    """Whether one line is a row with nothing like it beside it: cells far apart, and no sentence."""
    text = typed.line.text
    reads_as_sentence = (
        text.count(" ") > _FEW_WORDS and ends_sentence(text) and not text.endswith(_HALVES_OF_DAY)
    )
    return len(typed.spans) > 1 and not typed.is_rule and typed.gap >= _WIDE and not reads_as_sentence


def _ordinal(rows: Sequence[Typed]) -> list[list[str]] | None:
    """Return the cells of rows that have equally many, whether or not they stand above each other."""
    if len({len(row.spans) for row in rows}) != 1:
        return None
    if len(rows) == 1 and not _is_row_alone(rows[0]):
        return None
    cells = [[row.cut(*span) for span in row.spans] for row in rows]
    wide = all(row.gap >= _WIDE for row in rows)
    return cells if wide or (len(rows) > 1 and all(is_figure(row[-1]) for row in cells)) else None


def _listed(part: _Part, cells: Sequence[list[str]]) -> list[Row]:
    """Return the rows of a part whose lines all have cells that are known."""
    rows = _rows(part, [(0, 1)])
    for row, known in zip(rows, cells, strict=True):
        row.cells = known
    return rows


def _table(part: _Part, rows: list[Row], width: int, *, in_doubt: bool = False) -> Table:
    return Table(part.first, part.end, with_head(join_rows(rows, width)), in_doubt)


def _read_part(part: _Part) -> Iterator[Table]:
    """Yield the table that a part is, or each of its lines that is a row by itself."""
    rows = part.rows
    only_rows = all(not one.line.text or one.is_rule or len(one.spans) > 1 for one in part.lines.values())
    if (tabbed := _tabbed(rows)) and only_rows:
        yield _table(part, _listed(part, tabbed), 0)
    elif (columns := _columns(part.coverage, rows)) and (len(rows) > 1 or _is_row_alone(rows[0])):
        yield _table(part, _rows(part, columns), columns[1][0] - columns[0][0] - 1)
    elif (cells := _ordinal(rows)) and only_rows:
        yield _table(part, _listed(part, cells), 0)
    else:
        for place, typed in part.lines.items():
            if _is_row_alone(typed):
                row = Row([typed.line], [typed.cut(*span) for span in typed.spans])
                yield Table(place, place + 1, [row], in_doubt=True)


def aligned_tables(lines: Sequence[Line]) -> Iterator[Table]:
    """Yield the tables whose cells stand above each other, or far apart."""
    found: dict[int, Typed] = {}
    for place, line in enumerate(lines):
        if could_be_set(line) and not is_barrier(line):
            typed = read_typed(line)
            if typed.is_rule or len(typed.spans) > 1:
                found[place] = typed
    for part in _together(lines, _parts(lines, found)):
        if not (_is_prose(part.rows) or _is_amid_prose(lines, part)):
            yield from (_with_rules(table, lines) for table in _read_part(part))


def _with_rules(table: Table, lines: Sequence[Line]) -> Table:
    """Return a table with the rules directly above and below it."""
    for place in range(table.first - 1, max(-1, table.first - 3), -1):
        if lines[place].text and not read_typed(lines[place]).is_rule:
            break
        table.first = place if lines[place].text else table.first
    for place in range(table.end, min(len(lines), table.end + 2)):
        if lines[place].text and not read_typed(lines[place]).is_rule:
            break
        table.end = place + 1 if lines[place].text else table.end
    return table
