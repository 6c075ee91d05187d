"""Every institute, event and series with all names, as lists of releases name them."""

from bisect import bisect_right
from datetime import date
from functools import cached_property

from institutes.models import Institute
from releases.models import Event, Series
from releases.search.analysis import words
from releases.search.query import NameLookup


class Directory:
    """Institutes, events and series by their keys, names at hand, as they were when it was made.

    Rows are shared by everyone who reads them: nobody changes them.
    """

    def __init__(self, using: str) -> None:
        self.institutes: dict[int, Institute] = {
            row.pk: row for row in Institute.objects.using(using).with_names().order_by("pk")
        }
        self.events: dict[int, Event] = {
            row.pk: row for row in Event.objects.using(using).with_names().order_by("pk")
        }
        for bearer in (*self.institutes.values(), *self.events.values()):
            bearer.names_at_hand = list(bearer.names.all())
        self.series: dict[int, Series] = {row.pk: row for row in Series.objects.using(using).order_by("pk")}

    @cached_property
    def institutes_by_slug(self) -> dict[str, Institute]:
        """The institutes by the name that addresses have for them."""
        return {institute.slug: institute for institute in self.institutes.values()}

    @cached_property
    def events_by_slug(self) -> dict[str, Event]:
        """The events by the name that addresses have for them."""
        return {event.slug: event for event in self.events.values()}

    @cached_property
    def series_by_prefix(self) -> dict[str, Series]:
        """The series by their prefixes in small letters."""
        return {series.prefix.lower(): series for series in self.series.values()}

    @cached_property
    def parts(self) -> dict[int, list[int]]:
        """The keys of the parts of every event that has any."""
        found: dict[int, list[int]] = {}
        for event in self.events.values():
            if event.parent_id is not None:
                found.setdefault(event.parent_id, []).append(event.pk)
        return found

    @cached_property
    def series_of_events(self) -> dict[int, list[int]]:
        """The keys of the series of every event that has any."""
        found: dict[int, list[int]] = {}
        for series in self.series.values():
            if series.event_id is not None:
                found.setdefault(series.event_id, []).append(series.pk)
        return found

    @cached_property
    def dated_events(self) -> list[Event]:
        """The events whose first day is known, the first to begin first."""
        dated = (event for event in self.events.values() if event.starts_on is not None)
        return sorted(dated, key=lambda event: (event.starts_on, event.pk))

    def current_events(self, day: date) -> list[Event]:
        """Events that go on on that day, the first to have begun first."""
        begun = self.dated_events[: self._begun_by(day)]
        return [event for event in begun if event.ends_on >= day]

    def upcoming_events(self, day: date) -> list[Event]:
        """Events that begin after that day, the nearest first."""
        return self.dated_events[self._begun_by(day) :]

    def _begun_by(self, day: date) -> int:
        return bisect_right(self.dated_events, day, key=lambda event: event.starts_on)

    @cached_property
    def names(self) -> NameLookup:
        """Every name of every institute and event, ready to be looked up."""
        bearers = [("institute", row) for row in self.institutes.values()]
        bearers += [("event", row) for row in self.events.values()]
        return NameLookup(
            (f"{kind}-{row.pk}", tuple(words(written)))
            for kind, row in bearers
            for name in row.names_at_hand
            for written in (name.name, name.acronym)
        )
