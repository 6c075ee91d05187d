"""The columns of a table of institutes or events: what each says of a row, and what a cell of it means."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils import timezone, translation
from django.utils.functional import lazy
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from institutes.catalogue.words import NAMES, TEXTS, Words
from institutes.countries import country_choices, country_name
from institutes.desk.day_field import LONGEST
from institutes.desk.export import ExportColumn, plain
from institutes.desk.table_names import COLUMNS as NAME_COLUMNS
from institutes.desk.table_names import as_lines, mains, names_of, new_name, other_names, read_lines
from institutes.desk.table_texts import is_said, new_text, texts_of
from institutes.desk.typed_days import TypedDayError, read_day
from institutes.enums import Language
from institutes.models import City

SEPARATOR = "; "
LONGEST_CITY = 100
# Beside the names that each language has for them.
YES, NO = ("true", "1", "yes", "x"), ("false", "0", "no")


@dataclass
class Draft:
    """A row while its line is read: `words` are what would change, `names` those that it would have.

    `mains` are those of `names` that have a column of their own, by language. `texts` are those that it would
    have. `known` are the rows to which cells may refer, by model and slug; `links` are fields that refer to rows which
    the same file brings, by slug.
    """

    thing: Any
    names: list[Words]
    mains: dict[str, Words]
    known: Mapping[type[Model], Mapping[str, Any]]
    words: Words = field(default_factory=dict)
    texts: list[Words] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: `value` is what an export says of a row.

    `read` takes the text of a cell into a draft and returns it as an export would say it; it raises a
    ValidationError with a sentence. A column without it is there to be read by people. `refers_to` is the model whose
    slugs stand in it.
    """

    key: str
    head: Any
    value: Callable[[Any], str | int | None]
    read: Callable[[str, Draft], str] | None = None
    refers_to: type[Model] | None = None


def exported(columns: Sequence[TableColumn]) -> list[ExportColumn]:
    """The same columns, to be given out."""
    return [ExportColumn(column.head, column.value) for column in columns]


def heads(column: TableColumn) -> Iterator[str]:
    """What the column is called in every language, and its key; in small letters."""
    yield column.key
    for code, _label in settings.LANGUAGES:
        with translation.override(code):
            yield folded(str(column.head))


def folded(text: str) -> str:
    """A text as it is compared with others: small letters, no more blanks than one."""
    return " ".join(text.casefold().split())


def _capitalised(text: Any) -> str:
    return str(capfirst(str(text)))


capitalised = lazy(_capitalised, str)


def head_of(model: type[Model], name: str) -> Any:
    """What people call the field, in the language of the page."""
    column: Any = model._meta.get_field(name)
    return capitalised(column.verbose_name)


def text(model: type[Model], name: str) -> TableColumn:
    """A column of free text."""

    def read(cell: str, draft: Draft) -> str:
        draft.words[name] = cell
        return cell

    return TableColumn(name, head_of(model, name), lambda row: plain(getattr(row, name)), read)


def choice(model: type[Model], name: str) -> TableColumn:
    """One of a few values by its label, in any language."""
    column: Any = model._meta.get_field(name)

    def value(row: Any) -> str:
        return str(dict(column.flatchoices).get(getattr(row, name), getattr(row, name)))

    def read(cell: str, draft: Draft) -> str:
        found = _values_of(column).get(folded(cell))
        if found is None and (cell or not column.has_default()):
            labels = ", ".join(str(label) for _value, label in column.flatchoices)
            raise ValidationError(
                _("“%(cell)s” is none of these: %(labels)s.") % {"cell": cell, "labels": labels}
            )
        draft.words[name] = column.get_default() if found is None else found
        return str(dict(column.flatchoices)[draft.words[name]])

    return TableColumn(name, head_of(model, name), value, read)


@cache
def _values_of(column: Any) -> dict[str, str]:
    """Every label of every value, in every language."""
    found: dict[str, str] = {}
    for code, _label in settings.LANGUAGES:
        with translation.override(code):
            found |= {folded(str(label)): value for value, label in column.flatchoices}
    return found | {folded(value): value for value, _label in column.flatchoices}


def yes_or_no(model: type[Model], name: str) -> TableColumn:
    """Yes or no, in any language."""

    def read(cell: str, draft: Draft) -> str:
        answer = _answers().get(folded(cell))
        if answer is None:
            raise ValidationError(_("“%(cell)s” is neither yes nor no.") % {"cell": cell})
        draft.words[name] = answer
        return _("Yes") if answer else _("No")

    return TableColumn(
        name, head_of(model, name), lambda row: _("Yes") if getattr(row, name) else _("No"), read
    )


@cache
def _answers() -> dict[str, bool]:
    answers = {"": False} | dict.fromkeys(YES, True) | dict.fromkeys(NO, False)
    for code, _label in settings.LANGUAGES:
        with translation.override(code):
            answers |= {folded(_("Yes")): True, folded(_("No")): False}
    return answers


def city(model: type[Model], name: str = "city") -> TableColumn:
    """A city by its name in any language; one that is not known yet is made when the table is brought in."""

    def read(cell: str, draft: Draft) -> str:
        found = City.objects.called(cell) if cell else None
        # A text stands for a city that is still to be made.
        draft.words[name] = (cell[:LONGEST_CITY] or None) if found is None else found.pk
        return cell if found is None else str(found)

    return TableColumn(name, head_of(model, name), lambda row: plain(str(getattr(row, name) or "")), read)


def country(model: type[Model], name: str = "country") -> TableColumn:
    """A country by its name in any of the six languages, or by its code."""

    def read(cell: str, draft: Draft) -> str:
        code = _codes().get(folded(cell)) if cell else ""
        if code is None:
            raise ValidationError(_("No country is called “%(cell)s”.") % {"cell": cell})
        draft.words[name] = code
        return country_name(code)

    return TableColumn(name, head_of(model, name), lambda row: country_name(getattr(row, name)), read)


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for language in settings.OFFICIAL_LANGUAGES:
        with translation.override(language):
            choices = country_choices()
            codes |= {folded(name): code for code, name in choices} | {
                code.casefold(): code for code, _name in choices
            }
    return codes


def day(model: type[Model], name: str, *, otherwise: str = "") -> TableColumn:
    """A day, given out as ISO 8601 and understood in any form in which days are typed.

    An empty cell means the day in the column `otherwise`, which stands before it.
    """

    def read(cell: str, draft: Draft) -> str:
        try:
            on = read_day(cell[:LONGEST], timezone.localdate()).day if cell else None
        except TypedDayError as error:
            raise ValidationError(str(error)) from error
        other = draft.words.get(otherwise, getattr(draft.thing, otherwise)) if otherwise else None
        draft.words[name] = on.isoformat() if on else str(other) if other else None
        return draft.words[name] or ""

    def value(row: Any) -> str:
        on = getattr(row, name)
        return on.isoformat() if on else ""

    return TableColumn(name, head_of(model, name), value, read)


def number(model: type[Model], name: str) -> TableColumn:
    """A whole number, or none."""

    def read(cell: str, draft: Draft) -> str:
        # isdecimal is true of the figures of every script, and int reads them all.
        if cell and not (cell.isdecimal() and len(cell) <= 9):
            raise ValidationError(_("“%(cell)s” is no whole number.") % {"cell": cell})
        draft.words[name] = int(cell) if cell else None
        return str(int(cell)) if cell else ""

    return TableColumn(name, head_of(model, name), lambda row: getattr(row, name), read)


def decimal(model: type[Model], name: str) -> TableColumn:
    """A number with figures behind its point, or none."""
    column: Any = model._meta.get_field(name)

    def read(cell: str, draft: Draft) -> str:
        try:
            found = Decimal(cell.replace(",", ".")) if cell else None
        except InvalidOperation as error:
            raise ValidationError(_("“%(cell)s” is no number.") % {"cell": cell}) from error
        if found is not None and (not found.is_finite() or abs(found) > 10**6):
            raise ValidationError(_("“%(cell)s” is no number.") % {"cell": cell})
        draft.words[name] = None if found is None else str(round(found, column.decimal_places))
        return "" if found is None else _places(found, column.decimal_places)

    def value(row: Any) -> str:
        found = getattr(row, name)
        return "" if found is None else _places(found, column.decimal_places)

    return TableColumn(name, head_of(model, name), value, read)


def _places(value: Decimal, places: int) -> str:
    """The number without noughts at its end: 60.1833."""
    written = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def reference(model: type[Model], name: str) -> TableColumn:
    """Another row of a catalogue, by its slug."""
    target: Any = model._meta.get_field(name).related_model

    def read(cell: str, draft: Draft) -> str:
        slug = cell.casefold()
        found = _known(draft, target, slug) if slug else None
        is_new = found is not None and found.pk is None
        if is_new:
            draft.links[name] = slug
            setattr(draft.thing, name, found)
        draft.words[name] = None if found is None else found.pk
        return "" if found is None else found.slug

    def value(row: Any) -> str:
        found = getattr(row, name)
        return found.slug if found else ""

    return TableColumn(name, head_of(model, name), value, read, refers_to=target)


def references(model: type[Model], name: str) -> TableColumn:
    """Several rows of another catalogue, by their slugs."""
    target: Any = model._meta.get_field(name).related_model

    def read(cell: str, draft: Draft) -> str:
        found = [_known(draft, target, slug) for slug in slugs_in(cell)]
        draft.words[name] = sorted({row.pk for row in found})
        return SEPARATOR.join(sorted({row.slug for row in found}))

    def value(row: Any) -> str:
        return SEPARATOR.join(sorted(other.slug for other in getattr(row, name).all()))

    return TableColumn(name, head_of(model, name), value, read, refers_to=target)


def slugs_in(cell: str) -> list[str]:
    """The slugs in a cell, in small letters."""
    return [slug.strip().casefold() for slug in cell.split(SEPARATOR.strip()) if slug.strip()]


def _known(draft: Draft, target: type[Model], slug: str) -> Any:
    found = draft.known[target].get(slug)
    if found is None:
        raise ValidationError(
            _("Nothing has the address “%(slug)s”, in the catalogue or in this file.") % {"slug": slug}
        )
    if found.is_proposed and not draft.thing.is_proposed:
        raise ValidationError(_("“%(name)s” is only proposed: accept it first.") % {"name": found.name})
    return found


def standing() -> TableColumn:
    """Whether the public sees the row; to be read by people."""

    def value(row: Any) -> str:
        if row.is_proposed:
            return _("Proposed")
        if row.merged_into_id:
            return _("Merged into %(slug)s") % {"slug": row.merged_into.slug}
        return _("Public")

    return TableColumn("standing", gettext_lazy("In the catalogue"), value)


def names() -> list[TableColumn]:
    """The name in use and its short form in each of the six languages, and one column for all other names."""
    columns = []
    for code in settings.OFFICIAL_LANGUAGES:
        columns += [_name(code), _acronym(code)]
    others = TableColumn(
        NAMES, gettext_lazy("Other names"), lambda row: as_lines(other_names(names_of(row))), _read_others
    )
    return [*columns, others]


def _name(code: str) -> TableColumn:
    def read(cell: str, draft: Draft) -> str:
        main = draft.mains.get(code)
        if main is None and cell:
            draft.mains[code] = new_name(code, cell)
            draft.names.append(draft.mains[code])
        elif main is not None and cell:
            main["name"] = cell
        elif main is not None:
            del draft.mains[code]
            draft.names[:] = [name for name in draft.names if name is not main]
        return cell

    return TableColumn(
        f"name_{code}",
        _in_language(gettext_lazy("Name"), code),
        lambda row: _of_main(row, code, "name"),
        read,
    )


def _acronym(code: str) -> TableColumn:
    def read(cell: str, draft: Draft) -> str:
        main = draft.mains.get(code)
        if main is None and cell:
            raise ValidationError(_("There is no name in this language that it could be short for."))
        if main is not None:
            main["acronym"] = cell
        return cell

    return TableColumn(
        f"acronym_{code}",
        _in_language(gettext_lazy("Short form"), code),
        lambda row: _of_main(row, code, "acronym"),
        read,
    )


def _of_main(row: Any, code: str, part: str) -> str:
    main = mains(names_of(row)).get(code)
    return plain(main[part]) if main else ""


def _in_language(label: Any, code: str) -> Any:
    """A head such as `Name (Français)`: the language in its own words, the same in every table."""
    return format_lazy("{} ({})", label, str(Language(code).label))


def texts(model: type[Model], name: str) -> list[TableColumn]:
    """A text in each of the languages of releases; what it says in others is left alone."""
    return [_text(model, name, code) for code in Language.values]


def _text(model: type[Model], name: str, code: str) -> TableColumn:
    def read(cell: str, draft: Draft) -> str:
        said = next((one for one in draft.texts if one["language"] == code), None)
        if said is None:
            said = new_text(model, code)
            draft.texts.append(said)
        said[name] = cell
        draft.words[TEXTS] = [one for one in draft.texts if is_said(one)]
        return cell

    return TableColumn(
        f"{name}_{code}",
        _in_language(head_of(model, name), code),
        lambda row: next((plain(one[name]) for one in texts_of(row) if one["language"] == code), ""),
        read,
    )


def _read_others(cell: str, draft: Draft) -> str:
    apart = {id(name) for name in draft.mains.values()}
    kept = [name for name in draft.names if id(name) in apart]
    there = {_key(name): name["id"] for name in draft.names if id(name) not in apart}
    written = {_key(name) for name in kept}
    others = [name for name in read_lines(cell) if _key(name) not in written]
    for name in others:
        name["id"] = there.pop(_key(name), None)
    draft.names[:] = [*kept, *others]
    return as_lines(others)


def _key(name: Words) -> tuple:
    """All that is said of a name."""
    return tuple(name[column] for column in NAME_COLUMNS)
