"""One move under lock: the checks before it, the line in the log, and the database's refusals in sentences.

Only the workflow, the deletion of drafts and what a translation follows make moves with it.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import (
    DatabaseError,
    IntegrityError,
    InterfaceError,
    InternalError,
    OperationalError,
    connections,
    router,
    transaction,
)
from django.utils.translation import gettext_lazy as _

from releases.database.backends import backend
from releases.database.immutability import SealedError
from releases.editorial.editions import Lineage
from releases.editorial.errors import BusyError, NotPermittedError, StaleError, UnsavedError, WorkflowError
from releases.editorial.notices import note_move
from releases.editorial.rules import refusal
from releases.enums import Move
from releases.models import Release, Transition
from releases.models.parts import Parts, mark, read_parts

# What a person saw of an edition: its version alone, its `mark`, or None for what the row in hand says.
Seen = int | str | None

LOGGER = logging.getLogger(__name__)
# SQLite names the columns of a broken unique rule and not the rule.
SQLITE_RULES = {
    "releases_release.reference, releases_release.language, releases_release.edition": "release_edition_once",
    "releases_release.reference, releases_release.language": "release_one_open_edition",
    "releases_release.previous_id": "release_one_next_edition",
}


@dataclass
class LockedMove:
    """A move that is being made: the locked editions of the release, who makes it and when."""

    lineage: Lineage
    by: User
    # `asked_at` is what the clock of the request said. `at` is the time of the move: never before the last one.
    asked_at: datetime
    at: datetime
    # The parts as they were before what is being saved, for a save.
    parts: Parts = field(default_factory=dict)

    @property
    def edition(self) -> Release:
        """The edition that the move is about."""
        return self.lineage.edition

    def record(
        self, edition: Release, move: Move, *, to: str | None = None, comment: str = "", **values: Any
    ) -> None:
        """Saves these values of `edition` and the state `to`, with a line in the log and in the history.

        Whoever that concerns is told by mail.
        """
        from_state = edition.state
        to_state = from_state if to is None else to
        line = self.log(
            edition, move, from_state=from_state, to_state=to_state, comment=comment,
            publish_at=values.get("publish_at", edition.publish_at),
        )  # fmt: skip
        if to_state != from_state:
            values["state"] = to_state
        self.save(edition, str(move), **values)
        note_move(self.lineage, edition, line, by=self.by)

    def log(self, edition: Release, move: Move, **values: Any) -> Transition:
        """Adds a line to the log of moves."""
        return Transition.objects.create(
            release=edition,
            reference=edition.reference,
            language=edition.language,
            edition=edition.edition,
            move=move,
            by=self.by,
            at=self.at,
            **values,
        )

    def save(self, edition: Release, reason: str, **values: Any) -> None:
        """Saves these values of `edition` as its next version, with a line in its history."""
        values["version"] = edition.version + 1
        for name, value in values.items():
            setattr(edition, name, value)
        edition.sign(self.by, self.at, reason)
        edition.save(update_fields=list(values))


@contextmanager
def database_errors_explained() -> Iterator[None]:
    """A transaction. What the database refuses rolls it back and comes out as a WorkflowError."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise _explained(error) from error
    # Of what a database may raise, these are not about what it was asked.
    except (OperationalError, InterfaceError, InternalError) as error:
        raise _unsaved(error) from error


def _unsaved(error: DatabaseError | InterfaceError) -> WorkflowError:
    if backend(connections[router.db_for_write(Release)]).is_lock_error(error):
        return BusyError(
            _("Somebody else is working on this release at this very moment. Try again."), code="busy"
        )
    LOGGER.error("The database did not save a release: %s", error, exc_info=error)
    return UnsavedError(
        _(
            "The server cannot save at the moment, and nothing was changed. It has been noted; try again in "
            "a few minutes, and keep a copy of what you typed."
        ),
        code="unsaved",
    )


def _explained(error: IntegrityError) -> WorkflowError:
    if isinstance(error, SealedError):
        return WorkflowError(error.messages, code="sealed")
    text = str(error)
    names = [name for columns, name in SQLITE_RULES.items() if text.endswith(f": {columns}")]
    for constraint in Release._meta.constraints:
        if constraint.name in text or constraint.name in names:
            return WorkflowError(str(constraint.violation_error_message), code=constraint.name)
    return WorkflowError(
        _("Something that this edition refers to is gone or in use. Look at it again, then try again."),
        code="integrity",
    )


def _check_seen(edition: Release, seen: int | str) -> None:
    """Raises StaleError where the edition, or where a mark was seen any part of it, is another than was seen."""
    if isinstance(seen, int):
        if edition.version != seen:
            raise StaleError(edition)
    elif seen != mark(edition.version, read_parts([edition.pk])[edition.pk]):
        # Whoever changes a part through the desk leaves another version; who went past it is not known.
        raise StaleError(edition, is_known=not seen.startswith(f"{edition.version}-"))


@contextmanager
def locked_move(
    move: Move, release: Release, by: User, at: datetime, seen: Seen, *, together: bool = False
) -> Iterator[LockedMove]:
    """A transaction in which `by` may make `move` with `release`, all editions of which are locked.

    `seen` is what the person saw: the version, or the `mark` of the edition with its parts; None stands for the
    version of `release`. `together`: the whole set makes the move that the edition goes out with. Raises
    NotPermittedError, StaleError or WorkflowError before anything is written; whatever is raised inside undoes
    everything.
    """
    with database_errors_explained():
        try:
            lineage = Lineage.of(release, lock=True)
        except Release.DoesNotExist as error:
            raise StaleError(None) from error
        # A request that waited for the lock acts after the one that had it, whatever its clock said.
        moved_at = max(at, lineage.last_move_at() or at)
        reason = refusal(move, lineage, by, moved_at, together=together)
        if isinstance(reason, NotPermittedError):
            raise reason
        _check_seen(lineage.edition, release.version if seen is None else seen)
        if reason is not None:
            raise reason
        yield LockedMove(lineage, by, at, moved_at)
