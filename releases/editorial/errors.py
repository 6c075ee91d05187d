"""Why something was not done: the exceptions of the workflow, each with sentences for the person who tried."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from releases.editorial.comparison import Compared, compare
from releases.editorial.completeness import Gap
from releases.models import Release

# The texts of an edition that somebody may have written at length, and would hate to lose.
TEXTS = ("title", "subtitle", "body", "correction_note", "contacts")


class WorkflowError(ValidationError):
    """The move was not made, and nothing changed. The message is a sentence for the person who tried."""


class NotPermittedError(WorkflowError):
    """The person may not make this move."""


class BusyError(WorkflowError):
    """Somebody else was moving the same edition at that instant; trying again will do."""


class UnsavedError(WorkflowError):
    """The database could not save: full, away, or out of something else. It is in the log of the server."""


class RefusedTogetherError(WorkflowError):
    """Releases that go out together cannot; `refusals` has each that keeps the others back, with the sentences why."""

    def __init__(self, refusals: list[tuple[Release, list[str]]]) -> None:
        super().__init__(
            [
                f"{release.reference} ({release.get_language_display()}): {' '.join(sentences)}"
                for release, sentences in refusals
            ],
            code="together",
        )
        self.refusals = refusals


class IncompleteError(WorkflowError):
    """Something is missing; `gaps` lists what."""

    def __init__(self, gaps: list[Gap]) -> None:
        super().__init__([gap.message for gap in gaps])
        self.gaps = gaps


class StaleError(WorkflowError):
    """The edition is no longer as the person saw it.

    `current` is what the database has, None when it was deleted meanwhile. `typed` is what the person would
    have saved, None when they only pressed a button. Neither text is lost. `is_known`: whoever last changed the
    row is who changed it since; else a part was changed by nobody knows whom.
    """

    def __init__(
        self, current: Release | None, typed: Release | None = None, *, is_known: bool = True
    ) -> None:
        super().__init__(_stale_message(current) if is_known else _parts_changed(), code="stale")
        self.current = current
        self.typed = typed

    def differences(self) -> list[Compared]:
        """What is in the database against what was typed, for the texts that differ."""
        if self.current is None or self.typed is None:
            return []
        return compare(self.current, self.typed, TEXTS)


def _parts_changed() -> str:
    return _(
        "Photos, institutes, events, links or symbols of this edition were changed while you had it open. "
        "Look at it again before you decide."
    )


def _stale_message(current: Release | None) -> str:
    if current is None:
        return _("This edition was deleted while you had it open.")
    if current.modified_by is None:
        return _(
            "This edition was changed while you had it open. Nothing of yours was saved yet: "
            "compare the two texts, then save or approve again."
        )
    return _(
        "%(name)s changed this edition while you had it open. Nothing of yours was saved yet: "
        "compare the two texts, then save or approve again."
    ) % {"name": current.modified_by.get_full_name() or current.modified_by.get_username()}
