"""Who may change the catalogue does; what others write waits until one of them accepts it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from institutes.catalogue.changes import changing
from institutes.catalogue.notices import told_of_proposal
from institutes.catalogue.words import (
    Difference,
    Words,
    differences,
    model_of,
    name_of,
    proposed_targets,
    put,
    words,
)
from institutes.enums import ProposalState
from institutes.models import Proposal


class ProposalError(ValidationError):
    """Nothing was decided, and nothing changed. The message is a sentence for the person who tried."""


def may_decide(user: Any, model: type[Model] | None = None) -> bool:
    """Whether `user` changes the catalogue without asking, rows of `model` where one is given."""
    allowed = bool(user.is_active and user.has_perm("institutes.accept_proposal"))
    return allowed and (model is None or user.has_perm(_permission("change", model)))


def _permission(verb: str, model: type[Model]) -> str:
    return f"{model._meta.app_label}.{verb}_{model._meta.model_name}"


def save(
    thing: Any,
    write: Callable[[], None],
    *,
    by: Any,
    at: datetime,
    comment: str = "",
    is_decided: bool = True,
) -> Proposal | None:
    """`write` saves `thing` with all that belongs to it, or is kept as a proposal, as `by` may.

    Whoever may decide changes the catalogue at once, and there is no proposal; unless `is_decided` is false: what they
    add is then looked at before it is public, as that of others is. What others add is saved as
    proposed; what they would change of something public is kept beside it, and `thing` stays as it was in the
    database. None also where nothing would change. Raises ProposalError.
    """
    model, is_new = type(thing), thing._state.adding
    if not by.is_active or not by.has_perm(_permission("add" if is_new else "change", model)):
        raise ProposalError(_("You do not have the permission for this."), code="permission")
    with transaction.atomic(), changing(by, at):
        # Somebody may have accepted it since it was read.
        thing.is_proposed = _lock(thing).is_proposed if not is_new else not (is_decided and may_decide(by))
        if may_decide(by) and (is_decided or not is_new):
            write()
            check_targets(thing)
            return _proposed_anew(thing, by, at) if thing.is_proposed else None
        if thing.is_proposed:
            write()
            return _propose_new(thing, by, at, comment)
        return _propose_change(thing, write, by, at, comment)


def check_targets(thing: Any) -> None:
    """Raises ProposalError where something public would refer to what is only proposed."""
    if thing.is_proposed:
        return
    for target in proposed_targets(thing):
        raise ProposalError(
            _("“%(name)s” is only proposed: accept it first."), code="proposed", params={"name": target}
        )


def _lock(thing: Any) -> Any:
    row = type(thing)._base_manager.select_for_update().filter(pk=thing.pk).first()
    if row is None:
        raise ProposalError(_("It was deleted meanwhile."), code="gone")
    return row


def _of(thing: Any) -> dict[str, Any]:
    return {"content_type": ContentType.objects.get_for_model(thing), "object_id": thing.pk}


def _propose_new(thing: Any, by: Any, at: datetime, comment: str) -> Proposal:
    proposal = Proposal.objects.select_for_update().filter(is_new=True, **_of(thing)).first()
    if proposal is None:
        proposal = Proposal(is_new=True, made_by=by, version=0, **_of(thing))
    proposal.comment = comment or proposal.comment
    return _waiting_again(proposal, thing, by, at)


def _proposed_anew(thing: Any, by: Any, at: datetime) -> Proposal | None:
    """Whoever decides on a proposal has to look again at what an editor has changed in it."""
    proposal = Proposal.objects.select_for_update().filter(is_new=True, **_of(thing)).first()
    return _waiting_again(proposal, thing, by, at) if proposal is not None else None


def _waiting_again(proposal: Proposal, thing: Any, by: Any, at: datetime) -> Proposal:
    proposal.name, proposal.after, proposal.made_at = name_of(thing), words(thing), at
    proposal.version += 1
    proposal.state, proposal.reason = ProposalState.WAITING, ""
    proposal.decided_by = proposal.decided_at = None
    proposal.save()
    told_of_proposal(proposal, by=by, at=at)
    return proposal


def _propose_change(
    thing: Any, write: Callable[[], None], by: Any, at: datetime, comment: str
) -> Proposal | None:
    city = getattr(thing, "city", None)
    if city is not None and city.pk is None:
        # It stays, with what is proposed of it.
        city.country = city.country or thing.country
        city.save()
        thing.city = city
    before, name = words(thing), name_of(type(thing)._base_manager.get(pk=thing.pk))
    with transaction.atomic():
        write()
        after = words(thing)
        transaction.set_rollback(True)
    changed = {field: value for field, value in after.items() if value != before[field]}
    if not changed:
        return None
    proposal = Proposal.objects.create(
        **_of(thing),
        is_new=False,
        name=name,
        before={field: before[field] for field in changed},
        after=changed,
        comment=comment,
        made_by=by,
        made_at=at,
    )
    told_of_proposal(proposal, by=by, at=at)
    return proposal


def accept(proposal: Proposal, *, by: Any, at: datetime, seen: int) -> Proposal:
    """What was proposed is public; `seen` is the version of the proposal that `by` looked at.

    Raises ProposalError where `by` may not, where it was decided, changed or deleted meanwhile, where a field
    that it changes reads otherwise by now than when it was proposed, and where it is wrong by now.
    """
    with _locked(proposal, by, seen) as (row, thing), changing(by, at):
        thing._history_user, thing._history_date = by, at
        if row.is_new:
            if words(thing) != row.after:
                raise ProposalError(_("It was changed since it was proposed."), code="stale")
            thing.is_proposed = False
            put(thing, {})
        else:
            _check_unchanged(row, words(thing))
            put(thing, row.after)
        check_targets(thing)
        return _decided(row, ProposalState.ACCEPTED, by, at)


def _check_unchanged(proposal: Proposal, now: Words) -> None:
    moved = [
        name for name, value in proposal.before.items() if now.get(name) not in (value, proposal.after[name])
    ]
    if moved:
        raise ProposalError(
            _("What it changes was changed meanwhile. Compare both, then decline it or write it anew."),
            code="stale",
        )


def decline(proposal: Proposal, *, by: Any, at: datetime, seen: int, reason: str) -> Proposal:
    """Nothing changes, and who proposed it reads why. Raises ProposalError as `accept` does, or without a reason."""
    with _locked(proposal, by, seen) as (row, _thing):
        row.reason = reason.strip()
        if not row.reason:
            raise ProposalError(_("Say why; who proposed it will read it."), code="required")
        return _decided(row, ProposalState.DECLINED, by, at)


@contextmanager
def _locked(proposal: Proposal, by: Any, seen: int) -> Iterator[tuple[Proposal, Any]]:
    with transaction.atomic():
        row = Proposal.objects.select_for_update().get(pk=proposal.pk)
        if not may_decide(by, model_of(row)):
            raise ProposalError(_("You do not have the permission for this."), code="permission")
        if row.state != ProposalState.WAITING:
            raise ProposalError(_("Somebody has decided this already."), code="stale")
        if row.version != seen:
            raise ProposalError(_("It was changed while you looked at it. Look again."), code="stale")
        if row.thing is None:
            raise ProposalError(_("What it is about was deleted."), code="stale")
        yield row, _lock(row.thing)


def _decided(row: Proposal, state: str, by: Any, at: datetime) -> Proposal:
    row.state, row.decided_by, row.decided_at = state, by, at
    row.save()
    told_of_proposal(row, by=by, at=at)
    return row


def compared(proposal: Proposal) -> list[Difference]:
    """What the proposal changes, field by field; while it waits, with what stands there now where that moved."""
    model = model_of(proposal)
    thing = proposal.thing
    waits = proposal.state == ProposalState.WAITING and not proposal.is_new and thing is not None
    now = words(thing) if waits else None
    return differences(model, proposal.before, proposal.after, now)
