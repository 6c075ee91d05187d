"""Filters of a list at the desk: fields of one form, with a link that takes each of them off again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from institutes.desk.requests import DeskRequest

# More names than this are not sent with every page of the list; they can be typed all the same.
MOST_SUGGESTED = 500
LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True)
class FilterField:
    """One field of the form: a `select` of `options` (value, words), a `text` with suggestions, or a `tick`."""

    kind: str
    name: str
    label: Any
    value: str = ""
    options: Sequence[tuple[str, Any]] = ()
    suggestions: Sequence[str] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class AppliedFilter:
    """A filter that is on: what it says, the parameters that it stands for, and the query string without it."""

    label: Any
    words: Any
    parameters: tuple[str, ...]
    without: str = field(default="")


class DeskFilter(admin.ListFilter):
    """A filter whose parameters are fields of the form above the list.

    What was typed and cannot be used narrows nothing; `problem` says why.
    """

    parameters: tuple[str, ...] = ()
    request: DeskRequest
    # What is listed.
    model: Any

    def __init__(self, request: DeskRequest, params: dict, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        self.request, self.model = request, model
        sent = {name: params.pop(name, [""])[-1] for name in self.parameters}
        self.values = {name: value.strip()[:LONGEST_VALUE] for name, value in sent.items()}
        self.problem = ""
        self.read()

    def read(self) -> None:
        """What was sent is understood, or `problem` says why not."""

    @property
    def value(self) -> str:
        """What was sent for the first parameter."""
        return self.values[self.parameters[0]]

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str]:
        return list(self.parameters)

    def fields(self) -> list[FilterField]:
        """The fields of the form."""
        raise NotImplementedError

    def words(self) -> Any:
        """What the filter that is on says; empty where it is off."""
        raise NotImplementedError

    def applied(self, changelist: ChangeList) -> Iterator[AppliedFilter]:
        """The filter, where it is on."""
        if words := self.words():
            without = changelist.get_query_string(dict.fromkeys(self.parameters))
            yield AppliedFilter(self.title, words, self.parameters, without)

    def choices(self, changelist: ChangeList) -> Iterator[Any]:
        for one in self.fields():
            if one.kind == "tick":
                yield self._choice(changelist, one, "1", one.label)
            for value, words in one.options:
                yield self._choice(changelist, one, value, words)

    def _choice(self, changelist: ChangeList, one: FilterField, value: str, words: Any) -> dict[str, Any]:
        return {
            "selected": one.value == value,
            "query_string": changelist.get_query_string({one.name: value or None}),
            "display": words,
        }


class SelectFilter(DeskFilter):
    """By one of a few values."""

    def options(self) -> Sequence[tuple[str, Any]]:
        """The values and what they are called."""
        raise NotImplementedError

    def narrowed(self, queryset: QuerySet) -> QuerySet:
        """The rows that have the value."""
        raise NotImplementedError

    def read(self) -> None:
        self.named = dict(self.options())
        if self.value and self.value not in self.named:
            self.problem = _("“%(value)s” is not one of the choices.") % {"value": self.value}

    @property
    def is_on(self) -> bool:
        """Whether a value was sent that is one of them."""
        return bool(self.value) and not self.problem

    def fields(self) -> list[FilterField]:
        value = "" if self.problem else self.value
        options = [("", _("Any")), *self.named.items()]
        name = self.parameters[0]
        return [FilterField("select", name, self.title, value, options, problem=self.problem)]

    def words(self) -> Any:
        return self.named[self.value] if self.is_on else ""

    def queryset(self, request: DeskRequest, queryset: Any) -> Any:
        return self.narrowed(queryset) if self.is_on else queryset


class TickFilter(DeskFilter):
    """On or off."""

    def narrowed(self, queryset: QuerySet) -> QuerySet:
        """The rows for which it holds."""
        raise NotImplementedError

    @property
    def is_on(self) -> bool:
        """Whether it was ticked."""
        return bool(self.value)

    def fields(self) -> list[FilterField]:
        return [FilterField("tick", self.parameters[0], self.title, "1" if self.is_on else "")]

    def words(self) -> Any:
        return _("yes") if self.is_on else ""

    def queryset(self, request: DeskRequest, queryset: Any) -> Any:
        return self.narrowed(queryset) if self.is_on else queryset


class NamedFilter(DeskFilter):
    """By a row of another table, whose slug is in the address, and one of whose names may be typed.

    `chosen` is the row, None where there is none.
    """

    def rows(self) -> dict[str, Any]:
        """The rows by their slugs, names at hand."""
        raise NotImplementedError

    def narrowed(self, queryset: QuerySet, chosen: Any) -> QuerySet:
        """The rows of the list that belong to the chosen one."""
        raise NotImplementedError

    def read(self) -> None:
        self.chosen = None
        if not self.value:
            return
        found = self._found(self.value.casefold())
        if len(found) == 1:
            self.chosen = found[0]
        elif found:
            some = ", ".join(row.name for row in found[:5])
            self.problem = _("“%(value)s” fits several: %(some)s. Write more of the name.") % {
                "value": self.value,
                "some": some,
            }
        else:
            self.problem = _("Nothing here is called “%(value)s”.") % {"value": self.value}

    def _found(self, typed: str) -> list[Any]:
        """The rows that are called so; where there are none, those in whose names it stands."""
        rows = self.rows()
        if typed in rows:
            return [rows[typed]]
        names = {slug: [text.casefold() for text in _texts(row)] for slug, row in rows.items()}
        exact = [rows[slug] for slug, texts in names.items() if typed in texts]
        return exact or [rows[slug] for slug, texts in names.items() if any(typed in text for text in texts)]

    def fields(self) -> list[FilterField]:
        rows = self.rows()
        suggestions = sorted({row.name for row in rows.values()}) if len(rows) <= MOST_SUGGESTED else []
        value = self.value if self.chosen is None else self.chosen.name
        name = self.parameters[0]
        return [FilterField("text", name, self.title, value, (), suggestions, self.problem)]

    def words(self) -> Any:
        return self.chosen.name if self.chosen is not None else ""

    def queryset(self, request: DeskRequest, queryset: Any) -> Any:
        return queryset if self.chosen is None else self.narrowed(queryset, self.chosen)


def _texts(row: Any) -> Iterator[str]:
    names = row.names.all() if row.names_at_hand is None else row.names_at_hand
    for name in names:
        yield name.name
        if name.acronym:
            yield name.acronym
