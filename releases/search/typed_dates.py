"""Dates as readers type them: months by name in seven languages, numbers, Chinese and Arabic forms."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from releases.search.analysis import Token, fold, tokens
from releases.search.periods import Period

# Genitives and the short forms that are in use; Arabic has the months of the Levant and those of Egypt.
_MONTHS = """
january jan janvier enero ene januar janner январь января янв يناير كانون
february feb fevrier fevr febrero februar февраль февраля фев فبراير شباط
march mar mars marzo marz март марта مارس آذار
april apr avril avr abril abr апрель апреля апр أبريل إبريل نيسان
may mai mayo май мая مايو أيار ماي
june jun juin junio juni июнь июня يونيو حزيران يونيه
july jul juillet juil julio juli июль июля يوليو تموز يوليه
august aug aout agosto ago август августа авг أغسطس آب
september sep sept septembre septiembre setiembre сентябрь сентября сен سبتمبر أيلول
october oct octobre octubre oktober okt октябрь октября окт أكتوبر تشرين
november nov novembre noviembre ноябрь ноября ноя نوفمبر
december dec decembre diciembre dic dezember dez декабрь декабря дек ديسمبر
"""
MONTHS = {
    fold(name): number
    for number, names in enumerate(_MONTHS.strip().splitlines(), start=1)
    for name in names.split()
}
# Two months of the Levant share their first word: كانون الثاني January, كانون الأول December; تشرين likewise.
_SECOND_WORDS = {
    (fold("كانون"), fold("الثاني")): 1,
    (fold("كانون"), fold("الأول")): 12,
    (fold("تشرين"), fold("الأول")): 10,
    (fold("تشرين"), fold("الثاني")): 11,
}
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
    found = [token for token in tokens(text) if token.word not in _BETWEEN]
    for index, token in enumerate(found):
        month, after = _month_at(found, index)
        if not month or not text[token.start].isalpha():
            continue
        year, day_after, end = _year_from(found, after)
        if year is None:
            continue
        day, start = day_after, token.start
        before = _DAY.fullmatch(found[index - 1].word) if index else None
        if day is None and before:
            day, start = before[1], found[index - 1].start
        yield from _typed(year, month, day, start, end)


def _month_at(found: list[Token], index: int) -> tuple[int | None, int]:
    """The month named at `index`, and where the words after it begin; `نيسان/أبريل` is one month."""
    word = found[index].word
    second = found[index + 1].word if index + 1 < len(found) else ""
    if (word, second) in _SECOND_WORDS:
        month, after = _SECOND_WORDS[word, second], index + 2
    else:
        month, after = MONTHS.get(word), index + 1
    if month and after < len(found) and MONTHS.get(found[after].word) == month:
        after += 1
    return month, after


def _year_from(found: list[Token], index: int) -> tuple[str | None, str | None, int]:
    """The year at `index`, or after a day there (April 21, 2005), with that day and where it ends."""
    if index < len(found) and _YEAR.fullmatch(found[index].word):
        return found[index].word, None, found[index].end
    if index + 1 < len(found):
        day, year = _DAY.fullmatch(found[index].word), found[index + 1]
        if day and _YEAR.fullmatch(year.word):
            return year.word, day[1], year.end
    return None, None, 0
