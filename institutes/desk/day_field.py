"""The one way in which days are entered at the desk: typed in any usual form, or chosen from a calendar."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import JsonResponse
from django.urls import reverse
from django.utils import timezone

from institutes.desk.requests import DeskRequest
from institutes.desk.typed_days import TypedDayError, as_typed, in_words, read_day

LONGEST = 100


class DayInput(forms.DateInput):
    """A text field for a day, with a calendar beside it and, below, how the day was read."""

    template_name = "admin/day_input.html"

    class Media:
        css = {"all": ["pressroom/day.css"]}
        js = ["pressroom/day.js"]

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"size": 18, "autocomplete": "off", "dir": "auto"} | (attrs or {}))

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, datetime):
            value = value.date()
        if isinstance(value, date):
            return as_typed(value, timezone.localdate())
        return value or None

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        # Where it is a part of another field, nothing but this reaches the template.
        context["widget"] |= {"address": reverse("admin:read_day"), "said": _said(context["widget"]["value"])}
        return context


class DayField(forms.DateField):
    """A day: ISO 8601, or however people write it in the languages of the desk. Refused with a sentence."""

    widget = DayInput

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or not str(value).strip():
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        try:
            return read_day(str(value)[:LONGEST], timezone.localdate()).day
        except TypedDayError as error:
            raise ValidationError(str(error), code="invalid") from error

    def normal(self, text: str) -> str:
        """The same text for the same day, so that who only writes it otherwise has changed nothing."""
        try:
            return self.to_python(text).isoformat() if text else ""  # type: ignore[union-attr]  # text is not blank
        except (ValidationError, AttributeError):
            return text


DAYS: dict[type[models.Field], dict[str, Any]] = {
    models.DateField: {"form_class": DayField, "widget": DayInput}
}
"""For `formfield_overrides` of whatever shows a form at the desk."""


def _said(text: Any) -> str:
    if not text:
        return ""
    try:
        return in_words(read_day(str(text)[:LONGEST], timezone.localdate()))
    except TypedDayError:
        return ""


def read_day_view(request: DeskRequest) -> JsonResponse:
    """How the day in `day` is read: `message`, `is_right`, `day` in ISO 8601, and `text` as it would be typed.

    For whoever is signed in at the desk.
    """
    if not admin.site.has_permission(request):
        raise PermissionDenied
    text = request.GET.get("day", "")[:LONGEST]
    if not text.strip():
        return JsonResponse({"is_right": True, "message": "", "day": "", "text": ""})
    today = timezone.localdate(request.at)
    try:
        typed = read_day(text, today)
    except TypedDayError as error:
        return JsonResponse({"is_right": False, "message": str(error), "day": "", "text": text})
    answer = {"is_right": True, "message": in_words(typed), "day": typed.day.isoformat()}
    return JsonResponse(answer | {"text": as_typed(typed.day, today)})
