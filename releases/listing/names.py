"""Every accepted institute, event and series with all names, as lists of releases name them."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, Generic, TypeVar

from institutes.enums import DatePrecision
from institutes.models import City, Institute
from releases.models import Event, Series
from releases.search.analysis import words
from releases.search.query import NameLookup

# Events of a day are in the order of their numbers; those without a number come after them.
AFTER_ALL = 1_000_000


Row = TypeVar("Row", Institute, Event)


class Merged(Generic[Row]):
    """Rows of which some are merged into others: `kept` are those that stand for themselves, by their keys.

    `into` has for each of the others the key of the row it leads to in the end, and `away` the others themselves.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        every: dict[int, Row] = {row.pk: row for row in rows}
        for row in every.values():
            row.names_at_hand = list(row.names.all())
        self.kept: dict[int, Row] = {key: row for key, row in every.items() if row.merged_into_id is None}
        self.into: dict[int, int] = {}
        self.away: dict[int, list[Row]] = {}
        for row in every.values():
            end = row
            while end.merged_into_id in every:
                end = every[end.merged_into_id]
            if end is not row and end.pk in self.kept:
                self.into[row.pk] = end.pk
                self.away.setdefault(end.pk, []).append(row)

    def end(self, key: int | None) -> Row | None:
        """The row of that key, or the one it was merged into; None where the public may not see it."""
        return self.kept.get(self.into.get(key, key)) if key is not None else None

    def keys_of(self, key: int) -> list[int]:
        """The key and those of the rows that were merged into that row."""
        return [key, *(row.pk for row in self.away.get(key, ()))]

    @cached_property
    def by_old_slug(self) -> dict[str, Row]:
        """The rows that others lead to, by the slugs of those."""
        return {row.slug: self.kept[key] for key, rows in self.away.items() for row in rows}


class Directory:
    """Accepted institutes, events and series by their keys, names at hand, as they were when it was made.

    `institutes` and `events` are those that stand for themselves, `merged_institutes` and `merged_events` lead to
    them from the others. Rows are shared by everyone who reads them: nobody changes them.
    """

    def __init__(self, using: str) -> None:
        institutes: Merged[Institute] = Merged(
            Institute.objects.using(using).accepted().with_names().with_places().order_by("pk")
        )
        events: Merged[Event] = Merged(
            Event.objects.using(using).accepted().with_names().with_places().order_by("pk")
        )
        self.institutes, self.merged_institutes = institutes.kept, institutes
        self.events, self.merged_events = events.kept, events
        self.cities: dict[int, City] = {
            row.pk: row for row in City.objects.using(using).with_names().order_by("pk")
        }
        for city in self.cities.values():
            city.names_at_hand = list(city.names.all())
        self.series: dict[int, Series] = {
            row.pk: row for row in Series.objects.using(using).accepted().order_by("pk")
        }

    @cached_property
    def institutes_by_slug(self) -> dict[str, Institute]:
        """The institutes by their slugs."""
        return {institute.slug: institute for institute in self.institutes.values()}

    @cached_property
    def events_by_slug(self) -> dict[str, Event]:
        """The events by their slugs."""
        return {event.slug: event for event in self.events.values()}

    @cached_property
    def cities_by_slug(self) -> dict[str, City]:
        """The cities by their slugs."""
        return {city.slug: city for city in self.cities.values()}

    @cached_property
    def series_by_prefix(self) -> dict[str, Series]:
        """The series by their prefixes in small letters."""
        return {series.prefix.lower(): series for series in self.series.values()}

    @cached_property
    def parts(self) -> dict[int, list[int]]:
        """The keys of the parts of every event that has any."""
        parts: dict[int, list[int]] = {}
        for event in self.events.values():
            parent = self.merged_events.end(event.parent_id)
            if parent is not None:
                parts.setdefault(parent.pk, []).append(event.pk)
        return parts

    def parts_of(self, event: Event) -> list[Event]:
        """The parts of the event, the first to begin first; those without a first day at the end."""
        return sorted((self.events[key] for key in self.parts.get(event.pk, ())), key=_by_first_day)

    @cached_property
    def _by_number(self) -> dict[tuple[str, int], Event]:
        """The events that have a number, by what their addresses have before it: crime-congress-, 11."""
        return {
            (_without_number(event.slug), event.number): event
            for event in self.events.values()
            if event.number is not None
        }

    def beside(self, event: Event) -> tuple[Event | None, Event | None]:
        """The events before and after this one in a run that is counted, such as the crime congresses."""
        if event.number is None:
            return None, None
        stem = _without_number(event.slug)
        return self._by_number.get((stem, event.number - 1)), self._by_number.get((stem, event.number + 1))

    @cached_property
    def _predecessors(self) -> dict[int, list[Institute]]:
        """The institutes whose work every institute took over that took over any."""
        predecessors: dict[int, list[Institute]] = {}
        for institute in self.institutes.values():
            successor = self.merged_institutes.end(institute.successor_id)
            if successor is not None and successor is not institute:
                predecessors.setdefault(successor.pk, []).append(institute)
        return predecessors

    def predecessors_of(self, institute: Institute) -> list[Institute]:
        """The institutes whose work the institute took over, by slug."""
        return sorted(self._predecessors.get(institute.pk, ()), key=attrgetter("slug"))

    @cached_property
    def series_of_events(self) -> dict[int, list[int]]:
        """The keys of the series of every event that has any."""
        by_event: dict[int, list[int]] = {}
        for series in self.series.values():
            event = self.merged_events.end(series.event_id)
            if event is not None:
                by_event.setdefault(event.pk, []).append(series.pk)
        return by_event

    @cached_property
    def _dated_events(self) -> list[tuple[date, date, int, Event]]:
        """First day, last day, key, and event, of the events that have days, the first to begin first."""
        return sorted(
            (event.starts_on, event.ends_on, event.pk, event)
            for event in self.events.values()
            if event.starts_on is not None and event.ends_on is not None
        )

    def current_events(self, day: date) -> list[Event]:
        """Events that go on on that day, the first to have begun first; those whose days are known."""
        return [
            event
            for first, last, _key, event in self._dated_events
            if first <= day <= last and event.days_precision == DatePrecision.DAY
        ]

    def upcoming_events(self, day: date) -> list[Event]:
        """Events that begin after that day, the nearest first.

        Those of which only the month or year is known are among them until it is over.
        """
        return [
            event
            for first, last, _key, event in self._dated_events
            if first > day or (event.days_precision != DatePrecision.DAY and last >= day)
        ]

    def past_events(self, day: date) -> list[Event]:
        """Events that ended before that day, the last to begin first."""
        return [event for _first, last, _key, event in reversed(self._dated_events) if last < day]

    @cached_property
    def names(self) -> NameLookup:
        """Every name of every institute and event, ready to be looked up."""
        bearers: list[tuple[str, Institute | Event]] = [
            *(("institute", institute) for institute in self.institutes.values()),
            *(("event", event) for event in self.events.values()),
        ]
        return NameLookup(
            (f"{kind}-{bearer.pk}", tuple(words(written)))
            for kind, bearer in bearers
            for name in self._every_name(bearer)
            for written in (name.name, name.acronym)
        )

    def words_of(self, row: Any) -> list[str]:
        """The words of all names of an institute, event or city, folded; a row of another sort has no further names."""
        if isinstance(row, City):
            return list(dict.fromkeys(word for name in row.names_at_hand or () for word in words(name.name)))
        if not isinstance(row, (Institute, Event)):
            return []
        names = (text for name in self._every_name(row) for text in (name.name, name.acronym))
        return list(dict.fromkeys(word for text in names for word in words(text)))

    def _every_name(self, bearer: Institute | Event) -> Iterator[Any]:
        """The names of a row, and those of the rows that were merged into it."""
        merged: Merged[Any] = self.merged_institutes if isinstance(bearer, Institute) else self.merged_events
        for row in (bearer, *merged.away.get(bearer.pk, ())):
            yield from row.names_at_hand or ()


def _without_number(slug: str) -> str:
    return slug.rstrip("0123456789")


def _by_first_day(event: Event) -> tuple[date, int, int]:
    number = AFTER_ALL if event.number is None else event.number
    return event.starts_on or date.max, number, event.pk
