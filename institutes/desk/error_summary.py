"""What is wrong in a form, in one list above it, each line leading to its field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm, BoundField, MultiWidget
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from institutes.desk.sent_values import bare


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence about what is wrong, the label of its field, and the id of what is to be mended in the page.

    Label and id are empty where the sentence is about the whole form.
    """

    sentence: str
    label: str = ""
    target: str = ""


def problems_of(form: BaseForm, tables: Iterable[Any]) -> list[Problem]:
    """Every sentence of the form and of the rows of its tables (admin's inline formsets), in the order of the page.

    Every field with an error names its sentence to those who do not see it.
    """
    found = list(_of_form(form))
    for table in tables:
        formset, label = table.formset, capfirst(str(table.opts.verbose_name))
        if not formset.is_bound:
            continue
        group = f"{formset.prefix}-group"
        found += [Problem(str(sentence), label, group) for sentence in formset.non_form_errors()]
        for number, row in enumerate(formset.forms, start=1):
            where = _("%(table)s %(number)s") % {"table": label, "number": number}
            found += _of_form(row, where, group)
    return found


def _of_form(form: BaseForm, where: str = "", group: str = "") -> Iterator[Problem]:
    for sentence in form.non_field_errors():
        yield Problem(str(sentence), where, group)
    for bound in form:
        if not bound.errors:
            continue
        _describe(bound)
        label = ": ".join(filter(None, (where, capfirst(str(bound.label)))))
        for sentence in bound.errors:
            yield Problem(str(sentence), label, bound.id_for_label or bound.auto_id or group)


def _describe(bound: BoundField) -> None:
    """The parts of a field that has several name its error too: Django does so for a field of one part only."""
    widget = bare(bound.field)
    if isinstance(widget, MultiWidget):
        for part in widget.widgets:
            part.attrs |= {"aria-describedby": f"{bound.auto_id}_error", "aria-invalid": "true"}
