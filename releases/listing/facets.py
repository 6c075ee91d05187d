"""How the releases of a list divide by year, institute, event, series, kind and language, and over time.

Counted from the sets of the public index, where they meet the releases of the list.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from pyroaring import BitMap

from institutes.enums import Language
from releases.enums import ReleaseKind
from releases.listing.listing import Listing
from releases.listing.names import Directory
from releases.listing.public_index import PublicIndex
from releases.listing.selection import Selection

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
    """A year, month or day of the chart: `written` as ISO 8601 writes it, and how many releases."""

    written: str
    first: date
    last: date
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
    choices = {}
    for dimension in DIMENSIONS:
        chosen = _chosen(selection, dimension)
        counted = index.select(selection.without(dimension)) if chosen else listing.releases
        counts = index.divide(counted, "month" if dimension == "year" else dimension)
        choices[dimension] = _choices(dimension, counts, chosen, index.directory, page_language)
    return Facets(listing.count(), choices, _chart(index, selection, listing.releases))


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
    name: str, counts: dict[Any, int], chosen: Sequence, directory: Directory, page_language: str
) -> tuple[Choice, ...]:
    """The values of a dimension: years the newest first, others the most used first, chosen ones always."""
    if name == "year":
        years = _by_year(counts)
        return tuple(Choice(year, year, years[year], year in chosen) for year in sorted(years, reverse=True))
    most = sorted(counts, key=lambda key: (-counts[key], key))
    if name in {"kind", "language"}:
        said = dict(ReleaseKind.choices if name == "kind" else Language.choices)
        keys = [*most, *(value for value in chosen if value not in counts)]
        return tuple(Choice(key, str(said[key]), counts.get(key, 0), key in chosen) for key in keys)
    # One that was added since the names were read is named by the next index.
    named_already = _BEARERS[name](directory)
    most = [key for key in most if key in named_already][:SHOWN]
    keys = [*most, *(key for key in chosen if key not in most)]
    named = [(key, *_NAMED[name](directory, key, page_language)) for key in keys]
    found = [Choice(value, label, counts.get(key, 0), key in chosen) for key, value, label in named]
    return tuple(sorted(found, key=lambda choice: (-choice.count, choice.label)))


def _institute(directory: Directory, key: int, language: str) -> tuple[str, str]:
    institute = directory.institutes[key]
    return institute.slug, institute.name_in(language)


def _event(directory: Directory, key: int, language: str) -> tuple[str, str]:
    event = directory.events[key]
    return event.slug, event.name_in(language)


def _series(directory: Directory, key: int, _language: str) -> tuple[str, str]:
    series = directory.series[key]
    return series.prefix, f"{series.prefix} {series.title}".strip()


_NAMED = {"institute": _institute, "event": _event, "series": _series}
_BEARERS = {
    "institute": attrgetter("institutes"),
    "event": attrgetter("events"),
    "series": attrgetter("series"),
}


def _by_year(months: dict[int, int]) -> dict[str, int]:
    years: dict[str, int] = {}
    for month, count in months.items():
        year = f"{month // 12:04}"
        years[year] = years.get(year, 0) + count
    return years


def _chart(index: PublicIndex, selection: Selection, releases: BitMap) -> Chart:
    """Bars from the first to the last time that has releases, those between without any included."""
    first, last = selection.first, selection.last
    if first and last and (last - first).days < DAYS_AS_DAYS:
        days = {day.isoformat(): count for day, count in index.days(selection).items()}
        return Chart("day", tuple(_bars(days, _days)))
    counts = index.divide(releases, "month")
    if counts and max(counts) - min(counts) >= MONTHS_AS_MONTHS:
        return Chart("year", tuple(_bars(_by_year(counts), _years)))
    months = {f"{month // 12:04}-{month % 12 + 1:02}": count for month, count in counts.items()}
    return Chart("month", tuple(_bars(months, _months)))


def _bars(counts: dict[str, int], between: Callable[[str, str], Iterator[tuple]]) -> Iterator[Bar]:
    if not counts:
        return
    for written, first, last in between(min(counts), max(counts)):
        yield Bar(written, first, last, counts.get(written, 0))


def _days(first: str, last: str) -> Iterator[tuple[str, date, date]]:
    day, end = date.fromisoformat(first), date.fromisoformat(last)
    while day <= end:
        yield day.isoformat(), day, day
        day += timedelta(days=1)


def _months(first: str, last: str) -> Iterator[tuple[str, date, date]]:
    year, month = int(first[:4]), int(first[5:])
    while (written := f"{year:04}-{month:02}") <= last:
        yield written, date(year, month, 1), date(year, month, monthrange(year, month)[1])
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _years(first: str, last: str) -> Iterator[tuple[str, date, date]]:
    for year in range(int(first), int(last) + 1):
        yield f"{year:04}", date(year, 1, 1), date(year, 12, 31)
