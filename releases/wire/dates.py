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
        *("كانون الثاني/يناير", "شباط/فبراير", "آذار/مارس", "نيسان/أبريل", "أيار/مايو", "حزيران/يونيه"),
        *(
            "تموز/يوليه",
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
    "يونيو": 6,
    "يوليو": 7,
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
_ROMAN = words("I II III IV V VI VII VIII IX X XI XII")
_ORDINAL = r"(?:er|ero|º|°|[oº]\.|\.|-го|-е|st|nd|rd|th)"
_YEAR_TAIL = r"(?:\s?,?\s?(?:del?\s)?\s*(?P<year>\d{4})(?!\d)(?:\s?(?:года|год|г\.|م(?!\w)))?)?"
_DAY_AND_MONTH = (
    rf"(?P<day>\d{{1,2}})\s?{_ORDINAL}?\s{{0,3}}(?:de\s|of\s)?\s?(?P<month>{_MONTH})\.?{_YEAR_TAIL}"
)
_DAY_FIRST = re.compile(rf"(?<![\d/.\-–]){_DAY_AND_MONTH}", re.IGNORECASE)
_ENGLISH = "|".join(f"{name}|{name.upper()}|{name[:3]}" for name in MONTHS["en"])
_MONTH_FIRST = re.compile(
    rf"(?P<month>{_ENGLISH}|Sept)\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd"
    rf"|th)?(?!\d)(?:,?\s(?P<year>\d{{4}})(?!\d))?"
)
_NUMERIC = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})\s?(?P<mark>[/.-])\s?(?P<month>\d{1,2})\s?(?P=mark)\s?(?P<year>\d{4}"
    r"|\d{2})(?![\d/-])"
)
_NAMED = re.compile(
    rf"(?<![\d/-])(?P<day>\d{{1,2}})(?P<mark>[-/.])\s?(?P<month>{_NAME}|(?-i:{'|'.join(_ROMAN)}))(?P=mark)\s?"
    r"(?P<year>\d{4}|\d{2})(?![\d/-])"
    rf"|(?<![\d/-])(?P<day2>\d{{1,2}})\s(?P<month2>(?-i:{'|'.join(_ROMAN)}))\s(?P<year2>\d{{4}})(?![\d/-])",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<!\d)(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?!\d)")
_DIGITS = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d)")
_HAN_DIGITS = "〇○零一二三四五六七八九"
_HAN_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_HAN = re.compile(
    rf"(?:(?P<year>\d{{4}}|[{_HAN_DIGITS}]{{4}})\s?年\s?)?(?P<month>{_HAN_NUMBER})\s?月\s?(?P<day>{_HAN_NUMBER})\s?日"
)
_HAN_VALUES = dict(zip(_HAN_DIGITS, (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_TO = r"\s?(?:-|–|—|/|&|and|to|et|au|y|al|a|und|bis|и|по|و|إلى|和|至|到)\s?"
_SPANS = (
    re.compile(
        rf"(?<![\d/.\-–])(?:\d{{1,2}},\s?){{0,3}}"
        rf"(?:\d{{1,2}}\s?{_ORDINAL}?(?:\s(?:de\s|of\s)?{_MONTH}\.?)?{_TO}|\d{{1,2}},\s?){_DAY_AND_MONTH}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?P<month>{_ENGLISH}|Sept)\.?\s\d{{1,2}}(?:st|nd|rd|th)?{_TO}(?P<month2>(?:{_ENGLISH}|Sept)\.?\s)?"
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d:])(?:,?\s(?P<year>\d{4})(?!\d))?"
    ),
    re.compile(
        rf"(?:(?P<year>\d{{4}})\s?年\s?)?(?P<month>{_HAN_NUMBER})\s?月\s?{_HAN_NUMBER}\s?日?{_TO}"
        rf"(?:(?P<month2>{_HAN_NUMBER})\s?月\s?)?(?P<day>{_HAN_NUMBER})\s?日"
    ),
)
_WEEKDAYS = words(
    "monday tuesday wednesday thursday friday saturday sunday "
    "lundi mardi mercredi jeudi vendredi samedi dimanche "
    "lunes martes miércoles miercoles jueves viernes sábado sabado domingo "
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag "
    "понедельник вторник среда среду четверг пятница пятницу суббота субботу воскресенье "
    "الاثنين الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة السبت الأحد الاحد "
    "星期一 星期二 星期三 星期四 星期五 星期六 星期日 星期天 周一 周二 周三 周四 周五 周六 周日"
)
_SHORT_WEEKDAYS = words("mon tues tue wed thurs thur thu fri sat sun")
_ARTICLE = r"(?:(?:le|el|am|den|the|this|on|of|в|во|في|يوم)\s)"
WEEKDAY = rf"(?:{_ARTICLE}?(?:{'|'.join(_WEEKDAYS)}|(?:{'|'.join(_SHORT_WEEKDAYS)})\b\.?))"
_BEFORE = re.compile(rf"(?:{WEEKDAY}\s?[,،，]?\s?)?{_ARTICLE}?", re.IGNORECASE)
_AFTER = re.compile(rf"\s?[,،，]?\s?(?:[(（]?{WEEKDAY}[)）]?)?[\s.,]*", re.IGNORECASE)
_BRACKETS = {"(": ")", "[": "]", "（": "）", "【": "】"}
# Arabic-Indic, Persian and full-width digits.
_OTHER_DIGITS = {zero + digit: str(digit) for zero in (0x660, 0x6F0, 0xFF10) for digit in range(10)}
_FULL = (_DAY_FIRST, _NUMERIC, _NAMED, _HAN, _MONTH_FIRST, _DIGITS, _ISO)


@dataclass(frozen=True, slots=True)
class PrintedDate:
    """A date as printed, from `start` to `end`; `year` is None where none is printed.

    `swapped` says that it can only be read with the month first (`06/30/2004`), `is_ambiguous` that both are months
    and nothing but the custom of these texts says which is the day (`08-05-2001`), `is_span` that an earlier day is
    printed before it (`11 and 12 March`).
    """

    printed: str
    day: int
    month: int
    year: int | None
    start: int
    end: int
    swapped: bool = False
    is_ambiguous: bool = False
    is_span: bool = False

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
    """Return `text` with Arabic-Indic and full-width digits as 0 to 9, of the same length."""
    return text if text.isascii() else text.translate(_OTHER_DIGITS)


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
    number = MONTH_NUMBERS.get(re.split(r"\s?[/(]", text.lower())[0].rstrip(". "))
    if number:
        return number
    return _ROMAN.index(text) + 1 if text in _ROMAN else _han_number(text)


def _full_year(text: str | None) -> int | None:
    if text is None:
        return None
    year = _han_number(text)
    if len(text) == 2:
        year += 1900 if year >= 70 else 2000
    return year or None


def _read(match: re.Match[str]) -> PrintedDate:
    parts = match.groupdict()
    day, month, year = (parts[name] or parts.get(f"{name}2") for name in ("day", "month", "year"))
    if match.re in _SPANS:
        month = parts.get("month2") or month
    return _dated(match, _han_number(day or ""), _month_number(month or ""), _full_year(year))


def _dated(match: re.Match[str], day: int, month: int, year: int | None) -> PrintedDate:
    is_numeric = match.re is _NUMERIC
    swapped = is_numeric and month > 12 >= day
    if swapped:
        day, month = month, day
    unclear = is_numeric and match["mark"] != "." and day <= 12 and day != month and not swapped
    return PrintedDate(
        *(match.group().strip(), day, month, year, match.start(), match.end()),
        swapped=swapped,
        is_ambiguous=unclear,
        is_span=match.re in _SPANS,
    )


def read_date(text: str) -> PrintedDate | None:
    """Return the date that `text` is, with brackets, a weekday and an article at most; None if it is anything else."""
    if len(text) > 60 or not text or not (any(map(str.isdecimal, text)) or "年" in text):
        return None
    plain = ascii_digits(text)
    if _BRACKETS.get(plain[0]) == plain.rstrip(" .,")[-1:]:
        plain = f" {plain.rstrip(' .,')[1:-1]}"
    before = _BEFORE.match(plain, len(plain) - len(plain.lstrip()))
    start = before.end() if before else 0
    for pattern in _FULL:
        match = pattern.match(plain, start)
        if match and _AFTER.fullmatch(plain, match.end()):
            return _read(match)
    return None


def find_date(text: str, limit: int = 120) -> PrintedDate | None:
    """Return the first date in words in the first `limit` characters; offsets are those of `text`."""
    plain = ascii_digits(text[: limit + 40])
    return _first(
        plain, (_DAY_FIRST, _HAN, _MONTH_FIRST) if "月" in plain else (_DAY_FIRST, _MONTH_FIRST), limit
    )


def find_days(text: str, limit: int = 120) -> PrintedDate | None:
    """Return the first date, in figures too, in the first `limit` characters; of two days it is the later one.

    `11 and 12 March` reads as 12 March and begins where the 11 stands.
    """
    plain = ascii_digits(text[: limit + 40])
    date = _first(plain, _FULL, limit)
    span = _first(plain, _SPANS, limit)
    return span if span and (date is None or span.start <= date.start) else date


def _first(plain: str, patterns: tuple[re.Pattern[str], ...], limit: int) -> PrintedDate | None:
    found = [match for pattern in patterns if (match := pattern.search(plain)) and match.start() < limit]
    return _read(min(found, key=lambda match: (match.start(), -match.end()))) if found else None


def leading_digits(text: str) -> tuple[str, str] | None:
    """Return the eight digits that `text` starts with, when they are a date, and what follows."""
    if not text[:8].isdecimal() or (not text.isascii() and not text[:8].isascii()):
        return None
    match = _DIGITS.match(text)
    return (match.group(), text[8:].strip()) if match and 1 <= int(match["month"]) <= 12 else None
