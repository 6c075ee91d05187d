"""Tables that lost their columns, as those of press.un.org before 2000: run together, or one cell a line.

What repeats itself is kept: a name, and as many figures beside each name. An empty cell cannot be told any more, so
that each such table is in doubt.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from releases.wire.contacts import has_contact_sign
from releases.wire.lines import Line
from releases.wire.sentences import is_ended
from releases.wire.tables.rows import Row, Table, is_barrier, is_figure, with_head

_FIGURE = re.compile(r"\(?[$€£]?[-–−]?\d[\d,.]*(?<![.,])%?\)?|-{1,2}|–|—|\.{2,3}")
_AMOUNT = re.compile(r"\d[,.]\d|[%$€£]")
_LONGEST_NAME = 60
_LONGEST = 4000
_MOST_WORDS = 7

Group = list[str]
"""A name and the figures beside it."""


def _groups(text: str) -> list[Group]:
    """Return names with the figures after them; nothing if a text is anything else, or not all have equally many."""
    groups: list[Group] = []
    words: list[str] = []
    for token in text.split():
        if not _FIGURE.fullmatch(token):
            words.append(token)
            continue
        if words:
            groups.append([" ".join(words)])
            words = []
        if not groups:
            return []
        groups[-1].append(token)
    names_fit = all(_is_name(group[0]) for group in groups)
    return groups if not words and names_fit and len({len(group) for group in groups}) == 1 else []


def _is_other(line: Line) -> bool:
    return is_barrier(line) or len(line.text) > _LONGEST or has_contact_sign(line.text)


def _is_stopped(text: str) -> bool:
    return text.endswith(",") or is_ended(text)


def _is_name(text: str) -> bool:
    return (
        len(text) <= _LONGEST_NAME
        and len(text.split()) <= _MOST_WORDS
        and not text[0].islower()
        and text[0].isalpha()
        and not _is_stopped(text)
    )


def _is_table(rows: Sequence[Sequence[str]], most_in_line: int) -> bool:
    """Whether names with figures are a table: `Room 1`, `Room 2` are none."""
    if len(rows) < 2:
        return False
    if len(rows[0]) > 2 or most_in_line > 2:
        return True
    return sum(bool(_AMOUNT.search(row[1])) for row in rows) * 2 > len(rows)


def _piece(line: Line, text: str) -> Line:
    return replace(line, raw=text, text=text)


def _head(lines: Sequence[Line], place: int, width: int) -> tuple[int, list[Row]]:
    """Return where the table begins and the row that names its columns, if it can be cut into as many words."""
    above = place - 1
    while above >= 0 and not lines[above].text and place - above <= 2:
        above -= 1
    line = lines[above] if above >= 0 else None
    if line is None or is_barrier(line) or not _is_name(line.text) or len(line.text.split()) != width:
        return place, []
    return above, [Row([line], line.text.split(), is_head=True)]


def _run_together(lines: Sequence[Line]) -> Iterator[Table]:
    place = 0
    while place < len(lines):
        rows: list[Row] = []
        end, most = place, 0
        for below in range(place, len(lines)):
            line = lines[below]
            if not line.text:
                if not rows or below > end:
                    break
                continue
            groups = [] if _is_other(line) else _groups(line.text)
            if not groups or (rows and len(groups[0]) != len(rows[0].cells)):
                break
            rows += [Row([_piece(line, " ".join(group))], group) for group in groups]
            end, most = below + 1, max(most, len(groups))
        if _is_table([row.cells for row in rows], most):
            first, head = _head(lines, place, len(rows[0].cells))
            yield Table(first, end, [*head, *rows], in_doubt=True)
        place = max(end, place + 1)


def _is_cell(line: Line) -> bool:
    return 0 < len(line.text) <= _LONGEST_NAME and not _is_stopped(line.text) and not is_barrier(line)


def _stacks(lines: Sequence[Line]) -> Iterator[list[int]]:
    """Yield the places of short lines that follow each other, single blank lines between them or not."""
    stack: list[int] = []
    for place, line in enumerate(lines):
        if _is_cell(line) and (not stack or place - stack[-1] <= 2):
            stack.append(place)
        elif line.text or (stack and place - stack[-1] > 1):
            yield stack
            stack = [place] if _is_cell(line) else []
    yield stack


def _one_a_line(lines: Sequence[Line]) -> Iterator[Table]:
    for stack in _stacks(lines):
        figures = [is_figure(lines[place].text) for place in stack]
        if True not in figures[1:] or figures[0]:
            continue
        start = figures.index(True) - 1
        names = [at for at in range(start, len(stack)) if not figures[at]]
        width = names[1] - names[0] if len(names) > 1 else 0
        count = 0
        while width > 1 and _is_row(figures, start + count * width, width):
            count += 1
        rows = [
            [lines[place].text for place in stack[start + at * width : start + (at + 1) * width]]
            for at in range(count)
        ]
        if not rows or not _is_table(rows, count):
            continue
        heads = [lines[place] for place in stack[max(0, start - width) : start]]
        heads = heads if len(heads) >= width - 1 else []
        made = [_stacked(lines, stack[start + at * width : start + (at + 1) * width]) for at in range(count)]
        if heads:
            cells = [""] * (width - len(heads)) + [line.text for line in heads]
            made.insert(0, Row(heads, cells, is_head=True))
        first = stack[start - len(heads)]
        yield Table(
            first, stack[start + count * width - 1] + 1, made if heads else with_head(made), in_doubt=True
        )


def _is_row(figures: Sequence[bool], start: int, width: int) -> bool:
    row = figures[start : start + width]
    return len(row) == width and not row[0] and all(row[1:])


def _stacked(lines: Sequence[Line], places: Sequence[int]) -> Row:
    return Row([lines[place] for place in places], [lines[place].raw.strip() for place in places])


def flattened_tables(lines: Sequence[Line]) -> Iterator[Table]:
    """Yield the tables that lost their columns."""
    taken = -1
    found = [*_run_together(lines), *_one_a_line(lines)]
    for table in sorted(found, key=lambda table: table.first):
        if table.first > taken:
            taken = table.end - 1
            yield table
