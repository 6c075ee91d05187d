"""Every accepted institute, event and series with all names, as lists of releases name them."""

from datetime import date
from functools import cached_property
from operator import attrgetter

from institutes.models import Institute
from releases.models import Event, Series
from releases.search.analysis import words
from releases.search.query import NameLookup

# Events of a day are in the order of their numbers; those without a number come after them.
AFTER_ALL = 1_000_000


class Directory:
    """Accepted institutes, events and series by their keys, names at hand, as they were when it was made.

    Rows are shared by everyone who reads them: nobody changes them.
    """

    def __init__(self, using: str) -> None:
        self.institutes: dict[int, Institute] = {
            row.pk: row for row in Institute.objects.using(using).accepted().with_names().order_by("pk")
        }
        self.events: dict[int, Event] = {
            row.pk: row for row in Event.objects.using(using).accepted().with_names().order_by("pk")
        }
        for institute in self.institutes.values():
            institute.names_at_hand = list(institute.names.all())
        for event in self.events.values():
            event.names_at_hand = list(event.names.all())
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
    def series_by_prefix(self) -> dict[str, Series]:
        """The series by their prefixes in small letters."""
        return {series.prefix.lower(): series for series in self.series.values()}

    @cached_property
    def parts(self) -> dict[int, list[int]]:
        """The keys of the parts of every event that has any."""
        parts: dict[int, list[int]] = {}
        for event in self.events.values():
            if event.parent_id is not None:
                parts.setdefault(event.parent_id, []).append(event.pk)
        return parts

    def parts_of(self, event: Event) -> list[Event]:
        """The parts of the event, the first to begin first; those without a first day at the end."""
        return sorted((self.events[key] for key in self.parts.get(event.pk, ())), key=_by_first_day)

    @cached_property
    def _predecessors(self) -> dict[int, list[Institute]]:
        """The institutes whose work every institute took over that took over any."""
        predecessors: dict[int, list[Institute]] = {}
        for institute in self.institutes.values():
            if institute.successor_id is not None:
                predecessors.setdefault(institute.successor_id, []).append(institute)
        return predecessors

    def predecessors_of(self, institute: Institute) -> list[Institute]:
        """The institutes whose work the institute took over, by slug."""
        return sorted(self._predecessors.get(institute.pk, ()), key=attrgetter("slug"))

    @cached_property
    def series_of_events(self) -> dict[int, list[int]]:
        """The keys of the series of every event that has any."""
        by_event: dict[int, list[int]] = {}
        for series in self.series.values():
            if series.event_id is not None:
                by_event.setdefault(series.event_id, []).append(series.pk)
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
        """Events that go on on that day, the first to have begun first."""
        return [event for first, last, _key, event in self._dated_events if first <= day <= last]

    def upcoming_events(self, day: date) -> list[Event]:
        """Events that begin after that day, the nearest first."""
        return [event for first, _last, _key, event in self._dated_events if first > day]

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
            for name in bearer.names_at_hand or ()
            for written in (name.name, name.acronym)
        )


def _by_first_day(event: Event) -> tuple[date, int, int]:
    number = AFTER_ALL if event.number is None else event.number
    return event.starts_on or date.max, number, event.pk
