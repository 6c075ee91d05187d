"""A text as numbered lines, each as printed and as compared."""

import re
import unicodedata
from dataclasses import dataclass

from releases.wire.marks import NO_MARKS, Mark, Marks

LONGEST_READ = 600
"""Recognisers look at no more characters of a line: one of megabytes costs what one of a page costs."""

LINE_END = re.compile(r"\r\n|\r|\n")
HAN = re.compile("[\u4e00-\u9fff]")
"""A Chinese character."""

HAN_OR_SIGN = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
"""A Chinese character, or a sign of punctuation as wide as one."""

_CLEAN = {
    **dict.fromkeys(
        (0x09, 0x0B, 0x0C, 0xA0, 0x2007, 0x202F, 0x3000, *range(0x2000, 0x2007), *range(0x2008, 0x200B)), " "
    ),
    **dict.fromkeys((0x2010, 0x2011), "-"),
    **dict.fromkeys(
        (0xAD, 0xFEFF, 0x2060, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), None
    ),
    **dict.fromkeys((*range(0x09), *range(0x0E, 0x20), 0x7F), None),
}
_INVISIBLE = {code: None for code, instead in _CLEAN.items() if instead is None}
_NOT_PLAIN = re.compile(r"[^\x20-\x7e\xa1-\xac\xae-\u1fff\u2012-\u2027\u2030-\u205e\u3001-\ufefe]")
_DASH = re.compile("[\u2012-\u2015\u2212]")


@dataclass(frozen=True, slots=True)
class Line:
    """A line: `raw` as printed without its end, `text` without odd spaces, invisible characters and margins.

    `taken` counts the characters of the line that were read as header: what was printed is so much longer. `mark` is
    what the page says of the line that the text was read from.
    """

    number: int
    raw: str
    text: str
    taken: int = 0
    mark: Mark | None = None


def without_invisible(text: str) -> str:
    """Return `text` without the characters that take no room on a page; odd spaces stay."""
    return text.translate(_INVISIBLE) if _NOT_PLAIN.search(text) else text


def clean(text: str) -> str:
    """Return `text` with every space an ordinary one, no-break hyphens as hyphens and nothing invisible."""
    if _NOT_PLAIN.search(text):
        text = text.translate(_CLEAN)
    return text.strip()


def read_lines(text: str, marks: Marks = NO_MARKS) -> list[Line]:
    """Return the lines of `text`, numbered from 1 as editors number them (CRLF, CR or LF), each with its mark."""
    numbered = enumerate(LINE_END.split(text), start=1)
    return [Line(number, raw, clean(raw), mark=marks.get(number)) for number, raw in numbered]


def contains_any(text: str, parts: tuple[str, ...]) -> bool:
    """Whether any of `parts` stands in `text`: a cheap question before a costly one."""
    return any(part in text for part in parts)


def words(text: str) -> tuple[str, ...]:
    """Return the words of a table that is written as running text."""
    return tuple(text.split())


def fold(text: str) -> str:
    """Return letters and digits alone, without accents and case: two printings of one title fold alike."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
    return "".join(filter(str.isalnum, text.casefold()))
