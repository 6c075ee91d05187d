"""Datelines: `CITY, D Month [YYYY] (Source) -- Text`, in every order and with every dash that was met.

Read piece by piece: a date in words near the start, a city before it (or after it, where the date is first),
a source in brackets, an end (dashes, `.-`, a full stop, a lost character). No piece looks further than 400
characters.
"""

import re
from dataclasses import dataclass

from releases.wire.dates import WEEKDAY, PrintedDate, find_date
from releases.wire.lines import words

_REACH = 400
_DATE_REACH = 100
_LONGEST_CITY = 64
_SMALL_WORDS = frozenset(
    words("de la le du des da do del los las et y and und e en am an der i of the и на ла -")
)
_NO_CITIES = frozenset(
    words(
        "on in by from until since as at the of and for a le la du am vom bis au el en desde hasta "
        "с до по от в "
        "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow"
    )
)
_CITY_NAMES = (
    "vienna|geneva|new york|bangkok|nairobi|beirut|addis ababa|santiago|rome|paris|the hague|bonn",
    "montreal|turin",
    "salvador|doha|kyoto|cairo|havana|milan|tokyo|helsinki|siracusa|kampala|riyadh|baghdad|amman|damascus",
    "tunis",
    "rabat|dubai|abu dhabi|sana’a|tripoli|khartoum|kuwait|manama|muscat|johannesburg|durban|washington, d.c.",
    "washington|london|moscow|wien|genf|vienne|genève|beyrouth|viena|ginebra|nueva york",
    "вена|женева|нью-йорк|москва|بيروت|فيينا|جنيف|نيويورك|القاهرة|عمّان|عمان|الدوحة|بغداد|تونس|الرباط|الرياض|دبي",
    "维也纳|日内瓦|纽约|曼谷|内罗毕|北京|贝鲁特",
)
CITIES = frozenset(name for line in _CITY_NAMES for name in line.split("|"))
"""Duty stations, seats and cities of congresses: known where a city stands alone on a line."""

_WORD = re.compile(r"[^\s/,()–-]+")
_CASED = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏЀ-ӿ]")
_CITY = re.compile(r"[^\W\d_][^\d:;!?“”\"«»\[\]{}|*<>=@•]*\Z")
_BRACKETS = re.compile(r"\s*[（(]([^()（）]{1,160})[)）]")
_COMMA = re.compile(r"\s*[,，،]\s*\Z")
_WEEKDAY_TAIL = re.compile(rf"[,，،\s]\s*{WEEKDAY}\s*[,，،]?\s*\Z", re.IGNORECASE)
_DASHES = re.compile(r"\s*(?:\.\s?[-–—]{1,3}|:?\s?[-–—‒―−]{1,4}|\?(?=\s)|¾|--)\s*")
_STOP = re.compile(r"\s*[.:]\s+(?=\S)")
_RANGE_AFTER = re.compile(r"\s*(?:\d|and\s\d|to\s\d|et\s\d|al?\s\d|y\s\d|bis\s\d|по\s\d|до\s\d)")
_CITY_AFTER = re.compile(r"\s*[,，،]\s*([^\W\d_][^\d,，،()（）.:;!?–—]{0,50}?)\s*(?=[（(]|-|–|—|\Z)")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline; `printed` includes the dash, `rest` is the text after it, `end` its offset in the line.

    `is_line` says that city and date are all there is on the line, `is_strong` that brackets or a dash
    confirm it.
    """

    city: str
    date: PrintedDate
    source: str
    printed: str
    end: int
    is_line: bool
    is_strong: bool


def _is_city(text: str) -> bool:
    """Whether `text` could be cities, a country in brackets included: words that start with a capital."""
    if not 1 < len(text) <= _LONGEST_CITY or not _CITY.match(text):
        return False
    words_of_city = _WORD.findall(text)
    if (
        not words_of_city
        or len(words_of_city) > 8
        or (words_of_city[0].lower() in _NO_CITIES and len(words_of_city) == 1)
    ):
        return False
    if (
        len(words_of_city) > 1
        and len(words_of_city[-1]) > 2
        and words_of_city[-1].isupper()
        and not words_of_city[0].isupper()
        and ")" not in text
    ):
        return False
    cased = [word for word in words_of_city if _CASED.match(word)]
    return all(word[:1].isupper() or word.lower() in _SMALL_WORDS or word.startswith("d’") for word in cased)


def is_known_city(text: str) -> bool:
    """Whether a line is the name of a city where releases are issued, and nothing else."""
    return len(text) <= 30 and text.rstrip(",،， ").lower() in CITIES


def _end(after: str, *, sourced: bool, capitals: bool, dated: bool) -> int | None:
    """Return where the text after a dateline begins, or None if nothing ends the dateline."""
    dash = _DASHES.match(after)
    if dash:
        return dash.end()
    if sourced:
        stop = _STOP.match(after)
        return stop.end() if stop else len(after) - len(after.lstrip())
    stop = _STOP.match(after)
    return stop.end() if stop and capitals and dated else None


def _city_before(before: str) -> str | None:
    """Return the city that a line starts with, None if what stands before the date is none."""
    weekday = _WEEKDAY_TAIL.search(before)
    if weekday:
        before = before[: weekday.start()] + ","
    comma = _COMMA.search(before)
    city = before[: comma.start()] if comma else before.strip()
    if not _is_city(city):
        return None
    return city if comma or city.isupper() or not _CASED.search(city) else None


def _finish(text: str, city: str, date: PrintedDate, position: int) -> Dateline | None:
    """Read source, dash and text after city and date."""
    after = text[position:]
    source = _BRACKETS.match(after)
    name = source[1].strip() if source else ""
    tail = after[source.end() :] if source else after
    if not tail.strip(" .,") and city:
        return Dateline(city, date, name, text.strip(), len(text), is_line=True, is_strong=bool(source))
    if not source and _RANGE_AFTER.match(tail[(dash.end() if (dash := _DASHES.match(tail)) else 0) :]):
        return None
    end = _end(tail, sourced=bool(source), capitals=city.isupper(), dated=date.year is not None)
    if end is None or (not city and not tail[end:].strip()):
        return None
    late = None if source else _BRACKETS.match(tail, end)
    if late and (dash := _DASHES.match(tail, late.end())):
        name, end = late[1].strip(), dash.end()
    whole = position + (source.end() if source else 0) + end
    return Dateline(city, date, name, text[:whole].strip(), whole, is_line=False, is_strong=True)


def _in_brackets(text: str, date: PrintedDate) -> Dateline | None:
    """Read `(Durban, 8 September 2001) - Text`."""
    closing = re.match(r"\s*[)）]", text[date.end :])
    city = _city_before(text[1 : date.start])
    if not closing or city is None:
        return None
    return _finish(text, city, date, date.end + closing.end())


def _date_first(text: str, date: PrintedDate) -> Dateline | None:
    """Read `26 juillet 2012, New York – Text`, `2012年6月26日，维也纳--（…）--Text` and so on."""
    city = _CITY_AFTER.match(text, date.end)
    if city and _is_city(city[1].strip()):
        return _finish(text, city[1].strip(), date, city.end(1))
    dash = _DASHES.match(text, date.end)
    if not dash or date.year is None or len(text) - dash.end() < 40:
        return None
    return _finish(text, "", date, date.end)


def read_dateline(text: str) -> Dateline | None:
    """Return the dateline that `text` (one line, cleaned) starts with, or None."""
    head = text[:_REACH]
    date = find_date(head, _DATE_REACH)
    if date is None:
        return None
    if date.start == 0:
        return _date_first(head, date)
    if head[0] in "(（":
        return _in_brackets(head, date)
    city = _city_before(head[: date.start])
    return None if city is None else _whole(text, _finish(head, city, date, date.end))


_INNER = re.compile(
    r"\s(?P<city>[A-ZÀ-Þ][A-ZÀ-Þ’'.-]+(?:[ /][A-ZÀ-Þ’'.-]+){0,4}),? \d{1,2}\.? (?:de )?"
    r"[^\W\d_]{3,12}(?: (?:de )?\d{4})?"
    r"\s?\([^()]{2,80}\)\s?[-–—]"
)


def find_dateline(text: str) -> int | None:
    """Return where a full dateline (city in capitals, source, dash) begins inside a line, None if nowhere."""
    match = _INNER.search(text[: 2 * _REACH])
    if not match or read_dateline(text[match.start("city") :]) is None:
        return None
    return match.start("city")


def _whole(text: str, dateline: Dateline | None) -> Dateline | None:
    """Correct a dateline that seemed to fill its line only because no more of the line was read."""
    return None if dateline and dateline.is_line and len(text) > _REACH else dateline
