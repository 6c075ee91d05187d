"""Two editions of a release side by side: which of their texts differ, and in which words."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise

from releases.editorial.difference import Piece, difference
from releases.models import Release, columns

TEXTS = ("symbol", *columns.PRINTED)


@dataclass(frozen=True, slots=True)
class Compared:
    """One field that differs: its name for people, and how the old text became the new one."""

    label: str | Promise
    pieces: list[Piece]


def compare(old: Release, new: Release) -> list[Compared]:
    """The fields of the printed release in which `new` differs from `old`, in the order of the page.

    Words are compared, not markup: a sentence that was made bold is the same sentence.
    """
    labels = {field.name: field.verbose_name for field in Release._meta.concrete_fields}
    pairs = ((name, _text(old, name), _text(new, name)) for name in TEXTS)
    return [
        Compared(labels[name], difference(before, after)) for name, before, after in pairs if before != after
    ]


def _text(release: Release, name: str) -> str:
    if name == "body":
        return release.body_text
    if name == "kind":
        return str(release.get_kind_display())
    value = getattr(release, name)
    return value if isinstance(value, str) else date_format(value) if value else ""
