"""How the site writes a day, a month, a year and a span of days: one rule in each language.

It is the usage of the United Nations in that language, and German beside:

- Arabic months have their two names, of the Levant and of the Nile, and no comma stands before the year. The dash of a
  span is the long one: a hyphen between two numbers would turn with what stands before it.
- French has `1er` for the first of a month, a no-break space between the day and its month, and a hyphen in a span,
  as in the titles of reports: Bangkok, 18-25 avril 2005.
- Spanish says a span with `a`: Bangkok, 18 a 25 de abril de 2005.
- Russian names the year as one (2005 года); a dash between groups of words has spaces around it.
- Chinese writes the largest part first, and leaves out in the second day what the first has said.

Times are those of the 24-hour clock, with the name of their zone.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import get_language

from institutes.enums import DatePrecision


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split(","))


@dataclass(frozen=True, slots=True)
class _Writing:
    """How one language writes days. `to` stands between single words and numbers, `to_apart` between longer groups.

    `day` is a day whose month is said elsewhere, `months` are names beside a day, `months_alone` without one.
    """

    months: tuple[str, ...]
    day: str = "{day}"
    day_month: str = "{day} {month}"
    full: str = "{day} {month} {year}"
    month_year: str = "{month} {year}"
    year: str = "{year}"
    years: str = "{year}"
    to: str = "–"
    to_apart: str = "–"
    first: str = "1"
    months_alone: tuple[str, ...] = ()
    is_largest_first: bool = False


_WRITINGS = {
    "en": _Writing(
        _words(
            "January,February,March,April,May,June,July,August,September,October,November,December",
        ),
    ),
    "fr": _Writing(
        _words("janvier,février,mars,avril,mai,juin,juillet,août,septembre,octobre,novembre,décembre"),
        day_month="{day}\u00a0{month}",
        full="{day}\u00a0{month} {year}",
        to="-",
        to_apart="-",
        first="1er",
    ),
    "es": _Writing(
        _words("enero,febrero,marzo,abril,mayo,junio,julio,agosto,septiembre,octubre,noviembre,diciembre"),
        day_month="{day} de {month}",
        full="{day} de {month} de {year}",
        month_year="{month} de {year}",
        to=" a ",
        to_apart=" a ",
    ),
    "ru": _Writing(
        _words("января,февраля,марта,апреля,мая,июня,июля,августа,сентября,октября,ноября,декабря"),
        full="{day} {month} {year} года",
        month_year="{month} {year} года",
        years="{year} годы",
        to_apart=" – ",
        months_alone=_words(
            "январь,февраль,март,апрель,май,июнь,июль,август,сентябрь,октябрь,ноябрь,декабрь"
        ),
    ),
    "ar": _Writing(
        _words(
            "كانون الثاني/يناير,شباط/فبراير,آذار/مارس,نيسان/أبريل,أيار/مايو,حزيران/يونيه,"
            "تموز/يوليه,آب/أغسطس,أيلول/سبتمبر,تشرين الأول/أكتوبر,تشرين الثاني/نوفمبر,كانون الأول/ديسمبر"
        ),
        to_apart=" – ",
    ),
    "zh-hans": _Writing(
        tuple(f"{number}月" for number in range(1, 13)),
        day="{day}日",
        day_month="{month}{day}日",
        full="{year}年{month}{day}日",
        month_year="{year}年{month}",
        year="{year}年",
        years="{year}年",
        to="至",
        to_apart="至",
        is_largest_first=True,
    ),
    "de": _Writing(
        _words("Januar,Februar,März,April,Mai,Juni,Juli,August,September,Oktober,November,Dezember"),
        day="{day}.",
        day_month="{day}. {month}",
        full="{day}. {month} {year}",
        to=" bis ",
        to_apart=" bis ",
    ),
}


class Span(NamedTuple):
    """A span of days in three pieces: `18`, `–`, `25 April 2005`. One day is all in `first`."""

    first: str
    to: str = ""
    last: str = ""

    def __str__(self) -> str:
        return "".join(self)


def _writing(language: str | None) -> _Writing:
    code = language or get_language() or "en"
    return _WRITINGS.get(code) or _WRITINGS.get(code.partition("-")[0]) or _WRITINGS["en"]


def _put(pattern: str, writing: _Writing, on: date, *, is_alone: bool = False) -> str:
    names = (writing.months_alone or writing.months) if is_alone else writing.months
    number = writing.first if on.day == 1 else str(on.day)
    return pattern.format(day=number, month=names[on.month - 1], year=on.year)


def day(on: date, language: str | None = None) -> str:
    """21 April 2005, in `language`, or in that of the page."""
    writing = _writing(language)
    return _put(writing.full, writing, on)


def day_and_month(on: date, language: str | None = None) -> str:
    """21 April."""
    writing = _writing(language)
    return _put(writing.day_month, writing, on)


def month(on: date, language: str | None = None) -> str:
    """April 2005."""
    writing = _writing(language)
    return _put(writing.month_year, writing, on, is_alone=True)


def month_name(on: date, language: str | None = None) -> str:
    """April, where the year is said elsewhere."""
    writing = _writing(language)
    return (writing.months_alone or writing.months)[on.month - 1]


def year(of: date | int, language: str | None = None) -> str:
    """2005."""
    number = of if isinstance(of, int) else of.year
    return _writing(language).year.format(year=number)


def weekday(on: date) -> str:
    """Thursday, in the page's language."""
    return date_format(on, "l")


def dated(on: date, precision: str = DatePrecision.DAY, language: str | None = None) -> str:
    """A date no more exact than `precision`, a DatePrecision."""
    write = {DatePrecision.DAY: day, DatePrecision.MONTH: month, DatePrecision.YEAR: year}
    return write[DatePrecision(precision)](on, language)


def machine_date(on: date, precision: str = DatePrecision.DAY) -> str:
    """The same as ISO 8601 and HTML write it: 2005-04-21, 2005-04, 2005."""
    return on.isoformat()[: {DatePrecision.MONTH: 7, DatePrecision.YEAR: 4}.get(DatePrecision(precision), 10)]


def span(first: date, last: date, precision: str = DatePrecision.DAY, language: str | None = None) -> Span:
    """The days from `first` to `last`, no more exact than `precision`: 18–25 April 2005, April–May 2005, 2004–2005."""
    whole = dated(first, precision, language), dated(last, precision, language)
    if whole[0] == whole[1]:
        return Span(whole[0])
    writing = _writing(language)
    if precision == DatePrecision.YEAR:
        return Span(whole[0], writing.to, _put(writing.years, writing, last))
    if first.year != last.year:
        return Span(whole[0], writing.to_apart, whole[1])
    is_months = precision == DatePrecision.MONTH
    if is_months:
        short, to = "{month}", writing.to
    elif first.month == last.month:
        short, to = writing.day, writing.to
    else:
        short, to = writing.day_month, writing.to_apart
    if writing.is_largest_first:
        return Span(whole[0], to, _put(short, writing, last, is_alone=is_months))
    return Span(_put(short, writing, first, is_alone=is_months), to, whole[1])


def moment(at: datetime, language: str | None = None) -> str:
    """21 April 2005, 10:00 UTC: in the zone that `at` (aware) is in."""
    comma = {"ar": "،", "zh-hans": ""}.get(language or get_language() or "en", ",")
    return f"{day(at, language)}{comma} {at:%H:%M %Z}"
