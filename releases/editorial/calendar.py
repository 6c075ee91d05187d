"""One month at a glance: what went out, what is to go out and what takes place, day by day."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from institutes.enums import DatePrecision
from releases.enums import ReleaseState
from releases.models import Event, Release
from releases.models.lookups import PUBLISH_AT
from releases.models.release import CARD_FIELDS

# Rows of each kind that one month shows.
MOST = 400
ROWS = Release.objects.only(*CARD_FIELDS, "returned_at", "dateline_city")


@dataclass(frozen=True, slots=True)
class Day:
    """One day as the clocks of the site count it, with its releases in the order of their time, and its events."""

    day: date
    releases: list[Release] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Month:
    """The days of one month. `is_whole` is false where there is more than is shown."""

    first: date
    days: list[Day]
    is_whole: bool

    @property
    def previous(self) -> date | None:
        """The first day of the month before; None in the first month there is."""
        return (self.first - timedelta(days=1)).replace(day=1) if self.first > date(2, 1, 1) else None

    @property
    def next(self) -> date | None:
        """The first day of the month after; None in the last month there is."""
        return (self.first + timedelta(days=31)).replace(day=1) if self.first < date(9998, 12, 1) else None

    @property
    def weeks(self) -> list[list[Day | None]]:
        """The days in weeks from Monday; None stands for days of other months."""
        lead = [None] * self.first.weekday()
        cells: list[Day | None] = [*lead, *self.days]
        cells += [None] * (-len(cells) % 7)
        return [cells[start : start + 7] for start in range(0, len(cells), 7)]


def month_of(first: date) -> Month:
    """The month that begins on `first`, for editors: open editions by the time that is planned for them.

    Four queries, each a walk of the span of an index; no more than `MOST` rows of each kind.
    """
    last = first.replace(day=monthrange(first.year, first.month)[1])
    days = [Day(first + timedelta(days=number)) for number in range(last.day)]
    releases = _releases(first, last)
    for release in releases:
        days[timezone.localdate(release.public_from).day - 1].releases.append(release)
    events = list(
        Event.objects.with_names()
        .filter(starts_on__lte=last, ends_on__gte=first, days_precision=DatePrecision.DAY)
        .order_by("starts_on", "pk")[: MOST + 1]
    )
    for event in events[:MOST]:
        if event.starts_on is not None and event.ends_on is not None:
            for number in range(max(event.starts_on, first).day, min(event.ends_on, last).day + 1):
                days[number - 1].events.append(event)
    return Month(first, days, is_whole=len(releases) <= MOST and len(events) <= MOST)


def _releases(first: date, last: date) -> list[Release]:
    """What has its time in the month, in the order of time."""
    begin, end = (
        timezone.make_aware(datetime.combine(day, time())) for day in (first, last + timedelta(days=1))
    )
    timed = ROWS.alias(out_at=PUBLISH_AT).filter(out_at__gte=begin, out_at__lt=end).order_by("out_at", "pk")
    rows = list(timed.filter(state__written_in=ReleaseState.ISSUED)[: MOST + 1])
    for state in ReleaseState.OPEN:
        rows += timed.filter(state__written_in=ReleaseState.OPEN, state=state)[: MOST + 1]
    return sorted(rows, key=lambda release: (release.public_from, release.pk))
