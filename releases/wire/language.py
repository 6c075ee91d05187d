"""The language of a text, told from its letters and its commonest words."""

import re
from collections import Counter

from releases.wire.lines import words

COMMON_WORDS: dict[str, frozenset[str]] = {
    "en": frozenset(
        words("the of and to in is was were that for on by with at this from has have will be said its")
    ),
    "fr": frozenset(
        words("le la les des du et en est une un que dans pour sur par au aux avec été qui sont ce cette ont")
    ),
    "es": frozenset(
        words("el los las del y en es una un que para por con se su al fue han lo como más sobre esta este")
    ),
    "de": frozenset(
        words("der die das und in den von zu mit ist im des dem für auf ein eine nicht sich wird wurde am")
    ),
}
_SCRIPTS = (
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("zh-hans", re.compile("[\u4e00-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)
# Letters by which a text shows that it is in a language that the site does not have; names of people and places in a
# text have them too, but fewer than one in so many.
_OTHERS = (
    ("Japanese", 40, re.compile("[\u3041-\u30fa]")),
    ("Korean", 40, re.compile("[\uac00-\ud7a3]")),
    ("Greek", 40, re.compile("[\u0386-\u03ce]")),
    ("Hebrew", 40, re.compile("[\u05d0-\u05ea]")),
    ("Ukrainian", 40, re.compile("[іїєґ]")),
    ("Persian", 40, re.compile("[پچژگ]")),
    (
        "traditional Chinese",
        40,
        re.compile("[國們這來時會對學發過種說為與關問題進無當體實現應長點開議員處聯團執麗]"),
    ),
    ("Polish", 20, re.compile("[łąężźśćń]")),
    ("Czech", 20, re.compile("[řěůčš]")),
    ("Hungarian", 40, re.compile("[őű]")),
    ("Turkish", 20, re.compile("[ığş]")),
)
_LEAST_OTHER = 60
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile("[A-Za-z]")
_SAMPLE = 6000
_HAN_WEIGHT = 3


def tell_language(text: str) -> tuple[str, bool]:
    """Return the language of `text` and whether there was enough to be sure; English for nothing."""
    sample = text[:_SAMPLE]
    if not sample.isascii():
        latin = len(_LATIN.findall(sample))
        for language, script in _SCRIPTS:
            letters = len(script.findall(sample))
            if letters * (_HAN_WEIGHT if language == "zh-hans" else 1) > latin:
                return language, True
    word_counts = Counter(_WORD.findall(sample.lower()))
    scores = {
        language: sum(word_counts[word] for word in common) for language, common in COMMON_WORDS.items()
    }
    best = max(scores, key=lambda language: scores[language])
    second = max(score for language, score in scores.items() if language != best)
    return (best, True) if scores[best] > second else ("en", False)


def tell_other_language(text: str) -> str:
    """The English name of a language that the site does not have, where the letters of `text` speak for one."""
    sample = text[:_SAMPLE].lower()
    if sample.isascii():
        return ""
    letters = sum(map(len, _WORD.findall(sample)))
    counts = {language: len(own.findall(sample)) * share for language, share, own in _OTHERS}
    most = max(counts, key=lambda language: counts[language])
    return most if counts[most] >= max(_LEAST_OTHER, letters) else ""
