"""The city of an institute or event, typed by its name."""

from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from institutes.models import City, CityName
from institutes.places import folded


class CityInput(forms.TextInput):
    """A city: those that are known are offered while it is typed, in the language of the page."""

    template_name = "admin/city_input.html"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(
            {"list": "cities", "class": "vTextField", "autocomplete": "off", "dir": "auto"} | (attrs or {})
        )

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["cities"] = offered()
        return context


def offered() -> list[dict[str, Any]]:
    """Every city by its name in the language of the page, with zone and country; one query."""
    language = get_language() or "en"
    names = CityName.objects.filter(language__in={language, "en"}, is_official=True, valid_until__isnull=True)
    rows = names.order_by("city_id", "pk").values_list(
        "city_id", "language", "name", "city__zone", "city__country"
    )
    cities: dict[int, dict[str, Any]] = {}
    for key, spoken, name, zone, country in rows:
        if key not in cities or spoken == language:
            cities[key] = {"name": name, "zone": zone, "country": country}
    return sorted(cities.values(), key=lambda city: folded(city["name"]))


class CityField(forms.CharField):
    """The city of that name in any language; one that is not known yet is made with what it stands in."""

    widget = CityInput

    def prepare_value(self, value: Any) -> Any:
        """The name of a row in the language of the page; what was typed stays as it is."""
        if isinstance(value, int):
            row = City.objects.with_names().filter(pk=value).first()
            return "" if row is None else str(row)
        return value

    def clean(self, value: Any) -> City | None:
        typed = super().clean(value)
        return City.objects.called_or_new(typed) if typed else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        typed = folded(str(data or ""))
        if initial in (None, "") or not typed:
            return bool(typed) != (initial not in (None, ""))
        key = initial.pk if isinstance(initial, City) else initial
        return not CityName.objects.filter(city=key, folded=typed).exists()


def city_field(db_field: models.Field) -> CityField:
    """The field of a form for a column that refers to a city."""
    return CityField(
        label=capfirst(db_field.verbose_name),
        required=not db_field.blank,
        max_length=100,
        help_text=_("A city that is not known yet is added under this name."),
    )
