"""The register: which releases are public and what they are listed under, kept in the process.

It holds keys only, as compressed sets, so that the releases of any list are found, counted and divided by
sets that meet, at a cost that hardly grows with the archive. What is public is asked of `public_q`; when it
ceases to be true is known from the log of changes and from the moments at which editions go out, are
superseded or withdrawn. So a register is as right as the database, and whoever shows a row fetches it under
`public_q` all the same.
"""

import threading
from array import array
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, router
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from pyroaring import BitMap

from releases.database import change_log
from releases.listing.names import Directory
from releases.models import Mention, Release

# The clock may be behind by so much without everything being read anew.
BACKWARDS = timedelta(days=1)
# When more releases than these have changed, reading all of them is the shorter way.
MANY = 20_000
AT_ONCE = 500
RESULTS_KEPT = 200
EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - both databases write times in UTC
MICROSECOND = timedelta(microseconds=1)

Sets = dict[str, dict[Any, BitMap]]
MOMENTS = ("publish_at", "superseded_at", "withdrawn_at")
# As text, because of a million rows Django takes longer to dress each date than to read it.
COLUMNS = (
    "pk",
    Cast("issued_on", TextField()),
    Cast("publish_at", TextField()),
    "language",
    "kind",
    "series_id",
)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a list is narrowed to: any of the values of each dimension, all of them where none is named.

    Institutes, events and series are keys; `first` and `last` are days, both included. `words` are the
    releases that answer the words, `said` what stands for them among the results that are kept.
    """

    language: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    series: tuple[int, ...] = ()
    institute: tuple[int, ...] = ()
    event: tuple[int, ...] = ()
    first: date | None = None
    last: date | None = None
    words: BitMap | None = field(default=None, compare=False)
    said: str = ""

    def without(self, dimension: str) -> "Narrowing":
        """The same with that dimension wide open; `year` stands for both days."""
        if dimension == "year":
            return replace(self, first=None, last=None)
        return replace(self, **{dimension: ()})


class Order:
    """The places of releases in a list: newest printed date first, then the last to go out, then the key."""

    def __init__(self) -> None:
        self.days = array("I")
        self.times = array("q")

    def put(self, key: int, day: int, time: int) -> None:
        """`day` is an ordinal, `time` counts microseconds."""
        if key >= len(self.days):
            more = key + 1 - len(self.days)
            self.days.extend([0] * more)
            self.times.extend([0] * more)
        self.days[key], self.times[key] = day, time

    def sorted(self, keys: Iterable[int]) -> list[int]:
        """The keys, the newest first."""
        days, times = self.days, self.times
        return sorted(keys, key=lambda key: (days[key], times[key], key), reverse=True)


class Results:
    """What has been found out from a register, the least used forgotten first."""

    def __init__(self) -> None:
        self._found: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, question: Hashable, find: Callable[[], Any]) -> Any:
        """The answer to `question`, found by `find` unless it was already."""
        with self._lock:
            if question in self._found:
                self._found.move_to_end(question)
                return self._found[question]
        found = find()
        with self._lock:
            self._found[question] = found
            while len(self._found) > RESULTS_KEPT:
                self._found.popitem(last=False)
        return found

    def clear(self) -> None:
        """Nothing has been found out yet."""
        with self._lock:
            self._found.clear()


@dataclass(frozen=True)
class Register:
    """The releases that are public from `valid_from` until before `valid_until` (aware), by their keys.

    `sets` divide them by language, kind, series, institute, event and month: a month is the number of months
    since the year 0. Sets of institutes and events may hold releases that are not public.
    """

    using: str
    directory: Directory
    public: BitMap
    sets: Sets
    order: Order
    moments: dict[int, tuple[datetime, ...]]
    known_from: datetime
    valid_from: datetime
    valid_until: datetime | None
    results: Results = field(default_factory=Results, compare=False)

    def holds_at(self, at: datetime) -> bool:
        """Whether nothing goes out or ends between its own time and `at`."""
        return self.valid_from <= at and (self.valid_until is None or at < self.valid_until)

    def select(self, narrowing: Narrowing) -> BitMap:
        """The public releases that a list is narrowed to."""
        return self.results.get(("selection", narrowing), lambda: self._select(narrowing))

    def _select(self, narrowing: Narrowing) -> BitMap:
        found = self.public
        for name in ("language", "kind", "series", "institute"):
            if values := getattr(narrowing, name):
                found = found & _union(self.sets[name].get(value) for value in values)
        if narrowing.event:
            found = found & _union(map(self.about.get, narrowing.event))
        if narrowing.first is not None or narrowing.last is not None:
            found = self.between(found, narrowing.first or date.min, narrowing.last or date.max)
        return found if narrowing.words is None else found & narrowing.words

    def between(self, releases: BitMap, first: date, last: date) -> BitMap:
        """Those of the releases that were issued on these days, both included."""
        start, end = _month(first), _month(last)
        inside = _union(self.sets["month"].get(month) for month in self.months if start < month < end)
        days, low, high = self.order.days, first.toordinal(), last.toordinal()
        edges = _union(self.sets["month"].get(month) for month in {start, end} if first <= last) & releases
        return (inside & releases) | BitMap(key for key in edges if low <= days[key] <= high)

    @cached_property
    def months(self) -> list[int]:
        """The months that have public releases, in order."""
        return sorted(self.sets["month"])

    @cached_property
    def about(self) -> dict[int, BitMap]:
        """The releases about each event that has any: its own, those of its parts, and of its series."""
        directory, of_events, of_series = self.directory, self.sets["event"], self.sets["series"]
        found = {}
        for event in directory.events:
            own = [of_events.get(one) for one in (event, *directory.parts.get(event, ()))]
            own += [of_series.get(one) for one in directory.series_of_events.get(event, ())]
            if any(own):
                found[event] = _union(own)
        return found

    def divide(self, releases: BitMap, dimension: str) -> dict[Any, int]:
        """How many of the releases each value of a dimension has, those that have any."""
        sets = self.about if dimension == "event" else self.sets[dimension]
        counted = ((value, releases.intersection_cardinality(one)) for value, one in sets.items())
        return {value: count for value, count in counted if count}

    def days(self, releases: Iterable[int]) -> dict[date, int]:
        """How many of the releases each day has."""
        counts: dict[int, int] = {}
        for key in releases:
            day = self.order.days[key]
            counts[day] = counts.get(day, 0) + 1
        return {date.fromordinal(day): count for day, count in counts.items()}

    def day_before(self, releases: BitMap, day: date) -> date | None:
        """The last day before `day` that has any of the releases."""
        limit = day.toordinal()
        for month in reversed(self.months):
            if month <= _month(day):
                days = {self.order.days[key] for key in releases & self.sets["month"][month]}
                if before := [one for one in days if one < limit]:
                    return date.fromordinal(max(before))
        return None

    def day_after(self, releases: BitMap, day: date) -> date | None:
        """The first day after `day` that has any of the releases."""
        limit = day.toordinal()
        for month in self.months:
            if month >= _month(day):
                days = {self.order.days[key] for key in releases & self.sets["month"][month]}
                if after := [one for one in days if one > limit]:
                    return date.fromordinal(min(after))
        return None

    def in_order(self, releases: BitMap, start: int, stop: int, *, oldest_first: bool = False) -> list[int]:
        """The keys from place `start` to before `stop`, the newest first unless said otherwise."""
        found: list[int] = []
        months = self.months
        for month in months if oldest_first else reversed(months):
            if stop <= 0:
                break
            count = releases.intersection_cardinality(self.sets["month"][month])
            if count > start:
                run = self.order.sorted(releases & self.sets["month"][month])
                found += (run[::-1] if oldest_first else run)[max(start, 0) : stop]
            start, stop = start - count, stop - count
        return found


def _union(sets: Iterable[BitMap | None]) -> BitMap:
    return BitMap().union(*(one for one in sets if one is not None))


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


class Reader:
    """Keeps the register and the directory of one database, and reads what has changed before it is used."""

    def __init__(self, using: str) -> None:
        self.using = using
        self._lock = threading.RLock()
        self._mark: change_log.Mark | None = None
        self._stale: set[int] = set()
        self._directory: Directory | None = None
        self._register: Register | None = None

    def directory(self) -> Directory:
        """The names as the database has them now."""
        with self._lock:
            self._look()
            return self._named()

    def register(self, at: datetime) -> Register:
        """What is public at `at` (aware), as the database has it now."""
        with self._lock:
            self._look()
            register = self._register
            if register is None or at < register.known_from or len(self._stale) > MANY:
                register = _load(self.using, self._named(), at)
            else:
                moved = _moved(register, at)
                if self._stale or moved:
                    register = _renewed(register, self._stale | moved, at)
                if register.directory is not self._named():
                    register = replace(register, directory=self._named(), results=Results())
            self._stale.clear()
            self._register = register
            return register

    def _look(self) -> None:
        self._mark, told = change_log.since(self._mark, self.using)
        if told.everything:
            self._register = None
        if told.everything or told.names:
            self._directory = None
        self._stale |= told.releases

    def _named(self) -> Directory:
        if self._directory is None:
            self._directory = Directory(self.using)
        return self._directory


_readers: dict[str, Reader] = {}


def read(at: datetime, *, using: str | None = None) -> Register:
    """The register of what is public at `at` (aware): one short query, unless something has changed."""
    return _reader(using).register(at)


def read_names(*, using: str | None = None) -> Directory:
    """The directory as of now: one short query, unless a name has changed."""
    return _reader(using).directory()


def _reader(using: str | None) -> Reader:
    using = using or router.db_for_read(Release)
    return _readers.setdefault(using, Reader(using))


def _moved(register: Register, at: datetime) -> set[int]:
    """The releases for which one of their moments lies between the time of the register and `at`."""
    if register.holds_at(at):
        return set()
    first, last = sorted((at, register.valid_from))
    return {
        key for key, moments in register.moments.items() if any(first <= moment <= last for moment in moments)
    }


def _load(using: str, directory: Directory, at: datetime) -> Register:
    """The register of `at`, read from the database from the first release to the last."""
    known_from = at - BACKWARDS
    moments = _moments(Release.objects.using(using), known_from)
    order = Order()
    public, sets = _rows_by_set(using, Release.objects.using(using).public(at), order)
    sets |= {
        "institute": _by(using, _pairs(Mention, "institute_id", using)),
        "event": _by(using, _pairs(Release.events.through, "event_id", using)),
    }
    return _dated(Register(using, directory, public, sets, order, moments, known_from, at, None), at)


def _renewed(register: Register, keys: set[int], at: datetime) -> Register:
    """The register of `at`, in which these releases have been read anew; the one before stays as it was."""
    using = register.using
    gone = BitMap(keys)
    public = register.public - gone
    sets = {
        name: {
            value: (one - gone if one.intersect(gone) else one) for value, one in register.sets[name].items()
        }
        for name in register.sets
    }
    moments = {key: value for key, value in register.moments.items() if key not in keys}
    remaining = iter(sorted(keys))
    while some := list(islice(remaining, AT_ONCE)):
        rows = Release.objects.using(using).filter(pk__in=some)
        moments |= _moments(rows, register.known_from)
        added, by_set = _rows_by_set(using, rows.public(at), register.order)
        public |= added
        for name, model, column in (
            ("institute", Mention, "institute_id"),
            ("event", Release.events.through, "event_id"),
        ):
            by_set[name] = _by(using, _pairs(model, column, using).filter(release__in=some))
        for name, values in by_set.items():
            for value, one in values.items():
                sets[name][value] = sets[name].get(value, BitMap()) | one
    sets = {name: {value: one for value, one in values.items() if one} for name, values in sets.items()}
    return _dated(
        replace(register, public=public, sets=sets, moments=moments, results=Results()),
        at,
    )


def _dated(register: Register, at: datetime) -> Register:
    """The register with the span of time around `at` in which nothing goes out or ends."""
    moments = [moment for moments in register.moments.values() for moment in moments]
    return replace(
        register,
        valid_from=max((moment for moment in moments if moment <= at), default=register.known_from),
        valid_until=min((moment for moment in moments if moment > at), default=None),
    )


def _moments(releases: QuerySet, after: datetime) -> dict[int, tuple[datetime, ...]]:
    """The moments of those releases that have any after a time."""
    later = Q()
    for name in MOMENTS:
        later |= Q(**{f"{name}__gt": after})
    rows = releases.order_by().filter(later).values_list("pk", *MOMENTS)
    return {
        key: tuple(moment for moment in moments if moment is not None and moment > after)
        for key, *moments in rows
    }


def _rows_by_set(using: str, releases: QuerySet, order: Order) -> tuple[BitMap, Sets]:
    """All keys, and by language, kind, series and month; their places in lists are put into `order`."""
    sets: dict[str, dict[Any, list[int]]] = {"language": {}, "kind": {}, "series": {}, "month": {}}
    days: dict[str, tuple[int, int]] = {}
    keys = array("I")
    for key, issued_on, publish_at, language, kind, series in _raw(using, releases.values_list(*COLUMNS)):
        if issued_on not in days:
            day = date.fromisoformat(issued_on)
            days[issued_on] = (day.toordinal(), _month(day))
        day_number, month = days[issued_on]
        order.put(key, day_number, _microseconds(publish_at))
        keys.append(key)
        sets["language"].setdefault(language, []).append(key)
        sets["kind"].setdefault(kind, []).append(key)
        sets["month"].setdefault(month, []).append(key)
        if series is not None:
            sets["series"].setdefault(series, []).append(key)
    return BitMap(keys), {
        name: {value: BitMap(array("I", found)) for value, found in values.items()}
        for name, values in sets.items()
    }


def _microseconds(written: str) -> int:
    return (datetime.fromisoformat(written).replace(tzinfo=None) - EPOCH) // MICROSECOND


def _pairs(model: Any, column: str, using: str) -> QuerySet:
    return model.objects.using(using).order_by().values_list(column, "release_id")


def _by(using: str, pairs: QuerySet) -> dict[int, BitMap]:
    """The second of each pair by the first."""
    found: dict[int, list[int]] = {}
    for value, key in _raw(using, pairs):
        found.setdefault(value, []).append(key)
    return {value: BitMap(array("I", keys)) for value, keys in found.items()}


def _raw(using: str, rows: QuerySet) -> Iterator[Sequence]:
    """The rows as the database gives them, a few at a time."""
    try:
        sql, params = rows.order_by().query.get_compiler(using).as_sql()
    except EmptyResultSet:
        return
    with connections[using].chunked_cursor() as cursor:
        cursor.execute(sql, params)
        while some := cursor.fetchmany(5000):
            yield from some
