"""How text becomes terms: the same for both databases, for releases and for what readers type.

A word is folded (case, accents, letters that are written as two, Arabic letter forms, traditional Chinese, digits of
any script) and stemmed by the language of its text. Every Chinese character is a word; pairs of neighbours stand in
for stems, so that words of two characters are found without a dictionary. Stemming: Snowball,
https://snowballstem.org/.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, pairwise
from operator import itemgetter
from pathlib import Path
from sys import getsizeof
from typing import NamedTuple

import snowballstemmer

from releases.search.stopwords import STOP_WORDS

# Raise this when anything below changes what is written to the index: the system check then asks for
# `manage.py rebuild_search`.
ANALYSIS_VERSION = 2

LONGEST_WORD = 60
HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
# Vowel points, accents written apart, tatweel, invisible hyphens and joiners belong to the word around them.
MARKS = (
    "\u00ad\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200d\u2060"
)
HYPHENS = frozenset("-\u2010\u2011")
TOKEN = re.compile(
    rf"[{HAN}]"
    r"|\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b(?!\.))?"  # U.N., U.S.A
    r"|\b\d{1,3}(?:[,\u00a0\u202f]\d{3})+\b"  # 1,000 and 1 000
    rf"|[^\W_{HAN}](?:[^\W_{HAN}]|[{MARKS}])*+"
)
HAN_RUN = re.compile(rf"[{HAN}]{{2,}}")
HYPHENATED = re.compile(
    rf"(?<![\w{MARKS}])(?:[^\W_{HAN}]|[{MARKS}])++(?:[-\u2010\u2011](?:[^\W_{HAN}]|[{MARKS}])++)++"
)
# What a text can be cut at and still be read the same: no word reaches over any space but these two, which
# stand between the digits of a number.
NUMBER_SPACES = ("\u00a0", "\u202f")
SPACES = re.compile(rf"[^\S{''.join(NUMBER_SPACES)}]+")
# What is longer is a line of a script without spaces, and hardly comes twice.
LONGEST_REMEMBERED = 40
# Of each language. With half of it, texts of 5,000 different words take two and a half times as long to read.
BYTES_REMEMBERED = 2_000_000
SIMPLIFIED = Path(__file__).with_name("simplified.txt")


def _letter_forms() -> dict[int, str]:
    """character → what is written for it: œ → oe, ى → ي, 國 → 国. Those that lose an accent are told by Unicode."""
    forms = dict(zip("ىةٱیک", "يهايك", strict=True))
    forms |= {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
    for line in SIMPLIFIED.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            forms |= dict.fromkeys(line[1:], line[0])
    return {ord(character): written for character, written in forms.items()}


LETTER_FORMS = _letter_forms()
ARABIC_ARTICLES = ("وبال", "فبال", "ولل", "وال", "بال", "كال", "فال", "ال", "لل")
STEMMERS = {
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "ru": "russian",
}
# How many letters at the end of a stem may be others than those of the word; two are the most that was seen.
LETTERS_CHANGED = 3
GERMAN_VOWEL = re.compile("[aou]")
LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh", "de")


class Token(NamedTuple):
    """A folded word and where it stands in the text it was read from."""

    word: str
    start: int
    end: int


def language_tag(code: str) -> str:
    """The two letters that stand for a language in the index: `zh` for `zh-hans`."""
    return code[:2].lower()


def fold(word: str) -> str:
    """`word` without case, accents, vowel points and variants of letters, Chinese simplified; й stays a letter.

    Empty when nothing is left. No longer than 60 characters.
    """
    if word.isascii():
        return (word if word.isalnum() else "".join(filter(str.isalnum, word))).lower()[:LONGEST_WORD]
    letters: list[str] = []
    for character in unicodedata.normalize("NFKD", word.casefold()):
        if character == "\u0306" and letters and letters[-1] == "и":
            letters[-1] = "й"
        elif character.isdecimal():
            letters.append(str(unicodedata.decimal(character)))
        elif character.isalnum():
            letters.append(character)
    return "".join(letters).translate(LETTER_FORMS)[:LONGEST_WORD]


def tokens(text: str) -> Iterator[Token]:
    """The words of `text` in order, folded, with the places they have in it."""
    for match in TOKEN.finditer(text):
        word = fold(match[0])
        if word:
            yield Token(word, match.start(), match.end())


def words(text: str) -> list[str]:
    """The folded words of `text` in order."""
    return [word for match in TOKEN.findall(text) if (word := fold(match))]


def is_han(word: str) -> bool:
    """Whether `word` is one Chinese character."""
    return len(word) == 1 and bool(re.match(rf"[{HAN}]", word))


def script(word: str) -> str:
    """`latin`, `cyrillic`, `arabic` or `other`, by the first letter."""
    first = word[0]
    if "a" <= first <= "\u024f":
        return "latin"
    if "\u0400" <= first <= "\u052f":
        return "cyrillic"
    return "arabic" if "\u0600" <= first <= "\u06ff" else "other"


SCRIPTS = {
    "en": "latin",
    "fr": "latin",
    "es": "latin",
    "de": "latin",
    "ru": "cyrillic",
    "ar": "arabic",
    "zh": "other",
}


class _Stemmers(threading.local):
    """Snowball's stemmers keep the word they work on in themselves: each thread has its own."""

    def __init__(self) -> None:
        self.by_language = {
            language: snowballstemmer.stemmer(algorithm) for language, algorithm in STEMMERS.items()
        }


_stemmers = _Stemmers()


def _without_article(word: str) -> str:
    for article in ARABIC_ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 3:
            return word[len(article) :]
    return word


# A query is stemmed several times over, and the words of its results once more; 1,000 words are half a megabyte.
@lru_cache(maxsize=1000)
def stem(word: str, language: str) -> str:
    """The stem of a folded `word` in one of `LANGUAGES`; the word itself where it is of another script."""
    if language not in STEMMERS or script(word) != SCRIPTS[language]:
        return word
    if language == "ar":
        word = _without_article(word)
    stemmed = fold(_stemmers.by_language[language].stemWord(word)) or word
    if len(stemmed) <= 4:
        return stemmed
    if language == "ar":
        # Snowball leaves the alif of the feminine plural: مؤتمرات.
        return stemmed.removesuffix("ا")
    # Without its accent the é of a French participle is no suffix to Snowball: négociées, negociees.
    return stemmed.rstrip("e") if language == "fr" else stemmed


def beginning_kept(stem: str, language: str) -> str:
    """What every word begins with that has this stem in one of `LANGUAGES`; nothing is sure in Arabic.

    It spares stemming words that cannot have the stem: Snowball takes ten times as long as anything else here.
    """
    if language == "ar":
        return ""
    if language not in STEMMERS:
        return stem
    # At the end other letters may stand in place of the word's: polici, policy.
    kept = max(1, len(stem) - LETTERS_CHANGED)
    if language == "de":
        # Oesterreich has the stem of Österreich.
        vowel = GERMAN_VOWEL.search(stem)
        kept = min(kept, vowel.end()) if vowel else kept
    return stem[:kept]


def is_stop_word(word: str, language: str) -> bool:
    """Whether a folded `word` says too little in `language` to be looked for."""
    return word in STOP_WORDS[language]


def pairs(characters: list[str]) -> list[str]:
    """Neighbouring Chinese characters two by two: 气候变 gives 气候 and 候变."""
    return [first + second for first, second in pairwise(characters)]


class Reading(NamedTuple):
    """The folded words of a text in order, and what finds it besides: `en~negoti` for each of its stems, pairs
    of Chinese characters and hyphenated words in one. Stop words give none.
    """

    words: tuple[str, ...]
    stems: frozenset[str]


def read(text: str, language: str) -> Reading:
    """What the index holds of `text`, which is in one of `LANGUAGES`."""
    pieces = SPACES.split(text) if any(space in text for space in NUMBER_SPACES) else text.split()
    readings = list(map(_pieces[language].__getitem__, pieces))
    return Reading(
        tuple(chain.from_iterable(map(_WORDS_OF, readings))),
        frozenset(chain.from_iterable(map(_STEMS_OF, readings))),
    )


def read_whole(text: str, language: str) -> Reading:
    """As `read`, in one go and without a look at what was read before."""
    found_words = words(text)
    stop_words = STOP_WORDS[language]
    stems = {stem(word, language) for word in set(found_words) if word not in stop_words}
    for run in HAN_RUN.findall(text):
        stems.update(pairs([fold(character) for character in run]))
    stems.update(stem(word, language) for match in HYPHENATED.findall(text) if (word := fold(match)))
    return Reading(tuple(found_words), frozenset(f"{language}~{stemmed}" for stemmed in stems))


class _Pieces(dict[str, tuple[tuple[str, ...], tuple[str, ...]]]):
    """piece of a text → its words and stems. Texts are made of few words, with their commas and brackets."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.bytes = 0

    def __missing__(self, piece: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        reading = read_whole(piece, self.language)
        value = (reading.words, tuple(reading.stems))
        if len(piece) <= LONGEST_REMEMBERED:
            size = sum(map(getsizeof, (piece, value, *value, *reading.words, *reading.stems)))
            if self.bytes + size > BYTES_REMEMBERED:
                self.clear()
                self.bytes = 0
            self.bytes += size
            self[piece] = value
        return value


_pieces = {language: _Pieces(language) for language in LANGUAGES}
_WORDS_OF, _STEMS_OF = itemgetter(0), itemgetter(1)
