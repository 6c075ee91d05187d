"""What was done with a release in one language, by whom and when: every save and every move."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from releases.editorial.comments import comments_on
from releases.editorial.comparison import PRINTED, Compared, compare
from releases.editorial.editions import Lineage
from releases.editorial.part_comparison import PartNames, compare_parts
from releases.enums import Move, Status
from releases.models import Release, ReviewAnswer, Transition
from releases.models.review import Verdict

# What readers see of an edition, and what they are told of its correction.
TEXTS = (*PRINTED, "correction_note")


# Why a line of the history was written where a person saved: a new row says nothing.
SAVED = (None, str(Move.SAVE))
# Why it was written where the next edition was approved, and where that was taken back.
SUPERSEDED, NOT_SUPERSEDED = "superseded", "not superseded"
TOLD = {
    SUPERSEDED: (Move.APPROVE, Status.SUPERSEDED.label),
    NOT_SUPERSEDED: (Move.UNSCHEDULE, _("No longer superseded")),
}


_AGREED, _WISHED = _("A reviewer agreed"), _("A reviewer wants this changed")


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One save, move or comment, or what the move of another edition did to this one; `what` says which in words.

    `differences` holds, for each text and each kind of part that a save changed, the old against the new.
    """

    at: datetime
    by: Any
    edition: int
    move: Move | None
    comment: str = ""
    publish_at: datetime | None = None
    differences: list[Compared] = field(default_factory=list)
    # The row of the history that a save wrote.
    saved: Any = None
    # What the move of another edition did to this one, or that it was a comment.
    told: str | Promise = ""

    @property
    def what(self) -> str | Promise:
        return self.told or (self.move.done if self.move else "")


def history_of(release: Release) -> list[HistoryEntry]:
    """Everything that happened to the editions of `release` in its language, and was said of them, the last first."""
    keys = [edition.pk for edition in Lineage.of(release).editions]
    entries = [*_moves(keys), *_translations(keys), *_said(keys), *_answers(keys), *_saves(keys)]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _moves(keys: list[int]) -> list[HistoryEntry]:
    lines = Transition.objects.filter(release__in=keys).select_related("by").order_by("-pk")
    return [
        HistoryEntry(line.at, line.by, line.edition, Move(line.move), line.comment, line.publish_at)
        for line in lines
    ]


def _translations(keys: list[int]) -> list[HistoryEntry]:
    """Who translated one of the editions, and into which language."""
    lines: Any = Transition.objects.filter(move=Move.TRANSLATE, release__follows__in=keys)
    return [
        HistoryEntry(
            line.at, line.by, line.followed, None,
            told=_("Translated into %(language)s") % {"language": line.release.get_language_display()},
        )
        for line in lines.annotate(followed=F("release__follows__edition"))
        .select_related("by", "release")
        .order_by("-pk")
    ]  # fmt: skip


def _said(keys: list[int]) -> list[HistoryEntry]:
    return [
        HistoryEntry(line.at, line.by, line.release.edition, None, line.text, told=_("Comment"))
        for line in reversed(comments_on(keys))
    ]


def _quoted(words: str) -> str:
    return gettext("“%(words)s”") % {"words": words} if words else ""


def _answers(keys: list[int]) -> list[HistoryEntry]:
    """What reviewers without an account answered; `by` is the name they gave."""
    answers = ReviewAnswer.objects.filter(link__release__in=keys).select_related("link__release")
    return [
        HistoryEntry(
            answer.at, answer.name, answer.link.release.edition, None,
            "\n".join(filter(None, (_quoted(answer.words), answer.comment))),
            told=_AGREED if answer.verdict == Verdict.AGREED else _WISHED,
        )
        for answer in answers
    ]  # fmt: skip


def _saves(keys: list[int]) -> list[HistoryEntry]:
    """The saves that changed something, and the first one; what else a move did is told by the move."""
    entries: list[HistoryEntry] = []
    before: dict[int, Any] = {}
    rows = list(Release.history.filter(id__in=keys).select_related("history_user").order_by("history_id"))
    names = PartNames.of(row.parts for row in rows)
    for row in rows:
        entry = _entry(before.get(row.id), row, names)
        if entry is not None:
            entries.append(entry)
        before[row.id] = row
    return entries[::-1]


def _entry(older: Any, row: Any, names: PartNames) -> HistoryEntry | None:
    """What a line of the history tells besides the moves; None where that is nothing."""
    reason = row.history_change_reason
    when, who = row.history_date, row.history_user
    if reason in TOLD:
        move, told = TOLD[reason]
        return HistoryEntry(when, who, row.edition, move, told=told)
    is_save = reason in SAVED
    if older is None:
        is_opening = is_save and row.previous_id is None
        return HistoryEntry(when, who, row.edition, Move.SAVE, saved=row) if is_opening else None
    changed = [*compare(older, row, TEXTS), *compare_parts(older.parts, row.parts, names)]
    if not changed:
        return None
    # What a move finds changed was changed past the desk, by nobody knows whom.
    by = who if is_save else None
    return HistoryEntry(when, by, row.edition, Move.SAVE, differences=changed, saved=row)
