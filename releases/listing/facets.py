"""How the releases of a list divide by year, institute, event, series, kind and language, and over time.

Counted from the sets of the public index, where they meet the releases of the list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any

from institutes.enums import Language
from releases.enums import ReleaseKind
from releases.listing.listing import Listing
from releases.listing.names import Directory
from releases.listing.public_index import add_up_months
from releases.listing.selection import Selection
from releases.search.periods import Period

DIMENSIONS = ("year", "institute", "event", "series", "kind", "language")
SHOWN = 12
# Beyond these spans a bar for each day or month would be too thin to hit.
DAYS_AS_DAYS = 62
MONTHS_AS_MONTHS = 72


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a dimension: `value` as the address writes it, `label` for the reader, how many releases."""

    value: str
    label: str
    count: int
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A year, month or day of the chart, and how many releases it has."""

    period: Period
    count: int


@dataclass(frozen=True, slots=True)
class Chart:
    """Releases over time, without gaps: `level` is `year`, `month` or `day`."""

    level: str
    bars: tuple[Bar, ...]

    @property
    def highest(self) -> int:
        """The count of the longest bar, at least 1."""
        return max((bar.count for bar in self.bars), default=1) or 1


@dataclass(frozen=True, slots=True)
class Facets:
    """What the releases of a list divide into. `total` is how many there are under all filters."""

    total: int
    choices: dict[str, tuple[Choice, ...]]
    chart: Chart


def count_facets(listing: Listing, *, page_language: str) -> Facets:
    """The facets and the chart of a list.

    Each dimension counts under all filters but its own, so that a reader sees what another value would add.
    """
    index, selection = listing.index, listing.selection
    months = index.divide(listing.releases, "month")
    choices = {}
    for dimension in DIMENSIONS:
        chosen = _chosen(selection, dimension)
        counted = index.select(selection.without(dimension)) if chosen else listing.releases
        if dimension == "year":
            months_of_all = index.divide(counted, "month") if chosen else months
            choices[dimension] = _years(add_up_months(months_of_all, "year"), chosen)
        else:
            counts = index.divide(counted, dimension)
            choices[dimension] = _choices(dimension, counts, chosen, index.directory, page_language)
    return Facets(listing.count(), choices, _chart(listing, months))


def _years(counts: dict[Period, int], chosen: Sequence[str]) -> tuple[Choice, ...]:
    """The years that have any, the newest first."""
    return tuple(
        Choice(year.written, year.written, count, year.written in chosen)
        for year, count in reversed(counts.items())
    )


def _chosen(selection: Selection, dimension: str) -> tuple[Any, ...]:
    """The values of a dimension that the list is narrowed to.

    Dates that make a year are that year; other dates are a value that no choice has.
    """
    if dimension != "year":
        values: tuple[Any, ...] = getattr(selection, dimension)
        return values
    first, last = selection.first, selection.last
    if first and last and (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        return (str(first.year),)
    return (f"{first or ''}/{last or ''}",) if first or last else ()


def _choices(
    name: str, counts: dict[Any, int], chosen: Sequence[Any], directory: Directory, page_language: str
) -> tuple[Choice, ...]:
    """The values of a dimension, the most used first, chosen ones always."""
    most = sorted(counts, key=lambda key: (-counts[key], key))
    if name in {"kind", "language"}:
        labels = dict(ReleaseKind.choices if name == "kind" else Language.choices)
        keys = [*most, *(value for value in chosen if value not in counts)]
        return tuple(Choice(key, str(labels[key]), counts.get(key, 0), key in chosen) for key in keys)
    # One that was added since the names were read is named by the next index.
    named_already = _BEARERS[name](directory)
    most = [key for key in most if key in named_already][:SHOWN]
    keys = [*most, *(key for key in chosen if key not in most)]
    named = [(key, *_NAMED[name](directory, key, page_language)) for key in keys]
    choices = [Choice(value, label, counts.get(key, 0), key in chosen) for key, value, label in named]
    return tuple(sorted(choices, key=lambda choice: (-choice.count, choice.label)))


def _institute(directory: Directory, key: int, language: str) -> tuple[str, str]:
    institute = directory.institutes[key]
    return institute.slug, institute.name_in(language)


def _event(directory: Directory, key: int, language: str) -> tuple[str, str]:
    event = directory.events[key]
    return event.slug, event.name_in(language)


def _series(directory: Directory, key: int, _language: str) -> tuple[str, str]:
    series = directory.series[key]
    return series.prefix, f"{series.prefix} {series.meaning}".strip()


_NAMED = {"institute": _institute, "event": _event, "series": _series}
_BEARERS = {
    "institute": attrgetter("institutes"),
    "event": attrgetter("events"),
    "series": attrgetter("series"),
}


def chart_by_year(listing: Listing) -> Chart:
    """A bar for every year from the first release of a list to the last."""
    return _chart_of("year", add_up_months(listing.index.divide(listing.releases, "month"), "year"))


def _chart(listing: Listing, months: dict[int, int]) -> Chart:
    """Bars from the first to the last time that has releases, those between without any included.

    `months` are the releases of the list by month.
    """
    first, last = listing.selection.first, listing.selection.last
    if first and last and (last - first).days < DAYS_AS_DAYS:
        return _chart_of("day", listing.index.divide_by_time(listing.releases, "day"))
    is_long = bool(months) and max(months) - min(months) >= MONTHS_AS_MONTHS
    level = "year" if is_long else "month"
    return _chart_of(level, add_up_months(months, level))


def _chart_of(level: str, counts: dict[Period, int]) -> Chart:
    bars: list[Bar] = []
    for period, count in counts.items():
        # Until a period has releases, those before it have none.
        while bars and (between := bars[-1].period.next) < period:
            bars.append(Bar(between, 0))
        bars.append(Bar(period, count))
    return Chart(level, tuple(bars))
