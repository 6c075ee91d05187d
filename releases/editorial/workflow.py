"""The workflow: the only writer of an edition's state, whatever door a person comes through.

Every function locks the release in that language, looks at the edition as the database has it, checks the
permission, four eyes, that the edition is still as the person saw it, and the moment; makes the move; adds a
line to the log; and returns the edition afresh. `by` is the person, `at` the aware instant they acted.
`seen` is the `version` of the edition on the page they saw; without it, that of the row passed in counts.

Raised, with a sentence for the person, and nothing changed: NotPermittedError, StaleError,
IncompleteError, BusyError, or their parent WorkflowError.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from institutes.enums import Language
from releases.editorial.completeness import completeness
from releases.editorial.editions import Lineage, embargoed_elsewhere, next_edition, translation
from releases.editorial.errors import IncompleteError, NotPermittedError, StaleError, WorkflowError
from releases.editorial.locking import Turn, sentences, turn
from releases.editorial.rules import User
from releases.enums import Move, ReleaseState, Status
from releases.models import FormerReference, PreviewLink, Release, Transition
from releases.models.visibility import status

# What a person's form never carries into the row, whatever it posted.
KEPT_ON_SAVE = (
    "edition",
    "previous_id",
    "state",
    "superseded_at",
    "withdrawn_at",
    "withdrawal_reason",
    "withdrawal_keeps_text",
    "awaits_confirmation",
    "created_at",
    "created_by_id",
)


def submit(
    release: Release, *, by: User, at: datetime, seen: int | None = None, comment: str = ""
) -> Release:
    """The draft waits for somebody else's approval."""
    with turn(Move.SUBMIT, release, by, at, seen) as work:
        work.move(work.edition, Move.SUBMIT, to=ReleaseState.SUBMITTED, comment=comment)
    return work.edition


def send_back(release: Release, *, by: User, at: datetime, comment: str, seen: int | None = None) -> Release:
    """The edition is a draft again, and the log says what its author is to do."""
    with turn(Move.SEND_BACK, release, by, at, seen) as work:
        comment = _said(comment, _("Tell the author what to change."))
        work.move(work.edition, Move.SEND_BACK, to=ReleaseState.DRAFT, comment=comment)
    return work.edition


def approve(
    release: Release,
    *,
    by: User,
    at: datetime,
    publish_at: datetime | None = None,
    backdated: bool = False,
    seen: int | None = None,
    comment: str = "",
) -> Release:
    """The edition is public from `publish_at` (aware); the one before it is superseded at that second.

    Without `publish_at` the time that stands on the edition holds if it is still to come, and a first edition
    waits for the embargo of the other languages; else it is public at once. To go out before that, pass `at`
    itself. Preview links are dead from now on. A
    symbol that was corrected leads from the old to the new one from `publish_at` on. `backdated` accepts a
    past moment for a first edition: archives are entered with the day they went out.
    Raises IncompleteError when something is missing that keeps the edition back.
    """
    with turn(Move.APPROVE, release, by, at, seen) as work:
        _go_out(work, Move.APPROVE, publish_at, backdated=backdated, comment=comment)
    return work.edition


def force_approve(
    release: Release,
    *,
    by: User,
    at: datetime,
    reason: str,
    publish_at: datetime | None = None,
    seen: int | None = None,
) -> Release:
    """As `approve`, by the author of the text; the edition awaits the confirmation of a third person.

    `reason` is kept in the log. Only who wrote or last changed the edition needs force; for others it is
    refused.
    """
    with turn(Move.FORCE_APPROVE, release, by, at, seen) as work:
        reason = _said(reason, _("Say why the release cannot wait for a second person."))
        _go_out(work, Move.FORCE_APPROVE, publish_at, comment=reason, awaits_confirmation=True)
    return work.edition


def confirm(
    release: Release, *, by: User, at: datetime, seen: int | None = None, comment: str = ""
) -> Release:
    """A third person has seen the forced approval and stands by it."""
    with turn(Move.CONFIRM, release, by, at, seen) as work:
        work.move(work.edition, Move.CONFIRM, comment=comment, awaits_confirmation=False)
    return work.edition


def unschedule(
    release: Release, *, by: User, at: datetime, seen: int | None = None, comment: str = ""
) -> Release:
    """The edition waits for approval again; the public one stays public as if nothing had been planned."""
    with turn(Move.UNSCHEDULE, release, by, at, seen) as work:
        _take_off(work, work.edition, comment)
    return work.edition


def withdraw(
    release: Release,
    *,
    by: User,
    at: datetime,
    reason: str,
    keep_text: bool,
    seen: int | None = None,
) -> Release:
    """The public edition and all before it are taken back at `at`; `reason` is public.

    With `keep_text` the text stays readable below the notice, without it the notice stands alone. A
    correction that was scheduled is taken off the schedule: nothing comes back on its own.
    """
    with turn(Move.WITHDRAW, release, by, at, seen) as work:
        reason = _said(reason, _("Give the reason of the withdrawal; readers will see it."))
        scheduled = work.lineage.scheduled(work.at)
        if scheduled is not None:
            _take_off(work, scheduled, reason)
        for edition in (*work.lineage.earlier, work.edition):
            if edition.state == ReleaseState.APPROVED:
                work.move(
                    edition, Move.WITHDRAW, to=ReleaseState.WITHDRAWN, comment=reason,
                    withdrawn_at=work.at, withdrawal_reason=reason, withdrawal_keeps_text=keep_text,
                )  # fmt: skip
    return work.edition


def open_next_edition(
    release: Release,
    *,
    by: User,
    at: datetime,
    note: str = "",
    minor: bool = False,
    seen: int | None = None,
) -> Release:
    """A draft of the next edition, with the text, mentions, links, joint symbols, photos and events of this one.

    `note` says what is corrected; it may be written later, but has to be there for the approval. The time
    of publication is not taken over. Returns the draft.
    """
    with turn(Move.CORRECT, release, by, at, seen) as work:
        draft = next_edition(work.lineage, correction_note=note, correction_is_minor=minor, **_author(work))
        _log_birth(work, draft, Move.CORRECT)
    return draft


def open_translation(
    release: Release, language: str, *, by: User, at: datetime, seen: int | None = None
) -> Release:
    """A draft of the same release in `language`, which has none yet; its texts are still to be translated.

    Every text is marked as a guess, so that none goes out untranslated unless somebody confirms it.
    """
    with turn(Move.TRANSLATE, release, by, at, seen) as work:
        if language not in Language.values:
            raise WorkflowError(_("Choose one of the languages."), code="language")
        if Release.objects.filter(reference=work.edition.reference, language=language).exists():
            raise WorkflowError(
                _("There is a version of this release in that language already; go on with it."),
                code="language",
            )
        draft = translation(work.edition, language, **_author(work))
        _log_birth(work, draft, Move.TRANSLATE)
    return draft


def save_edition(release: Release, *, by: User, at: datetime, seen: int | None = None) -> Release:
    """What was typed into `release` is saved; `by` is who last changed it, and its version is the next one.

    `release` is new, or an open edition with changed fields. A field that was changed is no longer a guess.
    Saves that go with it (mentions, links, events) belong in the same transaction, after this one.
    For a row that exists, `seen` has to be the version on the page where the person began to type. Raises
    StaleError with both texts when somebody else saved or moved the edition since.
    """
    if release._state.adding:
        return _save_first(release, by, at)
    with sentences():
        row = check_save(release, by=by, at=at, seen=seen).edition
        for name in KEPT_ON_SAVE:
            setattr(release, name, getattr(row, name))
        release.guesses = {
            name: why
            for name, why in row.guesses.items()
            if getattr(release, name, None) == getattr(row, name, None)
        }
        release.version, release.modified_by, release.modified_at = row.version + 1, by, at
        release._history_user, release._history_date = by, at
        release._change_reason = str(Move.SAVE)
        release.save()
    return release


def check_save(release: Release, *, by: User, at: datetime, seen: int | None = None) -> Lineage:
    """The release is locked until the transaction ends, and `by` may save this edition as seen.

    For the `clean` of a form, inside the transaction that then saves. Raises what `save_edition` raises.
    """
    # The symbol and the language that were typed may be those of another release.
    row = Release.objects.filter(pk=release.pk).first()
    if row is None:
        raise StaleError(None, typed=release)
    try:
        with turn(Move.SAVE, row, by, at, release.version if seen is None else seen) as work:
            return work.lineage
    except StaleError as error:
        raise StaleError(error.current, typed=release) from error


def confirm_guesses(
    release: Release, fields: Iterable[str], *, by: User, at: datetime, seen: int | None = None
) -> Release:
    """What the importer guessed in these fields is right; `mentions` stands for the names of institutes."""
    confirmed = set(fields)
    with turn(Move.CONFIRM_GUESSES, release, by, at, seen) as work:
        if "mentions" in confirmed:
            work.edition.mentions.filter(is_guess=True).update(is_guess=False)
        left = {name: why for name, why in work.edition.guesses.items() if name not in confirmed}
        comment = ", ".join(sorted(confirmed))
        work.move(work.edition, Move.CONFIRM_GUESSES, comment=comment, guesses=left)
    return work.edition


def _said(text: str, otherwise: Any) -> str:
    text = text.strip()
    if not text:
        raise WorkflowError(otherwise, code="required")
    return text


def _author(work: Turn) -> dict[str, Any]:
    return {
        "created_by": work.by,
        "created_at": work.at,
        "modified_by": work.by,
        "modified_at": work.at,
    }


def _log_birth(work: Turn, draft: Release, move: Move) -> None:
    Transition.objects.create(
        release=draft,
        reference=draft.reference,
        language=draft.language,
        edition=draft.edition,
        move=move,
        to_state=draft.state,
        by=work.by,
        at=work.at,
    )


def _save_first(release: Release, by: User, at: datetime) -> Release:
    if not by.is_active or not by.has_perm("releases.add_release"):
        raise NotPermittedError(_("You do not have the permission for this."), code="permission")
    with sentences():
        release.state, release.edition, release.version = ReleaseState.DRAFT, 1, 1
        release.created_by, release.created_at = by, at
        release.modified_by, release.modified_at = by, at
        release._history_user, release._history_date = by, at
        release.save()
    return release


def _go_out(
    work: Turn,
    move: Move,
    publish_at: datetime | None,
    *,
    backdated: bool = False,
    comment: str,
    awaits_confirmation: bool = False,
) -> None:
    edition, before = work.edition, work.lineage.current
    gaps = [gap for gap in completeness(edition) if gap.blocks]
    if gaps:
        raise IncompleteError(gaps)
    moment = _moment(work, publish_at, backdated=backdated and edition.previous_id is None)
    if before is not None:
        if moment <= before.publish_at:
            raise WorkflowError(
                _("The edition that this one corrects is public from %(moment)s; choose a later moment."),
                code="before_previous",
                params={"moment": f"{before.publish_at:%Y-%m-%d %H:%M:%S} UTC"},
            )
        work.write(before, str(move), superseded_at=moment)
    work.move(
        edition, move, to=ReleaseState.APPROVED, comment=comment,
        publish_at=moment, awaits_confirmation=awaits_confirmation,
    )  # fmt: skip
    PreviewLink.objects.filter(release=edition, revoked_at=None).update(revoked_at=work.at)
    former = edition.previous.reference if edition.previous else edition.reference
    if former != edition.reference:
        FormerReference.objects.create(
            former=former,
            language=edition.language,
            reference=edition.reference,
            since=moment,
            edition=edition,
        )


def _moment(work: Turn, publish_at: datetime | None, *, backdated: bool) -> datetime:
    """The second from which the edition is public."""
    if publish_at is None:
        planned = [work.edition.publish_at or work.at, work.at]
        if work.edition.previous_id is None:
            planned += [other.publish_at for other in embargoed_elsewhere(work.edition, work.at)]
        return max(planned)
    if timezone.is_naive(publish_at):
        raise WorkflowError(_("Say in which time zone the moment is meant."), code="naive")
    if publish_at >= work.asked_at:
        return max(publish_at, work.at)
    if not backdated:
        raise WorkflowError(
            _("That moment has passed. Publish at once, or choose a later moment."), code="past"
        )
    return publish_at


def _take_off(work: Turn, edition: Release, comment: str) -> None:
    moment = edition.publish_at
    work.move(edition, Move.UNSCHEDULE, to=ReleaseState.SUBMITTED, comment=comment, awaits_confirmation=False)
    for other in work.lineage.editions:
        if status(other, work.at) == Status.PUBLIC and other.superseded_at == moment:
            work.write(other, str(Move.UNSCHEDULE), superseded_at=None)
    FormerReference.objects.filter(edition=edition).delete()
