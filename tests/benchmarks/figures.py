"""What a measurement comes to: times of a processor, ratios to a bare page, percentiles, and the table of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from statistics import mean, median

BARE, COLD, WARM, UNCHANGED = "bare", "cold", "warm", "304"
HEADINGS = (
    *("page", "queries, cold", "bytes", "cold: CPU, ms", "× bare", "warm: CPU, ms", "× bare"),
    *("304: CPU, ms", "× bare", "warm: requests/s", "cold: p95, ms", "warm: p95, ms"),
)
# The system counts processors by the hundredth of a second: less is not nothing.
LEAST = 0.01


@dataclass(frozen=True, slots=True)
class Slot:
    """A short time in which one page was asked for in one manner, again and again; seconds everywhere.

    `processor` is what the server and its database used of all processors meanwhile.
    """

    latencies: tuple[float, ...]
    lasted: float
    processor: float

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.latencies) / self.lasted

    @property
    def processor_per_request(self) -> float:
        """Seconds of a processor for one request."""
        return max(self.processor, LEAST) / len(self.latencies)


@dataclass(frozen=True, slots=True)
class Measurement:
    """One page of one database in several rounds; in each a bare page of as many bytes had its slot too.

    `rounds` hold a slot by manner: BARE always, COLD, WARM and UNCHANGED where the page was asked so.
    """

    page: str
    engine: str
    size: int
    queries: int
    length: int
    rounds: tuple[Mapping[str, Slot], ...]

    def has(self, manner: str) -> bool:
        """Whether the page was asked in that manner."""
        return any(manner in slots for slots in self.rounds)

    def processor(self, manner: str) -> float:
        """Seconds of a processor for one request: the median of the rounds."""
        return median(slots[manner].processor_per_request for slots in self._rounds_with(manner))

    def ratio(self, manner: str) -> float:
        """How many times the bare page's seconds of a processor that is: the median of the rounds."""
        return median(
            slots[manner].processor_per_request / slots[BARE].processor_per_request
            for slots in self._rounds_with(manner)
        )

    def rate(self, manner: str) -> float:
        """Requests a second: the median of the rounds."""
        return median(slots[manner].rate for slots in self._rounds_with(manner))

    def percentile(self, manner: str, share: float) -> float:
        """The time in seconds within which that share of the requests was answered."""
        slots = [slots[manner] for slots in self._rounds_with(manner)]
        return percentile([latency for slot in slots for latency in slot.latencies], share)

    def _rounds_with(self, manner: str) -> list[Mapping[str, Slot]]:
        return [slots for slots in self.rounds if manner in slots]


def percentile(values: Sequence[float], share: float) -> float:
    """The least of `values` that is not exceeded by `share` (above 0, at most 1) of them; none is an error."""
    return sorted(values)[max(ceil(share * len(values)), 1) - 1]


def table(measurements: Sequence[Measurement]) -> str:
    """A Markdown table of one engine's measurements: a line a page, in a cell the sizes, the smallest first.

    A size that has no such page, or was not asked in that manner, is a dash.
    """
    sizes = sorted({measurement.size for measurement in measurements})
    lines = [_line(HEADINGS), _line(["---", *["---:"] * (len(HEADINGS) - 1)])]
    for page in dict.fromkeys(measurement.page for measurement in measurements):
        by_size = {measurement.size: measurement for measurement in measurements if measurement.page == page}
        lines.append(_line([page, *_cells([by_size.get(size) for size in sizes])]))
    return "\n".join(lines)


def _cells(by_size: Sequence[Measurement | None]) -> Iterator[str]:
    there = [measurement for measurement in by_size if measurement]
    queries = {measurement.queries for measurement in there}
    yield f"{queries.pop()}" if len(queries) == 1 else _each(by_size, None, lambda one: f"{one.queries}")
    yield f"{mean(measurement.length for measurement in there):,.0f}"
    for manner in (COLD, WARM, UNCHANGED):
        yield _each(by_size, manner, lambda one, manner=manner: f"{one.processor(manner) * 1000:.2f}")
        yield _each(by_size, manner, lambda one, manner=manner: f"{one.ratio(manner):.1f}")
    yield _each(by_size, WARM, lambda one: f"{one.rate(WARM):,.0f}")
    for manner in (COLD, WARM):
        yield _each(by_size, manner, lambda one, manner=manner: f"{one.percentile(manner, 0.95) * 1000:.1f}")


def _each(
    by_size: Iterable[Measurement | None], manner: str | None, say: Callable[[Measurement], str]
) -> str:
    return " · ".join(
        say(measurement) if measurement and (manner is None or measurement.has(manner)) else "–"
        for measurement in by_size
    )


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
