"""What a link fills into an empty form at the desk: `…/add/?events=4,7&title=Opening`."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _


def prefilled_value(column: models.Field, field: forms.Field, text: str) -> Any:
    """What the form shows in `field` for the text of a link; `column` is the column of the model.

    Several objects stand as their keys with commas between them, a moment as ISO 8601 with its offset.
    Raises ValidationError when no such object or moment can stand there.
    """
    if isinstance(field, forms.ModelChoiceField):
        return _keys(field, text)
    if isinstance(column, models.DateTimeField):
        return _moment(text)
    if "\x00" in text:
        raise ValidationError(_("Null characters are not allowed."))
    return text


def _keys(field: forms.ModelChoiceField, text: str) -> Any:
    several = isinstance(field, forms.ModelMultipleChoiceField)
    keys = text.split(",") if several else text
    try:
        field.clean(keys)
    except (ValueError, TypeError, OverflowError) as error:
        raise ValidationError(_("There is no such choice.")) from error
    return keys


def _moment(text: str) -> Any:
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    # The last day of the calendar has no other zone to be shown in.
    if moment is None or is_naive(moment) or not 1900 <= moment.year <= 2200:
        raise ValidationError(_("Give day, time and offset."))
    return moment
