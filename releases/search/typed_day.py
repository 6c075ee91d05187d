"""One day as people type it into a form, in the languages of the desk."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from institutes import days
from institutes.desk.typed_days import TypedDay, TypedDayError, not_understood
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


def read_typed_day(text: str, today: date) -> TypedDay:
    """The day that `text` names: a date as printed or typed, with a weekday or without, or `today`, `tomorrow`.

    A day without its year is the nearest one to `today`. Of figures, the day stands before the month; what was
    assumed is said. Raises TypedDayError, with a sentence, for what is no day or never was one.
    """
    typed = " ".join(text.translate(_UNSEEN).split())
    away = _DAYS_AWAY.get(typed.strip(_AROUND).casefold())
    try:
        if away is not None:
            return TypedDay(today + timedelta(days=away))
        printed = read_date(typed)
        return _of_words(typed) if printed is None else _of_printed(printed, today)
    except OverflowError as error:
        raise TypedDayError(not_understood(text)) from error


def _of_printed(printed: PrintedDate, today: date) -> TypedDay:
    day = printed.on if printed.year else printed.nearest(today)
    if day is None or printed.is_span:
        raise TypedDayError(_("There is no day %(date)s in the calendar.") % {"date": printed.printed})
    return TypedDay(day, " ".join(filter(None, _assumed(printed, day))))


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


def _of_words(typed: str) -> TypedDay:
    """What stands with its month in words in another order, and nothing else: `april 21, 2005`."""
    plain = ascii_digits(typed)
    found = list(typed_dates(plain))
    if len(found) == 1 and found[0].period.day is not None:
        around = plain[: found[0].start] + plain[found[0].end :]
        if not around.strip(_AROUND):
            period = found[0].period
            return TypedDay(date(period.year, period.month or 1, period.day or 1))
    raise TypedDayError(not_understood(typed))
