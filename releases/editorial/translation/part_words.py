"""The words of an edition that stand outside its text and are translated: those under photos, titles of attachments."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from releases.models import ReleasePhoto
from releases.models.parts import COLUMNS, Parts

PHOTO, ATTACHMENT = "photo", "attachment"
# What of the words under a photo is in a language; a credit is a name.
PHOTO_WORDS = tuple(name for name in ReleasePhoto.WORDS if name != "credit")
# kind of parts → what its units are called, the column that says which one it is, and those that are translated.
_TRANSLATED: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "photos": (PHOTO, "photo_id", PHOTO_WORDS),
    "attachments": (ATTACHMENT, "attachment_id", ("title",)),
}


def unit_key(kind: str, key: int, name: str) -> str:
    """The key of a unit: photo-7-caption."""
    return f"{kind}-{key}-{name}"


def is_of_part(unit: str) -> bool:
    """Whether a unit of that key stands outside the text."""
    return unit.startswith((f"{PHOTO}-", f"{ATTACHMENT}-"))


def split(unit: str) -> tuple[str, int, str]:
    """The kind, the key of the photo or attachment and the column that the key of a unit names."""
    kind, key, name = unit.split("-", 2)
    return kind, int(key), name


def called(unit: str) -> str:
    """Such a unit as people call it."""
    return _("Title of an attachment") if unit.startswith(ATTACHMENT) else _("Words under a photo")


def words_of(parts: Parts) -> dict[str, str]:
    """key of a unit → its words, empty ones too, in the order of the page."""
    return dict(_words(parts))


def _words(parts: Parts) -> Iterator[tuple[str, str]]:
    for kind, (named, which, names) in _TRANSLATED.items():
        columns = COLUMNS[kind][1]
        for row in parts.get(kind, []):
            values: dict[str, Any] = dict(zip(columns, row, strict=False))
            for name in names:
                yield unit_key(named, values[which], name), values[name]
