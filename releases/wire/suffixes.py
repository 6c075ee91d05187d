"""Suffixes of symbols, as printed after them or on a line of their own: `/Corr.1`, ` Rev.1`, `(Revised)`."""

import re
from dataclasses import dataclass

from releases.wire.lines import words

WORDS = {
    "Corr": words(
        "corr corrig corrigendum corrigenda corrected correction corrigé corrigée rect rectif rectificatif "
        "corrección corregido corregida kor korr korrektur korrigiert berichtigt berichtigung "
        "испр исправление исправленный исправлено تصويب 更正"
    ),
    "Rev": words(
        "rev revised revision amended rév révisé révisée révision revisado revisada revisión revidiert überarbeitet "
        "пересм пересмотренный пересмотрено منقح منقحة 修订"
    ),
    "Add": words("add addendum addenda additif adición доп дополнение إضافة 增编"),
}
"""What a suffix is called, in full and cut short, by its canonical form."""

_CANONICAL = {word: canonical for canonical, all_words in WORDS.items() for word in all_words}
_ALTERNATIVES = "|".join(sorted(map(re.escape, _CANONICAL), key=len, reverse=True))
_ORDINALS = {
    **dict.fromkeys(("first", "1st", "première", "primera"), 1),
    **dict.fromkeys(("second", "2nd", "deuxième", "segunda"), 2),
    **dict.fromkeys(("third", "3rd", "troisième", "tercera"), 3),
}
_SUFFIX = re.compile(
    r"(?P<between>\s*/\s*|\s*[.,;&+-]\s*|\s+(?:and|et|y|und|и|و)\s+|\s*)(?P<open>[(\[]\s*)?"
    rf"(?P<ordinal>(?i:{'|'.join(_ORDINALS)})\s)?(?P<word>(?i:{_ALTERNATIVES}))(?![^\W\d_])(?:\s(?:version|copy|text|fassung))?\s?\.?\s?(?:[Nn]o\.?\s?)?(?P<nth>\d{{1,2}}(?!\d))?"
    r"(?P<close>\s*[)\]])?(?!\w)"
)
_JOINING = frozenset("/&+")
_LABELS_TOO = frozenset(WORDS["Corr"]) | frozenset(WORDS["Add"]) | {"revision", "révision", "revisión"}


@dataclass(frozen=True, slots=True)
class PrintedSuffix:
    """A suffix: `canonical` is `Corr.1`, `printed` what stands in the text, which goes on at `end`.

    `stroke` says that it was printed after a stroke, `numbered` that its number was printed; 1 is taken where not.
    """

    canonical: str
    printed: str
    end: int
    stroke: bool
    numbered: bool


def _read(match: re.Match[str]) -> PrintedSuffix:
    word = _CANONICAL[match["word"].lower()]
    stroke = match["between"].strip() == "/" and not match["open"]
    printed = " ".join(match.string[match.start("word") : match.end()].split())
    ordinal = (match["ordinal"] or "").strip().lower()
    numbered = match["nth"] is not None or bool(ordinal)
    return PrintedSuffix(
        f"{word}.{int(match['nth'] or _ORDINALS.get(ordinal, 1))}", printed, match.end(), stroke, numbered
    )


def _is_balanced(match: re.Match[str]) -> bool:
    return bool(match["open"]) == bool(match["close"])


def suffix_at(text: str, position: int, *, in_prose: bool = False) -> PrintedSuffix | None:
    """Return the suffix of a symbol that ends at `position`, None if there is none.

    A word without a number counts in brackets, after a stroke or `&`, or as the last of the text; in running
    text only a numbered suffix counts.
    """
    match = _SUFFIX.match(text, position)
    if match is None or not _is_balanced(match):
        return None
    between = match["between"].strip()
    if in_prose:
        return _read(match) if match["nth"] and not match["open"] and between in {"", "/"} else None
    marked = match["open"] or between in _JOINING or not text[match.end() :].strip(" .")
    return _read(match) if match["nth"] or marked else None


def suffix_alone(text: str) -> PrintedSuffix | None:
    """Return the suffix that a whole line is: `Corr.1`, `& Rev. 2`, `(Revised)`; `Correction` is a label."""
    if text == "*":
        return PrintedSuffix("*", "*", 1, stroke=False, numbered=True)
    match = _SUFFIX.fullmatch(text.strip()) if len(text) < 40 else None
    if match is None or not _is_balanced(match):
        return None
    bare = not match["nth"] and not match["open"] and not match["ordinal"]
    return None if bare and match["word"].lower() in _LABELS_TOO else _read(match)
