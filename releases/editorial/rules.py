"""Who may make which move, when, and the sentences that say why not: the table of permissions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from releases.editorial.editions import Lineage
from releases.editorial.errors import NotPermittedError, WorkflowError
from releases.enums import Move, Status
from releases.models import Release
from releases.models.visibility import status

WITH_ITS_SET = _(
    "This edition goes out together with others in “%(name)s”. Decide there about all of them, or take it out first."
)


@dataclass(frozen=True, slots=True)
class Rule:
    """When a move is possible: by whom, and for an edition of which status.

    `alone` is the permission that is enough where every hand on a text that was not submitted is the person's own.
    """

    permission: str
    statuses: tuple[str, ...]
    otherwise: str | Promise
    four_eyes: bool = False
    # Whether an edition that goes out with others makes the move with them only.
    with_its_set: bool = False
    condition: Callable[[Lineage, User, datetime], str | Promise | None] | None = None
    alone: str = ""


def _own_text(lineage: Lineage, user: User, _at: datetime) -> str | Promise | None:
    if user.pk in lineage.hands:
        return None
    return _("You did not write this edition: approve it without force.")


def _confirmable(lineage: Lineage, user: User, _at: datetime) -> str | Promise | None:
    edition = lineage.edition
    if not edition.awaits_confirmation:
        return _("This edition awaits no confirmation.")
    forced = edition.transitions.filter(move=Move.FORCE_APPROVE).order_by("-pk").first()
    if forced is not None and forced.by_id == user.pk:
        return _("You approved this edition yourself; a third person has to confirm it.")
    return None


def _guessed(lineage: Lineage, _user: User, _at: datetime) -> str | Promise | None:
    edition = lineage.edition
    if edition.guesses or edition.mentions.filter(is_guess=True).exists():
        return None
    return _("Nothing was guessed in this edition.")


def _withdrawable(lineage: Lineage, _user: User, at: datetime) -> str | Promise | None:
    scheduled = lineage.scheduled(at)
    together = lineage.together_with(scheduled) if scheduled is not None else ""
    if not together:
        return None
    return _(
        "A correction of it is scheduled together with others in “%(name)s”. Take that set off the schedule first."
    ) % {"name": together}


def _correctable(lineage: Lineage, _user: User, at: datetime) -> str | Promise | None:
    if lineage.open is not None:
        return _("Edition %(edition)s of this release is being written already; go on with it.") % {
            "edition": lineage.open.edition
        }
    if lineage.scheduled(at) is not None:
        return _("A correction is scheduled already. Take it off the schedule to change it.")
    if lineage.edition.edition < max(edition.edition for edition in lineage.editions):
        return _("A later edition has been issued; correct that one.")
    return None


RULES: dict[Move, Rule] = {
    Move.SAVE: Rule(
        "change_release",
        Status.OPEN,
        _("This edition was approved and can no longer be changed. Open the next edition to correct it."),
    ),
    Move.SUBMIT: Rule(
        "submit_release",
        Status.WRITTEN,
        _("Only a draft can be submitted; this edition is: %(status)s."),
    ),
    Move.SEND_BACK: Rule(
        "approve_release",
        (Status.SUBMITTED,),
        _("Only a submitted edition can be returned; this one is: %(status)s."),
        four_eyes=True,
    ),
    Move.APPROVE: Rule(
        "approve_release",
        (Status.SUBMITTED,),
        _("Only a submitted edition can be approved; this one is: %(status)s."),
        four_eyes=True,
        with_its_set=True,
    ),
    Move.FORCE_APPROVE: Rule(
        "force_approve_release",
        (Status.SUBMITTED,),
        _("Only a submitted edition can be approved; this one is: %(status)s."),
        condition=_own_text,
        with_its_set=True,
    ),
    Move.CONFIRM: Rule(
        "approve_release",
        (Status.SCHEDULED, Status.PUBLIC, Status.SUPERSEDED, Status.WITHDRAWN),
        _("This edition awaits no confirmation."),
        four_eyes=True,
        condition=_confirmable,
    ),
    Move.UNSCHEDULE: Rule(
        "approve_release",
        (Status.SCHEDULED,),
        _("Only what is not public yet can be taken off the schedule; this edition is: %(status)s."),
        four_eyes=True,
        with_its_set=True,
    ),
    # Not under four eyes: whoever forced a text out alone must be able to take it back alone.
    Move.WITHDRAW: Rule(
        "withdraw_release",
        (Status.PUBLIC,),
        _("Only the public edition can be withdrawn; this one is: %(status)s."),
        condition=_withdrawable,
    ),
    Move.CORRECT: Rule(
        "add_release",
        (Status.PUBLIC, Status.WITHDRAWN),
        _("Only what was published can be corrected; this edition is: %(status)s."),
        condition=_correctable,
    ),
    Move.TRANSLATE: Rule(
        "add_release",
        (*Status.OPEN, Status.SCHEDULED, Status.PUBLIC),
        _("Translate the latest edition; this one is: %(status)s."),
    ),
    Move.FOLLOW: Rule(
        "change_release",
        (*Status.OPEN, Status.SCHEDULED, Status.PUBLIC),
        _("Only the latest edition follows an original; this one is: %(status)s."),
    ),
    Move.CONFIRM_GUESSES: Rule(
        "change_release",
        tuple(Status.values),
        _("Nothing was guessed in this edition."),
        condition=_guessed,
    ),
    Move.DELETE: Rule(
        "delete_release",
        Status.OPEN,
        _("Only a draft can be deleted; this edition is: %(status)s."),
        alone="add_release",
        with_its_set=True,
    ),
}


def may_ever(move: Move, by: User) -> bool:
    """Whether there can be an edition that `by` makes `move` with: what the desk offers for many at once."""
    rule = RULES[move]
    names = filter(None, (rule.permission, rule.alone))
    return bool(by.is_active and any(by.has_perm(f"releases.{name}") for name in names))


def _unpermitted(move: Move, lineage: Lineage, by: User, at: datetime) -> WorkflowError | None:
    rule, edition = RULES[move], lineage.edition
    if by.is_active and by.has_perm(f"releases.{rule.permission}"):
        return None
    if not rule.alone or not may_ever(move, by):
        return NotPermittedError(_("You do not have the permission for this."), code="permission")
    now = status(edition, at)
    if now in rule.statuses and now not in Status.WRITTEN:
        return NotPermittedError(_("It was submitted: an editor can delete it."), code="submitted")
    if edition.created_by_id != by.pk or lineage.hands != {by.pk}:
        return NotPermittedError(
            _("You did not write this draft alone: an editor can delete it."), code="not_alone"
        )
    return None


def refusal(
    move: Move, lineage: Lineage, by: User, at: datetime, *, together: bool = False
) -> WorkflowError | None:
    """Why `by` cannot make `move` at `at` (aware); None when they can, completeness apart.

    `together`: the whole set that the edition goes out with makes the move.
    """
    rule, edition = RULES[move], lineage.edition
    unpermitted = _unpermitted(move, lineage, by, at)
    if unpermitted is not None:
        return unpermitted
    now = status(edition, at)
    if now not in rule.statuses:
        # The lower case of a label is how it reads inside a sentence.
        return WorkflowError(str(rule.otherwise), code="status", params={"status": str(now.label).lower()})
    if rule.four_eyes and by.pk in lineage.hands and not (together and _may_take_back(move, by)):
        return NotPermittedError(
            _("You wrote or changed this edition; somebody else has to decide."), code="four_eyes"
        )
    if rule.with_its_set and not together:
        name = lineage.together_with(lineage.edition)
        if name:
            return WorkflowError(WITH_ITS_SET, code="together", params={"name": name})
    reason = rule.condition(lineage, by, at) if rule.condition else None
    return WorkflowError(str(reason), code="condition") if reason else None


def _may_take_back(move: Move, by: User) -> bool:
    """Who may withdraw what is public may take a set off the schedule, also one in which they wrote something."""
    return move == Move.UNSCHEDULE and by.has_perm("releases.withdraw_release")


def possible_moves(release: Release, user: User, at: datetime) -> list[Move]:
    """The moves that `user` can make with `release` at `at` (aware), for a door to show buttons for.

    A button can still meet a refusal: something may be missing, or somebody else may have been quicker.
    """
    lineage = Lineage.of(release)
    return [move for move in RULES if refusal(move, lineage, user, at) is None]
