"""A person says that a translation says the same as its original does now."""

from datetime import datetime

from django.contrib.auth.models import User
from django.utils.translation import gettext_lazy as _

from releases.editorial.errors import WorkflowError
from releases.editorial.locking import Seen, locked_move
from releases.enums import Move
from releases.models import Release


def follow(release: Release, original: Release, *, by: User, at: datetime, seen: Seen = None) -> Release:
    """`release` is a translation of `original` as that row was read: of that edition, saved that often.

    Nothing of the text changes, also where the translation is public. What changes in the original later is marked
    beside the translation. Raises what the moves of the workflow raise, and WorkflowError where the two are not the
    same release in two languages.
    """
    with locked_move(Move.FOLLOW, release, by, at, seen) as locked:
        edition = locked.edition
        if original.language == edition.language or original.reference != edition.reference:
            raise WorkflowError(_("That is no version of this release in another language."), code="original")
        locked.record(
            edition, Move.FOLLOW, comment=f"{original.get_language_display()}, {original.edition}",
            follows=original, follows_version=original.version,
        )  # fmt: skip
    return edition
