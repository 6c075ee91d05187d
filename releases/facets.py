"""How the releases of a list divide by year, institute, event, series, kind and language, and over time.

One statement counts everything. Each dimension counts under all filters but its own, so that a reader sees
what another value would add; dimensions that nobody has narrowed share one pass over the releases.
"""

# ruff: noqa: S608 - the statement is put together from the queryset's own SQL and the names below, only

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Q, QuerySet

from institutes.enums import Language
from institutes.models import InstituteName
from institutes.names import choose_name
from releases.enums import ReleaseKind
from releases.models import EventName, Series

DIMENSIONS = ("year", "institute", "event", "series", "kind", "language")
SHOWN = 12
# Beyond these spans a bar for each day or month would be too thin to hit.
DAYS_AS_DAYS = 62
MONTHS_AS_MONTHS = 72

_MONTH = {"sqlite": "substr(issued_on, 1, 7)", "postgresql": "to_char(issued_on, 'YYYY-MM')"}
_DAY = {"sqlite": "issued_on", "postgresql": "to_char(issued_on, 'YYYY-MM-DD')"}


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


def count_facets(
    narrowed: Callable[[tuple[str, ...]], QuerySet],
    chosen: dict[str, Sequence[str]],
    *,
    page_language: str,
    between: tuple[date | None, date | None] = (None, None),
) -> Facets:
    """The facets and the chart of a list, in one statement and one look-up of names for each sort of name.

    `narrowed(leave_out)` gives the public releases under all filters but those of the dimensions named, in
    any order. `chosen` has the values in force by dimension, as the address writes them. `between` are the
    days that the list is narrowed to, both included.
    """
    is_short = None not in between and (between[1] - between[0]).days < DAYS_AS_DAYS
    counts = _count(narrowed, [name for name in DIMENSIONS if chosen.get(name)], by_day=is_short)
    choices = {name: _choices(name, counts[name], chosen.get(name, ()), page_language) for name in DIMENSIONS}
    return Facets(sum(counts["time"].values()), choices, _chart(counts["time"], by_day=is_short))


def _count(
    narrowed: Callable[[tuple[str, ...]], QuerySet], chosen: list[str], *, by_day: bool
) -> dict[str, dict[Any, int]]:
    """Counts by dimension and key; `time` under all filters, by day or by month."""
    everything = narrowed(())
    connection = connections[everything.db]
    sets, parts, params = [], [], []
    for name in ("", *chosen):
        sql, values = _rows(everything if not name else narrowed((name,)))
        sets.append(f"base_{name} (id, issued_on, series_id, kind, language) AS MATERIALIZED ({sql})")
        params += values
    parts += [
        _counted(name, f"base_{name if name in chosen else ''}", connection.vendor)
        for name in DIMENSIONS
        if name != "year" or name in chosen
    ]
    time = (_DAY if by_day else _MONTH)[connection.vendor]
    parts.append(f"SELECT 'time', {time}, count(*) FROM base_ GROUP BY 2")
    found: dict[str, dict[Any, int]] = {name: {} for name in (*DIMENSIONS, "time")}
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(sets)} {' UNION ALL '.join(parts)}", params)
        for name, key, count in cursor.fetchall():
            found[name][key] = count
    if "year" not in chosen:
        for time, count in found["time"].items():
            found["year"][time[:4]] = found["year"].get(time[:4], 0) + count
    return found


def _rows(releases: QuerySet) -> tuple[str, tuple]:
    """The statement that finds the releases of a set, with no more of them than is counted."""
    narrow = releases.order_by().values_list("pk", "issued_on", "series_id", "kind", "language")
    try:
        return narrow.query.get_compiler(releases.db).as_sql()
    except EmptyResultSet:
        # A set that Django knows to be empty has no statement.
        columns = "id, issued_on, series_id, kind, language"
        return f"SELECT {columns} FROM releases_release WHERE 1 = 0", ()


def _counted(name: str, base: str, vendor: str) -> str:
    """The statement that counts one dimension of the rows of `base`; every key comes as text."""
    if name == "institute":
        return (
            "SELECT 'institute', CAST(institute_id AS varchar(40)), count(*) "
            f"FROM {base} JOIN releases_mention m ON m.release_id = {base}.id GROUP BY 2"
        )
    if name == "event":
        # An event has the releases of its parts and of its series too: `ReleaseQuerySet.about_event`.
        linked = (
            f"FROM {base} JOIN releases_release_events r ON r.release_id = {base}.id "
            "JOIN releases_event e ON e.id = r.event_id"
        )
        return (
            "SELECT 'event', CAST(event AS varchar(40)), count(*) FROM ("
            f"SELECT {base}.id, e.id AS event {linked} "
            f"UNION SELECT {base}.id, e.parent_id {linked} WHERE e.parent_id IS NOT NULL "
            "UNION SELECT id, (SELECT event_id FROM releases_series s WHERE s.id = series_id) "
            f"FROM {base} WHERE series_id IN (SELECT id FROM releases_series WHERE event_id IS NOT NULL)"
            ") about GROUP BY 2"
        )
    key = {
        "year": f"substr({_MONTH[vendor]}, 1, 4)",
        "series": "CAST(series_id AS varchar(40))",
        "kind": "kind",
        "language": "language",
    }[name]
    return f"SELECT '{name}', {key}, count(*) FROM {base} WHERE {key} IS NOT NULL GROUP BY 2"


def _choices(
    name: str, counts: dict[str, int], chosen: Sequence[str], page_language: str
) -> tuple[Choice, ...]:
    """The values of a dimension: years the newest first, others the most used first, chosen ones always."""
    if name == "year":
        return tuple(
            Choice(year, year, count, year in chosen) for year, count in sorted(counts.items(), reverse=True)
        )
    most = sorted(counts, key=lambda key: (-counts[key], key))
    if name in {"kind", "language"}:
        said = dict(ReleaseKind.choices if name == "kind" else Language.choices)
        keys = [*most, *(value for value in chosen if value in said and value not in counts)]
        return tuple(Choice(key, str(said[key]), counts.get(key, 0), key in chosen) for key in keys)
    named = _NAMED[name](most[:SHOWN], chosen, page_language)
    found = [
        Choice(value, label, counts.get(str(key), 0), value in chosen)
        for key, (value, label) in named.items()
    ]
    return tuple(sorted(found, key=lambda choice: (-choice.count, choice.label)))


def _institutes(keys: Iterable[str], chosen: Sequence[str], language: str) -> dict[int, tuple[str, str]]:
    names = InstituteName.objects.filter(Q(institute__in=keys) | Q(institute__slug__in=chosen))
    return _best_names(names.select_related("institute").order_by("pk"), "institute", language)


def _events(keys: Iterable[str], chosen: Sequence[str], language: str) -> dict[int, tuple[str, str]]:
    names = EventName.objects.filter(Q(event__in=keys) | Q(event__slug__in=chosen))
    return _best_names(names.select_related("event").order_by("pk"), "event", language)


def _best_names(names: QuerySet, bearer: str, language: str) -> dict[int, tuple[str, str]]:
    """Slug and name in the page's language, by the key of whoever is called so."""
    of_each: dict[int, list] = {}
    for name in names:
        of_each.setdefault(getattr(name, f"{bearer}_id"), []).append(name)
    return {
        key: (getattr(found[0], bearer).slug, choose_name(found, language=language).name)
        for key, found in of_each.items()
    }


def _series(keys: Iterable[str], chosen: Sequence[str], _language: str) -> dict[int, tuple[str, str]]:
    found = Series.objects.filter(Q(pk__in=keys) | Q(prefix__in=chosen)).only("prefix", "title")
    return {
        series.pk: (series.prefix, f"{series.prefix} {series.title}".strip()) for series in found.order_by()
    }


_NAMED = {"institute": _institutes, "event": _events, "series": _series}


def _chart(counts: dict[str, int], *, by_day: bool) -> Chart:
    """Bars from the first to the last time that has releases, those between without any included."""
    if not counts:
        return Chart("day" if by_day else "month", ())
    if by_day:
        return Chart("day", tuple(_bars(counts, _days)))
    first, last = min(counts), max(counts)
    if (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:]) < MONTHS_AS_MONTHS:
        return Chart("month", tuple(_bars(counts, _months)))
    years: dict[str, int] = {}
    for month, count in counts.items():
        years[month[:4]] = years.get(month[:4], 0) + count
    return Chart("year", tuple(_bars(years, _years)))


def _bars(counts: dict[str, int], between: Callable[[str, str], Iterator[tuple]]) -> Iterator[Bar]:
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
