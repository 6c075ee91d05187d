"""What a browser sends for the fields of a form: read from a form that is shown, from what was sent, and written."""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.forms import BaseForm, CheckboxInput, Field, FileField, ModelChoiceField, MultiWidget, Widget
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from institutes.desk.merging import Values

NOTHING = "–"


def bare(field: Field) -> Widget:
    """The widget itself, without the buttons that the desk puts beside it."""
    holder: Any = field.widget
    widget: Widget = getattr(holder, "widget", holder)
    return widget


def is_choice_of_many(field: Field) -> bool:
    """Whether several can be chosen, of which each counts for itself."""
    return bool(getattr(bare(field), "allow_multiple_selected", False))


def filled_in(form: BaseForm, without: tuple[str, ...] = ()) -> Iterator[str]:
    """The names of the fields that a person fills in and a browser sends back; files are none of them."""
    for name, field in form.fields.items():
        is_typed = not (field.disabled or field.widget.is_hidden or isinstance(field, FileField))
        if is_typed and name not in without:
            yield name


def shown(form: BaseForm, name: str) -> Values:
    """What a browser would send for the field `name` of `form`, unbound, if nobody touched it."""
    field = form.fields[name]
    return _tidy(field, list(_of_value(bare(field), form[name].value())), _normal(form, name))


def sent(form: BaseForm, name: str, prefix: str, data: QueryDict) -> Values:
    """What `data` says of that field in the form whose names begin with `prefix`."""
    widget, key = bare(form.fields[name]), _key(prefix, name)
    if isinstance(widget, CheckboxInput):
        texts = ["on"] if widget.value_from_datadict(data, MultiValueDict(), key) else []
    elif isinstance(widget, MultiWidget):
        texts = [data.get(key + suffix, "") for suffix in _suffixes(widget)]
    else:
        texts = data.getlist(key)
    return _tidy(form.fields[name], texts, _normal(form, name))


def write(form: BaseForm, name: str, prefix: str, data: QueryDict, values: Values) -> None:
    """`data` says `values` of that field."""
    widget, key = bare(form.fields[name]), _key(prefix, name)
    if isinstance(widget, MultiWidget):
        suffixes = _suffixes(widget)
        for suffix, text in zip(suffixes, values or [""] * len(suffixes), strict=True):
            data[key + suffix] = text
    elif is_choice_of_many(form.fields[name]):
        data.setlist(key, list(values))
    elif isinstance(widget, CheckboxInput) and not values:
        data.pop(key, None)
    else:
        data[key] = values[0] if values else ""


def in_words(form: BaseForm, name: str, values: Values) -> str:
    """The same for people: choices by their names, markup without its tags, a dash for nothing."""
    field = form.fields[name]
    widget = bare(field)
    if isinstance(widget, CheckboxInput):
        return _("Yes") if values else _("No")
    if isinstance(widget, MultiWidget):
        return " ".join(filter(None, values)) or NOTHING
    if isinstance(field, ModelChoiceField):
        return ", ".join(_chosen(field, text) for text in values) or NOTHING
    labels = {str(key): str(label) for key, label in _flat(getattr(field, "choices", ()))}
    words = getattr(form, "as_words", {}).get(name, str)
    return ", ".join(labels.get(text) or words(text) for text in values) or NOTHING


def _chosen(field: ModelChoiceField, text: str) -> str:
    """The row by its name; what is no row, or is gone, as it was sent."""
    try:
        queryset: Any = field.queryset
        return str(queryset.get(**{field.to_field_name or "pk": text}))
    except (ValueError, TypeError, ValidationError, ObjectDoesNotExist):
        return text


def _flat(choices: Any) -> Iterator[tuple]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


def _normal(form: BaseForm, name: str) -> Callable[[str], str]:
    """What makes the same of texts that mean the same: the form may know, or the field itself."""
    own = getattr(form.fields[name], "normal", str)
    return getattr(form, "normal", {}).get(name, own)


def _suffixes(widget: MultiWidget) -> list[str]:
    """What the parts of a widget add to its name. The attribute is documented by Django, but not in its types."""
    suffixes: list[str] = vars(widget)["widgets_names"]
    return suffixes


def _key(prefix: str, name: str) -> str:
    return f"{prefix}-{name}" if prefix else name


def _of_value(widget: Widget, value: Any) -> Iterator[str]:
    if isinstance(widget, MultiWidget):
        parts = widget.decompress(value) or []
        for one, part in zip(widget.widgets, parts, strict=True):
            yield next(_of_value(one, part), "")
    elif isinstance(widget, CheckboxInput):
        yield from ["on"] if value else []
    else:
        formatted = widget.format_value(value)
        if isinstance(formatted, list | tuple | set):
            yield from map(str, formatted)
        elif formatted is not None:
            yield str(formatted)


def _tidy(field: Field, texts: list[str], normal: Callable[[str], str]) -> Values:
    """Without what a browser adds and a form takes away: line ends, blanks at the ends, empty texts."""
    tidied = [normal(text.replace("\r\n", "\n").strip()) for text in texts]
    if isinstance(bare(field), MultiWidget):
        return tuple(tidied)
    kept = [text for text in tidied if text]
    return tuple(sorted(kept)) if is_choice_of_many(field) else tuple(kept)
