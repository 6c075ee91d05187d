"""How a set of releases stands: each of its editions, what keeps it back, and who has to act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from releases.editorial.completeness import Gap, Surroundings, gaps_among
from releases.editorial.hands import touched_by
from releases.editorial.publishing_together import members_of
from releases.enums import ReleaseState, Status
from releases.models import PublicationSet, Release, SetMember
from releases.models.parts import mark, read_parts
from releases.models.visibility import status

SHOWN = 100


@dataclass(frozen=True, slots=True)
class MemberOverview:
    """One edition of a set. `seen` is its mark, `waits_for` says who has to act, `is_agreed` whether somebody agreed
    to it as it is; `may_decide`: whoever looks could approve it."""

    member: SetMember
    release: Release
    seen: str
    gaps: Sequence[Gap]
    waits_for: str
    is_agreed: bool
    may_decide: bool


@dataclass(frozen=True, slots=True)
class SetOverview:
    """A set as one person sees it at one instant."""

    row: PublicationSet
    members: list[MemberOverview]
    status: Status
    is_overdue: bool

    @property
    def is_open(self) -> bool:
        """Whether it is not approved yet: it can be changed."""
        return self.status == Status.SUBMITTED

    @property
    def may_agree(self) -> bool:
        """Whether there is something to agree to for whoever looks."""
        return self.is_open and any(one.may_decide for one in self.members)


def overview(chosen: PublicationSet, user: User, at: datetime) -> SetOverview:
    """The set as `user` sees it at `at` (aware); the number of queries does not depend on that of its members."""
    members = members_of(chosen)
    releases = [member.release for member in members]
    keys = [release.pk for release in releases]
    parts, surroundings = read_parts(keys), Surroundings.of(releases)
    own = set(Release.objects.filter(touched_by(user), pk__in=keys).values_list("pk", flat=True))
    can_approve = user.has_perm("releases.approve_release")
    shown = []
    for member in members:
        release = member.release
        seen = mark(release.version, parts.get(release.pk, {}))
        is_agreed = bool(member.agreed_mark) and member.agreed_mark == seen
        is_submitted = release.state == ReleaseState.SUBMITTED
        may_decide = can_approve and is_submitted and release.pk not in own
        gaps = gaps_among(release, surroundings) if release.state in ReleaseState.OPEN else []
        waits_for = _waits_for(
            member, at, is_agreed=is_agreed, is_own=release.pk in own, may_decide=may_decide
        )
        shown.append(MemberOverview(member, release, seen, list(gaps), waits_for, is_agreed, may_decide))
    now = status_of(releases, at)
    return SetOverview(chosen, shown, now, now == Status.SUBMITTED and chosen.publish_at <= at)


def status_of(releases: Sequence[Release], at: datetime) -> Status:
    """Submitted while the set waits, then scheduled, then public."""
    if not releases or any(release.state in ReleaseState.OPEN for release in releases):
        return Status.SUBMITTED
    is_to_come = any(status(release, at) == Status.SCHEDULED for release in releases)
    return Status.SCHEDULED if is_to_come else Status.PUBLIC


def missing_at(moment: datetime, at: datetime) -> list[Release]:
    """The open editions of sets that are planned after `at` and until `moment` (both aware): they are missing then."""
    rows = Release.objects.filter(
        membership__set__publish_at__gt=at,
        membership__set__publish_at__lte=moment,
        state__in=ReleaseState.OPEN,
    )
    return list(rows.for_cards().order_by("membership__set", "membership")[:SHOWN])


def _waits_for(member: SetMember, at: datetime, *, is_agreed: bool, is_own: bool, may_decide: bool) -> str:
    release = member.release
    if release.state not in ReleaseState.OPEN:
        return ""
    if release.state == ReleaseState.DRAFT:
        author = release.created_by
        name = (author.get_full_name() or author.get_username()) if author else _("its author")
        return _("%(name)s is to submit it.") % {"name": name}
    if is_agreed and member.agreed_by is not None:
        name = member.agreed_by.get_full_name() or member.agreed_by.get_username()
        return _("%(name)s agreed to it.") % {"name": name}
    if is_own:
        return _("You wrote or changed it: somebody else has to agree.")
    return _("You can approve it.") if may_decide else _("An editor is to approve it.")
