"""Forms of the desk filled in as a browser would."""

from typing import Any

from django.forms import BaseForm, MultiWidget
from django.http import HttpResponse

from releases.models import Release
from releases.models.parts import mark, read_parts


def filled(response: HttpResponse, **changes: Any) -> dict:
    """What a browser would send back from the form in `response`, with `changes`; None takes a field away."""
    data = _values(response.context["adminform"].form)
    for inline in response.context["inline_admin_formsets"]:
        data |= _values(inline.formset.management_form)
        for form in inline.formset.forms:
            data |= _values(form)
    data |= {"seen": response.context["seen"]} if "seen" in response.context else {}
    return {name: value for name, value in (data | changes).items() if value is not None}


def _values(form: BaseForm) -> dict:
    values = {}
    for bound in form:
        value = bound.value()
        widget = bound.field.widget
        if isinstance(widget, MultiWidget):
            parts = widget.decompress(value) if not isinstance(value, list) else value
            values |= {f"{bound.html_name}_{n}": "" if p is None else p for n, p in enumerate(parts)}
        elif value is not None and value is not False:
            values[bound.html_name] = value
    return values


def seen_of(release: Release) -> str:
    """What the page of a move says its person saw: the version in hand with the parts that are there."""
    return mark(release.version, read_parts([release.pk]).get(release.pk, {}))


def errors(response: HttpResponse) -> dict:
    """The sentences of the form in `response` by field; those above the form under `__all__`."""
    return {name: list(found) for name, found in response.context["adminform"].form.errors.items()}


def sentences(response: HttpResponse) -> list[str]:
    """Every sentence of the page in `response` about what is wrong, those of its rows of tables included."""
    found = response.context["errors"]
    return [text for group in found for text in ([group] if isinstance(group, str) else group)]
