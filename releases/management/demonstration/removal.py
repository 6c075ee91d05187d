"""All that is invented is taken away, and nothing else: the triggers allow the deletion of no other issued edition."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.models import DO_NOTHING, SET_NULL, Exists, ForeignKey, Model, OuterRef, Q

from institutes.invented import invented_q
from institutes.models import (
    CatalogueChange,
    City,
    CityName,
    Institute,
    InstituteLogo,
    InstituteName,
    InstituteText,
    Proposal,
)
from releases.models import (
    Attachment,
    Contact,
    DeletedDraft,
    Event,
    EventName,
    EventText,
    Mention,
    NumberReservation,
    Photo,
    Release,
    ReleaseContact,
    Series,
)

Column = tuple[type[Model], str]
# Of each table of the catalogue: what refers to a row and keeps it, and what goes with it.
CATALOGUE: dict[type[Model], tuple[tuple[Column, ...], tuple[Column, ...]]] = {
    Series: (((Release, "series"),), ((NumberReservation, "series"),)),
    Event: (
        (
            *((Release.events.through, "event"), (Event, "parent"), (Event, "merged_into")),
            (Series, "event"),
        ),
        ((EventName, "event"), (EventText, "event"), (Event.institutes.through, "event")),
    ),
    Institute: (
        (
            *((Mention, "institute"), (Event.institutes.through, "institute")),
            *((Institute, "successor"), (Institute, "merged_into")),
        ),
        ((InstituteName, "institute"), (InstituteText, "institute")),
    ),
    Contact: (((ReleaseContact, "contact"),), ()),
    City: (((Institute, "city"), (Event, "city")), ((CityName, "city"),)),
}


@dataclass
class Removed:
    """How many rows of each table went, by its name, and the invented rows that real ones refer to and that stay."""

    counts: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)


def remove() -> Removed:
    """Nothing invented is left but what real rows refer to. One transaction: all of it or nothing."""
    removed = Removed()
    with transaction.atomic():
        removed.counts["releases"] = _remove_releases()
        removed.counts["photos"] = _remove_files(Photo)
        removed.counts["attachments"] = _remove_files(Attachment)
        names = {
            Series: "series",
            Event: "events",
            Institute: "institutes",
            Contact: "contacts",
            City: "cities",
        }
        for model, what in names.items():
            removed.counts[what] = _remove_unused(model)
            left = model._default_manager.filter(invented_q())
            removed.kept += [f"{what}: {row}" for row in left]
    return removed


def _remove_releases() -> int:
    translations = Release.objects.filter(follows__is_invented=True, is_invented=False)
    translations.update(follows=None, follows_version=None)
    _remove_what_points_to(Release, f"SELECT id FROM {_table(Release)} WHERE is_invented")  # noqa: S608 - ours
    count = _execute(f"DELETE FROM {_table(Release)} WHERE is_invented")  # noqa: S608 - ours
    _execute(f"DELETE FROM {_table(Release.history.model)} WHERE is_invented")  # noqa: S608 - ours
    DeletedDraft.objects.filter(rows__contains='"is_invented": true').delete()
    return count


def _remove_what_points_to(model: type[Model], keys: str) -> None:
    """The rows of other tables that belong to the rows of these keys, a query, are gone, and what belongs to them."""
    for relation in model._meta.get_fields(include_hidden=True):
        pointer = getattr(relation, "field", None)
        if relation.concrete or not isinstance(pointer, ForeignKey) or relation.related_model is model:
            continue
        other, column = pointer.model, _column(pointer)
        if other._meta.pk.name == "history_id":
            # What the history of a real row says it was stays as it was.
            continue
        where = f"{column} IN ({keys})"
        if pointer.remote_field.on_delete is SET_NULL:
            _execute(f"UPDATE {_table(other)} SET {column} = NULL WHERE {where}")  # noqa: S608 - ours
            continue
        if pointer.remote_field.on_delete is not DO_NOTHING:
            key = _column(other._meta.pk)
            _remove_what_points_to(other, f"SELECT {key} FROM {_table(other)} WHERE {where}")  # noqa: S608 - ours
        _execute(f"DELETE FROM {_table(other)} WHERE {where}")  # noqa: S608 - ours


def _remove_files(model: Any) -> int:
    """Rows whose files go with them, one by one."""
    unused = model.objects.filter(invented_q(), uses__isnull=True)
    count = len([row.delete() for row in unused])
    _forget_history(model, _is_gone(model))
    return count


def _remove_unused(model: type[Model]) -> int:
    """Rows to which nothing refers, and then those to which only they referred."""
    uses, parts = CATALOGUE[model]
    used = Q()
    for other, name in uses:
        used |= Q(Exists(other._default_manager.filter(**{name: OuterRef("pk")})))
    keys: list[int] = []
    rows = model._default_manager.filter(invented_q()).exclude(used)
    while found := list(rows.values_list("pk", flat=True)):
        if model is Institute:
            InstituteLogo.objects.filter(institute__in=found).delete()
        for other, name in parts:
            _delete(other, name, found)
        _delete(model, "id", found)
        keys += found
    about = {"content_type": ContentType.objects.get_for_model(model), "object_id__in": keys}
    for noted in (CatalogueChange, Proposal):
        noted._default_manager.filter(**about).delete()
    _forget_history(model, _is_gone(model))
    return len(keys)


def _is_gone(model: type[Model]) -> Q:
    return Q(~Exists(model._default_manager.filter(pk=OuterRef("id"))), is_invented=True)


def _forget_history(model: Any, which: Q) -> None:
    if hasattr(model, "history"):
        model.history.filter(which).delete()


def _delete(model: type[Model], name: str, keys: Iterable[int]) -> None:
    """By statement and not by Django, whose signals would tell the chief editors of each row."""
    for key in keys:
        column = _column(model._meta.get_field(name))
        statement = f"DELETE FROM {_table(model)} WHERE {column} = %s"  # noqa: S608 - ours
        _execute(statement, key)


def _execute(statement: str, *parameters: Any) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)


def _column(column: Any) -> str:
    return connection.ops.quote_name(column.column)


def _table(model: type[Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)
