"""What of a release is translated, in units: lines, paragraphs, words under photos, titles of attachments."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from releases.editorial.translation.original import LINES
from releases.editorial.translation.paragraphs import read
from releases.editorial.translation.part_words import words_of
from releases.models import Release
from releases.models.parts import read_parts

PARAGRAPH = "p"


@dataclass(frozen=True, slots=True)
class Unit:
    """One text, which may hold marks where `is_markup`.

    `key` is `title`, `p3` (from 0), `photo-7-caption` or `attachment-7-title`.
    """

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
    """The units of an edition in the order of its page, those that say something. One query, for its parts."""
    for name in LINES:
        if getattr(release, name):
            yield Unit(name, getattr(release, name))
    for number, paragraph in enumerate(read(release.body).paragraphs):
        yield Unit(f"{PARAGRAPH}{number}", paragraph.markup, is_markup=True, kind=paragraph.kind)
    for key, words in words_of(read_parts([release.pk]).get(release.pk, {})).items():
        if words:
            yield Unit(key, words)
