"""Groups of a form that are rarely needed are folded; one that holds something, or something wrong, is open."""

from collections.abc import Iterable, Sequence
from typing import Any

COLLAPSE = "collapse"


def folded(fields: Sequence[Any], row: Any = None) -> dict[str, Any]:
    """The options of a group of fields: folded as long as nothing of `row` stands in any of them."""
    names = [name for line in fields for name in ([line] if isinstance(line, str) else line)]
    is_filled = row is not None and any(getattr(row, name, None) not in (None, "") for name in names)
    return {"fields": list(fields), "classes": [] if is_filled else [COLLAPSE]}


def unfold_tables(tables: Iterable[Any]) -> None:
    """Tables of the form (admin's inline formsets) that have rows are not folded."""
    for table in tables:
        formset = table.formset
        if formset.initial_form_count() or (formset.is_bound and formset.total_form_count()):
            table.classes = " ".join(name for name in table.classes.split() if name != COLLAPSE)
