"""Fields of the desk in which a code is chosen by its name: countries and languages."""

from typing import Any

from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from institutes.countries import country_choices, country_name
from institutes.names import language_code


class CountrySelect(forms.Select):
    """All countries by name, in the language of the page; a code that nobody names stays among them."""

    def optgroups(self, name: str, value: list[str], attrs: dict | None = None) -> list:
        choices = [("", "–"), *country_choices()]
        codes = {code for code, _name in choices}
        unknown = [(code, country_name(code)) for code in value if code and code not in codes]
        self.choices = [*choices, *unknown]
        return super().optgroups(name, value, attrs)


class LanguageSelect(forms.Select):
    """Languages by name: those of the releases first, then others; a code that nobody names stays among them."""

    def optgroups(self, name: str, value: list[str], attrs: dict | None = None) -> list:
        first = [(code, str(label)) for code, label in settings.LANGUAGES]
        codes = dict(first)
        others = sorted(
            (
                (code, capfirst(_(str(one["name"]))))
                for code, one in LANG_INFO.items()
                if "name" in one and code not in codes and _is_whole(code)
            ),
            key=lambda choice: choice[1],
        )
        known = codes.keys() | {code for code, _label in others}
        unknown = [(code, code) for code in value if code and code not in known]
        self.choices = [*first, (_("Other languages"), [*others, *unknown])]
        return super().optgroups(name, value, attrs)


def _is_whole(code: str) -> bool:
    """Whether it is a language, and not how one country writes it."""
    return language_code.regex.match(code) is not None and len(code.partition("-")[2]) != 2  # type: ignore[union-attr]


def named(db_field: models.Field, kwargs: dict[str, Any]) -> dict[str, Any]:
    """What `formfield_for_dbfield` takes, so that a field with a code shows names."""
    if db_field.name == "country":
        return kwargs | {"widget": CountrySelect(attrs={"class": "searchable"}), "help_text": ""}
    if db_field.name == "language":
        return kwargs | {"widget": LanguageSelect, "help_text": gettext_lazy("The language of the name.")}
    return kwargs
