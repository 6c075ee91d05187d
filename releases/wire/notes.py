"""Notes of a body: in brackets, after an asterisk, of embargo, of origin."""

import re

from releases.wire import vocabulary
from releases.wire.embargo_notices import is_notice
from releases.wire.lines import LONGEST_READ

_FOOTNOTE = re.compile(r"\*+\s?(?=\S)")


def is_note(text: str) -> bool:
    """Whether a text is a note: in brackets, after an asterisk, of an embargo, of where the text comes from."""
    if text[0] in "([（" and text[-2:].strip(".。")[-1:] in {")", "]", "）"}:
        inner = text.strip(".。")[1:-1]
        return not any(mark in inner for mark in "()[]（）") or len(text) < 300
    return (
        bool(_FOOTNOTE.match(text))
        or is_notice(text)
        or bool(vocabulary.ORIGIN.fullmatch(text[:LONGEST_READ]))
    )
