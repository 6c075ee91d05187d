"""How the releases of a list divide by year, institute, event, series, kind and language, and over time.

Counted from the sets of the public index, where they meet the releases of the list.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import attrgetter
from typing import Any

from pyroaring import BitMap

from institutes.enums import Language
from institutes.names import Wording
from releases.enums import ReleaseKind
from releases.listing.listing import Listing
from releases.listing.names import Directory
from releases.listing.public_index import add_up_months
from releases.listing.selection import Selection
from releases.search.analysis import words
from releases.search.periods import Period

DIMENSIONS = ("year", "institute", "event", "city", "series", "kind", "language")
SHOWN = 12
# Beyond these spans a bar for each day or month would be too thin to hit.
DAYS_AS_DAYS = 62
MONTHS_AS_MONTHS = 72


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a dimension: `value` as the address writes it, `label` for the reader, how many releases.

    `words` are those of all its names, folded, where it is looked for by its names.
    """

    value: str
    label: str
    count: int
    is_chosen: bool = False
    words: tuple[str, ...] = ()


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
    """What the releases of a list divide into. `total` is how many there are under all filters.

    `sizes` says of the dimensions with too many values to show how many they have.
    """

    total: int
    choices: dict[str, tuple[Choice, ...]]
    chart: Chart
    sizes: dict[str, int] = field(default_factory=dict)


def count_facets(listing: Listing, *, page_language: str) -> Facets:
    """The facets and the chart of a list.

    Each dimension counts under all filters but its own, so that a reader sees what another value would add.
    """
    index, selection = listing.index, listing.selection
    months = index.divide(listing.releases, "month")
    choices, sizes = {}, {}
    for dimension in DIMENSIONS:
        chosen, counted = _chosen(selection, dimension), _counted(listing, dimension)
        if dimension == "year":
            months_of_all = index.divide(counted, "month") if chosen else months
            choices[dimension] = _years(add_up_months(months_of_all, "year"), chosen)
            continue
        counts = index.divide(counted, dimension)
        if dimension in NAMED:
            # One that was added since the names were read is named by the next index.
            rows = NAMED[dimension].rows(index.directory)
            most = sorted((key for key in counts if key in rows), key=lambda key: (-counts[key], key))
            if len(most) > SHOWN:
                sizes[dimension] = len(most)
            keys = [*most[:SHOWN], *(key for key in chosen if key not in most[:SHOWN])]
            choices[dimension] = _named(dimension, keys, counts, chosen, index.directory, page_language)
        else:
            choices[dimension] = _labelled(dimension, counts, chosen)
    return Facets(listing.count(), choices, _chart(listing, months), sizes)


def every_choice(listing: Listing, dimension: str, *, page_language: str) -> tuple[Choice, ...]:
    """All values of a dimension of `NAMED` by their labels, each with the words of its names."""
    directory, named = listing.index.directory, NAMED[dimension]
    rows, chosen = named.rows(directory), _chosen(listing.selection, dimension)
    counts = listing.index.divide(_counted(listing, dimension), dimension)
    keys = [key for key in dict.fromkeys([*counts, *chosen]) if key in rows]
    choices = _named(dimension, keys, counts, chosen, directory, page_language)
    row_of = {named.value(rows[key]): rows[key] for key in keys}
    with_words = (
        replace(choice, words=(*words(choice.label), *directory.words_of(row_of[choice.value])))
        for choice in choices
    )
    return tuple(sorted(with_words, key=lambda choice: (choice.words, choice.value)))


def _counted(listing: Listing, dimension: str) -> BitMap:
    """The releases that the values of a dimension are counted among: those under all filters but its own."""
    if _chosen(listing.selection, dimension):
        return listing.index.select(listing.selection.without(dimension))
    return listing.releases


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


def _labelled(name: str, counts: dict[str, int], chosen: Sequence[str]) -> tuple[Choice, ...]:
    """The kinds or languages, the most used first, chosen ones always. A language is named in itself."""
    most = sorted(counts, key=lambda key: (-counts[key], key))
    keys = [*most, *(value for value in chosen if value not in counts)]
    if name == "kind":
        labels = {kind.value: str(kind.label) for kind in ReleaseKind}
    else:
        labels = {language.value: Wording.of(str(language.label), language.value) for language in Language}
    return tuple(Choice(key, labels[key], counts.get(key, 0), key in chosen) for key in keys)


def _named(
    name: str,
    keys: Sequence[int],
    counts: dict[int, int],
    chosen: Sequence[int],
    directory: Directory,
    page_language: str,
) -> tuple[Choice, ...]:
    """The values of a dimension that are rows with these keys, the most used first."""
    named = NAMED[name]
    rows = named.rows(directory)
    choices = [
        Choice(
            named.value(rows[key]), named.label(rows[key], page_language), counts.get(key, 0), key in chosen
        )
        for key in keys
    ]
    return tuple(sorted(choices, key=lambda choice: (-choice.count, choice.label)))


@dataclass(frozen=True, slots=True)
class Named:
    """A dimension whose values are rows: the rows by their keys, and of a row what the address and the page say."""

    rows: Callable[[Directory], Mapping[int, Any]]
    value: Callable[[Any], str]
    label: Callable[[Any, str], str]


def _series_label(series: Any, _language: str) -> str:
    meaning = series.meaning
    label = Wording(f"{series.prefix} {meaning}".strip())
    label.lang, label.dir = (meaning.lang, meaning.dir) if meaning else ("", "")
    return label


def _name_in(row: Any, language: str) -> str:
    name: str = row.name_in(language)
    return name


NAMED = {
    "institute": Named(attrgetter("institutes"), attrgetter("slug"), _name_in),
    "event": Named(attrgetter("events"), attrgetter("slug"), _name_in),
    "city": Named(attrgetter("cities"), attrgetter("slug"), _name_in),
    "series": Named(attrgetter("series"), attrgetter("prefix"), _series_label),
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
