"""Sets of releases that wait for one person, on the first page of the desk."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from pressroom.dashboard.lines import SHOWN, Line, Section, section
from releases.editorial.clock import clock_times, lead, zones_of
from releases.editorial.hands import touched_by
from releases.enums import ReleaseState
from releases.models import PublicationSet, Release


def needs_of_sets(user: User, at: datetime) -> list[Section]:
    """The sets that wait until `user` submits one of their releases or decides about it, the next to go out first."""
    theirs = Q(state=ReleaseState.DRAFT, created_by=user.pk)
    if user.has_perm("releases.approve_release"):
        theirs |= Q(state=ReleaseState.SUBMITTED) & ~touched_by(user)
    open_editions = Release.objects.filter(state__written_in=ReleaseState.OPEN)
    waiting = open_editions.filter(theirs, membership__set=OuterRef("pk"))
    rows = PublicationSet.objects.filter(Exists(waiting)).order_by("publish_at", "pk")[: SHOWN + 1]
    return section(
        "sets",
        _("Waiting to go out together"),
        [_line(row, at) for row in rows],
        reverse("admin:releases_release_sets"),
    )


def _line(row: PublicationSet, at: datetime) -> Line:
    is_overdue = row.publish_at <= at
    notes: tuple[str, ...] = (
        f"{clock_times(row.publish_at, zones_of([]), dated=True)}, {lead(row.publish_at, at)}",
    )
    if is_overdue:
        notes += (_("Its time has come and it is not approved."),)
    return Line(
        reverse("admin:releases_release_set", args=[row.pk]),
        row.name,
        notes=notes,
        due=None if is_overdue else row.publish_at,
        is_urgent=is_overdue,
    )
