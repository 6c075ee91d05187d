"""Dates as readers type them: months by name in seven languages, numbers, Chinese and Arabic forms."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from releases.search.analysis import Token, tokens, words
from releases.search.periods import Period
from releases.wire.dates import MONTH_NUMBERS, SHORT_MONTH_NUMBERS

# folded words of a month's name → its number
_MONTHS = {tuple(words(name)): number for name, number in (MONTH_NUMBERS | SHORT_MONTH_NUMBERS).items()}
_BETWEEN = frozenset({"of", "de", "del", "en", "st", "nd", "rd", "th", "er", "г", "года"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_DAY = re.compile(r"(0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er)?")
_ISO = re.compile(r"(?<![\w/-])((?:19|20)\d\d)-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?(?![\w/-])")
_DOTTED = re.compile(r"(?<![\w.])(0?[1-9]|[12]\d|3[01])\.(0?[1-9]|1[0-2])\.((?:19|20)\d\d)(?![\w.]\w)")
_CHINESE = re.compile(r"((?:19|20)\d\d) ?年(?: ?(1[0-2]|0?[1-9]) ?月(?: ?(3[01]|[12]\d|0?[1-9]) ?[日号])?)?")


@dataclass(frozen=True, slots=True)
class TypedDate:
    """A year, a month or a day that was typed, from `start` to before `end` in the text."""

    period: Period
    start: int
    end: int


def typed_dates(text: str) -> Iterator[TypedDate]:
    """The dates in `text`, none overlapping another. A bare year is none, nor a day that never was."""
    reached = 0
    by_place = sorted((*_in_numbers(text), *_in_words(text)), key=lambda typed: (typed.start, -typed.end))
    for typed in by_place:
        if typed.start >= reached:
            reached = typed.end
            yield typed


def _typed(year: str, month: int, day: str | None, start: int, end: int) -> Iterator[TypedDate]:
    # A day that never was is no date.
    with suppress(ValueError):
        yield TypedDate(Period(int(year), month, int(day) if day else None), start, end)


def _in_numbers(text: str) -> Iterator[TypedDate]:
    for match in _ISO.finditer(text):
        yield from _typed(match[1], int(match[2]), match[3], *match.span())
    for match in _DOTTED.finditer(text):
        yield from _typed(match[3], int(match[2]), match[1], *match.span())
    for match in _CHINESE.finditer(text):
        if match[2]:
            yield from _typed(match[1], int(match[2]), match[3], *match.span())
        else:
            yield TypedDate(Period(int(match[1])), *match.span())


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
