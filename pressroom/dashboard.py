"""What an editor wants to know first: what is being written, what waits for its time, what went out."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from releases.enums import Standing
from releases.models import Release
from releases.moments import time_in_words
from releases.schedule import Entry, schedule
from releases.standing import on_the_clock, standing_q

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One edition on the dashboard, what its time is, and whether somebody has to look at it."""

    release: Release
    when: str
    needs_attention: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """Some of the editions of one standing, and how many there are in all.

    What is scheduled is the beginning of the schedule, with what is planned but not approved yet.
    """

    title: str
    empty: str
    standing: str
    count: int
    lines: list[Line]


def dashboard(at: datetime) -> list[Column]:
    """The four columns at `at` (aware): drafts, submitted, what will go out, last published."""
    rows = Release.objects.only("reference", "title", "language", "edition", "publish_at", "modified_at")
    counts = Release.objects.aggregate(
        **{value: Count("pk", filter=standing_q(value, at)) for value in Standing.values}
    )

    def column(value: Standing, title: str, empty: str, *order: str) -> Column:
        found = rows.filter(standing_q(value, at)).order_by(*order)
        return Column(title, empty, value, counts[value], _lines(found[:SHOWN], value))

    to_come = schedule(at)
    return [
        column(Standing.DRAFT, _("Being written"), _("Nothing is being written."), "-modified_at", "-pk"),
        column(
            Standing.SUBMITTED,
            _("Waiting for approval"),
            _("Nothing waits for approval."),
            "modified_at",
            "pk",
        ),
        Column(
            _("What will go out"),
            _("Nothing waits for its time."),
            Standing.SCHEDULED,
            len(to_come),
            [_planned(entry, at) for entry in to_come[:SHOWN]],
        ),
        column(Standing.PUBLIC, _("Published last"), _("Nothing has been published."), "-publish_at", "-pk"),
    ]


def _planned(entry: Entry, at: datetime) -> Line:
    return Line(entry.release, time_in_words(entry.release, at), entry.needs_attention)


def _lines(found: QuerySet, value: Standing) -> list[Line]:
    name = "publish_at" if value is Standing.PUBLIC else "modified_at"
    return [Line(release, on_the_clock(getattr(release, name))) for release in found]
