"""What was said about an edition: the comments on it and those of its moves, in one order."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from releases.editorial.editions import Lineage, lock_editions
from releases.editorial.errors import NotPermittedError, WorkflowError
from releases.editorial.locking import database_errors_explained
from releases.editorial.notices import note_comment
from releases.enums import Move, ReleaseState
from releases.models import Comment, Release, Transition
from releases.models.comment import LONGEST_COMMENT

# Of the other moves the log notes what was done, in words of its own.
SAYING = (
    *(Move.SUBMIT, Move.SEND_BACK, Move.APPROVE, Move.FORCE_APPROVE, Move.CONFIRM, Move.UNSCHEDULE),
    Move.WITHDRAW,
)
# What the next person has to know before anything else.
CALLING = (Move.SEND_BACK, Move.SUBMIT)


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing said about an edition: by whom, when (aware), and with which move; None for a comment alone."""

    by: Any
    at: datetime
    text: str
    move: Move | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """All that was said about one edition, the first first.

    `first_to_read` is the comment of the last return or submission while the edition is open, else None.
    """

    release: Release
    remarks: list[Remark] = field(default_factory=list)

    @property
    def first_to_read(self) -> Remark | None:
        if self.release.state not in ReleaseState.OPEN:
            return None
        return next((remark for remark in reversed(self.remarks) if remark.move in CALLING), None)


def conversation(release: Release) -> Conversation:
    """What was said about `release`, by two queries."""
    said = [Remark(comment.by, comment.at, comment.text) for comment in _comments([release.pk])]
    moves = Transition.objects.filter(release=release, move__in=SAYING).exclude(comment="")
    moved = [Remark(line.by, line.at, line.comment, Move(line.move)) for line in moves.select_related("by")]
    return Conversation(release, sorted([*said, *moved], key=lambda remark: remark.at))


def comments_on(keys: Iterable[int]) -> list[Comment]:
    """The comments on the editions of these keys, each with its person and edition, the first first. One query."""
    return list(_comments(keys).select_related("release"))


def _comments(keys: Iterable[int]) -> Any:
    return Comment.objects.filter(release__in=list(keys)).select_related("by").order_by("pk")


def may_comment(user: User) -> bool:
    """Whether `user` may say something about editions: whoever may write releases, of any status."""
    return bool(user.is_active and user.has_perm("releases.change_release"))


def say(release: Release, *, by: User, at: datetime, text: str) -> Comment:
    """The comment of `by` stands with the edition, for everybody who works on it; the edition itself is the same.

    The others whom it concerns are told by mail. What is sent twice is said once. Raises NotPermittedError, or
    WorkflowError for no text, a text that is too long, and an edition that is gone; then nothing was changed.
    """
    if not may_comment(by):
        raise NotPermittedError(_("You do not have the permission for this."), code="permission")
    text = "\n".join(text.split("\r\n")).strip()
    if not text:
        raise WorkflowError(_("Write something first."), code="required")
    if len(text) > LONGEST_COMMENT:
        raise WorkflowError(
            _("Write no more than %(most)s letters."), code="long", params={"most": LONGEST_COMMENT}
        )
    with database_errors_explained():
        lock_editions(release)
        if not Release.objects.filter(pk=release.pk).exists():
            raise WorkflowError(_("This edition was deleted while you had it open."), code="stale")
        last = Comment.objects.filter(release=release.pk).order_by("-pk").first()
        if last is not None and (last.by_id, last.text) == (by.pk, text):
            return last
        comment = Comment.objects.create(release=release, by=by, at=at, text=text)
        note_comment(comment, _concerned(release))
        return comment


def _concerned(release: Release) -> set[int]:
    """Those who wrote the edition, submitted it, or said something about it before, with a move or without."""
    moves = Transition.objects.filter(release=release.pk, move__in=SAYING)
    moved = moves.filter(~Q(comment="") | Q(move=Move.SUBMIT)).values_list("by", flat=True)
    said = Comment.objects.filter(release=release.pk).values_list("by", flat=True)
    return {key for key in (*Lineage.of(release).hands, *moved, *said) if key is not None}
