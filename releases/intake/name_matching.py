"""Words as names are compared: without case, accents, articles, prepositions and inflexion; ordinals as numbers.

Two printings of one name give the same words: `Eleventh United Nations Congress on …`, `11 th United Nations
Congress for …` and `ELEVENTH UNITED NATIONS CONGRESS ON …` all begin `#11 united nations congress`.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

from releases.wire.lines import words

STOP = "."
"""Stands for the end of a sentence or clause: no name goes on across it."""

_IGNORED = "\u0640"
_ENGLISH = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_FRENCH = (
    "premier deuxieme troisieme quatrieme cinquieme sixieme septieme huitieme neuvieme dixieme onzieme douzieme "
    "treizieme quatorzieme quinzieme seizieme dix-septieme dix-huitieme dix-neuvieme vingtieme"
)
_SPANISH = (
    "primer segundo tercer cuarto quinto sexto septimo octavo noveno decimo undecimo duodecimo decimotercer "
    "decimocuarto decimoquinto decimosexto decimoseptimo decimoctavo decimonoveno vigesimo"
)
_GERMAN = (
    "erste zweite dritte vierte funfte sechste siebte achte neunte zehnte elfte zwolfte dreizehnte vierzehnte "
    "funfzehnte sechzehnte siebzehnte achtzehnte neunzehnte zwanzigste"
)
_RUSSIAN = (
    "первый второй третий четвертый пятый шестой седьмой восьмой девятый десятый одиннадцатый двенадцатый "
    "тринадцатый четырнадцатый пятнадцатый шестнадцатый семнадцатый восемнадцатый девятнадцатый двадцатый"
)
_ARABIC = "اول ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر"
_HAN_DIGITS = {sign: number for number, sign in enumerate("一二三四五六七八九", start=1)}
_DROPPED = frozenset(
    # English, French, Spanish, German and Russian articles, prepositions and conjunctions.
    words(
        "the a an of on for in to and at l d le la les de du des et en pour sur au aux el los las del y e para sobre "
        "der die das den dem fur uber und zur zum von im в во по и на о об с со для"
    )
)
_TENS_STEMS = words("twent thirt fort fift sixt sevent eight ninet")
_SAME = {"kongresses": "kongress", "congres": "congress", "dept": "department"}

_TENS = re.compile(
    r"(?P<tens>twent|thirt|fort|fift|sixt|sevent|eight|ninet)y-(?P<unit>first|second|third|fourth|fifth|sixth"
    r"|seventh|eighth|ninth)|decim[oa]\s(?P<spanish>\w+)|(?P<arabic>ال\w{3,5})\sعشرة?"
)
_WORD = re.compile(
    r"(?P<tens>(?:twent|thirt|fort|fift|sixt|sevent|eight|ninet)y-(?:first|second|third|fourth|fifth|sixth|seventh"
    r"|eighth|ninth)\b|decim[oa]\s(?:primer|segund|tercer|cuart|quint|sext|septim|octav|noven)[oa]?\b"
    r"|\bال\w{3,5}\sعشرة?\b|\bdix-\w+ieme\b)"
    r"|(?P<digits>\d{1,2})(?:\s?(?:st|nd|rd|th)\b|\.?\s?(?:o|a|er|re|e|eme|ieme|ste|te|ter|ten)\b(?:\.(?=\s))?"
    r"|-?(?:й|ый|ой|го|ого|му|ому|м|ом)\b|\.(?=\s[^\W\d]))"
    r"|第(?P<han_ordinal>[一二三四五六七八九十]{1,3}|\d{1,2})[届次]"
    r"|(?P<han>[\u3400-\u9fff])|(?P<un>\bu\.\s?n\.)|(?P<word>[^\W\u3400-\u9fff]+)|(?P<stop>[.!?;:。！？；؟؛](?=\s|\Z)|\n|[。！？；])"
)
_ROMAN = re.compile(r"(?:X{0,2}(?:IX|IV|V?I{0,3}))e?\Z")
_ROMAN_DIGITS = {"X": 10, "V": 5, "I": 1}
_STEMMER = snowballstemmer.stemmer("russian")
_ARABIC_START = re.compile(r"\A(?:[وف]?(?:[بك]?ال|لل)|[وفبلك](?=\w{4}))")
_ARABIC_LETTER = re.compile("[\u0621-\u064a]")
_CYRILLIC_LETTER = re.compile("[\u0400-\u04ff]")


class _Folding(dict[int, str]):
    """One character for one: lower case, no accent; what is not seen becomes a sign that is left out later."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if unicodedata.category(character) in {"Mn", "Cf"}:
            folded = _IGNORED
        else:
            folded = unicodedata.normalize("NFKD", character)[:1].lower()[:1] or character
        self[code] = folded
        return folded


# The Russian й is a letter, not an accented one: stemming depends on it.
_FOLDING = _Folding({0x2010: "-", 0x2011: "-", 0x2019: "'", 0x0419: "й", 0x0439: "й"})


def _numbered(table: str) -> dict[str, int]:
    return {word: number for number, word in enumerate(words(table), start=1)}


def _ordinals() -> dict[str, int]:
    ordinals = _numbered(_ENGLISH) | _numbered(_FRENCH) | _numbered(_SPANISH) | _numbered(_GERMAN)
    for word, number in _numbered(_SPANISH).items():
        ordinals |= dict.fromkeys((word.rstrip("o") + ending for ending in "oa"), number)
    for word, number in _numbered(_GERMAN).items():
        ordinals |= dict.fromkeys((word + ending for ending in "nrsm"), number)
    ordinals |= {_STEMMER.stemWord(fold(word)): number for word, number in _numbered(_RUSSIAN).items()}
    ordinals |= {fold(word): number for word, number in _numbered(_ARABIC).items()}
    return ordinals | {"premiere": 1, "tercero": 3, "decimoprimer": 11, "decimosegundo": 12, "حادي": 1}


def fold(text: str) -> str:
    """`text` in small letters without accents, as long as it was: offsets into one are offsets into the other."""
    return text.translate(_FOLDING)


ORDINALS = _ordinals()


class Word(NamedTuple):
    """One word of a text: as compared, and where it stands (offsets in characters)."""

    key: str
    start: int
    end: int


@lru_cache(maxsize=50_000)
def _key(word: str) -> str:
    """The form that a folded word is compared in; empty for those that names differ in."""
    word = word.replace(_IGNORED, "")
    if word in _DROPPED:
        return ""
    if _CYRILLIC_LETTER.match(word):
        word = _STEMMER.stemWord(word)
    elif _ARABIC_LETTER.match(word):
        word = _ARABIC_START.sub("", word, count=1) or word
    return f"#{ORDINALS[word]}" if word in ORDINALS else _SAME.get(word, word)


def _tens(text: str) -> str:
    """`twenty-first`, `décimo segundo` and `الحادي عشر` as a number."""
    match = _TENS.match(text)
    if match is None:
        return _key(text)
    if match["tens"]:
        tens = _TENS_STEMS.index(match["tens"]) + 2
        return f"#{tens * 10 + ORDINALS[match['unit']]}"
    unit = _key(match["spanish"] or match["arabic"])
    return f"#{10 + int(unit[1:])}" if unit.startswith("#") else ""


def _han(number: str) -> str:
    if number.isdecimal():
        return f"#{int(number)}"
    tens, ten, units = number.rpartition("十")
    value = (_HAN_DIGITS.get(tens, 1) * 10 if ten else 0) + _HAN_DIGITS.get(units, 0)
    return f"#{value}"


def _roman(printed: str) -> str:
    """`XI` and `XIe` as a number; `I` alone is a word."""
    letters = printed.rstrip("e")
    if len(printed) < 2 or not letters.isupper() or not _ROMAN.match(printed):
        return ""
    values = [_ROMAN_DIGITS[letter] for letter in letters]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return f"#{sum(-value if value < following else value for value, following in pairs)}"


@lru_cache(maxsize=50_000)
def _word_key(printed: str, folded: str) -> str:
    """The form that a word is compared in. Texts of one kind have their words in common."""
    return _roman(printed) or _key(folded)


def _match_key(match: re.Match[str], text: str) -> str:
    kind = match.lastgroup
    text_of_match = match.group()
    if kind == "word":
        return _word_key(text[match.start() : match.end()], text_of_match)
    if kind == "digits":
        return f"#{int(match['digits'])}"
    if kind == "han_ordinal":
        return _han(match["han_ordinal"])
    return {"stop": STOP, "un": "un", "tens": ""}.get(kind or "", text_of_match) or _tens(text_of_match)


def words_of(text: str) -> list[Word]:
    """The words of `text` in order, those that names differ in left out, ends of sentences as `STOP`."""
    keyed = ((_match_key(match, text), match) for match in _WORD.finditer(fold(text)))
    return [Word(key, match.start(), match.end()) for key, match in keyed if key]
