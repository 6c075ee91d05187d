"""Two versions of a release side by side: which of their fields differ, and in which words.

The one comparison: of public editions, of saves in the history, and of what was typed with what was saved.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from institutes import days
from releases.editorial.difference import Piece, difference
from releases.models import Release, columns
from releases.models.prose import plain_text

PRINTED = ("symbol", *columns.PRINTED)
"""What readers see of an edition, in the order of the page."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One field that differs: its name, its label for people, and how the old text became the new one."""

    name: str
    label: str | Promise
    pieces: list[Piece]


def compare(old: Any, new: Any, names: Iterable[str] = PRINTED) -> list[Compared]:
    """The fields among `names` in which `new` differs from `old`, in that order.

    Both are releases, saved or not, or rows of their history. Words are compared, not markup: a sentence that
    was made bold is the same sentence.
    """
    labels = {field.name: field.verbose_name for field in Release._meta.concrete_fields}
    texts = ((name, _text(old, name), _text(new, name)) for name in names)
    return [
        Compared(name, labels[name], difference(before, after))
        for name, before, after in texts
        if before != after
    ]


def _text(row: Any, name: str) -> str:
    """The body without its markup, a choice by its label, a date as the page writes it, nothing for None."""
    if name == "body":
        return plain_text(row.body)
    if name == "kind":
        return str(row.get_kind_display())
    value = getattr(row, name)
    return value if isinstance(value, str) else days.day(value) if value else ""
