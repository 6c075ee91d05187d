"""Characters where nobody writes them: the mark of bytes that were read in an encoding they are not in."""

import re
import unicodedata
from itertools import islice

_UNREADABLE = re.compile(
    "[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd\ufffe\uffff\ue000-\uf8ff\ufff0-\ufff8]"
)
_MOST_LOOKED_AT = 2000
_SAMPLE = 65536
_TAG = re.compile("<[^<>]*>")
_OTHER = re.compile(r"[^\x00-\x7f]")
_WORD = re.compile(r"\S*[^\x00-\x7f]\S*")
_LONGEST_WORD = 40
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_PLAIN = re.compile("[A-Za-z]")
_ACCENTED = re.compile("[\u00c0-\u024f]")
# Signs that stand on keyboards and in code pages, but in no text.
_NEVER = frozenset("¤¦¨¬¯¸ˆ˜ƒÿþÞÐðŴŵŶŷẀẁẂẃṪṫḊḋḂḃḞḟṀṁṠṡṖṗ")
_IN_WORDS = frozenset("’‘ʼ·‧‐‑\u00ad\u200c\u200d\u0640")
_OPENING = frozenset("¡¿")
_SIGNS = ("S", "N")


def unreadable(text: str) -> bool:
    """Whether the text has control characters, or characters that no alphabet has."""
    return bool(_UNREADABLE.search(text)) or any(
        unicodedata.category(letter) == "Cn" for letter in set(text) if letter > "\x7f"
    )


def share_of_odd(text: str) -> float:
    """How many of the characters beyond ASCII stand where nobody writes them, from 0 to 1.

    All of them where most letters have accents, which no language writes.
    """
    sample = _TAG.sub(" ", text[:_SAMPLE])
    if len(_ACCENTED.findall(sample)) > len(_PLAIN.findall(sample)):
        return 1.0
    places = [match.start() for match in islice(_OTHER.finditer(text), _MOST_LOOKED_AT)]
    if not places:
        return 0.0
    padded = f" {text} "
    return sum(_is_odd(*padded[place : place + 3]) for place in places) / len(places)


def first_word(text: str) -> tuple[int, str]:
    """Line, from 1, and letters of the first word that is not ASCII; 0 and nothing where all of it is."""
    match = _WORD.search(text.removeprefix("\ufeff"))
    if match is None:
        return 0, ""
    start = match.start() + text.startswith("\ufeff")
    return len(text[:start].splitlines()) + text[:start].endswith("\n") or 1, match[0][:_LONGEST_WORD]


def _is_odd(before: str, letter: str, after: str) -> bool:
    """Whether `letter` cannot stand between these two."""
    if letter in _NEVER or "\u2500" <= letter <= "\u259f" or "\uff61" <= letter <= "\uff9f":
        return True
    if letter in _IN_WORDS:
        return False
    if letter in _OPENING:
        return before.isalnum() or not after.isalpha()
    kind = unicodedata.category(letter)
    if kind[0] in _SIGNS:
        return _is_odd_sign(kind, before, after)
    if kind[0] == "L":
        return _is_odd_letter(letter, before, after)
    return (
        kind[0] == "P" and before.isalpha() and after.isalpha() and letter not in "–—/…" and letter < "\u2e00"
    )


def _is_odd_sign(kind: str, before: str, after: str) -> bool:
    """A sign at the end of a word, inside it, or at the beginning of one in small letters."""
    return (before.islower() and kind == "So") or (after.isalpha() and (before.isalpha() or after.islower()))


def _is_odd_letter(letter: str, before: str, after: str) -> bool:
    """A capital inside a small word, a small letter among capitals or after a digit, two alphabets in a word."""
    if letter.isupper() and (before.islower() or (before.isupper() and after.islower())):
        return True
    if letter.islower() and (before.isdigit() or (before.isupper() and after.isupper())):
        return letter not in "ªºµ"
    if _LATIN.match(letter):
        return False
    beside = [one for one in (before, after) if one.isalpha()]
    return letter < "\u2e00" and any(map(_LATIN.match, beside))
