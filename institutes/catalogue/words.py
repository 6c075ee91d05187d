"""The words of an institute, event or series: everything its form shows, to be kept, compared and put back."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Field, ForeignKey, ManyToManyField, Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from institutes.acceptance import Proposable, proposed_q
from institutes.countries import country_name

# Field → its value as JSON has it: dates are ISO texts, related rows keys, `names` and `texts` lists of rows.
Words = dict[str, Any]
NAMES, TEXTS = "names", "texts"


def parts_of(model: Any) -> list[str]:
    """What belongs to a row of `model` and is written on its form, in several rows: its names and its texts."""
    return [part for part in (NAMES, TEXTS) if hasattr(model, part)]


def name_of(thing: Any) -> str:
    """What a thing is called in lists of the desk: its English name, or the letters of a series."""
    return str(thing.name_in("en") if hasattr(thing, "name_in") else thing.prefix)[:300]


@dataclass(frozen=True, slots=True)
class Difference:
    """What a field says before and after, each as lines of text; `now` is set where it says neither today."""

    field: str
    label: str
    before: list[str]
    after: list[str]
    now: list[str] | None = None


def fields_of(model: type[Model]) -> list[Field]:
    """The columns and relations that a form of `model` shows."""
    columns = [field for field in model._meta.concrete_fields if field.editable and not field.primary_key]
    return [*columns, *(field for field in model._meta.many_to_many if field.editable)]


def words(thing: Any) -> Words:
    """The words of `thing` as the database has them now."""
    row = type(thing)._base_manager.get(pk=thing.pk)
    values = {field.name: field.value_from_object(row) for field in fields_of(type(row))}
    for field in type(row)._meta.many_to_many:
        values[field.name] = sorted(related.pk for related in values[field.name])
    for part in parts_of(row):
        rows = getattr(row, part)
        columns = ["id", *(field.attname for field in _part_fields(rows))]
        values[part] = list(rows.order_by("pk").values(*columns))
    plain: Words = json.loads(json.dumps(values, cls=DjangoJSONEncoder))
    return plain


def put(thing: Any, changed: Words) -> None:
    """`thing` is saved with these words. Raises ValidationError where they are wrong for it by now."""
    names = {field.name: field for field in fields_of(type(thing))}
    relations = {}
    for name, value in changed.items():
        field = names.get(name)
        if isinstance(field, ManyToManyField):
            relations[name] = _all_there(field, value)
        elif field is not None:
            put_value(thing, field, value)
    thing.full_clean()
    thing.save()
    for name, rows in relations.items():
        getattr(thing, name).set(rows)
    for part in parts_of(thing):
        if part in changed:
            _put_part(thing, part, changed[part])


def put_value(thing: Any, field: Any, value: Any) -> None:
    """One word is put into its column. For a city that is not there yet its name stands, and it is made."""
    if not isinstance(field, ForeignKey):
        setattr(thing, field.attname, field.to_python(value))
    elif isinstance(value, str):
        cities: Any = field.related_model._default_manager
        setattr(thing, field.name, cities.called_or_new(value))
    else:
        setattr(thing, field.attname, value)


def _all_there(field: ManyToManyField, keys: list[int]) -> list[Model]:
    rows = list(field.related_model._base_manager.filter(pk__in=keys))
    if len(rows) != len(keys):
        raise ValidationError(_("Something that is referred to was deleted meanwhile."), code="gone")
    return rows


def _put_part(thing: Any, part: str, rows: list[Words]) -> None:
    related = getattr(thing, part)
    there = {one.pk: one for one in related.all()}
    kept = {row["id"] for row in rows}
    for key in there.keys() - kept:
        there[key].delete()
    fields = _part_fields(related)
    for row in rows:
        one = there.get(row["id"]) or related.model(**{related.field.name: thing})
        for field in fields:
            setattr(one, field.attname, field.to_python(row[field.attname]))
        one.full_clean()
        one.save()


def _part_fields(related: Any) -> list[Field]:
    return [field for field in fields_of(related.model) if field != related.field]


def differences(
    model: type[Model], before: Words, after: Words, now: Words | None = None
) -> list[Difference]:
    """The fields of `after` that differ from `before`, in the order of the form, in words for people.

    Where a field stands otherwise in `now` than in either, its difference says so.
    """
    differing = []
    for name in after:
        old, new = before.get(name), after[name]
        if old == new or (name not in before and new in (None, "", [], False)):
            continue
        today = old if now is None else now.get(name)
        differing.append(
            Difference(
                name,
                label(model, name),
                shown(model, name, old),
                shown(model, name, new),
                shown(model, name, today) if today not in (old, new) else None,
            )
        )
    return differing


def model_of(row: Any) -> type[Model]:
    """The model of the institute, event or series that a proposal or a change of the catalogue is about."""
    model: type[Model] | None = row.content_type.model_class()
    if model is None:
        raise LookupError(f"There is no table {row.content_type} any more.")
    return model


def label(model: type[Model], name: str) -> str:
    """What people call a field, a name or the logo."""
    if name in (NAMES, TEXTS):
        return _("Names") if name == NAMES else _("Texts")
    field: Any = model._meta.get_field(name) if name != "logo" else None
    return str(capfirst(_("logo") if field is None else field.verbose_name))


def shown(model: type[Model], name: str, value: Any) -> list[str]:
    """A value as `words` gives it, as lines for people; none where it is empty."""
    if value in (None, "", []):
        return []
    if name == NAMES:
        return [name_line(row) for row in value]
    if name == TEXTS:
        return [line for row in value for line in text_lines(row)]
    field: Any = model._meta.get_field(name)
    if field.is_relation:
        if isinstance(value, str):
            return [value]
        keys = value if isinstance(value, list) else [value]
        rows = field.related_model._base_manager.in_bulk(keys)
        return [str(rows.get(key, _("deleted"))) for key in keys]
    if isinstance(value, bool):
        return [_("Yes") if value else _("No")]
    choice = dict(getattr(field, "flatchoices", None) or ()).get(value, value)
    return [line for line in str(choice).splitlines() if line.strip()]


def in_language(model: type[Model], name: str, lines: list[str]) -> list[str]:
    """Lines that were written down in English, in the present language: choices, countries, languages, yes and no."""
    if name in (NAMES, TEXTS):
        return [_name_in_language(line) for line in lines]
    if name == "logo":
        return lines
    if name == "country":
        return [country_name(line) for line in lines]
    choices = getattr(model._meta.get_field(name), "flatchoices", None) or ()
    with override("en"):
        values = {str(words): value for value, words in choices}
    now = dict(choices)
    known = {"Yes": _("Yes"), "No": _("No"), "deleted": _("deleted")}
    return [str(now[values[line]]) if line in values else known.get(line, line) for line in lines]


def _name_in_language(line: str) -> str:
    """A line of `name_line` with its language by name."""
    code, sign, rest = line.partition(": ")
    unofficial = ", not official"
    if rest.endswith(unofficial):
        rest = f"{rest.removesuffix(unofficial)}, {_('not official')}"
    return f"{_language(code)}{sign}{rest}"


def _language(code: str) -> str:
    known = LANG_INFO.get(code, {}).get("name")
    return capfirst(_(str(known))) if known else code


def name_line(row: Words) -> str:
    """A name with all that is said of it: `en: Invented Institute (INV), 1990–2005, not official`."""
    acronym = f" ({row['acronym']})" if row["acronym"] else ""
    years = f"{row['valid_from'] or ''}–{row['valid_until'] or ''}"
    parts = [f"{row['language']}: {row['name']}{acronym}", years if years != "–" else ""]
    parts.append("" if row["is_official"] else _("not official"))
    return ", ".join(part for part in parts if part)


def text_lines(row: Words) -> Iterator[str]:
    """What is said in one language, a line for each paragraph: `en: It was established in 1981.`"""
    for column, text in row.items():
        if column not in ("id", "language"):
            yield from (f"{row['language']}: {line}" for line in text.splitlines() if line.strip())


def proposed_targets(thing: Any) -> Iterator[Any]:
    """What `thing` refers to that no editor has accepted."""
    field: Any
    for field in fields_of(type(thing)):
        if not field.is_relation or not issubclass(field.related_model, Proposable):
            continue
        manager = field.related_model._base_manager
        keys: Iterable[Any] = [getattr(thing, field.attname)] if field.many_to_one else ()
        rows = getattr(thing, field.name).all() if field.many_to_many else manager.filter(pk__in=keys)
        yield from rows.filter(proposed_q())
