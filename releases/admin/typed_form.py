"""The edition that stands in a form of the desk, whatever in it is still wrong; nothing is checked, locked or saved."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import DateField, ForeignKey, Model
from django.forms.formsets import DELETION_FIELD_NAME, TOTAL_FORM_COUNT
from django.http import QueryDict
from django.utils import timezone

from institutes.desk.requests import DeskRequest
from releases.editorial.guesses import still_guessed
from releases.editorial.symbol_reading import understand
from releases.editorial.typed_edition import TypedEdition, derive
from releases.models import Event, JointSymbol, Release, ReleaseLink, columns, prose
from releases.wire.symbols import SymbolError, parse_symbol

MOST_ROWS, MOST_EVENTS = 200, 200
LAST = 40_000
FIELDS = ("language", *columns.PRINTED, *columns.CORRECTION, "publish_at")


def read_typed(desk: admin.ModelAdmin, request: DeskRequest, row: Release | None) -> TypedEdition:
    """What `request` holds of the form of `row`, or of a new release where there is none.

    A value that its field refuses stands as it was typed where that is text; else the saved one stays.
    """
    release = Release() if row is None else Release.objects.get(pk=row.pk)
    if row is None:
        release.issued_on = timezone.localdate(request.at)
    form: Any = desk.get_form(request, row, change=row is not None)(request.POST, instance=row)
    for name in FIELDS:
        if name in form.fields:
            _take(release, name, form.fields[name], form[name].data)
    if "symbol" in form.fields:
        _take_symbol(release, str(form["symbol"].data or "").strip())
    release.body = prose.sanitise(release.body)
    if row is not None:
        release.guesses = still_guessed(release, row)
    derive(release)
    return TypedEdition(release, _events(request.POST), dict(_parts(desk, request, release)))


def _take(release: Release, name: str, field: forms.Field, data: Any) -> None:
    try:
        value = field.clean(data)
    except ValidationError:
        value = data
    column = Release._meta.get_field(name)
    if isinstance(value, str) or (value is None and column.null):
        value = _as_text(column, value)
    if _fits(column, value):
        setattr(release, name, value)


def _as_text(column: Any, value: Any) -> Any:
    """A text without what no text may hold; None for what is no text and was refused."""
    if value is None or isinstance(column, DateField):
        return value
    return str(value).replace("\0", "")[: column.max_length]


def _fits(column: Any, value: Any) -> bool:
    """Whether the page can show the value in that column."""
    if column.choices and value not in dict(column.flatchoices):
        return False
    if isinstance(column, DateField):
        return isinstance(value, date) or (value is None and column.null)
    return value is not None


def _take_symbol(release: Release, text: str) -> None:
    """The symbol that is meant. What is none yet leaves the release without."""
    try:
        release.symbol = understand(text).text if text else ""
    except SymbolError:
        release.symbol = ""
    release.read_symbol()


def _events(data: QueryDict) -> list[Event]:
    keys = [int(key) for key in data.getlist("events")[:MOST_EVENTS] if key.isdecimal() and len(key) < 19]
    found = Event.objects.with_names().in_bulk(keys)
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def _parts(
    desk: admin.ModelAdmin, request: DeskRequest, release: Release
) -> Iterator[tuple[type[Model], list[Any]]]:
    """The rows of each inline, in the order of the page."""
    row = release if release.pk else None
    for inline in desk.get_inline_instances(request, row):
        formset: Any = inline.get_formset(request, row)
        rows = list(_rows(formset, release, request.POST))
        yield inline.model, sorted(_with_what_they_name(inline.model, rows), key=_position)


def _position(row: Any) -> int:
    # A row without a number comes after the others.
    return getattr(row, "position", 0) or (LAST if hasattr(row, "position") else 0)


def _rows(formset: Any, release: Release, data: QueryDict) -> Iterator[Any]:
    prefix, fields = formset.get_default_prefix(), formset.form.base_fields
    saved = formset.model._default_manager.filter(release=release.pk).in_bulk() if release.pk else {}
    total = data.get(f"{prefix}-{TOTAL_FORM_COUNT}", "")
    for place in range(min(int(total), MOST_ROWS) if total.isdecimal() and len(total) < 6 else 0):
        start = f"{prefix}-{place}"
        if f"{start}-{DELETION_FIELD_NAME}" not in data:
            key = data.get(f"{start}-id", "")
            row = saved.get(int(key) if key.isdecimal() and len(key) < 19 else 0) or formset.model()
            row.release = release
            values = {
                name: field.widget.value_from_datadict(data, {}, f"{start}-{name}")
                for name, field in fields.items()
            }
            row.is_new = row.pk is None
            if _fill(row, fields, values):
                yield row


def _fill(row: Any, fields: dict[str, forms.Field], values: dict[str, Any]) -> bool:
    """Whether the row says enough to be shown; it holds what was typed then."""
    for name, field in fields.items():
        column = next((one for one in row._meta.concrete_fields if one.name == name), None)
        if column is None or column.primary_key:
            continue
        value = values[name]
        if isinstance(column, ForeignKey):
            key = str(value or "")
            if not key.isdecimal() or len(key) > 18:
                return False
            row.is_new = row.is_new or getattr(row, column.attname) != int(key)
            setattr(row, column.attname, int(key))
            continue
        try:
            setattr(row, name, field.clean(value))
        except ValidationError:
            if field.required:
                return False
    return _has_symbols(row)


def _has_symbols(row: Any) -> bool:
    """Whether a joint symbol is one; it and what a link names are in their canonical spelling then."""
    try:
        if isinstance(row, JointSymbol):
            row.symbol = understand(row.symbol).text
            row.symbol_key = parse_symbol(row.symbol).key
        elif isinstance(row, ReleaseLink):
            row.reference = understand(row.reference).reference
    except SymbolError:
        return isinstance(row, ReleaseLink)
    return True


def _with_what_they_name(model: type[Model], rows: list[Any]) -> list[Any]:
    """The rows whose institutes, photos and the like are there, with these at hand: one query for each column."""
    for column in model._meta.concrete_fields:
        if not isinstance(column, ForeignKey) or column.name == "release":
            continue
        manager: Any = column.related_model._default_manager
        named = manager.with_names() if hasattr(manager, "with_names") else manager.all()
        found = named.in_bulk({getattr(row, column.attname) for row in rows})
        rows = [row for row in rows if getattr(row, column.attname) in found]
        for row in rows:
            setattr(row, column.name, found[getattr(row, column.attname)])
    for row in rows:
        # As the save of a row does it that is new, or names something else now.
        if row.is_new and hasattr(row, "take_words"):
            row.take_words()
    return rows
