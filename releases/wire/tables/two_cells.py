"""Rows of two cells: what a line begins with, and the rest of it, with what goes on in the lines below."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from releases.wire.lines import Line
from releases.wire.marks import are_one_block
from releases.wire.sentences import is_ended
from releases.wire.tables.rows import Row, Table, is_barrier

LONGEST = 160
"""No longer line begins a row: it is prose."""

_LONG = 45
_MOST_MORE = 4


@dataclass(frozen=True, slots=True)
class Led:
    """A line as what it begins with, and the rest, which begins in `column`; `is_sure` says that it is a row alone."""

    lead: str
    rest: str
    column: int
    is_sure: bool = False


@dataclass(slots=True)
class Run:
    """Rows that follow each other, blank lines between them or not, in lines from `first` to before `end`."""

    first: int
    end: int
    leds: list[Led]
    rows: list[Row]


def _goes_on(line: Line, last: Line, led: Led) -> bool:
    """Whether a line below a row is more of it: under its text, in small letters, or where there was no room."""
    if (
        not line.text
        or is_barrier(line)
        or len(line.text) > LONGEST
        or not are_one_block(last.mark, line.mark)
    ):
        return False
    typed = line.raw.expandtabs()
    indent = len(typed) - len(typed.lstrip())
    is_tabbed = line.raw.startswith("\t") and "\t" in last.raw
    if indent >= max(2, led.column - 2) or is_tabbed or not led.rest:
        return True
    if is_ended(last.text):
        return False
    return line.text[:1].islower() or last.text.endswith((",", "-", "–", "(")) or len(last.text) >= _LONG


def _begins(lines: Sequence[Line], place: int) -> bool:
    """Whether a line is not the middle of a hard-wrapped sentence."""
    before = lines[place - 1].text if place else ""
    return len(before) < _LONG or is_ended(before)


def runs(lines: Sequence[Line], read: Callable[[Line, Led | None], Led | None]) -> Iterator[Run]:
    """Yield the runs of lines of which `read` gives lead and rest, given those of the row directly above."""
    run: Run | None = None
    gap = False
    for place, line in enumerate(lines):
        if run is not None and not line.text and not gap:
            gap = True
            continue
        above = run.leds[-1] if run is not None and not gap else None
        led = None if is_barrier(line) or not line.text or len(line.text) > LONGEST else read(line, above)
        if led is not None and (run is not None or _begins(lines, place)):
            run = run or Run(place, place, [], [])
            run.leds.append(led)
            run.rows.append(Row([line], [led.lead, led.rest], gap=gap))
        elif run is not None and above and _is_more(run, line, above):
            run.rows[-1].take(Row([line], ["", line.raw.strip()]))
        elif run is not None:
            yield run
            run = None
        if run is not None:
            run.end = place + 1
        gap = False
    if run is not None:
        yield run


def _is_more(run: Run, line: Line, above: Led) -> bool:
    row = run.rows[-1]
    return len(row.lines) <= _MOST_MORE and _goes_on(line, row.lines[-1], above)


def as_table(run: Run) -> Table:
    """Return a run as a table without a head."""
    return Table(run.first, run.end, run.rows)
