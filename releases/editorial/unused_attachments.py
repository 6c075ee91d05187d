"""Attachments that no edition has, and files that no row knows: a save that failed leaves them behind."""

import json
from datetime import datetime

from django.core.files.storage import default_storage

from releases.models import Attachment, DeletedDraft, ReleaseAttachment
from releases.models.attachment import FOLDER


def remove_unused(before: datetime) -> tuple[int, int]:
    """How many rows, and how many files without a row, were deleted: all that are older than `before` (aware).

    What a deleted draft had stays, so that the draft can be brought back whole.
    """
    kept = _of_deleted_drafts()
    unused = Attachment.objects.filter(uses=None, uploaded_at__lt=before).exclude(pk__in=kept)
    rows = 0
    for attachment in unused:
        attachment.delete()
        rows += 1
    return rows, _remove_files(before)


def _of_deleted_drafts() -> set[int]:
    label = ReleaseAttachment._meta.label_lower
    texts = DeletedDraft.objects.filter(rows__contains=f'"{label}"').values_list("rows", flat=True)
    return {
        row["fields"]["attachment"] for text in texts for row in json.loads(text) if row["model"] == label
    }


def _remove_files(before: datetime) -> int:
    try:
        names = set(default_storage.listdir(FOLDER)[1])
    except FileNotFoundError:
        return 0
    known = set(Attachment.objects.values_list("token", flat=True))
    old = [
        path
        for path in (f"{FOLDER}/{name}" for name in sorted(names - known))
        if default_storage.get_modified_time(path) < before
    ]
    for path in old:
        default_storage.delete(path)
    return len(old)
