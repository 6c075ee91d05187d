"""Notes of a body: in brackets, after an asterisk or a number as footnotes are, of embargo, of origin."""

import re
from collections.abc import Sequence

from releases.wire import vocabulary
from releases.wire.embargo_notices import is_notice
from releases.wire.lines import LONGEST_READ

_STARRED = re.compile(r"\*+/?\s?(?=\S)")
_FOOTNOTE = re.compile(r"(?P<mark>\[\d{1,3}\]|\d{1,3}/|[a-z]/|[¹²³⁰⁴-⁹]{1,3})\s*(?=\S)")
_MARK = re.compile(r"\[\d{1,3}\]|(?<![\w/])\d{1,3}/(?![\w/])|(?<![\w/])[a-z]/(?![\w/])|[¹²³⁰⁴-⁹]{1,3}")
_MOST_WORDS_OF_ORIGIN = 7


def is_note(text: str) -> bool:
    """Whether a text is a note wherever it stands: in brackets, after an asterisk, of an embargo."""
    if text[0] in "([（" and text[-2:].strip(".。")[-1:] in {")", "]", "）"}:
        inner = text.strip(".。")[1:-1]
        return not any(mark in inner for mark in "()[]（）") or len(text) < 300
    return bool(_STARRED.match(text)) or is_notice(text)


def is_footnote(text: str) -> bool:
    """Whether a text begins as a footnote does: `1/ …`, `[1] …`, `¹ …`."""
    return bool(_FOOTNOTE.match(text))


def is_origin(text: str) -> bool:
    """Whether a text says where the release comes from, and nothing else: `Reissued as received`."""
    return len(text.split()) <= _MOST_WORDS_OF_ORIGIN and bool(
        vocabulary.ORIGIN.fullmatch(text[:LONGEST_READ])
    )


def footnotes(texts: Sequence[str], first_outside: int) -> frozenset[int]:
    """Return which of the texts of a body are footnotes: their mark stands in a text above, or no prose below."""
    marks: set[str] = set()
    found: set[int] = set()
    for place, text in enumerate(texts):
        match = _FOOTNOTE.match(text)
        if match and (place >= first_outside or match["mark"] in marks):
            found.add(place)
        marks.update(_MARK.findall(text[match.end() :] if match else text))
    return frozenset(found)
