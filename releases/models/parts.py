"""What an edition is made of besides its row, read whole: for its history, and to tell what somebody saw of it."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from simple_history.signals import pre_create_historical_record

from releases.database.json_rows import list_of
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
}


def read_parts(keys: Iterable[int]) -> dict[int, Parts]:
    """key → the parts of the edition, for every edition of these keys, as the database has them. One statement."""
    kinds = [list_of(model, "pk", *columns) for model, columns in COLUMNS.values()]
    rows = Release.objects.filter(pk__in=list(keys)).order_by().values_list("pk", *kinds)
    return {key: _in_order(dict(zip(COLUMNS, lists, strict=True))) for key, *lists in rows}


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
    history = Release.history.filter(id=release.pk)
    newest = history.order_by("-history_id").values_list("history_id", flat=True).first()
    history.filter(history_id=newest).update(parts=read_parts([release.pk])[release.pk])


def _keep_parts(*, instance: Release, history_instance: Any, **_signal: Any) -> None:
    """Whoever saves a row, by whatever door, leaves a line with the parts that the edition has at that moment."""
    if history_instance.history_type == "~":
        history_instance.parts = read_parts([instance.pk]).get(instance.pk, {})


pre_create_historical_record.connect(_keep_parts, sender=Release.history.model)
