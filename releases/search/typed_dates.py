"""Dates as readers type them: months by name in seven languages, numbers, Chinese and Arabic forms."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from releases.search.analysis import Token, tokens, words
from releases.search.periods import Period
from releases.wire.dates import MONTH_NUMBERS, SHORT_MONTH_NUMBERS, ascii_digits

# folded words of a month's name → its number
_MONTHS = {tuple(words(name)): number for name, number in (MONTH_NUMBERS | SHORT_MONTH_NUMBERS).items()}
_BETWEEN = frozenset({"of", "de", "del", "en", "st", "nd", "rd", "th", "er", "г", "года"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"(0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er)?")
_YEAR_GROUP = r"(?P<year>(?:19|20)\d\d)"
_IN_NUMBERS = tuple(
    re.compile(pattern.replace("YEAR", _YEAR_GROUP))
    for pattern in (
        r"(?<![\w/-])YEAR-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?(?![\w/-])",
        r"(?<![\w.])(?P<day>0?[1-9]|[12]\d|3[01])\.(?P<month>0?[1-9]|1[0-2])\.YEAR(?![\w.]\w)",
        # The day comes first, as in all texts of the United Nations, unless only the month can.
        r"(?<![\w/.-])(?P<day>\d{1,2})(?P<mark>[/-])(?P<month>\d{1,2})(?P=mark)YEAR(?![\w/-])",
        r"(?<![\w/.-])YEAR(?P<mark>[/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\w/-])",
        r"(?<![\w/.-])YEAR(?P<month>\d\d)(?P<day>\d\d)(?![\w/.-])",
        r"YEAR ?年(?: ?(?P<month>1[0-2]|0?[1-9]) ?月(?: ?(?P<day>3[01]|[12]\d|0?[1-9]) ?[日号])?)?",
    )
)
MONTHS = 12


@dataclass(frozen=True, slots=True)
class TypedDate:
    """A year, a month or a day that was typed, from `start` to before `end` in the text."""

    period: Period
    start: int
    end: int


def typed_dates(text: str) -> Iterator[TypedDate]:
    """The dates in `text`, none overlapping another. A bare year is none, nor a day that never was."""
    reached, text = 0, ascii_digits(text)
    by_place = sorted((*_in_numbers(text), *_in_words(text)), key=lambda typed: (typed.start, -typed.end))
    for typed in by_place:
        if typed.start >= reached:
            reached = typed.end
            yield typed


def _typed(year: str, month: int | None, day: str | None, start: int, end: int) -> Iterator[TypedDate]:
    # A day that never was is no date.
    with suppress(ValueError):
        yield TypedDate(Period(int(year), month, int(day) if day else None), start, end)


def _in_numbers(text: str) -> Iterator[TypedDate]:
    for pattern in _IN_NUMBERS:
        for match in pattern.finditer(text):
            month, day = match["month"], match["day"]
            if "mark" in pattern.groupindex and int(month) > MONTHS >= int(day):
                month, day = day, month
            yield from _typed(match["year"], int(month) if month else None, day, *match.span())


def _in_words(text: str) -> Iterator[TypedDate]:
    typed = [token for token in tokens(text) if token.word not in _BETWEEN]
    for index, token in enumerate(typed):
        month, after = _month_at(typed, index)
        if not month or not text[token.start].isalpha():
            continue
        year, day_after, end = _year_from(typed, after)
        if year is None:
            continue
        day, start = day_after, token.start
        before = _DAY.fullmatch(typed[index - 1].word) if index else None
        if day is None and before:
            day, start = before[1], typed[index - 1].start
        yield from _typed(year, month, day, start, end)


def _month_at(typed: list[Token], index: int) -> tuple[int | None, int]:
    """The month named at `index`, and where the words after it begin; `نيسان/أبريل` is one month."""
    for length in (2, 1):
        month = _MONTHS.get(tuple(token.word for token in typed[index : index + length]))
        if month is not None:
            after = index + length
            is_named_twice = after < len(typed) and _MONTHS.get((typed[after].word,)) == month
            return month, after + is_named_twice
    return None, index + 1


def _year_from(typed: list[Token], index: int) -> tuple[str | None, str | None, int]:
    """The year at `index`, or after a day there (April 21, 2005), with that day and where it ends."""
    if index < len(typed) and _YEAR.fullmatch(typed[index].word):
        return typed[index].word, None, typed[index].end
    if index + 1 < len(typed):
        day, year = _DAY.fullmatch(typed[index].word), typed[index + 1]
        if day and _YEAR.fullmatch(year.word):
            return year.word, day[1], year.end
    return None, None, 0
