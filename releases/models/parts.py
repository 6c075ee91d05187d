"""What an edition is made of besides its row, read whole: for its history, and to tell what somebody saw of it."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, Model
from django.db.models.query import QuerySet
from simple_history.signals import pre_create_historical_record

from releases.database.json_rows import list_of
from releases.database.prepared import prepared
from releases.models.attachment import ReleaseAttachment
from releases.models.contact import ContactWords, ReleaseContact
from releases.models.mention import JointSymbol, Mention, ReleaseLink
from releases.models.photo import ReleasePhoto
from releases.models.release import Release

# kind → the rows of an edition, each a list of the values of its columns, in order; kinds without rows are left out.
Parts = dict[str, list[list[Any]]]

# kind → its table, and the columns that say what a page shows; the kinds in the order of the page.
COLUMNS: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "events": (Release.events.through, ("event_id",)),
    "mentions": (Mention, ("institute_id", "role", "name_as_printed")),
    "joint_symbols": (JointSymbol, ("position", "symbol")),
    "links": (ReleaseLink, ("kind", "reference")),
    "photos": (ReleasePhoto, ("position", "photo_id", *ReleasePhoto.WORDS)),
    "attachments": (ReleaseAttachment, ("position", "attachment_id", "title", "language")),
    "listed_contacts": (ReleaseContact, ("position", "contact_id", *ContactWords.WORDS)),
}


# `Release.history` makes a manager anew each time.
_HISTORY: type[Model] = Release.history.model


def read_parts(keys: Iterable[int]) -> dict[int, Parts]:
    """key → the parts of the edition, for every edition of these keys, as the database has them. One statement."""
    keys = list(keys)
    if len(keys) == 1:
        found = _rows_of_one(key=keys[0])
        return {
            row.pk: _in_order({kind: getattr(row, f"rows_of_{kind}") for kind in COLUMNS}) for row in found
        }
    kinds = [list_of(model, "pk", *columns) for model, columns in COLUMNS.values()]
    rows = Release.objects.filter(pk__in=keys).order_by().values_list("pk", *kinds)
    return {key: _in_order(dict(zip(COLUMNS, lists, strict=True))) for key, *lists in rows}


@prepared(*(f"rows_of_{kind}" for kind in COLUMNS), key=BigIntegerField())
def _rows_of_one(key: Any) -> QuerySet[Release]:
    kinds = {f"rows_of_{kind}": list_of(model, "pk", *columns) for kind, (model, columns) in COLUMNS.items()}
    return Release.objects.filter(pk=key).order_by().annotate(**kinds)


def _in_order(kinds: dict[str, list[list[Any]]]) -> Parts:
    # Without their keys: rows that were deleted and written again as they were are the same parts.
    return {kind: sorted(row[1:] for row in rows) for kind, rows in kinds.items() if rows}


def mark(version: int, parts: Parts) -> str:
    """What two people who saw the same edition have in common: its version, and a digest of its parts."""
    digest = hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
    return f"{version}-{digest[:16]}"


def note_parts(release: Release) -> None:
    """The newest line of the history of `release` has the parts that it has now.

    For parts that are written after their row, in the same transaction.
    """
    newest = [line.history_id for line in _newest_line(key=release.pk)]
    _HISTORY._default_manager.filter(history_id__in=newest).update(parts=read_parts([release.pk])[release.pk])


@prepared("history_id", key=BigIntegerField())
def _newest_line(key: Any) -> QuerySet[Any]:
    found: QuerySet[Any] = _HISTORY._default_manager.filter(id=key).order_by("-history_id")[:1]
    return found


def _keep_parts(*, instance: Release, history_instance: Any, **_signal: Any) -> None:
    """Whoever saves a row, by whatever door, leaves a line with the parts that the edition has at that moment."""
    if history_instance.history_type == "~":
        history_instance.parts = read_parts([instance.pk]).get(instance.pk, {})


pre_create_historical_record.connect(_keep_parts, sender=_HISTORY)
