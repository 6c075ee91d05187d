"""Sets of releases that go out at one second, or wait as a whole.

An approved edition goes out by time alone. So an edition of a set is never approved, taken off the schedule or
deleted by itself (`releases.editorial.rules`): all of the set are, in one transaction, or none. Four eyes hold for
each edition: who wrote one of them lets somebody else agree to it before. An edition may still be returned or
changed alone while the set is open: then the set waits for it, and what was agreed to in it no longer counts.

Everybody locks the set first and then, in the order of their keys, every edition of its releases. `at` is the aware
instant at which somebody acts, `seen` the `mark` of each edition (key → mark) on the page they saw. Raised, with
nothing changed: WorkflowError and its kinds; RefusedTogetherError names each release that keeps the others back.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.contrib.auth.models import User
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from releases.editorial.editions import Lineage, lock_editions
from releases.editorial.errors import (
    BusyError,
    NotPermittedError,
    RefusedTogetherError,
    StaleError,
    UnsavedError,
    WorkflowError,
)
from releases.editorial.locking import database_errors_explained, locked_move
from releases.editorial.rules import refusal
from releases.editorial.workflow import approve_locked, unschedule_locked
from releases.enums import Move, ReleaseState
from releases.models import PublicationSet, Release, SetMember, Transition
from releases.models.parts import mark, read_parts
from releases.models.publication_set import LONGEST_NAME

MOST_MEMBERS = 100
NOT_AGREED = {"agreed_by": None, "agreed_at": None, "agreed_mark": ""}
Seen = Mapping[int, str]
Item = TypeVar("Item", Release, SetMember)
Made = TypeVar("Made")


@dataclass
class LockedSet:
    """A set whose row and editions are locked until the transaction ends, with its members as they are."""

    row: PublicationSet
    members: list[SetMember]

    @property
    def is_approved(self) -> bool:
        """Whether it is approved, to go out or gone out."""
        return any(member.release.state not in ReleaseState.OPEN for member in self.members)


def members_of(chosen: PublicationSet) -> list[SetMember]:
    """The members of a set, the first to be added first, with their editions."""
    rows = SetMember.objects.filter(set=chosen).order_by("pk")
    return list(rows.select_related("release__created_by", "release__modified_by", "agreed_by"))


def make_set(name: str, publish_at: datetime, *, by: User, at: datetime) -> PublicationSet:
    """A set without members, to go out at `publish_at` (aware)."""
    _check_permission(by, "add_publicationset")
    with database_errors_explained():
        return PublicationSet.objects.create(
            name=_checked_name(name), publish_at=_to_come(publish_at, at), created_by=by, created_at=at
        )


def plan(
    chosen: PublicationSet, *, name: str, publish_at: datetime, by: User, at: datetime
) -> PublicationSet:
    """The set has this name and is to go out at `publish_at` (aware); what was agreed to for another time is void."""
    _check_permission(by, "change_publicationset")
    with _locked(chosen) as locked:
        _check_open(locked)
        if publish_at != locked.row.publish_at:
            _to_come(publish_at, at)
            locked.row.members.update(**NOT_AGREED)
        locked.row.name, locked.row.publish_at = _checked_name(name), publish_at
        locked.row.save(update_fields=["name", "publish_at"])
    return locked.row


def add(chosen: PublicationSet, releases: Iterable[Release], *, by: User, at: datetime) -> list[SetMember]:
    """All of these open editions belong to the set, or none of them is added. Returns the new members."""
    _check_permission(by, "change_publicationset")
    releases = list(releases)
    with _locked(chosen, releases) as locked:
        _check_open(locked)
        there = {member.release_id for member in locked.members}
        if len(there | {release.pk for release in releases}) > MOST_MEMBERS:
            raise WorkflowError(
                _("A set has %(most)s releases at the most."), code="most", params={"most": MOST_MEMBERS}
            )
        new = [release for release in releases if release.pk not in there]
        return _each(new, lambda release: _add_one(locked.row, release, by, at))


def remove(chosen: PublicationSet, release: Release, *, by: User, at: datetime) -> None:
    """The edition does not belong to the set any more, and is decided about by itself again."""
    _check_permission(by, "change_publicationset")
    with _locked(chosen) as locked:
        _check_open(locked)
        removed, _models = locked.row.members.filter(release=release.pk).delete()
        if not removed:
            raise WorkflowError(_("This release is not in the set any more."), code="gone")


def agree(chosen: PublicationSet, *, by: User, at: datetime, seen: Seen) -> list[SetMember]:
    """`by` has read every submitted edition that they may approve, and stands by it when the set is approved.

    Returns the members that they agreed to now. It counts for the editions as they were seen: who changes one voids it.
    """
    _check_permission(by, "approve_release")
    with _locked(chosen) as locked:
        _check_open(locked)
        marks = _marks(locked, seen)
        agreed = []
        for member in locked.members:
            if refusal(Move.APPROVE, Lineage.of(member.release), by, at, together=True) is not None:
                continue
            if marks[member.release_id] != seen[member.release_id]:
                raise RefusedTogetherError([(member.release, StaleError(member.release).messages)])
            member.agreed_by, member.agreed_at, member.agreed_mark = by, at, seen[member.release_id]
            member.save(update_fields=["agreed_by", "agreed_at", "agreed_mark"])
            agreed.append(member)
        if not agreed:
            raise WorkflowError(
                _("There is nothing in this set that you could agree to now."), code="nothing"
            )
    return agreed


def approve_together(
    chosen: PublicationSet,
    *,
    by: User,
    at: datetime,
    seen: Seen,
    publish_at: datetime | None = None,
    comment: str = "",
) -> list[Release]:
    """Every edition of the set is public from the same second, in one transaction; or nothing changes.

    That is the second of the set, or `publish_at` (aware); at once where that is `at`. An edition that `by` wrote or
    changed is approved by who agreed to it as it is now. Raises RefusedTogetherError with the reasons of each.
    """
    _check_permission(by, "approve_release")
    with _locked(chosen) as locked:
        if not locked.members:
            raise WorkflowError(_("There is no release in this set yet."), code="empty")
        _marks(locked, seen)
        moment = _to_come(publish_at or locked.row.publish_at, at)
        # A request that waited for the lock acts after the one that had it, for all of them at one second.
        moved_at = max(at, _last_move(locked) or at)
        moment = max(moment, moved_at)
        said = _with_name(locked.row, comment)
        approved = _each(
            locked.members,
            lambda member: _approve_one(member, by, moved_at, seen[member.release_id], moment, said),
        )
        locked.row.publish_at = moment
        locked.row.save(update_fields=["publish_at"])
    return approved


def unschedule_together(
    chosen: PublicationSet, *, by: User, at: datetime, seen: Seen, comment: str = ""
) -> list[Release]:
    """Every edition of the set waits for approval again, or nothing changes. What is public stays as it is.

    As for one edition, who wrote one of them leaves that to somebody else; only who may withdraw it a second later
    may take it back now.
    """
    _check_permission(by, "approve_release")
    with _locked(chosen) as locked:
        if not locked.is_approved:
            raise WorkflowError(_("This set is not on the schedule."), code="status")
        _marks(locked, seen)
        moved_at = max(at, _last_move(locked) or at)
        said = _with_name(locked.row, comment)

        def take_off(member: SetMember) -> Release:
            mark_seen = seen[member.release_id]
            with locked_move(Move.UNSCHEDULE, member.release, by, moved_at, mark_seen, together=True) as one:
                unschedule_locked(one, one.edition, said)
            return one.edition

        taken_off = _each(locked.members, take_off)
        locked.row.members.update(**NOT_AGREED)
    return taken_off


def whole() -> AbstractContextManager[None]:
    """A transaction: what is done with sets inside is done as a whole, or not at all."""
    return database_errors_explained()


@contextmanager
def _locked(chosen: PublicationSet, more: Iterable[Release] = ()) -> Iterator[LockedSet]:
    """A transaction in which nobody else touches the set, an edition of its releases or of those of `more`."""
    with database_errors_explained():
        row = PublicationSet.objects.select_for_update().filter(pk=chosen.pk).first()
        if row is None:
            raise WorkflowError(_("This set is not there any more."), code="gone")
        editions = [member.release for member in members_of(row)]
        lock_editions(*editions, *more)
        # Read again: what was written while this waited is there now.
        yield LockedSet(row, members_of(row))


def _each(items: Iterable[Item], act: Callable[[Item], Made]) -> list[Made]:
    """What `act` makes of each; where any of them is refused, RefusedTogetherError with every one that is."""
    made, refusals = [], []
    for item in items:
        try:
            with database_errors_explained():
                made.append(act(item))
        except (BusyError, UnsavedError):
            raise
        except WorkflowError as error:
            release = item.release if isinstance(item, SetMember) else item
            refusals.append((release, error.messages))
    if refusals:
        raise RefusedTogetherError(refusals)
    return made


def _add_one(row: PublicationSet, release: Release, by: User, at: datetime) -> SetMember:
    edition = Release.objects.filter(pk=release.pk).first()
    if edition is None:
        raise StaleError(None)
    if edition.state not in ReleaseState.OPEN:
        raise WorkflowError(
            _("It is approved already. Take it off the schedule first, or it would go out by itself."),
            code="status",
        )
    other = SetMember.objects.filter(release=edition).select_related("set").first()
    if other is not None:
        raise WorkflowError(
            _("It goes out together with others in “%(name)s” already."),
            code="other_set",
            params={"name": other.set.name},
        )
    return SetMember.objects.create(set=row, release=edition, added_by=by, added_at=at)


def _approve_one(
    member: SetMember, by: User, at: datetime, seen: str, publish_at: datetime, comment: str
) -> Release:
    try:
        return _approve_as(by, member, at, seen, publish_at, comment)
    except NotPermittedError:
        if member.agreed_by is None:
            raise
        if member.agreed_mark != seen:
            raise WorkflowError(
                _("It was changed since %(name)s agreed to it; somebody else has to agree again."),
                code="agreed_before",
                params={"name": member.agreed_by.get_full_name() or member.agreed_by.get_username()},
            ) from None
    return _approve_as(member.agreed_by, member, at, seen, publish_at, comment)


def _approve_as(
    by: User, member: SetMember, at: datetime, seen: str, publish_at: datetime, comment: str
) -> Release:
    with locked_move(Move.APPROVE, member.release, by, at, seen, together=True) as locked:
        approve_locked(locked, Move.APPROVE, publish_at, comment=comment)
    return locked.edition


def _marks(locked: LockedSet, seen: Seen) -> dict[int, str]:
    """The mark of each member as it is now. Raises where the set has other members than were seen."""
    keys = {member.release_id for member in locked.members}
    if keys != set(seen):
        raise WorkflowError(
            _("The set has other releases now than when you opened the page. Look at it again."), code="stale"
        )
    parts = read_parts(keys)
    versions = {member.release_id: member.release.version for member in locked.members}
    return {key: mark(versions[key], parts.get(key, {})) for key in keys}


def _last_move(locked: LockedSet) -> datetime | None:
    keys = [edition.pk for member in locked.members for edition in Lineage.of(member.release).editions]
    last: datetime | None = Transition.objects.filter(release__in=keys).aggregate(last=Max("at"))["last"]
    return last


def _check_open(locked: LockedSet) -> None:
    if locked.is_approved:
        raise WorkflowError(
            _("This set is approved. Take it off the schedule to change it."), code="approved"
        )


def _check_permission(by: User, permission: str) -> None:
    if not by.is_active or not by.has_perm(f"releases.{permission}"):
        raise NotPermittedError(_("You do not have the permission for this."), code="permission")


def _checked_name(name: str) -> str:
    name = " ".join(name.replace("\x00", "").split())
    if not name:
        raise WorkflowError(_("Give the set a name."), code="required")
    return name[:LONGEST_NAME]


def _to_come(moment: datetime, at: datetime) -> datetime:
    if timezone.is_naive(moment):
        raise WorkflowError(_("Say in which time zone the moment is meant."), code="naive")
    if moment < at:
        raise WorkflowError(
            _("That moment has passed. Publish at once, or choose a later moment."), code="past"
        )
    return moment


def _with_name(row: PublicationSet, comment: str) -> str:
    """What the log of each edition says: the set that it moved with, and what was said."""
    return f"“{row.name}”" + (f": {comment.strip()}" if comment.strip() else "")
