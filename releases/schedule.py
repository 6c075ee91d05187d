"""What will go out, and what somebody has to look at first."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from releases.completeness import Gap, Surroundings, gaps_among
from releases.enums import ReleaseState
from releases.models import Release
from releases.querysets import ReleaseQuerySet


@dataclass(frozen=True, slots=True)
class Entry:
    """One edition on the schedule.

    `is_overdue`: its time has come and nobody approved it. `is_forced`: its approval was forced and nobody
    confirmed it yet; such an entry stays on the schedule after its time. `gaps`: what it lacks.
    """

    release: Release
    is_overdue: bool
    is_forced: bool
    gaps: tuple[Gap, ...]

    @property
    def needs_attention(self) -> bool:
        return self.is_overdue or self.is_forced or any(gap.blocks for gap in self.gaps)


def schedule(at: datetime, releases: ReleaseQuerySet | None = None) -> list[Entry]:
    """Every edition that is to go out after `at` (aware), planned or approved, in the order of its time.

    What needs attention comes first: overdue, forced and unconfirmed, or incomplete. `releases` narrows it
    down to a set of rows.
    """
    rows = Release.objects.all() if releases is None else releases
    planned = Q(state__in=ReleaseState.OPEN, publish_at__isnull=False)
    approved = Q(state=ReleaseState.APPROVED) & (Q(publish_at__gt=at) | Q(awaits_confirmation=True))
    found = list(rows.filter(planned | approved))
    surroundings = Surroundings.of(found)
    entries = [_entry(release, surroundings, at) for release in found]
    return sorted(
        entries, key=lambda entry: (not entry.needs_attention, entry.release.publish_at, entry.release.pk)
    )


def _entry(release: Release, surroundings: Surroundings, at: datetime) -> Entry:
    return Entry(
        release=release,
        is_overdue=release.state in ReleaseState.OPEN and release.publish_at <= at,
        is_forced=release.awaits_confirmation,
        gaps=tuple(gaps_among(release, surroundings)),
    )
