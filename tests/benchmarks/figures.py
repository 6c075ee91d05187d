"""What a measurement comes to: percentiles, ratios to a bare page, and the table that stands in README."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import ceil
from statistics import mean, median

HEADINGS = (
    *("page", "queries", "bytes", "requests/s", "× bare", "CPU, ms", "× bare", "p50, ms", "p95, ms"),
    "p95, × smallest",
)
# The system counts processors by the hundredth of a second: less is not nothing.
LEAST = 0.01


@dataclass(frozen=True, slots=True)
class Slot:
    """A short time in which one page, or the bare one, was asked for again and again; seconds everywhere.

    `processor` is what the server and its database used of all processors meanwhile.
    """

    latencies: tuple[float, ...]
    lasted: float
    processor: float

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.latencies) / self.lasted


@dataclass(frozen=True, slots=True)
class Measurement:
    """One page of one database in several slots, each after a slot of a bare page of as many bytes."""

    page: str
    engine: str
    size: int
    queries: int
    length: int
    slots: tuple[Slot, ...] = field(default=())
    bare: tuple[Slot, ...] = field(default=())

    @property
    def rate(self) -> float:
        """Requests a second: the median of the slots."""
        return median(slot.rate for slot in self.slots)

    @property
    def rate_ratio(self) -> float:
        """How many of the requests a second of the bare page there are."""
        return self.rate / median(slot.rate for slot in self.bare)

    @property
    def processor(self) -> float:
        """Seconds of a processor for one request."""
        return _processor(self.slots)

    @property
    def processor_ratio(self) -> float:
        """How many times the bare page's seconds of a processor that is."""
        return self.processor / _processor(self.bare)

    def percentile(self, share: float) -> float:
        """The time in seconds within which that share of the requests was answered."""
        return percentile([latency for slot in self.slots for latency in slot.latencies], share)


def _processor(slots: Iterable[Slot]) -> float:
    slots = tuple(slots)
    used = max(sum(slot.processor for slot in slots), LEAST)
    return used / sum(len(slot.latencies) for slot in slots)


def percentile(values: Sequence[float], share: float) -> float:
    """The least of `values` that is not exceeded by `share` (above 0, at most 1) of them; none is an error."""
    return sorted(values)[max(ceil(share * len(values)), 1) - 1]


def table(measurements: Sequence[Measurement]) -> str:
    """A Markdown table of one engine's measurements: a line a page, in a cell the sizes, the smallest first.

    A size that has no such page is a dash.
    """
    sizes = sorted({one.size for one in measurements})
    lines = [_line(HEADINGS), _line(["---", *["---:"] * (len(HEADINGS) - 1)])]
    for page in dict.fromkeys(one.page for one in measurements):
        by_size = {one.size: one for one in measurements if one.page == page}
        lines.append(_line([page, *_cells([by_size.get(size) for size in sizes])]))
    return "\n".join(lines)


def _cells(found: Sequence[Measurement | None]) -> Iterator[str]:
    there = [one for one in found if one]
    smallest = there[0].percentile(0.95)
    queries = {one.queries for one in there}
    yield f"{queries.pop()}" if len(queries) == 1 else _each(found, lambda one: f"{one.queries}")
    yield f"{mean(one.length for one in there):,.0f}"
    yield _each(found, lambda one: f"{one.rate:,.0f}")
    yield _each(found, lambda one: f"{one.rate_ratio:.2f}")
    yield _each(found, lambda one: f"{one.processor * 1000:.1f}")
    yield _each(found, lambda one: f"{one.processor_ratio:.1f}")
    yield _each(found, lambda one: f"{one.percentile(0.5) * 1000:.1f}")
    yield _each(found, lambda one: f"{one.percentile(0.95) * 1000:.1f}")
    yield _each(found, lambda one: f"{one.percentile(0.95) / smallest:.1f}")


def _each(found: Iterable[Measurement | None], say: Callable[[Measurement], str]) -> str:
    return " · ".join(say(one) if one else "–" for one in found)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
