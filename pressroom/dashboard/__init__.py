"""What an editor wants to know first: what is being written, what waits for its time, what went out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from institutes.catalogue import changes, proposals
from institutes.desk.lists import Count
from institutes.enums import ProposalState
from institutes.models import Proposal
from releases.editorial.clock import on_the_clock, time_in_words
from releases.editorial.schedule import MOST, Entry, schedule
from releases.enums import ReleaseState, Status
from releases.listing.public_index import read
from releases.models import Release
from releases.models.lookups import PUBLISH_AT
from releases.models.release import ReleaseQuerySet

SHOWN = 8
ROWS = Release.objects.only("reference", "title", "language", "edition", "publish_at", "modified_at")


@dataclass(frozen=True, slots=True)
class Line:
    """One edition on the dashboard, what its time is, and whether somebody has to look at it."""

    release: Release
    when: str
    needs_attention: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """Some of the editions of one status, and how many there are in all.

    What is scheduled is the beginning of the schedule, with what is planned but not approved yet.
    """

    title: str
    empty: str
    status: str
    count: Count
    lines: list[Line]

    @property
    def is_whole(self) -> bool:
        """Whether all of them are shown."""
        return self.count == Count(len(self.lines))


def dashboard(at: datetime) -> list[Column]:
    """The four columns at `at` (aware): drafts, submitted, what will go out, last published."""
    to_come = schedule(at, most=MOST + 1)
    drafts, submitted = (ROWS.with_status(value, at) for value in ReleaseState.OPEN)
    return [
        Column(
            _("Being written"),
            _("Nothing is being written."),
            Status.DRAFT,
            Count.of(drafts),
            _lines(drafts.order_by("-modified_at", "-pk"), "modified_at"),
        ),
        Column(
            _("Waiting for approval"),
            _("Nothing waits for approval."),
            Status.SUBMITTED,
            Count.of(submitted),
            _lines(submitted.order_by("modified_at", "pk"), "modified_at"),
        ),
        Column(
            _("What will go out"),
            _("Nothing waits for its time."),
            Status.SCHEDULED,
            Count.up_to(MOST, len(to_come)),
            [_planned(entry, at) for entry in to_come[:SHOWN]],
        ),
        Column(
            _("Published last"),
            _("Nothing has been published."),
            Status.PUBLIC,
            Count(read(at).count()),
            _lines(published(at), "publish_at"),
        ),
    ]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What of the catalogue of institutes, events and series somebody has to look at; None where it is not theirs."""

    waiting: Count | None
    unseen: Count | None
    own: list[Proposal]


def catalogue(user: Any) -> Catalogue:
    """What waits for `user`'s decision, the changes to be seen, and else what became of their own proposals."""
    decides = proposals.may_decide(user)
    sees = user.has_perm("institutes.change_cataloguechange")
    own = Proposal.objects.none() if decides else Proposal.objects.filter(made_by=user.pk)
    return Catalogue(
        Count.of(Proposal.objects.filter(state=ProposalState.WAITING)) if decides else None,
        Count.of(changes.unseen()) if sees else None,
        list(own[:SHOWN]),
    )


def published(at: datetime) -> ReleaseQuerySet:
    """What is public, the last to go out first."""
    rows = ROWS.public(at).alias(out_at=PUBLISH_AT)
    return rows.filter(state__written_in=ReleaseState.ISSUED, out_at__lte=at).order_by("-out_at", "-pk")


def _planned(entry: Entry, at: datetime) -> Line:
    return Line(entry.release, time_in_words(entry.release, at), entry.needs_attention)


def _lines(rows: ReleaseQuerySet, name: str) -> list[Line]:
    return [Line(release, on_the_clock(getattr(release, name))) for release in rows[:SHOWN]]
