"""Texts that are approved as they are imported, in the name of the command line: which may be, and how."""

from datetime import datetime

from django.contrib.auth.models import Group, User
from django.utils.translation import gettext as _

from releases.editorial import workflow
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.models import Release
from releases.wire.document import Document

ESSENTIAL = frozenset({"no-title", "no-date", "no-body", "false-date", "other-language"})
"""Codes of problems with which a release is never approved without a person looking at it."""

HELD_BY_GUESS = frozenset({"encoding"})
"""Fields that, guessed, keep a release from being approved without a person looking at it."""

SYSTEM = "import_releases"


def reasons_against(document: Document) -> list[str]:
    """Sentences that say why a text is not approved before a person has looked at it; none where it may be."""
    essential = [problem.message for problem in document.problems if problem.code in ESSENTIAL]
    return essential + [
        _("%(field)s was guessed: %(reason)s.") % {"field": guess.field, "reason": guess.reason}
        for guess in document.guesses
        if guess.field in HELD_BY_GUESS
    ]


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
