"""What of a release is translated, in units: each text of one line, each paragraph, each of the words under a photo."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from releases.editorial.translation.original import LINES
from releases.editorial.translation.paragraphs import read
from releases.models import Release, ReleasePhoto

PARAGRAPH = "p"
PHOTO = "photo"
# What of the words under a photo is in a language; a credit is a name.
PHOTO_WORDS = tuple(name for name in ReleasePhoto.WORDS if name != "credit")


@dataclass(frozen=True, slots=True)
class Unit:
    """One text: `key` is `title`, `p3` (from 0) or `photo-7-caption`; `markup` may hold marks where `is_markup`."""

    key: str
    markup: str
    is_markup: bool = False
    kind: str = ""

    @property
    def digest(self) -> str:
        return digest(self.markup)

    @property
    def name(self) -> str:
        """Its id in a file: the key, and a digest that tells whether the text is still the same."""
        return f"{self.key}.{self.digest}"


def digest(text: str) -> str:
    """Twelve characters that two texts share only where they are the same."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:12]


def units_of(release: Release) -> Iterator[Unit]:
    """The units of an edition in the order of its page, those that say something. One query, for the photos."""
    for name in LINES:
        if getattr(release, name):
            yield Unit(name, getattr(release, name))
    for number, paragraph in enumerate(read(release.body).paragraphs):
        yield Unit(f"{PARAGRAPH}{number}", paragraph.markup, is_markup=True, kind=paragraph.kind)
    for use in release.photos.order_by("position", "pk"):
        for name in PHOTO_WORDS:
            if getattr(use, name):
                yield Unit(f"{PHOTO}-{use.photo_id}-{name}", getattr(use, name))
