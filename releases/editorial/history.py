"""What was done with a release in one language, by whom and when: every save and every move."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from releases.editorial.difference import Piece, difference
from releases.editorial.editions import Lineage
from releases.enums import Move
from releases.models import Release, Transition, columns
from releases.models.prose import plain_text

# What readers see of a release, in the order of the page.
TEXTS = ("symbol", *columns.PRINTED, "correction_note")


@dataclass(frozen=True, slots=True)
class Happening:
    """One save or move. `differences` holds, for each text that a save changed, the old against the new."""

    at: datetime
    by: Any
    edition: int
    move: Move
    comment: str = ""
    publish_at: datetime | None = None
    differences: dict[str, list[Piece]] = field(default_factory=dict)
    # The row of the history that a save wrote.
    saved: Any = None


def chronicle(release: Release) -> list[Happening]:
    """Everything that happened to the editions of `release` in its language, the last first."""
    keys = [edition.pk for edition in Lineage.of(release).editions]
    return sorted([*_moves(keys), *_saves(keys)], key=lambda happening: happening.at, reverse=True)


def _moves(keys: list[int]) -> list[Happening]:
    lines = Transition.objects.filter(release__in=keys).select_related("by").order_by("-pk")
    return [
        Happening(line.at, line.by, line.edition, Move(line.move), line.comment, line.publish_at)
        for line in lines
    ]


def _saves(keys: list[int]) -> list[Happening]:
    """The saves that changed a text, and the first one; those that a move made are told by the move."""
    found: list[Happening] = []
    before: dict[int, Any] = {}
    rows = Release.history.filter(id__in=keys).select_related("history_user").order_by("history_id")
    for row in rows:
        older = before.get(row.id)
        changed = changes(older, row) if older is not None else {}
        if changed or (older is None and row.previous_id is None):
            found.append(
                Happening(
                    row.history_date, row.history_user, row.edition, Move.SAVE, differences=changed, saved=row
                )
            )
        before[row.id] = row
    return found[::-1]


def changes(older: Any, newer: Any) -> dict[str, list[Piece]]:
    """field → how the text became the other, for two editions, or two rows of the history of one."""
    pairs = {name: (_words(older, name), _words(newer, name)) for name in TEXTS}
    return {name: difference(old, new) for name, (old, new) in pairs.items() if old != new}


def _words(row: Any, name: str) -> str:
    """The text of a field: that of the body without its markup, a choice by its label, nothing for None."""
    if name == "body":
        return plain_text(row.body)
    if name == "kind":
        return str(row.get_kind_display())
    value = getattr(row, name)
    return "" if value is None else str(value)
