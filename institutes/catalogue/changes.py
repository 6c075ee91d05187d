"""Every change of what is public in the catalogue is written down, whoever made it and through whatever door."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import ForeignKey, Model, QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.utils import timezone, translation
from simple_history.models import HistoricalRecords

from institutes.acceptance import Proposable
from institutes.catalogue.notices import told_of_change
from institutes.catalogue.words import (
    NAMES,
    TEXTS,
    fields_of,
    name_line,
    name_of,
    parts_of,
    shown,
    text_lines,
)
from institutes.models import CatalogueChange

# A field with what it said before and says now, each as lines of text.
Change = tuple[str, list[str], list[str]]
_changing: ContextVar[tuple[Any, datetime] | None] = ContextVar("changing", default=None)


@contextmanager
def changing(by: Any, at: datetime) -> Iterator[None]:
    """What changes meanwhile is changed by `by` at `at` (aware)."""
    token = _changing.set((by, at))
    try:
        yield
    finally:
        _changing.reset(token)


def _who_and_when() -> tuple[Any, datetime]:
    """Who changes what is being saved; nobody known outside a request, unless `changing` says it."""
    if (told := _changing.get()) is not None:
        return told
    request = getattr(HistoricalRecords.context, "request", None)
    user = getattr(request, "user", None)
    by = user if user is not None and user.is_authenticated else None
    return by, getattr(request, "at", None) or timezone.now()


def note(thing: Any, changes: Iterable[Change]) -> None:
    """These changes of `thing` are listed for the chief editors, unless nobody outside sees it."""
    noted = [{"field": name, "before": before, "after": after} for name, before, after in changes]
    if thing.is_proposed or not noted:
        return
    by, at = _who_and_when()
    key = {"content_type": ContentType.objects.get_for_model(thing), "object_id": thing.pk}
    # All that one request changes of one thing is one line.
    line = CatalogueChange.objects.filter(**key, made_by=by, made_at=at, seen_at=None).first()
    line = line or CatalogueChange(**key, made_by=by, made_at=at)
    line.name = name_of(thing)
    line.differences = [*line.differences, *noted]
    is_new = line._state.adding
    line.save()
    if is_new:
        told_of_change(line)


def watch(model: type[Model]) -> None:
    """Changes of institutes, events or series are noted."""
    uid = model._meta.label
    pre_save.connect(_remember, sender=model, dispatch_uid=uid)
    post_save.connect(_thing_saved, sender=model, dispatch_uid=uid)
    post_delete.connect(_thing_deleted, sender=model, dispatch_uid=uid)
    for field in model._meta.many_to_many:
        m2m_changed.connect(_related, sender=getattr(model, field.name).through, dispatch_uid=uid)


def watch_part(model: type[Model]) -> None:
    """Changes of a name, a text or a logo are noted as those of what it belongs to."""
    uid = model._meta.label
    pre_save.connect(_remember, sender=model, dispatch_uid=uid)
    post_save.connect(_part_saved, sender=model, dispatch_uid=uid)
    post_delete.connect(_part_deleted, sender=model, dispatch_uid=uid)


def _remember(sender: type[Model], instance: Any, *, raw: bool, **_others: Any) -> None:
    """What the database had before; rows of fixtures are not looked at."""
    instance.is_loaded = raw
    if not raw:
        instance.row_before = sender._base_manager.filter(pk=instance.pk).first() if instance.pk else None


def _thing_saved(sender: type[Model], instance: Any, *, raw: bool, **_others: Any) -> None:
    if raw:
        return
    before = instance.__dict__.pop("row_before", None)
    with translation.override("en"):
        if before is not None and before.is_proposed and not instance.is_proposed:
            note(instance, [*_changes(None, instance), *_everything_beside(instance)])
        else:
            note(instance, _changes(before, instance))


def _thing_deleted(sender: type[Model], instance: Any, **_others: Any) -> None:
    with translation.override("en"):
        note(instance, [(name, old, new) for name, new, old in _changes(None, instance)])


def _changes(before: Any, after: Any) -> Iterator[Change]:
    """The columns in which two rows differ; all that are filled where there was none before."""
    for field in fields_of(type(after)):
        if field.many_to_many:
            continue
        old, new = (
            shown(type(after), field.name, field.value_from_object(row)) if row is not None else []
            for row in (before, after)
        )
        if old != new:
            yield field.name, old, new


def _everything_beside(thing: Any) -> Iterator[Change]:
    for part in parts_of(thing):
        for row in getattr(thing, part).all():
            yield part, [], _lines(row)
    if getattr(thing, "logo", None) is not None:
        yield "logo", [], _lines(thing.logo)
    for field in type(thing)._meta.many_to_many:
        for related in getattr(thing, field.name).all():
            yield field.name, [], [str(related)]


def _lines(part: Any) -> list[str]:
    """A name or a logo in one line, a text in one for each paragraph."""
    place, owner = _place(part), _belongs(part)
    if place not in (NAMES, TEXTS):
        return [" · ".join(filter(None, [part.alternative_text, part.credit, part.sha256[:8]]))]
    row = {f.attname: f.value_from_object(part) for f in fields_of(type(part)) if f != owner}
    return [name_line(row)] if place == NAMES else list(text_lines(row))


def _belongs(part: Any) -> ForeignKey:
    """The field that says whose name, text or logo it is."""
    (field,) = (
        field
        for field in part._meta.concrete_fields
        if field.is_relation and issubclass(field.related_model, Proposable)
    )
    return field


def _place(part: Any) -> str:
    """What its owner calls it: `names`, `texts` or `logo`."""
    return str(_belongs(part).remote_field.get_accessor_name())


def _owner(part: Any) -> Any:
    field = _belongs(part)
    return field.related_model._base_manager.filter(pk=getattr(part, field.attname)).first()


def _note_part(part: Any, before: list[str], after: list[str]) -> None:
    owner = _owner(part)
    if owner is not None and before != after:
        note(owner, [(_place(part), before, after)])


def _part_saved(sender: type[Model], instance: Any, *, raw: bool, **_others: Any) -> None:
    if not raw:
        before = instance.__dict__.pop("row_before", None)
        with translation.override("en"):
            _note_part(instance, _lines(before) if before is not None else [], _lines(instance))


def _part_deleted(sender: type[Model], instance: Any, **_others: Any) -> None:
    with translation.override("en"):
        _note_part(instance, _lines(instance), [])


def _related(
    sender: type[Model], instance: Any, *, action: str, model: type[Model], pk_set: set | None, **others: Any
) -> None:
    """Rows that an event is tied to, from either side."""
    is_loaded = instance.__dict__.get("is_loaded", False)
    if is_loaded or others["reverse"] or action not in {"post_add", "post_remove", "pre_clear"}:
        return
    (field,) = (one for one in type(instance)._meta.many_to_many if one.remote_field.through is sender)
    keys = pk_set if pk_set is not None else getattr(instance, field.name).values_list("pk", flat=True)
    with translation.override("en"):
        names = [str(row) for row in model._base_manager.filter(pk__in=keys).order_by("pk")]
        if names:
            added = action == "post_add"
            note(instance, [(field.name, [] if added else names, names if added else [])])


def unseen() -> QuerySet[CatalogueChange]:
    """The changes that no chief editor has ticked."""
    return CatalogueChange.objects.filter(seen_at=None)


def mark_seen(changes: QuerySet[CatalogueChange], *, by: Any, at: datetime) -> int:
    """How many of `changes` are ticked now as seen by `by`; what was ticked before stays as it was.

    Raises PermissionError where `by` may not.
    """
    if not by.is_active or not by.has_perm("institutes.change_cataloguechange"):
        raise PermissionDenied
    return changes.filter(seen_at=None).update(seen_by=by, seen_at=at)
