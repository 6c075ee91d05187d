"""What a line tells of the sentence that it is a part of: whether one ends with it, begins with it, goes on in it."""

import re

from releases.wire import vocabulary
from releases.wire.dates import MONTH_NUMBERS
from releases.wire.lines import HAN_OR_SIGN, words

_ENDED = re.compile(r"[.!?:;…。！？：；؟؛۔][\"'”’»“)\]）」』*]{0,4}\Z")
_INTRODUCED = re.compile(r"[:;：；؛][\"'”’»“)\]）」』*]{0,4}\Z")
_FOOTNOTE_MARK = re.compile(r"(?<=[^\s\d])\s?(?:\[\d{1,3}\]|(?<=[\s.,;:])\d{1,3}/|[¹²³⁰⁴-⁹]{1,3})\Z")
_SPEAKER = re.compile(r"[^\W\d_][\w .’'-]{0,40}[:：]\s")
_WORD = re.compile(r"[^\W\d_]+")
# A sentence is cut after these; after `of`, `for` or `in` a title or an answer may end as well.
_NEVER_LAST = frozenset(
    words("""
    a an the and or than its their his her this le la les un une et el los las y o der die das dem und и
    """)
)
# Words that stay small in the titles of English texts.
_SMALL = vocabulary.LINK_WORDS | {"but", "nor", "yet", "are"}
_LONGEST_WORD = 132
_ABBREVIATIONS = frozenset(
    words("""
    mr. ms. mrs. messrs. dr. prof. gen. col. capt. st. no. nos. art. arts. para. paras. vol. pp. p. sr. sra. dra. núm.
    nr. hr. fr. г. г-н. ст. им. стр. рис. тов.
    """)
)


def is_ended(text: str) -> bool:
    """Whether a line ends as a sentence or an introduction does, not with `Mr.`; the mark of a footnote may follow."""
    if text[-1:].isalpha():
        return False
    end = without_footnote_mark(text[-20:])
    if not _ENDED.search(end):
        return False
    return not (end[-1] == "." and end.rpartition(" ")[2].lower().lstrip('(“"«') in _ABBREVIATIONS)


def ends_sentence(text: str) -> bool:
    """Whether a sentence ends with a line, and no introduction that goes on below: it ends, but not with a colon."""
    return is_ended(text) and not _INTRODUCED.search(text[-6:])


def without_footnote_mark(text: str) -> str:
    """Return a text without the mark of a footnote at its end: `… today.[1]`, `… today. 1/`."""
    return _FOOTNOTE_MARK.sub("", text)


def starts_low(text: str) -> bool:
    """Whether a text begins as only the middle of a sentence does."""
    first = text[:1]
    return first.islower() or first in ",;)"


def is_caseless(text: str) -> bool:
    """Whether a text begins with a letter of a script without capitals: nothing tells where a sentence starts."""
    first = text[:1]
    return first.isalpha() and first.lower() == first.upper()


def first_word(text: str) -> int:
    """The length of the first word of a line; of Chinese a sign, since a line may end after each."""
    if HAN_OR_SIGN.match(text):
        return 1
    space = text.find(" ", 0, _LONGEST_WORD)
    return space if space > 0 else min(len(text), _LONGEST_WORD)


def is_title_case(text: str) -> bool:
    """Whether all longer words of a text start with a capital, as in English titles, `with` and `from` apart."""
    longer = [word for word in _WORD.findall(text[:300]) if len(word) > 2 and word.lower() not in _SMALL]
    return len(longer) > 2 and all(word[0].isupper() for word in longer)


def is_capitals(text: str) -> bool:
    """Whether the words are in capitals, a lower-case letter here and there (`McNAMARA`, `1990s`) allowed."""
    upper = sum(map(str.isupper, text))
    return upper > 2 and sum(map(str.islower, text)) * 8 < upper


def has_speaker(text: str) -> bool:
    """Whether a line says first who speaks: `Question: …`, `Ms. Holm: …`."""
    return bool(_SPEAKER.match(text[:60]))


def last_word(text: str) -> str:
    """The last word of a line, in small letters."""
    return text.rsplit(maxsplit=1)[-1].lower()


def hangs(text: str) -> bool:
    """Whether a line ends with a word that no sentence ends with."""
    return last_word(text) in vocabulary.LINK_WORDS


def is_never_last(text: str) -> bool:
    """Whether a line ends with an article or a conjunction, after which no title ends either."""
    return last_word(text) in _NEVER_LAST


def parts_date(text: str, following: str) -> bool:
    """Whether a line end stands between the day and the month of a date."""
    day, month = text[-3:].split()[-1:], following.split(maxsplit=1)[:1]
    return bool(day and day[0].isdecimal() and month and month[0].lower().strip(".,:;") in MONTH_NUMBERS)
