"""The public index: which releases are public and what they are listed under, kept in the process.

It holds primary keys only, as compressed sets, so that the releases of any list are found, counted and divided
by intersections, at a cost that hardly grows with the archive. `public_q` says what is public. The log of
changes says which releases have to be read again, and so do the times at which editions go out, are superseded
or withdrawn. So an index is as right as the database; whoever shows a row reads it under `public_q` all the
same.
"""

import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice
from typing import Any

from django.db import router
from pyroaring import BitMap

from releases.database import change_log
from releases.listing.loading import (
    MONTHS,
    Sets,
    SortKeys,
    month_number,
    month_period,
    read_links,
    read_sets,
    read_times,
    union,
)
from releases.listing.names import Directory
from releases.listing.selection import Selection
from releases.models import Release
from releases.search.periods import Period

# The clock may be set back by so much without everything being read again.
SET_BACK = timedelta(days=1)
# When more releases than these have changed, reading all of them is quicker.
MOST_CHANGED = 20_000
KEYS_AT_ONCE = 500
EVERYTHING = Selection()


@dataclass(frozen=True)
class PublicIndex:
    """The releases that are public from `valid_from` until before `valid_until` (aware; None: no end known).

    `sets` hold primary keys by language, kind, series, institute, event, printed city and month, a month being the
    number of months since the year 0. Those of institutes and events may have releases that are not public.
    """

    using: str
    directory: Directory
    public: BitMap
    sets: Sets
    sort_keys: SortKeys
    times: dict[int, tuple[datetime, ...]]
    known_from: datetime
    valid_from: datetime
    valid_until: datetime | None

    @classmethod
    def load(cls, using: str, directory: Directory, at: datetime) -> "PublicIndex":
        """The index of `at` (aware), read from the database from the first release to the last."""
        known_from = at - SET_BACK
        releases = Release.objects.using(using)
        times, sort_keys = read_times(releases, known_from), SortKeys()
        public, sets = read_sets(releases.public(at), sort_keys)
        sets |= read_links(using)
        return cls(using, directory, public, sets, sort_keys, times, known_from, at, None)._valid_around(at)

    def renewed(self, keys: set[int], at: datetime) -> "PublicIndex":
        """The index of `at` for which these releases were read again; this one stays as it was."""
        old = BitMap(keys)
        public = self.public - old
        sets = {
            dimension: {
                value: (members - old if members.intersect(old) else members)
                for value, members in values.items()
            }
            for dimension, values in self.sets.items()
        }
        times = {key: value for key, value in self.times.items() if key not in keys}
        remaining = iter(sorted(keys))
        while some := list(islice(remaining, KEYS_AT_ONCE)):
            rows = Release.objects.using(self.using).filter(pk__in=some)
            times |= read_times(rows, self.known_from)
            added, added_sets = read_sets(rows.public(at), self.sort_keys)
            public |= added
            for dimension, values in (added_sets | read_links(self.using, some)).items():
                for value, members in values.items():
                    sets[dimension][value] = sets[dimension].get(value, BitMap()) | members
        sets = {
            dimension: {value: members for value, members in values.items() if members}
            for dimension, values in sets.items()
        }
        return replace(self, public=public, sets=sets, times=times)._valid_around(at)

    def _valid_around(self, at: datetime) -> "PublicIndex":
        """The index with the span of time around `at` in which nothing goes out or ends."""
        times = [time for times in self.times.values() for time in times]
        return replace(
            self,
            valid_from=max((time for time in times if time <= at), default=self.known_from),
            valid_until=min((time for time in times if time > at), default=None),
        )

    def is_valid_at(self, at: datetime) -> bool:
        """Whether nothing goes out or ends between its own time and `at`."""
        return self.valid_from <= at and (self.valid_until is None or at < self.valid_until)

    def changed_by_time(self, at: datetime) -> set[int]:
        """The releases of which a time lies between the time of the index and `at`."""
        if self.is_valid_at(at):
            return set()
        first, last = sorted((at, self.valid_from))
        return {key for key, times in self.times.items() if any(first <= time <= last for time in times)}

    def count(self, selection: Selection = EVERYTHING) -> int:
        """How many public releases are selected."""
        return len(self.select(selection))

    def counts_by(self, dimension: str, selection: Selection = EVERYTHING) -> dict[Any, int]:
        """How many of the selected releases each value of a dimension has, for values that have any."""
        return self.divide(self.select(selection), dimension)

    def counts_by_time(self, level: str, selection: Selection = EVERYTHING) -> dict[Period, int]:
        """How many of the selected releases each `year`, `month` or `day` has, the first one first."""
        return self.divide_by_time(self.select(selection), level)

    @property
    def public_series(self) -> set[int]:
        """The primary keys of the series that have public releases."""
        return set(self.sets["series"])

    def select(self, selection: Selection) -> BitMap:
        """The keys of the public releases that are selected."""
        selected = self.public
        for dimension in ("language", "kind", "series", "institute", "city"):
            if values := getattr(selection, dimension):
                members = self._by_dimension(dimension)
                selected = selected & union(members.get(value) for value in values)
        if selection.event:
            selected = selected & union(map(self._about_events.get, selection.event))
        if selection.first is not None or selection.last is not None:
            selected = self._issued_between(selected, selection.first or date.min, selection.last or date.max)
        return selected if selection.among is None else selected & selection.among

    def _issued_between(self, releases: BitMap, first: date, last: date) -> BitMap:
        """Those of the releases with a printed date from `first` to `last`, both included."""
        start, end = month_number(first), month_number(last)
        whole_months = union(self.sets["month"].get(month) for month in self._months if start < month < end)
        outer_months = union(self.sets["month"].get(month) for month in {start, end} if first <= last)
        days, lowest, highest = self.sort_keys.days, first.toordinal(), last.toordinal()
        inside = (key for key in outer_months & releases if lowest <= days[key] <= highest)
        return (whole_months & releases) | BitMap(inside)

    @cached_property
    def _months(self) -> list[int]:
        """The months that have public releases, in order."""
        return sorted(self.sets["month"])

    @cached_property
    def _about_events(self) -> dict[int, BitMap]:
        """The releases about each event that has any: its own, those of its parts, and of its series."""
        directory, of_events, of_series = self.directory, self.sets["event"], self.sets["series"]
        about = {}
        for event in directory.events:
            whole = (event, *directory.parts.get(event, ()))
            sets = [of_events.get(key) for one in whole for key in directory.merged_events.keys_of(one)]
            sets += [of_series.get(key) for key in directory.series_of_events.get(event, ())]
            if any(sets):
                about[event] = union(sets)
        return about

    def _by_dimension(self, dimension: str) -> dict[Any, BitMap]:
        if dimension == "institute":
            return self._naming
        return self.dated_from if dimension == "city" else self.sets[dimension]

    @cached_property
    def dated_from(self) -> dict[Any, BitMap]:
        """The releases dated from each city that has any, by whichever of its names their datelines print."""
        places, dated_from = self.sets["place"], {}
        for key, city in self.directory.cities.items():
            printed = {name.folded for name in city.names_at_hand or ()} & places.keys()
            if printed:
                dated_from[key] = union(places[name] for name in printed)
        return dated_from

    @cached_property
    def _naming(self) -> dict[Any, BitMap]:
        """The releases that name each institute, or one that was merged into it."""
        sets, merged = self.sets["institute"], self.directory.merged_institutes
        if not merged.into:
            return sets
        naming = {key: members for key, members in sets.items() if key not in merged.into}
        for key in merged.away:
            members = union(sets.get(one) for one in merged.keys_of(key))
            if members:
                naming[key] = members
        return naming

    def divide(self, releases: BitMap, dimension: str) -> dict[Any, int]:
        """How many of the releases each value of a dimension has, for values that have any."""
        sets = self._about_events if dimension == "event" else self._by_dimension(dimension)
        counts = {value: releases.intersection_cardinality(members) for value, members in sets.items()}
        return {value: count for value, count in counts.items() if count}

    def divide_by_time(self, releases: BitMap, level: str) -> dict[Period, int]:
        """How many of the releases each `year`, `month` or `day` has, the first one first; none with none."""
        if level == "day":
            days = Counter(self.sort_keys.days[key] for key in releases)
            return {Period.of(date.fromordinal(day), level): days[day] for day in sorted(days)}
        return add_up_months(self.divide(releases, "month"), level)

    def day_before(self, selection: Selection, day: date) -> date | None:
        """The last day before `day` that has any of the selected releases."""
        before = (month for month in reversed(self._months) if month <= month_number(day))
        limit, selected = day.toordinal(), self.select(selection)
        for days in self._days_of(selected, before):
            if earlier := [ordinal for ordinal in days if ordinal < limit]:
                return date.fromordinal(max(earlier))
        return None

    def day_after(self, selection: Selection, day: date) -> date | None:
        """The first day after `day` that has any of the selected releases."""
        after = (month for month in self._months if month >= month_number(day))
        limit, selected = day.toordinal(), self.select(selection)
        for days in self._days_of(selected, after):
            if later := [ordinal for ordinal in days if ordinal > limit]:
                return date.fromordinal(min(later))
        return None

    def _days_of(self, releases: BitMap, months: Iterable[int]) -> Iterable[set[int]]:
        """The days of the releases of each of the months, as ordinals."""
        days = self.sort_keys.days
        return ({days[key] for key in releases & self.sets["month"][month]} for month in months)

    def in_order(self, releases: BitMap, start: int, stop: int, *, oldest_first: bool = False) -> list[int]:
        """The keys from place `start` to before `stop`, the newest first unless said otherwise."""
        page: list[int] = []
        for month in self._months if oldest_first else reversed(self._months):
            if stop <= 0:
                break
            count = releases.intersection_cardinality(self.sets["month"][month])
            if count > start:
                ordered = self.sort_keys.newest_first(releases & self.sets["month"][month])
                page += (ordered[::-1] if oldest_first else ordered)[max(start, 0) : stop]
            start, stop = start - count, stop - count
        return page


def add_up_months(counts: dict[int, int], level: str) -> dict[Period, int]:
    """Counts by month, as `PublicIndex.divide` has them, by `year` or `month`, the first one first."""
    if level == "month":
        return {month_period(number): counts[number] for number in sorted(counts)}
    # Hundreds of months are added up as numbers, and only what comes of them is made a period.
    years: Counter[int] = Counter()
    for month, count in counts.items():
        years[month // MONTHS] += count
    return {Period(year): years[year] for year in sorted(years)}


class Reader:
    """Keeps the index and the directory of one database, and reads what has changed before each use."""

    def __init__(self, using: str) -> None:
        self.using = using
        self._lock = threading.RLock()
        self._mark: change_log.Mark | None = None
        self._changed: set[int] = set()
        self._directory: Directory | None = None
        self._index: PublicIndex | None = None

    def directory(self) -> Directory:
        """The names as the database has them now."""
        with self._lock:
            self._read_log()
            return self._current_directory()

    def index(self, at: datetime) -> PublicIndex:
        """What is public at `at` (aware), as the database has it now."""
        with self._lock:
            self._read_log()
            self._index = index = self._brought_up_to(at)
            self._changed.clear()
            return index

    def index_ahead(self, now: datetime, at: datetime) -> PublicIndex:
        """What is public at `at`, made of the index of `now` (both aware), which is kept in its place."""
        with self._lock:
            index = self.index(now)
            changed = index.changed_by_time(at)
            return index.renewed(changed, at) if changed else index

    def _brought_up_to(self, at: datetime) -> PublicIndex:
        """The index of `at`: the same object where nothing has changed; `_changed` are the releases that have."""
        index, directory = self._index, self._current_directory()
        if index is None or at < index.known_from or len(self._changed) > MOST_CHANGED:
            return PublicIndex.load(self.using, directory, at)
        self._changed |= index.changed_by_time(at)
        if self._changed:
            index = index.renewed(self._changed, at)
        return index if index.directory is directory else replace(index, directory=directory)

    def _read_log(self) -> None:
        self._mark, changes = change_log.since(self._mark, self.using)
        if changes.everything:
            self._index = None
        if changes.everything or changes.names:
            self._directory = None
        self._changed |= changes.releases

    def _current_directory(self) -> Directory:
        if self._directory is None:
            self._directory = Directory(self.using)
        return self._directory


_readers: dict[str, Reader] = {}
# From when somebody looks ahead, in the thread that answers them.
_looking_from: ContextVar[datetime | None] = ContextVar("looking_from", default=None)


def read(at: datetime, *, using: str | None = None) -> PublicIndex:
    """The index of what is public at `at` (aware): one short query, unless something has changed."""
    now, reader = _looking_from.get(), _reader(using)
    return reader.index(at) if now is None else reader.index_ahead(now, at)


@contextmanager
def looking_ahead(now: datetime) -> Iterator[None]:
    """What is read inside may be of a moment far from `now` (aware); the index of everybody else stays where it is."""
    token = _looking_from.set(now)
    try:
        yield
    finally:
        _looking_from.reset(token)


def read_names(*, using: str | None = None) -> Directory:
    """The directory as of now: one short query, unless a name has changed."""
    return _reader(using).directory()


def _reader(using: str | None) -> Reader:
    using = using or router.db_for_read(Release)
    return _readers.setdefault(using, Reader(using))
