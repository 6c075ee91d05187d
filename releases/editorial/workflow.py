"""The workflow: the only writer of an edition's state, whatever door a person comes through.

Every function locks the release in that language, looks at the edition as the database has it, checks the
permission, four eyes, that the edition is still as the person saw it, and the moment; makes the move; adds a
line to the log; and returns the edition afresh. `by` is the person, `at` the aware instant they acted.
`seen` is the `mark` of the edition on the page they saw, which stands for every part of it too, or its `version`
alone; without it, the version of the row passed in counts.

Raised, with a sentence for the person, and nothing changed: NotPermittedError, StaleError,
IncompleteError, BusyError, UnsavedError, or their parent WorkflowError.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from institutes.enums import Language
from releases.editorial.completeness import completeness
from releases.editorial.editions import embargoed_elsewhere, next_edition, translation
from releases.editorial.errors import IncompleteError, NotPermittedError, StaleError, WorkflowError
from releases.editorial.guesses import still_guessed
from releases.editorial.history import NOT_SUPERSEDED, SUPERSEDED
from releases.editorial.issued_text import freeze
from releases.editorial.locking import LockedMove, Seen, database_errors_explained, locked_move
from releases.enums import Move, ReleaseState, Status
from releases.models import FormerReference, PreviewLink, Release, columns, prose
from releases.models.parts import read_parts
from releases.models.visibility import status

# What a person's form never carries into the row, whatever it posted.
KEPT_ON_SAVE = (
    *(
        name
        for name in (
            *(*columns.LINEAGE, *columns.TRANSLATION, *columns.STATUS, *columns.APPROVAL, *columns.ISSUED),
        )
        if name != "publish_at"
    ),
    *("created_at", "created_by"),
)

# What a person's save can change; series, number, suffix, keys and reference follow from the symbol.
SAVED = (
    "symbol",
    "language",
    *columns.PRINTED,
    *columns.CORRECTION,
    *columns.ORIGINAL,
    "publish_at",
    "problems",
)


def submit(release: Release, *, by: User, at: datetime, seen: Seen = None, comment: str = "") -> Release:
    """The draft waits for somebody else's approval."""
    with locked_move(Move.SUBMIT, release, by, at, seen) as locked:
        locked.record(
            locked.edition, Move.SUBMIT, to=ReleaseState.SUBMITTED, comment=comment.strip(), returned_at=None
        )
    return locked.edition


def send_back(release: Release, *, by: User, at: datetime, comment: str, seen: Seen = None) -> Release:
    """The edition is a draft again, returned until it is submitted, and the log says what its author is to do."""
    with locked_move(Move.SEND_BACK, release, by, at, seen) as locked:
        comment = _required_text(comment, _("Tell the author what to change."))
        locked.record(
            locked.edition, Move.SEND_BACK, to=ReleaseState.DRAFT, comment=comment, returned_at=locked.at
        )
    return locked.edition


def approve(
    release: Release,
    *,
    by: User,
    at: datetime,
    publish_at: datetime | None = None,
    backdated: bool = False,
    seen: Seen = None,
    comment: str = "",
) -> Release:
    """The edition is public from `publish_at` (aware); the one before it is superseded at that second.

    Without `publish_at` the time that stands on the edition holds if it is still to come, and a first edition
    waits for the embargo of the other languages; else it is public at once. To go out before that, pass `at`
    itself. The exact text is frozen with its digest. Preview links stop working. A
    symbol that was corrected leads from the old to the new one from `publish_at` on. `backdated` accepts a
    past moment for a first edition: archives are entered with the day they went out.
    Raises IncompleteError when something is missing that keeps the edition back.
    """
    with locked_move(Move.APPROVE, release, by, at, seen) as locked:
        approve_locked(locked, Move.APPROVE, publish_at, backdated=backdated, comment=comment)
    return locked.edition


def force_approve(
    release: Release,
    *,
    by: User,
    at: datetime,
    reason: str,
    publish_at: datetime | None = None,
    seen: Seen = None,
) -> Release:
    """As `approve`, by the author of the text; the edition awaits the confirmation of a third person.

    `reason` is kept in the log. Only who wrote or last changed the edition needs force; for others it is
    refused.
    """
    with locked_move(Move.FORCE_APPROVE, release, by, at, seen) as locked:
        reason = _required_text(reason, _("Say why the release cannot wait for a second person."))
        approve_locked(locked, Move.FORCE_APPROVE, publish_at, comment=reason, awaits_confirmation=True)
    return locked.edition


def confirm(release: Release, *, by: User, at: datetime, seen: Seen = None, comment: str = "") -> Release:
    """A third person has seen the forced approval and stands by it."""
    with locked_move(Move.CONFIRM, release, by, at, seen) as locked:
        locked.record(locked.edition, Move.CONFIRM, comment=comment, awaits_confirmation=False)
    return locked.edition


def unschedule(release: Release, *, by: User, at: datetime, seen: Seen = None, comment: str = "") -> Release:
    """The edition waits for approval again; the public one stays public as if nothing had been planned."""
    with locked_move(Move.UNSCHEDULE, release, by, at, seen) as locked:
        unschedule_locked(locked, locked.edition, comment)
    return locked.edition


def withdraw(
    release: Release,
    *,
    by: User,
    at: datetime,
    reason: str,
    keep_text: bool,
    seen: Seen = None,
) -> Release:
    """The public edition and all before it are taken back at `at`; `reason` is public.

    With `keep_text` the text stays readable below the notice, without it the notice stands alone. A
    correction that was scheduled is taken off the schedule: nothing comes back on its own.
    """
    with locked_move(Move.WITHDRAW, release, by, at, seen) as locked:
        reason = _required_text(reason, _("Give the reason of the withdrawal; readers will see it."))
        scheduled = locked.lineage.scheduled(locked.at)
        if scheduled is not None:
            unschedule_locked(locked, scheduled, reason)
        for edition in (*locked.lineage.earlier, locked.edition):
            if edition.state == ReleaseState.APPROVED:
                locked.record(
                    edition, Move.WITHDRAW, to=ReleaseState.WITHDRAWN, comment=reason,
                    withdrawn_at=locked.at, withdrawal_reason=reason, withdrawal_keeps_text=keep_text,
                )  # fmt: skip
    return locked.edition


def open_next_edition(
    release: Release,
    *,
    by: User,
    at: datetime,
    note: str = "",
    minor: bool = False,
    seen: Seen = None,
) -> Release:
    """A draft of the next edition, with the text, mentions, links, joint symbols, photos and events of this one.

    `note` says what is corrected; it may be written later, but has to be there for the approval. The time
    of publication is not taken over. Returns the draft.
    """
    with locked_move(Move.CORRECT, release, by, at, seen) as locked:
        draft = next_edition(
            locked.lineage, correction_note=note, correction_is_minor=minor, **_authorship(locked)
        )
        locked.log(draft, Move.CORRECT, to_state=draft.state)
    return draft


def open_translation(
    release: Release, language: str, *, by: User, at: datetime, seen: Seen = None
) -> Release:
    """A draft of the same release in `language`, which has none yet; its texts are still to be translated.

    Every text is marked as a guess, so that none goes out untranslated unless somebody confirms it.
    """
    with locked_move(Move.TRANSLATE, release, by, at, seen) as locked:
        if language not in Language.values:
            raise WorkflowError(_("Choose one of the languages."), code="language")
        if Release.objects.filter(reference=locked.edition.reference, language=language).exists():
            raise WorkflowError(
                _("There is a version of this release in that language already; go on with it."),
                code="language",
            )
        draft = translation(locked.edition, language, **_authorship(locked))
        locked.log(draft, Move.TRANSLATE, to_state=draft.state)
    return draft


def save_edition(release: Release, *, by: User, at: datetime, seen: Seen = None) -> Release:
    """What was typed into `release` is saved; `by` is who last changed it, and its version is the next one.

    `release` is new, or an open edition with changed fields. A field that was changed is no longer a guess. Where
    nothing was changed nothing is written, and nobody has changed it. Parts of a new edition are written after
    it and told by `note_parts`; those of one that is there between `check_save` and `save_checked`.
    For a row that exists, `seen` has to be the version on the page where the person began to type. Raises
    StaleError with both texts when somebody else saved or moved the edition since.
    """
    if release._state.adding:
        return _save_new(release, by, at)
    with database_errors_explained():
        return save_checked(release, check_save(release, by=by, at=at, seen=seen))


def save_checked(release: Release, checked: LockedMove) -> Release:
    """As `save_edition`, in the transaction in which `check_save` has said that the person may.

    Parts that were changed since then count as a change of the edition.
    """
    row, by, at = checked.edition, checked.by, checked.asked_at
    with database_errors_explained():
        for field in Release._meta.concrete_fields:
            if field.name in KEPT_ON_SAVE:
                setattr(release, field.attname, getattr(row, field.attname))
        release.guesses = still_guessed(release, row)
        if _is_same(release, row) and read_parts([row.pk])[row.pk] == checked.parts:
            for name in columns.RECORD:
                setattr(release, name, getattr(row, name))
            return release
        release.version, release.modified_by, release.modified_at = row.version + 1, by, at
        release.sign(by, at, str(Move.SAVE))
        release.save()
    return release


def check_save(release: Release, *, by: User, at: datetime, seen: Seen = None) -> LockedMove:
    """The release is locked until the transaction ends, and `by` may save this edition as seen.

    For the `clean` of a form, inside the transaction that then calls `save_checked` with what this returns.
    Raises what `save_edition` raises.
    """
    try:
        with locked_move(Move.SAVE, release, by, at, seen) as locked:
            locked.parts = read_parts([locked.edition.pk])[locked.edition.pk]
            return locked
    except StaleError as error:
        raise StaleError(error.current, typed=release) from error


def confirm_guesses(
    release: Release, fields: Collection[str], *, by: User, at: datetime, seen: Seen = None
) -> Release:
    """What the importer guessed in these fields is right; `mentions` stands for the names of institutes.

    Raises WorkflowError where nothing was guessed in any of them.
    """
    with locked_move(Move.CONFIRM_GUESSES, release, by, at, seen) as locked:
        confirmed = set(fields) & locked.edition.guesses.keys()
        if "mentions" in fields and locked.edition.mentions.filter(is_guess=True).update(is_guess=False):
            confirmed.add("mentions")
        if not confirmed:
            raise WorkflowError(_("Nothing of that was guessed in this edition."), code="nothing")
        unconfirmed = {name: why for name, why in locked.edition.guesses.items() if name not in confirmed}
        comment = ", ".join(sorted(confirmed))
        locked.record(locked.edition, Move.CONFIRM_GUESSES, comment=comment, guesses=unconfirmed)
    return locked.edition


def _is_same(release: Release, row: Release) -> bool:
    """Whether what a person saves is what is there; what follows from the rest is left out."""
    return all(_plain(name, getattr(release, name)) == _plain(name, getattr(row, name)) for name in SAVED)


def _plain(name: str, value: Any) -> Any:
    if name == "body":
        return prose.sanitise(value)
    # Browsers send line ends of their own.
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


def _required_text(text: str, otherwise: Any) -> str:
    text = text.strip()
    if not text:
        raise WorkflowError(otherwise, code="required")
    return text


def _authorship(locked: LockedMove) -> dict[str, Any]:
    return {
        "created_by": locked.by,
        "created_at": locked.at,
        "modified_by": locked.by,
        "modified_at": locked.at,
    }


def _save_new(release: Release, by: User, at: datetime) -> Release:
    if not by.is_active or not by.has_perm("releases.add_release"):
        raise NotPermittedError(_("You do not have the permission for this."), code="permission")
    with database_errors_explained():
        release.state, release.edition, release.version = ReleaseState.DRAFT, 1, 1
        release.created_by, release.created_at = by, at
        release.modified_by, release.modified_at = by, at
        release.sign(by, at)
        release.save()
    return release


def approve_locked(
    locked: LockedMove,
    move: Move,
    publish_at: datetime | None,
    *,
    backdated: bool = False,
    comment: str,
    awaits_confirmation: bool = False,
) -> None:
    """As `approve`, of an edition that is locked and may be approved."""
    edition, superseded = locked.edition, locked.lineage.current
    gaps = [gap for gap in completeness(edition) if gap.blocks]
    if gaps:
        raise IncompleteError(gaps)
    public_from = _publication_time(locked, publish_at, backdated=backdated and edition.previous_id is None)
    if superseded is not None:
        if public_from <= superseded.public_from:
            raise WorkflowError(
                _("The edition that this one corrects is public from %(moment)s; choose a later moment."),
                code="before_previous",
                params={"moment": f"{superseded.public_from:%Y-%m-%d %H:%M:%S} UTC"},
            )
        locked.save(superseded, SUPERSEDED, superseded_at=public_from)
    locked.record(
        edition, move, to=ReleaseState.APPROVED, comment=comment,
        publish_at=public_from, awaits_confirmation=awaits_confirmation, **freeze(edition),
    )  # fmt: skip
    PreviewLink.objects.filter(release=edition, revoked_at=None).update(revoked_at=locked.at)
    former = edition.previous.reference if edition.previous else edition.reference
    if former != edition.reference:
        FormerReference.objects.create(
            former=former,
            language=edition.language,
            reference=edition.reference,
            since=public_from,
            edition=edition,
        )


def _publication_time(locked: LockedMove, publish_at: datetime | None, *, backdated: bool) -> datetime:
    """The second from which the edition is public."""
    if publish_at is None:
        planned = [locked.edition.publish_at or locked.at, locked.at]
        if locked.edition.previous_id is None:
            planned += [other.public_from for other in embargoed_elsewhere(locked.edition, locked.at)]
        return max(planned)
    if timezone.is_naive(publish_at):
        raise WorkflowError(_("Say in which time zone the moment is meant."), code="naive")
    if publish_at >= locked.asked_at:
        return max(publish_at, locked.at)
    if not backdated:
        raise WorkflowError(
            _("That moment has passed. Publish at once, or choose a later moment."), code="past"
        )
    return publish_at


def unschedule_locked(locked: LockedMove, edition: Release, comment: str) -> None:
    """As `unschedule`, of an edition that is locked and may be taken off."""
    moment = edition.publish_at
    locked.record(
        edition, Move.UNSCHEDULE, to=ReleaseState.SUBMITTED, comment=comment, awaits_confirmation=False
    )
    for other in locked.lineage.editions:
        if status(other, locked.at) == Status.PUBLIC and other.superseded_at == moment:
            locked.save(other, NOT_SUPERSEDED, superseded_at=None)
    FormerReference.objects.filter(edition=edition).delete()
