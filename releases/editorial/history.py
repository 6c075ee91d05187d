"""What was done with a release in one language, by whom and when: every save and every move."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from releases.editorial.comparison import PRINTED, Compared, compare
from releases.editorial.editions import Lineage
from releases.enums import Move
from releases.models import Release, Transition

# What readers see of an edition, and what they are told of its correction.
TEXTS = (*PRINTED, "correction_note")


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One save or move. `differences` holds, for each text that a save changed, the old against the new."""

    at: datetime
    by: Any
    edition: int
    move: Move
    comment: str = ""
    publish_at: datetime | None = None
    differences: list[Compared] = field(default_factory=list)
    # The row of the history that a save wrote.
    saved: Any = None


def history_of(release: Release) -> list[HistoryEntry]:
    """Everything that happened to the editions of `release` in its language, the last first."""
    keys = [edition.pk for edition in Lineage.of(release).editions]
    return sorted([*_moves(keys), *_saves(keys)], key=lambda entry: entry.at, reverse=True)


def _moves(keys: list[int]) -> list[HistoryEntry]:
    lines = Transition.objects.filter(release__in=keys).select_related("by").order_by("-pk")
    return [
        HistoryEntry(line.at, line.by, line.edition, Move(line.move), line.comment, line.publish_at)
        for line in lines
    ]


def _saves(keys: list[int]) -> list[HistoryEntry]:
    """The saves that changed a text, and the first one; those that a move made are told by the move."""
    entries: list[HistoryEntry] = []
    before: dict[int, Any] = {}
    rows = Release.history.filter(id__in=keys).select_related("history_user").order_by("history_id")
    for row in rows:
        older = before.get(row.id)
        changed = compare(older, row, TEXTS) if older is not None else []
        if changed or (older is None and row.previous_id is None):
            entries.append(
                HistoryEntry(
                    row.history_date, row.history_user, row.edition, Move.SAVE, differences=changed, saved=row
                )
            )
        before[row.id] = row
    return entries[::-1]
