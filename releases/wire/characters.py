"""Characters that nobody sees: text that is empty to the eye, and signs that turn the direction of a text."""

import unicodedata
from dataclasses import dataclass

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn"})
# Letters by their category that are drawn as nothing: the fillers of Hangul, and Braille without a dot.
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")

_EMBEDDINGS = frozenset("\u202a\u202b")
_OVERRIDES = frozenset("\u202d\u202e")
_ISOLATES = frozenset("\u2066\u2067\u2068")
_END_OF_EMBEDDING = "\u202c"
_END_OF_ISOLATE = "\u2069"
_WORDS_SHOWN = 30


def is_blank(text: str) -> bool:
    """Whether a reader would see nothing: no characters, or only spaces, controls and other invisible ones."""
    return all(character in _FILLERS or unicodedata.category(character) in _INVISIBLE for character in text)


@dataclass(frozen=True, slots=True)
class TurnedDirection:
    """A sign that shows text in another order than it is stored in: its name, such as U+202E, and where it stands."""

    sign: str
    after: str
    before: str


def turned_direction(text: str) -> TurnedDirection | None:
    """The first sign of one paragraph that overrides the direction, is never ended, or ends nothing.

    Embeddings and isolates that are ended as they should be are how right-to-left text is typed, and are fine.
    """
    open_signs: list[int] = []
    for place, character in enumerate(text):
        if character in _OVERRIDES:
            return _at(text, place)
        if character in _EMBEDDINGS or character in _ISOLATES:
            open_signs.append(place)
        elif character == _END_OF_EMBEDDING:
            if not open_signs or text[open_signs[-1]] not in _EMBEDDINGS:
                return _at(text, place)
            open_signs.pop()
        elif character == _END_OF_ISOLATE:
            if not open_signs or text[open_signs[-1]] not in _ISOLATES:
                return _at(text, open_signs[-1] if open_signs else place)
            open_signs.pop()
    return _at(text, open_signs[0]) if open_signs else None


def _at(text: str, place: int) -> TurnedDirection:
    around = (text[max(0, place - _WORDS_SHOWN) : place], text[place + 1 : place + 1 + _WORDS_SHOWN])
    after, before = (" ".join(filter(str.isprintable, part.split())) for part in around)
    return TurnedDirection(f"U+{ord(text[place]):04X}", after, before)
