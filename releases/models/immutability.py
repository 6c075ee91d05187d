"""What is asked before the database has to refuse: the seal on issued editions, as sentences for people.

Receivers, because they are the one place that `save`, `QuerySet.delete` and every cascade pass through.
"""

from typing import Any

from django.db import models
from django.db.models.signals import m2m_changed, pre_delete, pre_save

from releases.database.immutability import (
    FREE_COLUMNS,
    FREE_PART_COLUMNS,
    SENTENCES,
    STATE_SEALED,
    TEXT_SEALED,
    SealedError,
)
from releases.enums import ReleaseState
from releases.models.mention import JointSymbol, Mention, ReleaseLink
from releases.models.photo import ReleasePhoto
from releases.models.release import Release
from releases.models.transition import Transition

# What an edition is made of besides its row and its events. The next edition takes it over.
PARTS: tuple[type[models.Model], ...] = (Mention, JointSymbol, ReleaseLink, ReleasePhoto)


def _sealed(message: str = TEXT_SEALED) -> SealedError:
    return SealedError(SENTENCES[message], code="sealed")


def _differs(
    instance: models.Model, free: frozenset[str], update_fields: frozenset[str] | None = None
) -> bool:
    """Whether saving `instance` would change a column of its row that is not in `free`."""
    fields = [
        field
        for field in instance._meta.concrete_fields
        if field.attname not in free
        and (update_fields is None or not update_fields.isdisjoint({field.name, field.attname}))
    ]
    if not fields:
        return False
    names = [field.attname for field in fields]
    row = type(instance)._base_manager.filter(pk=instance.pk).values_list(*names).first()
    if row is None:
        return True
    return any(
        _plain(field.to_python(value)) != _plain(field.to_python(getattr(instance, field.attname)))
        for field, value in zip(fields, row, strict=True)
    )


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value


def check_release_save(
    instance: Release, *, raw: bool, update_fields: frozenset[str] | None, **_kwargs: Any
) -> None:
    """Raises SealedError when the text of an issued edition would change, or a state behind its log."""
    if raw or instance._state.adding or (update_fields and update_fields <= FREE_COLUMNS - {"state"}):
        return
    state = Release.objects.filter(pk=instance.pk).values_list("state", flat=True).first()
    if state is None:
        return
    if state in ReleaseState.ISSUED and _differs(instance, FREE_COLUMNS, update_fields):
        raise _sealed()
    if state != instance.state and (update_fields is None or "state" in update_fields):
        last = Transition.objects.filter(release=instance).order_by("-pk").first()
        if last is None or (last.from_state, last.to_state) != (state, instance.state):
            raise _sealed(STATE_SEALED)


def check_release_delete(instance: Release, **_kwargs: Any) -> None:
    """Raises SealedError when the edition was issued."""
    if Release.objects.filter(pk=instance.pk, state__in=ReleaseState.ISSUED).exists():
        raise _sealed()


def _refuse_issued(*keys: int | None) -> None:
    if Release.objects.filter(pk__in=keys, state__in=ReleaseState.ISSUED).exists():
        raise _sealed()


def _refuse_moved(*keys: int | None) -> None:
    moved = Transition.objects.filter(release__in=keys).values("release")
    if Release.objects.filter(pk__in=moved, state__in=ReleaseState.ISSUED).exists():
        raise _sealed()


def check_part_save(instance: models.Model, *, raw: bool, **_kwargs: Any) -> None:
    """Raises SealedError when the part belongs to an issued edition and would be new or different."""
    if raw:
        return
    if instance._state.adding:
        _refuse_moved(instance.release_id)
    elif _differs(instance, FREE_PART_COLUMNS):
        before = type(instance)._base_manager.filter(pk=instance.pk).values_list("release_id", flat=True)
        _refuse_issued(*before)
        _refuse_moved(instance.release_id)


def check_part_delete(instance: models.Model, **_kwargs: Any) -> None:
    """Raises SealedError when the part belongs to an issued edition."""
    _refuse_issued(instance.release_id)


def check_events(
    instance: models.Model, *, action: str, reverse: bool, pk_set: set[int] | None, **_kwargs: Any
) -> None:
    """Raises SealedError when the events of an issued edition would change, from either side."""
    through = Release.events.through.objects
    if action == "pre_add" and pk_set:
        _refuse_moved(*(pk_set if reverse else (instance.pk,)))
    elif action == "pre_remove":
        _refuse_issued(*(pk_set if reverse else (instance.pk,)))
    elif action == "pre_clear":
        lost = through.filter(event=instance.pk) if reverse else through.filter(release=instance.pk)
        _refuse_issued(*lost.values_list("release", flat=True))


def protect_issued(collector: Any, field: models.Field, links: models.QuerySet, using: str) -> None:
    """An `on_delete`: links go with the event, unless one belongs to an issued edition.

    Raises ProtectedError, which the admin explains by naming those editions.
    """
    issued = Release.objects.using(using).filter(pk__in=[link.release_id for link in links])
    issued = issued.filter(state__in=ReleaseState.ISSUED)
    if issued:
        raise models.ProtectedError(str(SENTENCES[TEXT_SEALED]), set(issued))
    models.CASCADE(collector, field, links, using)


pre_save.connect(check_release_save, sender=Release)
pre_delete.connect(check_release_delete, sender=Release)
m2m_changed.connect(check_events, sender=Release.events.through)
for part in PARTS:
    pre_save.connect(check_part_save, sender=part)
    pre_delete.connect(check_part_delete, sender=part)
# Django makes the table of `Release.events` itself and offers no other place to say what a deletion does.
Release.events.through._meta.get_field("event").remote_field.on_delete = protect_issued
