"""Drafts that are deleted, and brought back when that was a mistake."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.core import serializers
from django.db import connection
from django.utils.translation import gettext_lazy as _

from releases.editorial.editions import Lineage
from releases.editorial.errors import NotPermittedError, WorkflowError
from releases.editorial.locking import LockedMove, Seen, database_errors_explained, locked_move
from releases.enums import Move
from releases.models import PARTS, DeletedDraft, Release


def delete_draft(release: Release, *, by: User, at: datetime, seen: Seen = None) -> DeletedDraft:
    """The open edition is gone from every list, and kept whole so that `restore_draft` can bring it back."""
    with locked_move(Move.DELETE, release, by, at, seen) as locked:
        edition = locked.edition
        parts = [part for model in PARTS for part in model._base_manager.filter(release=edition)]
        kept = DeletedDraft.objects.create(
            release_id=edition.pk,
            reference=edition.reference,
            language=edition.language,
            edition=edition.edition,
            title=edition.title,
            rows=serializers.serialize("json", [edition, *parts]),
            by=by,
            at=locked.at,
        )
        locked.record(edition, Move.DELETE)
        edition.delete()
    return kept


def restore_draft(kept: DeletedDraft, *, by: User, at: datetime) -> Release:
    """The deleted edition is there again with all its parts, under the number it had."""
    if not by.is_active or not by.has_perm("releases.add_release"):
        raise NotPermittedError(_("You do not have the permission for this."), code="permission")
    with database_errors_explained():
        rows = DeletedDraft.objects.select_for_update().filter(pk=kept.pk).values_list("rows", flat=True)
        text = rows.first()
        if text is None:
            raise WorkflowError(_("This draft has been restored already."), code="restored")
        for row in serializers.deserialize("json", text):
            _forget_lost_original(row.object)
            row.save()
        connection.check_constraints([Release._meta.db_table, *(part._meta.db_table for part in PARTS)])
        edition = Release.objects.get(pk=kept.release_id)
        locked = LockedMove(Lineage(edition, [edition]), by, at, at)
        locked.record(edition, Move.RESTORE)
        DeletedDraft.objects.filter(pk=kept.pk).delete()
    return edition


def _forget_lost_original(row: Any) -> None:
    """A translation comes back although its original was deleted meanwhile: then nobody knows what it follows."""
    if not isinstance(row, Release) or row.follows_id is None:
        return
    if not Release.objects.filter(pk=row.follows_id).exists():
        row.follows_id = row.follows_version = None
