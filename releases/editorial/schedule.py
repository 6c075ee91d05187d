"""What will go out, and what somebody has to look at first."""

from dataclasses import dataclass
from datetime import UTC, datetime

from releases.editorial.completeness import Gap, Surroundings, gaps_among
from releases.enums import ReleaseState
from releases.models import Release
from releases.models.lookups import PUBLISH_AT
from releases.models.release import ReleaseQuerySet

MOST = 200
# Before any time that can be planned.
BEGINNING = datetime(1, 1, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One edition on the schedule.

    `is_overdue`: its time has come and nobody approved it. `is_forced`: its approval was forced and nobody
    confirmed it yet. `gaps`: what it lacks.
    """

    release: Release
    is_overdue: bool
    is_forced: bool
    gaps: tuple[Gap, ...]

    @property
    def needs_attention(self) -> bool:
        return self.is_overdue or self.is_forced or any(gap.blocks for gap in self.gaps)


def schedule(at: datetime, releases: ReleaseQuerySet | None = None, *, most: int = MOST) -> list[Entry]:
    """The editions that are to go out after `at` (aware), planned or approved, in the order of their time.

    What needs attention comes first: overdue, forced and unconfirmed, or incomplete. There are no more than
    `most`: those that were forced, and of the others the next to go out. `releases` narrows it down to a set
    of rows.
    """
    rows = Release.objects.all() if releases is None else releases
    releases_shown = list(rows.filter(pk__in=_keys(rows, at, most)))
    surroundings = Surroundings.of(releases_shown)
    entries = [_entry(release, surroundings, at) for release in releases_shown]
    return sorted(
        entries, key=lambda entry: (not entry.needs_attention, entry.release.public_from, entry.release.pk)
    )


def _keys(rows: ReleaseQuerySet, at: datetime, most: int) -> list[int]:
    """One query for each kind, because each has an index; one query for all of them would read every row."""
    forced = rows.filter(state=ReleaseState.APPROVED, awaits_confirmation=True, publish_at__gt=at).order_by(
        "pk"
    )
    keys = dict.fromkeys(forced.values_list("pk", flat=True)[:most])
    timed = rows.alias(out_at=PUBLISH_AT).order_by("out_at", "pk").values_list("publish_at", "pk")
    approved = timed.filter(state__written_in=ReleaseState.ISSUED, state=ReleaseState.APPROVED, out_at__gt=at)
    timed_keys = list(approved[:most])
    for state in ReleaseState.OPEN:
        planned = timed.filter(state__written_in=ReleaseState.OPEN, state=state, out_at__gt=BEGINNING)
        timed_keys += planned[:most]
    keys |= dict.fromkeys(key for _time, key in sorted(timed_keys))
    return list(keys)[:most]


def _entry(release: Release, surroundings: Surroundings, at: datetime) -> Entry:
    return Entry(
        release=release,
        is_overdue=release.state in ReleaseState.OPEN and release.public_from <= at,
        is_forced=release.awaits_confirmation,
        gaps=tuple(gaps_among(release, surroundings)),
    )
