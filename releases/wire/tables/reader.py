"""Tables of a typed text: each row becomes one line that says which cells it has."""

from collections.abc import Callable, Iterable, Sequence

from releases.wire.lines import Line
from releases.wire.tables.bars import barred_tables
from releases.wire.tables.columns import aligned_tables
from releases.wire.tables.particulars import particulars
from releases.wire.tables.programmes import programmes
from releases.wire.tables.rows import Reading, Table, replaced
from releases.wire.tables.without_columns import flattened_tables

_READERS: tuple[Callable[[Sequence[Line]], Iterable[Table]], ...] = (
    particulars,
    programmes,
    barred_tables,
    aligned_tables,
    flattened_tables,
)
"""Readers of tables, in order of precedence: none looks at what one before it has taken for a row."""


def mark_rows(lines: Sequence[Line]) -> Reading:
    """Return the lines of a body with the rows of its tables found."""
    reading = Reading(list(lines))
    for read in _READERS:
        found = replaced(reading.lines, read(reading.lines))
        reading = Reading(found.lines, reading.doubts + found.doubts)
    return reading
