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
