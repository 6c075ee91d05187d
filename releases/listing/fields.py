"""The fields of the filter of lists: periods, and values that are known by name."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from institutes import days
from institutes.desk.typed_days import TypedDayError
from releases.search.periods import Period
from releases.search.typed_day import read_typed_period

NOT_KNOWN = _("“%(value)s” is not known; it was left out.")


class PeriodField(forms.Field):
    """A day, a month or a year, however a person types it: 21 April 2005, 2005-04-21, April 2005, 2005.

    `assumed` says what was assumed of what was typed, as a sentence; it is empty where nothing was.
    """

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def __init__(self, **kwargs: Any) -> None:
        self.assumed = ""
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Period | None:
        self.assumed = ""
        text = str(value or "").strip()
        if not text:
            return None
        try:
            typed = read_typed_period(text)
        except TypedDayError as error:
            raise ValidationError(str(error), code="not_a_date") from None
        if typed is None:
            raise ValidationError(
                _("“%(value)s” is not a date. Type it like 21 April 2005, April 2005 or 2005-04-21."),
                code="not_a_date",
                params={"value": text[:40]},
            )
        self.assumed = typed.assumed
        return typed.period


class KnownValuesField(forms.Field):
    """Any number of values by the names that addresses have for them, in any case.

    The values that are known are used; `unknown` holds the others, as they were given.
    """

    widget = forms.SelectMultiple

    def __init__(
        self, *, look_up: Callable[[str], Any | None], name_of: Callable[[Any], str], **kwargs: Any
    ) -> None:
        """`look_up` gets a name in small letters, `name_of` gives the name that the address should have."""
        self.look_up = look_up
        self.name_of = name_of
        self.unknown: list[str] = []
        super().__init__(**kwargs)

    def to_python(self, value: Iterable[str] | None) -> list[Any]:
        names = list(dict.fromkeys(name.strip() for name in value or [] if name.strip()))
        values = {name: self.look_up(name.lower()) for name in names}
        self.unknown = [name for name in names if values[name] is None]
        return list(dict.fromkeys(known for known in values.values() if known is not None))


class ReleaseFilterForm(forms.Form):
    """Says beside the field what could not be used, and keeps what could."""

    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        for name, field in self.fields.items():
            for value in getattr(field, "unknown", ()):
                self._report(name, NOT_KNOWN, value)
        start, end = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if start and end and start.first > end.last:
            message = _("The last day, %(value)s, comes before the first; nothing can match.")
            self._report("to", message, days.day(end.last))
        return self.cleaned_data

    def _report(self, name: str, message: Any, value: str) -> None:
        # Django takes the value of a field with an error away, here with those of its names that are known.
        used = self.cleaned_data.get(name)
        self.add_error(name, ValidationError(message, params={"value": value[:60]}))
        self.cleaned_data[name] = used
