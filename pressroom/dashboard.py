"""What an editor wants to know first: what is being written, what waits for its time, what went out."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from releases.enums import Standing
from releases.models import Release
from releases.standing import on_the_clock, standing_q, time_left

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One edition on the dashboard; `when` is empty for what has no time yet."""

    release: Release
    when: str = ""
    left: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """Some of the editions of one standing, and how many there are in all."""

    title: str
    empty: str
    standing: str
    count: int
    lines: list[Line]


def dashboard(at: datetime) -> list[Column]:
    """The four columns at `at` (aware): drafts, submitted, waiting for their time, last published."""
    rows = Release.objects.only("reference", "title", "language", "edition", "publish_at", "modified_at")
    counts = Release.objects.aggregate(
        **{value: Count("pk", filter=standing_q(value, at)) for value in Standing.values}
    )

    def column(value: Standing, title: str, empty: str, *order: str) -> Column:
        found = rows.filter(standing_q(value, at)).order_by(*order)
        return Column(title, empty, value, counts[value], _lines(found[:SHOWN], value, at))

    return [
        column(Standing.DRAFT, _("Being written"), _("Nothing is being written."), "-modified_at", "-pk"),
        column(
            Standing.SUBMITTED,
            _("Waiting for approval"),
            _("Nothing waits for approval."),
            "modified_at",
            "pk",
        ),
        column(Standing.SCHEDULED, _("Under embargo"), _("Nothing waits for its time."), "publish_at", "pk"),
        column(Standing.PUBLIC, _("Published last"), _("Nothing has been published."), "-publish_at", "-pk"),
    ]


def _lines(found: QuerySet, value: Standing, at: datetime) -> list[Line]:
    if value is Standing.SCHEDULED:
        return [
            Line(release, on_the_clock(release.publish_at), time_left(release.publish_at - at))
            for release in found
        ]
    if value is Standing.PUBLIC:
        return [Line(release, on_the_clock(release.publish_at)) for release in found]
    return [Line(release, on_the_clock(release.modified_at)) for release in found]
