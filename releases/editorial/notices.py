"""Who is told of what becomes of a release: noted in the transaction of the move, and by the clock.

Nobody is told of what they did themselves. A notice carries reference, title, time and comment, and nothing of the
text.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import CharField, Exists, F, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse

from institutes.enums import NoticeKind
from institutes.mail.notices import people_with, take_back, tell, write_down
from institutes.models import Notice
from releases.editorial.clock import clock_times, zones_of
from releases.editorial.editions import Lineage
from releases.enums import Move, ReleaseState
from releases.models import Comment, Release, ReviewAnswer, Transition
from releases.models.lookups import PUBLISH_AT

APPROVALS = (Move.APPROVE, Move.FORCE_APPROVE)
APPROVE, FORCE = "releases.approve_release", "releases.force_approve_release"
WITHDRAW = "releases.withdraw_release"
SOON = timedelta(hours=1)
# Who hears that something went out hears it on the same day, or not at all.
NEWS = timedelta(days=1)
MOST = 200


@dataclass(frozen=True, slots=True)
class Moved:
    """A move that was made with an edition: `line` is its line in the log."""

    edition: Release
    lineage: Lineage
    by: User
    line: Transition

    @property
    def hands(self) -> set[int]:
        """Those who wrote the edition or changed it."""
        of = (
            self.lineage
            if self.lineage.edition.pk == self.edition.pk
            else Lineage(self.edition, [self.edition])
        )
        return set(of.hands)


# Who is told what.
Told = list[tuple[NoticeKind, set[int]]]


def _submitted(moved: Moved) -> Told:
    return [(NoticeKind.SUBMITTED, people_with(APPROVE) - moved.hands)]


def _returned(moved: Moved) -> Told:
    return [(NoticeKind.RETURNED, moved.hands)]


def _approved(moved: Moved) -> Told:
    return [(NoticeKind.APPROVED, moved.hands)]


def _forced(moved: Moved) -> Told:
    third = people_with(FORCE) | (people_with(APPROVE) - moved.hands)
    return [(NoticeKind.FORCED, third), (NoticeKind.APPROVED, moved.hands - third)]


def _confirmed(moved: Moved) -> Told:
    return [(NoticeKind.CONFIRMED, moved.hands | _who_approved(moved.edition))]


def _unscheduled(moved: Moved) -> Told:
    return [(NoticeKind.UNSCHEDULED, moved.hands | _who_approved(moved.edition))]


def _withdrawn(moved: Moved) -> Told:
    people = moved.hands | _who_approved(moved.edition) | people_with(WITHDRAW)
    return [(NoticeKind.WITHDRAWN, people)]


TOLD: dict[Move, Callable[[Moved], Told]] = {
    Move.SUBMIT: _submitted,
    Move.SEND_BACK: _returned,
    Move.APPROVE: _approved,
    Move.FORCE_APPROVE: _forced,
    Move.CONFIRM: _confirmed,
    Move.UNSCHEDULE: _unscheduled,
    Move.WITHDRAW: _withdrawn,
}


def note_move(lineage: Lineage, edition: Release, line: Transition, *, by: User) -> None:
    """Whoever the move concerns is told of it; what they were to be told before and is true no more is taken back."""
    if line.move not in TOLD:
        return
    is_withdrawn_with_another = line.move == Move.WITHDRAW and edition.pk != lineage.edition.pk
    if line.move in (Move.UNSCHEDULE, Move.WITHDRAW):
        take_back(_about(edition), (NoticeKind.APPROVED, NoticeKind.DUE, NoticeKind.PUBLIC))
    if is_withdrawn_with_another:
        return
    moved = Moved(edition, lineage, by, line)
    facts = _facts(edition) | {"by": by.get_full_name() or by.get_username(), "comment": line.comment}
    notices = []
    for kind, people in TOLD[Move(line.move)](moved):
        notices += tell(
            people - {by.pk}, kind, key=str(line.pk), about=_about(edition), at=line.at, facts=facts
        )
    write_down([*notices, *_lagging(moved)])


def note_comment(comment: Comment, people: set[int]) -> None:
    """These people, but never who made it, are told of the comment. Inside the transaction that keeps it."""
    by: Any = comment.by
    facts = {"by": by.get_full_name() or by.get_username(), "comment": comment.text}
    notices = tell(
        people - {by.pk}, NoticeKind.COMMENTED, key=str(comment.pk), about=_about(comment.release), at=comment.at,
        facts=_facts(comment.release) | facts,
    )  # fmt: skip
    write_down(notices)


def note_answers(answer: ReviewAnswer) -> None:
    """Who wrote the text, and who made the link, are told that its reader answered; once for what was sent at once.

    `answer` is one of those. The transaction is that which records them.
    """
    link, release = answer.link, answer.link.release
    people = {key for key in (*Lineage.of(release).hands, link.created_by_id) if key is not None}
    notices = tell(
        people, NoticeKind.REVIEWED, key=str(answer.pk), about=_about(release), at=answer.at,
        facts=_facts(release) | {"by": answer.name},
    )  # fmt: skip
    write_down(notices)


def _lagging(moved: Moved) -> list[Notice]:
    """After a correction that is more than a typing error, the hands of the other languages compare."""
    edition = moved.edition
    if moved.line.move not in APPROVALS or edition.previous_id is None or edition.correction_is_minor:
        return []
    others = Release.objects.filter(reference=edition.reference).exclude(language=edition.language)
    is_open = others.filter(language=OuterRef("language"), state__in=ReleaseState.OPEN)
    behind = others.filter(~Exists(is_open), state=ReleaseState.APPROVED, superseded_at=None)
    notices = []
    for other in behind.filter(publish_at__lt=edition.publish_at):
        people = {key for key in (other.created_by_id, other.modified_by_id) if key is not None}
        facts = _facts(other) | {"public_from": "", "comment": edition.correction_note}
        notices += tell(
            people - {moved.by.pk},
            NoticeKind.LAGGING,
            key=f"{moved.line.pk}.{other.pk}",
            about=_about(other),
            at=moved.line.at,
            facts=facts | {"by": edition.get_language_display()},
        )
    return notices


def note_times(at: datetime) -> None:
    """Whoever an edition concerns is told that it goes out within the hour, and that it is public, each once.

    Nothing is told of what was approved within that hour, or to go out at once: that mail said so already.
    """
    approvals = Transition.objects.filter(release=OuterRef("pk"), move__in=APPROVALS).order_by("-pk")
    # So written that the index of what was issued is walked, in the order of its time.
    issued = Release.objects.alias(out_at=PUBLISH_AT).filter(state__written_in=ReleaseState.ISSUED)
    editions = issued.filter(state=ReleaseState.APPROVED).annotate(
        approved_at=Subquery(approvals.values("at")[:1]), approved_by=Subquery(approvals.values("by")[:1])
    )
    due = editions.filter(out_at__gt=at, out_at__lte=at + SOON, approved_at__lte=F("publish_at") - SOON)
    public = editions.filter(out_at__gt=at - NEWS, out_at__lte=at, approved_at__lt=F("publish_at"))
    _note_time(due, NoticeKind.DUE)
    _note_time(public, NoticeKind.PUBLIC)


def _note_time(editions: Any, kind: NoticeKind) -> None:
    told = Notice.objects.filter(kind=kind, at=OuterRef("publish_at"), about=OuterRef("about"))
    named = editions.annotate(about=Concat(Value("release:"), Cast("pk", CharField())))
    untold = named.filter(~Exists(told)).order_by("out_at", "pk").values_list("pk", flat=True)
    for key in list(untold[:MOST]):
        with transaction.atomic():
            # Somebody may be taking it off the schedule at this very moment.
            edition = editions.filter(pk=key).select_for_update(of=("self",)).first()
            if edition is not None:
                write_down(_timed(edition, kind))


def _timed(edition: Any, kind: NoticeKind) -> list[Notice]:
    moment = edition.publish_at.astimezone(UTC)
    return tell(
        Lineage(edition, [edition]).hands | {edition.approved_by},
        kind,
        key=f"{edition.pk}@{moment:%Y%m%dT%H%M%S.%f}",
        about=_about(edition),
        at=edition.publish_at,
        facts=_facts(edition),
        not_after=edition.publish_at if kind is NoticeKind.DUE else edition.publish_at + NEWS,
    )


def _who_approved(edition: Release) -> set[int]:
    """The key of whoever approved it last."""
    approvals = Transition.objects.filter(release=edition, move__in=APPROVALS).order_by("-pk")
    return set(approvals.values_list("by", flat=True)[:1])


def _about(edition: Release) -> str:
    return f"release:{edition.pk}"


def _facts(edition: Release) -> dict[str, Any]:
    moment = edition.publish_at
    return {
        "reference": edition.reference,
        "language": edition.language,
        "edition": edition.edition,
        "title": edition.title,
        "public_from": clock_times(moment, zones_of([edition]), dated=True) if moment is not None else "",
        "path": reverse("admin:releases_release_change", args=[edition.pk]),
    }
