"""A day, a month or a year as people type it into a field, in the languages of the site: the one rule for all fields.

The desk asks for a day (`institutes/desk/typed_days.py` is where it asks), the list of releases for any of the three.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from institutes import days
from institutes.desk.typed_days import TypedDay, TypedDayError, not_understood
from releases.search.periods import Period
from releases.search.typed_dates import typed_dates
from releases.wire.dates import PrintedDate, ascii_digits, read_date

_DAYS_AWAY = {
    **dict.fromkeys(
        ("today", "aujourd’hui", "aujourd'hui", "hoy", "сегодня", "اليوم", "今天", "今日", "heute"), 0
    ),
    **dict.fromkeys(("tomorrow", "demain", "mañana", "завтра", "غدا", "غداً", "明天", "明日", "morgen"), 1),
    **dict.fromkeys(("yesterday", "hier", "ayer", "вчера", "أمس", "昨天", "昨日", "gestern"), -1),
}
_AROUND = " .,;،،"
# Marks of direction come with what is copied from texts in Arabic.
_UNSEEN = dict.fromkeys(map(ord, "\u200e\u200f\u061c\u2066\u2067\u2068\u2069\x00"))
# Chinese and Japanese keyboards write these as broad as a character.
_NARROW = {0xFF01 + place: 0x21 + place for place in range(0x5E)}
_YEAR_IN_WORDS = re.compile(r"(?<=\d)\s?(?:годы?|года|г\.?|م\.?)\Z")
_MONTH_AND_YEAR = re.compile(r"(\d{1,2})\s?[/.-]\s?(\d{4})", re.ASCII)
_YEAR_AND_MONTH = re.compile(r"(\d{4})\s?[/.]\s?(\d{1,2})|((?:19|20)\d\d)(\d\d)", re.ASCII)
LONGEST_DATE = 60


@dataclass(frozen=True, slots=True)
class TypedPeriod:
    """The year, month or day that was typed, and a sentence on what was assumed, empty where nothing was."""

    period: Period
    assumed: str = ""


def read_typed_day(text: str, today: date) -> TypedDay:
    """The day that `text` names: a date as printed or typed, with a weekday or without, or `today`, `tomorrow`.

    A day without its year is the nearest one to `today`. Of figures, the day stands before the month; what was
    assumed is said. Raises TypedDayError, with a sentence, for what is no day or never was one.
    """
    read = read_typed_period(text, today)
    if read is None or read.period.level != "day":
        raise TypedDayError(not_understood(text))
    return TypedDay(read.period.first, read.assumed)


def read_typed_period(text: str, today: date | None = None) -> TypedPeriod | None:
    """The day, month or year that `text` names; None where it names none.

    Without `today` nothing is understood that means another day tomorrow. Raises TypedDayError, with a sentence,
    for a day that never was, or whose year has to be typed.
    """
    typed = " ".join(text.translate(_UNSEEN).translate(_NARROW).split())
    with suppress(OverflowError):
        away = _DAYS_AWAY.get(typed.strip(_AROUND).casefold())
        if away is not None and today is not None:
            return TypedPeriod(Period.of(today + timedelta(days=away), "day"))
        printed = read_date(typed)
        if printed is not None:
            return _of_printed(printed, today)
        period = _of_numbers(typed) or _of_words(typed)
        return TypedPeriod(period) if period else None
    return None


def _of_printed(printed: PrintedDate, today: date | None) -> TypedPeriod:
    if today is None and not printed.year and not printed.is_false:
        raise TypedDayError(
            _("“%(date)s” has no year. Type it like 21 April 2005.") % {"date": printed.printed}
        )
    day = printed.nearest(today) if today and not printed.year else printed.on
    if day is None or printed.is_span:
        raise TypedDayError(_("There is no day %(date)s in the calendar.") % {"date": printed.printed})
    return TypedPeriod(Period.of(day, "day"), " ".join(_assumed(printed, day)))


def _assumed(printed: PrintedDate, day: date) -> list[str]:
    said = []
    if not printed.year:
        said.append(_("The year was taken to be %(year)s.") % {"year": day.year})
    if printed.swapped:
        said.append(_("The month was taken to stand first."))
    if printed.is_ambiguous:
        other = date(day.year, day.day, day.month)
        sentence = _("The day was taken to stand first; %(other)s is typed %(iso)s.")
        said.append(sentence % {"other": days.day(other), "iso": other.isoformat()})
    return said


def _of_numbers(typed: str) -> Period | None:
    """2005, 2005-04, 04/2005, 2005/4, 200504."""
    plain = _YEAR_IN_WORDS.sub("", ascii_digits(typed)).strip(_AROUND)
    with suppress(ValueError):
        if month_first := _MONTH_AND_YEAR.fullmatch(plain):
            return Period(int(month_first[2]), int(month_first[1]))
        if year_first := _YEAR_AND_MONTH.fullmatch(plain):
            return Period(int(year_first[1] or year_first[3]), int(year_first[2] or year_first[4]))
        return Period.parse(plain)
    return None


def _of_words(typed: str) -> Period | None:
    """What stands with its month in words and nothing else: `April 2005`, `april 21, 2005`, `2005年4月`."""
    plain = _YEAR_IN_WORDS.sub("", ascii_digits(typed))
    found = list(typed_dates(plain)) if len(plain) <= LONGEST_DATE else []
    if len(found) != 1:
        return None
    around = plain[: found[0].start] + plain[found[0].end :]
    return None if around.strip(_AROUND) else found[0].period
