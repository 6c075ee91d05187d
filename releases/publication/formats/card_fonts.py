"""The fonts that card images are drawn with: those of the machine, where they have every letter of a text."""

import os
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from django.conf import settings
from PIL import ImageFont, features

# The first that has every letter of a text draws it. A collection names its face.
WANTED = (
    ("NotoSerif-Bold.ttf", ""),
    ("NotoNaskhArabic-Bold.ttf", ""),
    ("NotoSansCJK-Bold.ttc", "Noto Sans CJK SC"),
    ("NotoSans-Bold.ttf", ""),
    ("DejaVuSans-Bold.ttf", ""),
)
FACES_OF_COLLECTION = 12
# No font has it: what is drawn in its place is what is drawn for every letter that a font has not.
UNKNOWN = "\U0010fffe"
NOT_DRAWN = frozenset({"Cf", "Cc", "Zs", "Zl", "Zp"})
SAMPLE_SIZE = 24
SAMPLES = {
    "en": "Statement", "fr": "Déclaration œuvre", "es": "Declaración ñ", "ru": "Заявление", "ar": "بيان الرئيس",
    "zh-hans": "主席声明", "de": "Erklärung ß",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Face:
    """One font of a file."""

    path: str
    index: int

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """The font in that size, in pixels."""
        return _font(self, size)

    def has(self, text: str) -> bool:
        """Whether it has every letter of `text`."""
        return all(_has(self, letter) for letter in set(text))


def face_for(text: str) -> Face | None:
    """The first font here that has every letter of `text`; None where boxes or wrong forms would be drawn."""
    if any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text) and not features.check(
        "raqm"
    ):
        # Arabic letters would stand unjoined, and from the left.
        return None
    return next((face for face in faces(settings.FONTS_DIR) if face.has(text)), None)


def drawn_languages() -> list[str]:
    """The languages whose letters can be drawn here."""
    return [language for language, sample in SAMPLES.items() if face_for(sample) is not None]


@cache
def faces(folder: str) -> tuple[Face, ...]:
    """Those of WANTED that are in the folder or below it, in their order."""
    paths = {
        name: os.path.join(place, name)
        for place, _folders, files in os.walk(folder)
        for name in files
        if name in dict(WANTED)
    }
    found = (_face(paths[name], wanted) for name, wanted in WANTED if name in paths)
    return tuple(face for face in found if face is not None)


def _face(path: str, name: str) -> Face | None:
    for index in range(FACES_OF_COLLECTION if name else 1):
        try:
            font = ImageFont.truetype(path, SAMPLE_SIZE, index=index)
        except OSError:
            return None
        if name in {"", font.getname()[0]}:
            return Face(path, index)
    return None


@lru_cache(maxsize=200)
def _font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(face.path, size, index=face.index)


@lru_cache(maxsize=20_000)
def _has(face: Face, letter: str) -> bool:
    if unicodedata.category(letter) in NOT_DRAWN:
        return True
    return _drawn(face, letter) != _drawn_for_unknown(face)


@lru_cache(maxsize=20)
def _drawn_for_unknown(face: Face) -> tuple[bytes, tuple[int, int]]:
    return _drawn(face, UNKNOWN)


def _drawn(face: Face, letter: str) -> tuple[bytes, tuple[int, int]]:
    mask = face.at(SAMPLE_SIZE).getmask(letter)
    return bytes(mask), mask.size
