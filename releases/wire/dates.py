"""Dates as printed in releases of seven languages.

Days come before months (`06/07/2004` is 6 July); what is printed is kept even when there is no such day.
"""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from releases.wire.lines import words

MONTHS: dict[str, tuple[str, ...]] = {
    "en": tuple(
        words("January February March April May June July August September October November December")
    ),
    "fr": tuple(
        words("janvier février mars avril mai juin juillet août septembre octobre novembre décembre")
    ),
    "es": tuple(
        words("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre")
    ),
    "de": tuple(words("Januar Februar März April Mai Juni Juli August September Oktober November Dezember")),
    "ru": tuple(words("января февраля марта апреля мая июня июля августа сентября октября ноября декабря")),
    "ar": (
        *("كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيو"),
        *(
            "تموز/يوليو",
            "آب/أغسطس",
            "أيلول/سبتمبر",
            "تشرين الأول/أكتوبر",
            "تشرين الثاني/نوفمبر",
            "كانون الأول/ديسمبر",
        ),
    ),
    "zh-hans": tuple(f"{number}月" for number in range(1, 13)),
}
"""Month names as printed in a date, January first (Russian in the genitive, Arabic in both forms)."""

_OTHER_NAMES: dict[str, int] = {
    **{
        name: number
        for number, name in enumerate(words("jan feb mar apr may jun jul aug sep oct nov dec"), start=1)
    },
    "sept": 9,
    "fevrier": 2,
    "aout": 8,
    "decembre": 12,
    "setiembre": 9,
    "jänner": 1,
    "maerz": 3,
    **{name: n for n, name in enumerate(words("январь февраль март апрель май июнь июль август"), start=1)},
    "сентябрь": 9,
    "октябрь": 10,
    "ноябрь": 11,
    "декабрь": 12,
    "كانون الثانى": 1,
    "أذار": 3,
    "اذار": 3,
    "ابريل": 4,
    "إبريل": 4,
    "ايار": 5,
    "يونيه": 6,
    "يوليه": 7,
    "اب": 8,
    "اغسطس": 8,
    "أغسطس": 8,
    "ايلول": 9,
    "اكتوبر": 10,
    "تشرين الاول": 10,
    "كانون الاول": 12,
}


def _names() -> Iterator[tuple[str, int]]:
    for language, names in MONTHS.items():
        if language == "zh-hans":
            continue
        for number, name in enumerate(names, start=1):
            for form in name.split("/"):
                yield form.lower(), number
    yield from _OTHER_NAMES.items()


MONTH_NUMBERS: dict[str, int] = dict(_names())
"""Month names in small letters, as releases print them, with their numbers."""

SHORT_MONTH_NUMBERS: dict[str, int] = {
    "ene": 1,
    "янв": 1,
    "fevr": 2,
    "фев": 2,
    "avr": 4,
    "abr": 4,
    "апр": 4,
    "juil": 7,
    "ago": 8,
    "авг": 8,
    "сен": 9,
    "okt": 10,
    "окт": 10,
    "ноя": 11,
    "dic": 12,
    "dez": 12,
    "дек": 12,
    # The first word alone of two months of the Levant, and a spelling of the Maghreb.
    "كانون": 1,
    "تشرين": 10,
    "ماي": 5,
}
"""What people type for a month besides; in a text such words may mean something else."""

_NAME = "(?:" + "|".join(sorted(map(re.escape, MONTH_NUMBERS), key=len, reverse=True)) + r")(?![^\W\d_])"
_MONTH = rf"{_NAME}(?:\s?/\s?{_NAME})?(?:\s?\({_NAME}\))?"
_YEAR_TAIL = r"(?:\s?,?\s?(?:del?\s)?\s*(?P<year>\d{4})(?!\d)(?:\s?(?:года|год|г\.|م(?!\w)))?)?"
_DAY_FIRST = re.compile(
    rf"(?<![\d/.\-–])(?P<day>\d{{1,2}})\s?(?:er|ero|st|nd|rd|th|º|°|\.|-го|-е)?\s{{0,3}}(?:de\s|of\s)?\s?"
    rf"(?P<month>{_MONTH})\.?{_YEAR_TAIL}",
    re.IGNORECASE,
)
_ENGLISH = "|".join(f"{name}|{name.upper()}|{name[:3]}" for name in MONTHS["en"])
_MONTH_FIRST = re.compile(
    rf"(?P<month>{_ENGLISH}|Sept)\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd"
    rf"|th)?(?!\d)(?:,?\s(?P<year>\d{{4}})(?!\d))?"
)
_NUMERIC = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\s?(?P<mark>[/.])\s?(?P<month>\d{1,2})\s?(?P=mark)\s?(?P<year>\d{4}"
    r"|\d{2})(?!\d)"
)
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?!\d)")
_DIGITS = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d)")
_HAN_DIGITS = "〇○零一二三四五六七八九"
_HAN = re.compile(
    rf"(?:(?P<year>\d{{4}}|[{_HAN_DIGITS}]{{4}})\s?年\s?)?(?P<month>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s?月\s?"
    r"(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})\s?日"
)
_HAN_VALUES = dict(zip(_HAN_DIGITS, (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_WEEKDAYS = words(
    "monday tuesday wednesday thursday friday saturday sunday "
    "lundi mardi mercredi jeudi vendredi samedi dimanche "
    "lunes martes miércoles jueves viernes sábado domingo "
    "montag dienstag mittwoch donnerstag freitag samstag sonntag "
    "понедельник вторник среда четверг пятница суббота воскресенье "
    "الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة  السبت الأحد "
    "星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天"
)
WEEKDAY = rf"(?:(?:le|el|am|den|den)\s)?(?:{'|'.join(_WEEKDAYS)})"
_WEEKDAY_BEFORE = re.compile(rf"\A{WEEKDAY}\s?[,،，]?\s?", re.IGNORECASE)
_ARABIC_DIGITS = {0x660 + digit: str(digit) for digit in range(10)} | {
    0x6F0 + digit: str(digit) for digit in range(10)
}
_FULL = (_DAY_FIRST, _NUMERIC, _HAN, _MONTH_FIRST, _DIGITS, _ISO)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed, from `start` to `end`; `year` is None where none is printed.

    `swapped` says that it can only be read with the month first (`06/30/2004`).
    """

    printed: str
    day: int
    month: int
    year: int | None
    start: int
    end: int
    swapped: bool = False

    def in_year(self, year: int) -> datetime.date | None:
        """The day in `year`, or None when there is no such day."""
        try:
            return datetime.date(year, self.month, self.day)
        except ValueError:
            return None

    @property
    def on(self) -> datetime.date | None:
        """The day, or None when no year is printed or there is no such day."""
        return self.in_year(self.year) if self.year else None

    @property
    def is_false(self) -> bool:
        """Whether the calendar has no such day, in the printed year or, without one, in any."""
        return self.in_year(self.year or 2000) is None

    def nearest(self, to: datetime.date) -> datetime.date | None:
        """The day in the year that puts it nearest to `to`, the earlier of two equally near."""
        days = [
            day
            for year in (to.year, to.year - 1, to.year + 1)
            if 1 <= year <= 9999 and (day := self.in_year(year))
        ]
        return min(days, key=lambda day: (abs((day - to).days), day), default=None)


def ascii_digits(text: str) -> str:
    """Return `text` with Arabic-Indic digits as 0 to 9, of the same length."""
    return text if text.isascii() else text.translate(_ARABIC_DIGITS)


def _han_number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    if len(text) == 4:
        return int("".join(str(_HAN_VALUES[character]) for character in text))
    tens, ten, ones = text.rpartition("十")
    return (_HAN_VALUES.get(tens, 1) * 10 if ten else 0) + _HAN_VALUES.get(ones, 0)


def _month_number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    number = MONTH_NUMBERS.get(re.split(r"\s?[/(]", text.lower())[0])
    return number if number else _han_number(text)


def _full_year(text: str | None) -> int | None:
    if text is None:
        return None
    year = _han_number(text)
    if len(text) == 2:
        year += 1900 if year >= 70 else 2000
    return year or None


def _read(match: re.Match[str]) -> PrintedDate:
    day, month = _han_number(match["day"]), _month_number(match["month"])
    swapped = match.re is _NUMERIC and month > 12 >= day
    if swapped:
        day, month = month, day
    return PrintedDate(
        match.group().strip(), day, month, _full_year(match["year"]), match.start(), match.end(), swapped
    )


def read_date(text: str) -> PrintedDate | None:
    """Return the date that `text` is, with a weekday before it at most; None if it is anything else."""
    if len(text) > 60 or not text or not (any(map(str.isdecimal, text)) or "年" in text):
        return None
    plain = ascii_digits(text)
    weekday = _WEEKDAY_BEFORE.match(plain) if plain[0].isalpha() else None
    start = weekday.end() if weekday else 0
    for pattern in _FULL:
        match = pattern.match(plain, start)
        if match and match.end() == len(plain.rstrip(" .,")):
            return _read(match)
    return None


def find_date(text: str, limit: int = 120) -> PrintedDate | None:
    """Return the first date in words in the first `limit` characters; offsets are those of `text`."""
    plain = ascii_digits(text[: limit + 40])
    patterns = (_DAY_FIRST, _HAN, _MONTH_FIRST) if "月" in plain else (_DAY_FIRST, _MONTH_FIRST)
    matches = [match for pattern in patterns if (match := pattern.search(plain)) and match.start() < limit]
    return _read(min(matches, key=re.Match.start)) if matches else None


def leading_digits(text: str) -> tuple[str, str] | None:
    """Return the eight digits that `text` starts with, when they are a date, and what follows."""
    if not text[:8].isdecimal() or (not text.isascii() and not text[:8].isascii()):
        return None
    match = _DIGITS.match(text)
    return (match.group(), text[8:].strip()) if match and 1 <= int(match["month"]) <= 12 else None
