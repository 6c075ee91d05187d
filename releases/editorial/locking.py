"""One person's turn at an edition: the lock, the checks, the log, and what the database says in sentences.

Beneath the workflow and the drafts; nothing else takes a turn.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext_lazy as _

from releases.database.immutability import SealedError
from releases.editorial.editions import Lineage
from releases.editorial.errors import BusyError, NotPermittedError, StaleError, WorkflowError
from releases.editorial.rules import User, refusal
from releases.enums import Move
from releases.models import Release, Transition

# SQLite names the columns of a broken unique rule and not the rule.
SQLITE_RULES = {
    "releases_release.reference, releases_release.language, releases_release.edition": "release_edition_once",
    "releases_release.reference, releases_release.language": "release_one_open_edition",
    "releases_release.previous_id": "release_one_next_edition",
}


@dataclass
class Turn:
    """A release under lock: its editions, who works on them and when."""

    lineage: Lineage
    by: User
    # What the person's clock said, and the moment at which the move takes its turn.
    asked_at: datetime
    at: datetime

    @property
    def edition(self) -> Release:
        return self.lineage.edition

    def move(
        self, edition: Release, move: Move, *, to: str | None = None, comment: str = "", **values: Any
    ) -> None:
        """`edition` has these values and the state `to`, and the log a line about it."""
        before = edition.state
        state = before if to is None else to
        Transition.objects.create(
            release=edition,
            reference=edition.reference,
            language=edition.language,
            edition=edition.edition,
            move=move,
            from_state=before,
            to_state=state,
            by=self.by,
            at=self.at,
            comment=comment,
            publish_at=values.get("publish_at", edition.publish_at),
        )
        if state != before:
            values["state"] = state
        self.write(edition, str(move), **values)

    def write(self, edition: Release, reason: str, **values: Any) -> None:
        """These columns of `edition`, and its next version, are saved with a line in its history."""
        values["version"] = edition.version + 1
        for name, value in values.items():
            setattr(edition, name, value)
        edition._history_user, edition._history_date = self.by, self.at
        edition._change_reason = reason
        edition.save(update_fields=list(values))


@contextmanager
def sentences() -> Iterator[None]:
    """What the database refuses comes out as a WorkflowError; the transaction is rolled back."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise _explained(error) from error
    except OperationalError as error:
        raise BusyError(
            _("Somebody else is working on this release at this very moment. Try again."), code="busy"
        ) from error


def _explained(error: IntegrityError) -> WorkflowError:
    if isinstance(error, SealedError):
        return WorkflowError(error.messages, code="sealed")
    text = str(error)
    names = [name for columns, name in SQLITE_RULES.items() if text.endswith(f": {columns}")]
    for constraint in Release._meta.constraints:
        if constraint.name in text or constraint.name in names:
            return WorkflowError(constraint.violation_error_message, code=constraint.name)
    return WorkflowError(
        _("Something that this edition refers to is gone or in use. Look at it again, then try again."),
        code="integrity",
    )


@contextmanager
def turn(move: Move, release: Release, by: User, at: datetime, seen: int | None) -> Iterator[Turn]:
    with sentences():
        try:
            lineage = Lineage.of(release, lock=True)
        except Release.DoesNotExist as error:
            raise StaleError(None) from error
        # A request that waited for its turn acts after the one that it waited for, whatever its clock said.
        moment = max(at, lineage.last_move_at() or at)
        reason = refusal(move, lineage, by, moment)
        if isinstance(reason, NotPermittedError):
            raise reason
        if lineage.edition.version != (release.version if seen is None else seen):
            raise StaleError(lineage.edition)
        if reason is not None:
            raise reason
        yield Turn(lineage, by, at, moment)
