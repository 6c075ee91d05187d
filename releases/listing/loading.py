"""What the public index is made of, read from the database as sets of primary keys."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from pyroaring import BitMap

from institutes.places import folded_names
from releases.enums import ReleaseState
from releases.models import Mention, Release
from releases.search.periods import Period

Sets = dict[str, dict[Any, BitMap]]
# The columns at whose times an approved edition goes out, is superseded, or is withdrawn.
TIMES = ("publish_at", "superseded_at", "withdrawn_at")
# As text, because for a million rows Django takes longer to make each date than to read it.
COLUMNS = (
    "pk",
    Cast("issued_on", TextField()),
    Cast("publish_at", TextField()),
    "language",
    "kind",
    "series_id",
    "dateline_city",
)
MONTHS = 12  # of a year
ROWS_AT_ONCE = 5000
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - both databases write times in UTC
MICROSECOND = timedelta(microseconds=1)


class SortKeys:
    """Where releases stand in a list: by printed date, then by the time they went out, then by primary key.

    Releases that are not public any more keep their sort keys: nobody asks for them.
    """

    def __init__(self) -> None:
        self.days = array("I")
        self.times = array("q")

    def put(self, key: int, day: int, time: int) -> None:
        """`day` is an ordinal as of `date.toordinal`, `time` counts microseconds since 1970 in UTC."""
        if key >= len(self.days):
            missing = key + 1 - len(self.days)
            self.days.extend([0] * missing)
            self.times.extend([0] * missing)
        self.days[key], self.times[key] = day, time

    def newest_first(self, keys: Iterable[int]) -> list[int]:
        """The keys in the order of a list."""
        days, times = self.days, self.times
        return sorted(keys, key=lambda key: (days[key], times[key], key), reverse=True)


def month_number(day: date) -> int:
    """The months from the year 0 to that of `day`."""
    return day.year * MONTHS + day.month - 1


def month_period(number: int) -> Period:
    """The month of that number."""
    return Period(number // MONTHS, number % MONTHS + 1)


def union(sets: Iterable[BitMap | None]) -> BitMap:
    """What is in any of the sets; None counts as an empty one."""
    return BitMap().union(*(keys for keys in sets if keys is not None))


def read_times(releases: QuerySet[Release], after: datetime) -> dict[int, tuple[datetime, ...]]:
    """The times after `after` (aware) at which approved ones of the releases go out or end."""
    is_later = Q()
    for name in TIMES:
        is_later |= Q(**{f"{name}__gt": after})
    approved = releases.order_by().filter(is_later, state__in=ReleaseState.ISSUED)
    return {
        key: tuple(time for time in times if time is not None and time > after)
        for key, *times in approved.values_list("pk", *TIMES)
    }


def read_sets(releases: QuerySet[Release], sort_keys: SortKeys) -> tuple[BitMap, Sets]:
    """All keys of the releases, and by language, kind, series, month and place; `sort_keys` knows them afterwards.

    A place is a name that the city of the dateline may be, as it is printed and folded (`institutes.places`).
    """
    dimensions = ("language", "kind", "series", "month", "place")
    by_value: dict[str, dict[Any, list[int]]] = {name: {} for name in dimensions}
    names_in = cache(folded_names)
    days: dict[str, tuple[int, int]] = {}
    keys = array("I")
    for key, issued_on, publish_at, language, kind, series, city in _raw(releases.values_list(*COLUMNS)):
        if issued_on not in days:
            day = date.fromisoformat(issued_on)
            days[issued_on] = (day.toordinal(), month_number(day))
        ordinal, month = days[issued_on]
        sort_keys.put(key, ordinal, _microseconds(publish_at))
        keys.append(key)
        by_value["language"].setdefault(language, []).append(key)
        by_value["kind"].setdefault(kind, []).append(key)
        by_value["month"].setdefault(month, []).append(key)
        if series is not None:
            by_value["series"].setdefault(series, []).append(key)
        if city:
            for name in names_in(city):
                by_value["place"].setdefault(name, []).append(key)
    sets = {
        dimension: {value: BitMap(array("I", keys)) for value, keys in values.items()}
        for dimension, values in by_value.items()
    }
    return BitMap(keys), sets


def read_links(using: str, only: Sequence[int] | None = None) -> Sets:
    """The keys of releases by institute and by event, public or not; of `only` these releases where given."""
    links: tuple[tuple[str, type[Model], str], ...] = (
        ("institute", Mention, "institute_id"),
        ("event", Release.events.through, "event_id"),
    )
    sets: Sets = {}
    for dimension, model, column in links:
        pairs = model._default_manager.using(using).values_list(column, "release_id")
        if only is not None:
            pairs = pairs.filter(release__in=only)
        by_value: dict[int, list[int]] = {}
        for value, key in _raw(pairs):
            by_value.setdefault(value, []).append(key)
        sets[dimension] = {value: BitMap(array("I", keys)) for value, keys in by_value.items()}
    return sets


def _microseconds(written: str) -> int:
    return (datetime.fromisoformat(written).replace(tzinfo=None) - EPOCH) // MICROSECOND


def _raw(rows: QuerySet[Any, Any]) -> Iterator[Sequence[Any]]:
    """The rows as the database gives them, in no order and a few at a time."""
    try:
        sql, params = rows.order_by().query.get_compiler(rows.db).as_sql()
    except EmptyResultSet:
        return
    with connections[rows.db].chunked_cursor() as cursor:
        cursor.execute(sql, params)
        while batch := cursor.fetchmany(ROWS_AT_ONCE):
            yield from batch
