"""Texts that are approved as they are imported, in the name of the command line: which may be, and how."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from releases.editorial import workflow
from releases.editorial.errors import WorkflowError
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.enums import ReleaseState
from releases.models import Release, columns, prose
from releases.models.reading_words import field_label, in_words
from releases.wire.several import DOUBT

ESSENTIAL = frozenset({"no-title", "no-date", "no-body", "false-date", "other-language", DOUBT})
"""Codes of problems with which a release is never approved without a person looking at it."""

HELD_BY_GUESS = ("encoding", "symbol", "title", "contacts")
"""Fields that, guessed, keep a release from being approved without a person looking at it."""

SYSTEM = "import_releases"


def reasons_against(release: Release) -> list[str]:
    """Sentences that say why a draft is not approved before a person has looked at it; none where it may be.

    They come from the draft as it was read from its file, just now or before.
    """
    essential = [in_words(problem["message"]) for problem in release.problems if problem["code"] in ESSENTIAL]
    return essential + [
        _("%(field)s was guessed: %(reason)s.")
        % {"field": field_label(field), "reason": in_words(release.guesses[field])}
        for field in HELD_BY_GUESS
        if field in release.guesses
    ]


def approve_if_sound(release: Release, *, at: datetime) -> tuple[Release, str]:
    """The release, approved unless something speaks against it, and a sentence that says what does."""
    reasons = reasons_against(release)
    if not reasons:
        try:
            with transaction.atomic():
                return approve_as_system(release, at=at), ""
        except WorkflowError as error:
            reasons = [" ".join(error.messages)]
    return release, _("Kept as a draft: %(reason)s") % {"reason": reasons[0]}


def approve_draft(
    draft: Release, read: Release, *, publish_at: datetime | None, at: datetime
) -> tuple[Release, str]:
    """A draft that was imported before, approved where that is sound; and what became of it, in a sentence.

    What somebody has changed since, or submitted, waits for the people at the desk. `read` is what its file says
    now: a draft that an earlier version of the importer read otherwise stays one.
    """
    if draft.state == ReleaseState.SUBMITTED:
        return draft, _("Unchanged, and still waiting at the desk for its approval.")
    if draft.modified_by_id is not None:
        return draft, _("Unchanged, still a draft: somebody has worked on it, so it is approved at the desk.")
    if read_otherwise := _differences(draft, read):
        return draft, _(
            "Unchanged, still a draft: the file is read otherwise now (%(fields)s). Delete the draft and import the "
            "file again."
        ) % {"fields": get_text_list(read_otherwise, _("and"))}
    draft.publish_at = publish_at
    release, against = approve_if_sound(draft, at=at)
    return release, against or _("It was a draft, and is approved now.")


def _differences(draft: Release, read: Release) -> list[str]:
    """The names of what readers see that differs between a draft and what its file says now."""
    names = ["symbol", *columns.PRINTED]
    labels = {field.name: str(field.verbose_name) for field in Release._meta.concrete_fields}
    return [labels[name] for name in names if _compared(draft, name) != _compared(read, name)]


def _compared(release: Release, name: str) -> Any:
    value = getattr(release, name)
    return prose.plain_text(value) if name == "body" else value


def approve_as_system(release: Release, *, at: datetime) -> Release:
    """The draft went through the whole workflow in the name of the command line, and the log says so.

    Its guesses count as confirmed: whoever asked for the approval answers for the files. A first edition may be
    dated back to the day it went out. Raises WorkflowError when it may not go out.
    """
    by = system_user()
    note = _("import_releases --approve")
    if release.previous_id and not release.correction_note:
        release.correction_note = _("Issued again with another text.")
        release.save(update_fields=["correction_note"])
    if release.guesses or release.mentions.filter(is_guess=True).exists():
        fields = [*release.guesses, "mentions"]
        release = workflow.confirm_guesses(release, fields, by=by, at=at)
    release = workflow.submit(release, by=by, at=at, comment=note)
    return workflow.approve(
        release, by=by, at=at, publish_at=release.publish_at, backdated=True, comment=note
    )


def system_user() -> User:
    """The account that stands for the command line in the log; nobody can log in with it."""
    user, is_new = User.objects.get_or_create(username=SYSTEM)
    if is_new:
        user.set_unusable_password()
        user.save()
        user.groups.set(Group.objects.filter(name__in=[PRESS_OFFICERS, EDITORS]))
    return user
