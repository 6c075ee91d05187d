"""Two rows of the catalogue that mean the same become one: the other leads to it, and nothing that was issued changes.

The row that is merged stays with its names, because issued editions refer to it. What readers find under it they find
under the other from then on, and so it is taken back by a single word.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from institutes.catalogue.changes import changing
from institutes.catalogue.proposals import ProposalError, may_decide


def merge(thing: Any, into: Any, *, by: Any, at: datetime) -> Any:
    """The institute or event `thing` leads to `into`, of the same model; returns it as saved.

    Raises ProposalError where `by` may not, where either is only proposed or merged already, was deleted
    meanwhile, or one is part of the other.
    """
    with _locked([thing, into], by) as rows, changing(by, at):
        merged, kept = (rows.get(row.pk) for row in (thing, into))
        if merged is None or kept is None:
            raise ProposalError(_("It was deleted meanwhile."), code="gone")
        _check(merged, kept)
        merged.merged_into = kept
        merged._history_user, merged._history_date = by, at
        merged.save()
    return merged


def take_back(thing: Any, *, by: Any, at: datetime) -> Any:
    """`thing` stands for itself again, with all that refers to it. Raises ProposalError as `merge` does."""
    with _locked([thing], by) as rows, changing(by, at):
        row = rows.get(thing.pk)
        if row is None or row.merged_into_id is None:
            raise ProposalError(_("It is not merged into another any more."), code="stale")
        row.merged_into = None
        row._history_user, row._history_date = by, at
        row.save()
    return row


def may_merge(user: Any, model: type) -> bool:
    """Whether `user` decides what of `model` means the same."""
    return may_decide(user, model)


@contextmanager
def _locked(things: list[Any], by: Any) -> Iterator[dict[int, Any]]:
    """The rows by their keys, which nobody else changes before the transaction ends."""
    model = type(things[0])
    if not may_merge(by, model):
        raise ProposalError(_("You do not have the permission for this."), code="permission")
    with transaction.atomic():
        keys = [thing.pk for thing in things]
        # In one order for everybody, so that no two wait for each other.
        rows = model._base_manager.filter(pk__in=keys).order_by("pk").select_for_update()
        yield {row.pk: row for row in rows}


def _check(merged: Any, kept: Any) -> None:
    name = {"name": str(merged.name)}
    if merged.pk == kept.pk:
        raise ProposalError(_("Choose another one than itself."), code="same")
    if merged.is_proposed or kept.is_proposed:
        raise ProposalError(_("One of them is only proposed: accept or decline it first."), code="proposed")
    if merged.merged_into_id is not None:
        raise ProposalError(_("“%(name)s” is merged into another already.") % name, code="stale")
    if kept.merged_into_id is not None:
        raise ProposalError(_("That one is merged into another itself: choose the other."), code="stale")
    if getattr(merged, "parent_id", None) == kept.pk or getattr(kept, "parent_id", None) == merged.pk:
        raise ProposalError(_("One of them is part of the other: they are two events."), code="part")
