"""Tables whose cells are parted by bars: `Denmark | 120 | 140`."""

from collections.abc import Iterator, Sequence

from releases.wire.lines import Line
from releases.wire.tables.rows import Row, Table, is_barrier, with_head
from releases.wire.tables.typed_lines import bars, could_be_set, read_typed
from releases.wire.vocabulary import is_navigation

_LONGEST_BARRED = 400


def barred_tables(lines: Sequence[Line]) -> Iterator[Table]:
    """Yield the tables whose cells are parted by bars."""
    place = 0
    while place < len(lines):
        rows, end = _barred_rows(lines, place)
        if rows and not (len(rows) == 1 and all(map(is_navigation, filter(None, rows[0].cells)))):
            width = max(len(row.cells) for row in rows)
            for row in rows:
                row.cells += [""] * (width - len(row.cells))
            yield Table(place, end, with_head(rows))
        place = max(end, place + 1)


def _is_barred(line: Line) -> bool:
    if not line.text:
        return True
    return (
        not is_barrier(line)
        and len(line.text) <= _LONGEST_BARRED
        and ("|" in line.text or could_be_set(line))
    )


def _barred_rows(lines: Sequence[Line], first: int) -> tuple[list[Row], int]:
    """Return the rows from a line on, and the line after them; blank lines and rules between are no rows."""
    rows: list[Row] = []
    end, gap, ruled = first, False, False
    for place in range(first, len(lines)):
        line = lines[place]
        if not _is_barred(line) or (not line.text and (gap or not rows)):
            break
        if not line.text:
            gap = True
        elif read_typed(line).is_rule:
            end, ruled = place + 1, True
        elif cells := bars(line.raw):
            rows.append(Row([line], cells, 0, gap, ruled))
            end, gap, ruled = place + 1, False, False
        else:
            break
    return rows, end
