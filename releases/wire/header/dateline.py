"""Datelines: `CITY, D Month [YYYY] (Source) -- Text`, in every order and with every sign between that was met.

Read piece by piece: a source in brackets, a city, a date (or two days, of which the later counts), a source, an end
(dashes, `.-`, a full stop, a lost character). City, date and source may each be missing, as long as what is there says
for certain what it is. No piece looks further than 400 characters.
"""

import re
from dataclasses import dataclass, replace

from releases.wire.dates import WEEKDAY, PrintedDate, find_days
from releases.wire.header.cities import CITIES, is_known_city
from releases.wire.header.sources import ACRONYM, names_source, without_organization
from releases.wire.lines import HAN, words

_REACH = 400
_DATE_REACH = 100
_LONGEST_CITY = 64
_LEAST_TEXT = 40
_SMALL_WORDS = frozenset(
    words("de la le du des da do del los las et y and und e en am an der i of the и на ла - &")
)
_BEFORE_DAYS = frozenset(
    words(
        "on until till since by from before after through hasta desde jusqu’au dès bis seit ab vom "
        "до с по от на حتى منذ"
    )
)
_NO_CITIES = frozenset(
    words(
        "on in by from until since as at the of and for a le la du am vom bis au el en desde hasta с до по от в "
        "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow "
        "background summary question answer note notes what who where when why how contact embargo update urgent "
        "programme program agenda date deadline issued released release correction annex article section chapter "
        "contents introduction conclusion attention advisory statement message speech remarks vote action highlights"
    )
)
_WORD = re.compile(r"[^\s/,()–-]+")
_CASED = re.compile(r"[A-Za-zÀ-ÖØ-öø-ɏЀ-ӿ]")
_CITY = re.compile(r"[^\W\d_][^\d:;!?“”\"«»\[\]{}|*<>=@•]*\Z")
_OPEN, _CLOSE = "([（【", ")\\]）】"
_DASH = r"(?:--|[-–—‒―−])"
_TAIL = re.compile(
    r"\s*(?P<mark>[,،，]?\s*[(（\[【]|[,،，:：;|/]|(?<=\s)[-–—]{1,3}|[–—]|)\s*"
    rf"(?:{WEEKDAY}\s*[,،，]?\s*)?(?P<word>(?:le|el|den|am|the|this|dated|on|в|في)\s+)?\Z",
    re.IGNORECASE,
)
_SOURCED_CITY = re.compile(
    r"(?P<city>[^()（）\[\]]+?)\s*,?\s*[(（\[](?P<source>[^()（）\[\]]{2,80})[)）\]]\s*\Z"
)
_BRACKETS = re.compile(
    r"[\s,،，]*[(（\[{<【]([^()（）\[\]{}<>]{1,160})[)）\]}>】]|[\s,]*/([A-Z][A-Z ]{1,20})/"
)
_PLAIN_SOURCE = re.compile(rf"\s*[,،，]\s*(?P<name>[^\W\d_][^\d,;:()–—]{{1,60}}?)\s*(?={_DASH}+\s)")
_DASHES = re.compile(
    r"\s*(?:\.\s?[-–—]{1,3}|[:,]?\s?[-–—‒―−]{1,4}|\?(?=\s)|¾|--|[/|](?=\s)|(?:电|讯)[\s:：]*)\s*"
)
_LONG_DASH = re.compile(r"\s*\.?\s?(?:--|[–—―]|\s-\s)")
_SLASH = re.compile(r"\s*/\s?(?=[^\W\d_]|[\"'“«„])")
_STOP = re.compile(r"\s*[.:：]\s*(?<=[\s：])(?=\S)")
_FULL_STOP = re.compile(r"\.\s+[^\W\d_]")
_CLOSING = re.compile(r"\s*[)）\]】]")
_DAY_NAME = re.compile(rf"(?:{WEEKDAY})?[\s,،，]*(?:le|el|den|am|the)?\s*", re.IGNORECASE)
_CITY_AFTER = re.compile(
    r"\s*(?P<mark>[,،，(（|]|[-–—]{1,2}|)\s*(?P<city>[^\W\d_][^\d,،，()（）.:;!?–—|]{0,50}?)\s*[)）]?\s*"
    r"(?=[（(\[,]|-|–|—|:|\Z)"
)
_UNDATED = re.compile(
    r"(?P<city>[^\W\d_][^\d()（）\[\]:;!?“”\"«»{}|*<>=@•]{1,62}?)\s*,?\s*"
    r"[(（\[](?P<source>[^()（）\[\]\d][^()（）\[\]]{1,80})[)）\]]"
)
_BARE = re.compile(
    rf"(?P<city>[^\W\d_][^\d()\[\]:;!?“”\"«»{{}}|*<>=@•,–—]{{1,40}}?)"
    rf"(?:\s+{_DASH}+|\s*(?:--+|[–—]+))\s+"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline; `printed` includes the dash, `end` is the offset in the line of the text after it.

    `is_line` says that city and date are all there is on the line, `is_strong` that brackets or a dash
    confirm it. `doubt` is the reason why it might be none, or empty.
    """

    city: str
    date: PrintedDate | None
    source: str
    printed: str
    end: int
    is_line: bool
    is_strong: bool
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """The city before a date, the source in brackets after it, and the sign that ties it to the date."""

    city: str
    source: str = ""
    mark: str = ","


def _is_plain(text: str) -> bool:
    """Whether a text is in small letters with a capital here and there."""
    return bool(_CASED.search(text)) and not text.isupper()


def _is_city(text: str) -> bool:
    """Whether `text` could be cities, a country in brackets included: words that start with a capital."""
    if not 1 < len(text) <= _LONGEST_CITY or not _CITY.match(text):
        return False
    found = _WORD.findall(text)
    if not found or len(found) > 8 or (found[0].lower() in _NO_CITIES and len(found) == 1):
        return False
    last = found[-1]
    if last.lower() in _SMALL_WORDS or last.lower() in _BEFORE_DAYS:
        return False
    if len(found) > 1 and len(last) > 2 and last.isupper() and not found[0].isupper() and ")" not in text:
        return False
    return all(map(_is_name, found)) and (bool(_CASED.search(text)) or _is_short(text))


def _is_name(word: str) -> bool:
    is_small = word.lower() in _SMALL_WORDS or word.startswith("d’")
    return not _CASED.match(word) or word[:1].isupper() or is_small


def _is_short(text: str) -> bool:
    """Whether a text in letters without capitals is no longer than the names of two cities."""
    return len(text) <= 12 if HAN.search(text) else text.count(" ") <= 4


def _end(after: str, *, sourced: bool, capitals: bool, known: bool, dated: bool) -> int | None:
    """Return where the text after a dateline begins, or None if nothing ends the dateline."""
    dash = _DASHES.match(after)
    if dash:
        return dash.end()
    stop = _STOP.match(after)
    if sourced:
        closing = stop or _SLASH.match(after)
        return closing.end() if closing else len(after) - len(after.lstrip())
    is_sure = (capitals and (dated or known or ":" in stop.group())) or (known and dated) if stop else False
    return stop.end() if stop and is_sure else None


def _place(before: str) -> _Place | None:
    """Return the city that stands before a date, None if what stands there is none."""
    tail = _TAIL.search(before)
    if tail is None:
        return None
    city, source = before[: tail.start()], ""
    sourced = _SOURCED_CITY.match(city)
    if sourced and names_source(sourced["source"]):
        city, source = sourced["city"], sourced["source"]
    elif HAN.search(city):
        source, city = _glued_source(city)
    city = without_organization(city)
    if city.endswith(".") and is_known_city(city[:-1]):
        city = city[:-1]
    if not _is_city(city):
        return None
    first = city.partition(",")[0]
    mark = tail["mark"].strip(" ,،，") or tail["mark"].strip()
    if tail["word"] and not mark and not is_known_city(city):
        return None
    is_tied = mark[:1] in {",", "،", "，"} or not _is_plain(first) or is_known_city(first)
    return _Place(city, source, mark) if is_tied or source or mark == "" else None


def _glued_source(city: str) -> tuple[str, str]:
    """Part `联合国新闻处维也纳` into source and city."""
    for length in range(2, min(8, len(city) - 1)):
        if city[-length:] in CITIES and names_source(city[:-length]):
            return city[:-length], city[-length:]
    return "", city


def _source(after: str, position: int) -> tuple[str, int]:
    """Return the source that stands at `position`, in brackets or between comma and dash, and where it ends."""
    bracketed = _BRACKETS.match(after, position)
    if bracketed:
        return (bracketed[1] or bracketed[2]).strip(), bracketed.end()
    plain = _PLAIN_SOURCE.match(after, position)
    if plain and (names_source(plain["name"]) or ACRONYM.fullmatch(plain["name"])):
        return plain["name"].strip(), plain.end()
    return "", position


def _finish(
    text: str, place: _Place, date: PrintedDate, position: int, *, closed: bool = False
) -> Dateline | None:
    """Read source, dash and text after city and date; `closed` says that a bracket ends them already."""
    city = place.city
    name, after = _source(text, position)
    name = name or place.source
    tail = text[after:]
    if not tail.strip(" .,") and city:
        if not name and not _stands_alone(city):
            return None
        return Dateline(city, date, name, text.strip(), len(text), is_line=True, is_strong=bool(name))
    sourced = after > position or closed
    known, dated = is_known_city(city), date.year is not None
    end = _end(tail, sourced=sourced, capitals=city.isupper(), known=known, dated=dated)
    if end is None or (not city and not tail[end:].strip()):
        return None
    late = None if name else _BRACKETS.match(tail, end)
    if late and late[1] and (dash := _DASHES.match(tail, late.end())):
        name, end = late[1].strip(), dash.end()
    doubt = _doubt(place, date, name, tail[end:])
    if doubt is None:
        return None
    whole = after + end
    return Dateline(city, date, name, text[:whole].strip(), whole, is_line=False, is_strong=True, doubt=doubt)


def _stands_alone(city: str) -> bool:
    """Whether a name could be a city on a line with its date alone: `Day of Lamps, 8 May` is a title."""
    if is_known_city(city) or not _is_plain(city):
        return True
    found = _WORD.findall(city)
    return len(found) <= 3 and not any(word in {"of", "and", "the", "on", "in"} for word in found)


def _doubt(place: _Place, date: PrintedDate, source: str, rest: str) -> str | None:
    """Return why a dateline might be none: empty where it is sure, None where it is too weak to be one."""
    city = place.city
    if source or place.mark or not _is_plain(city) or is_known_city(city):
        return ""
    parts = re.split(r"\s?[/&]\s?| and ", city)
    if date.year is None or len(rest) < _LEAST_TEXT or (len(parts) == 1 and " " in city):
        return None
    return "" if all(map(is_known_city, parts)) else "no comma stands between city and date"


def _date_first(text: str, date: PrintedDate) -> Dateline | None:
    """Read `26 juillet 2012, New York – Text`, `2012年6月26日，维也纳--（…）--Text` and so on."""
    found = _CITY_AFTER.match(text, date.end)
    city = found["city"].strip() if found else ""
    if found and _is_city(city) and (found["mark"] not in tuple(_OPEN) or is_known_city(city)):
        is_tied = (
            found["mark"] in {",", "،", "，"} or is_known_city(city) or (found["mark"] and city.isupper())
        )
        if is_tied and (dateline := _finish(text, _Place(city), date, found.end())):
            return dateline
    name, after = _source(text, date.end)
    if name and names_source(name) and text[after:].strip(" .,"):
        return _finish(text, _Place("", ""), date, date.end)
    dash = _DASHES.match(text, date.end)
    if not dash or len(text) - dash.end() < _LEAST_TEXT:
        return None
    if date.year is not None:
        return _finish(text, _Place(""), date, date.end)
    is_sure = not date.is_span and _LONG_DASH.match(dash.group()) and _is_prose(text[dash.end() :])
    dateline = _finish(text, _Place(""), date, date.end) if is_sure else None
    return replace(dateline, doubt="the dateline has neither city nor year") if dateline else None


def _dated(text: str) -> Dateline | None:
    """Read a dateline with a date that `text` starts with."""
    date = find_days(text, _DATE_REACH)
    if date is None:
        return None
    before = text[: date.start]
    if _DAY_NAME.fullmatch(before):
        return _date_first(text, date)
    place = _place(before)
    if place is None:
        return None
    position = date.end
    if date.year is None and _FULL_STOP.match(text, date.end - 1):
        position -= 1
    if place.mark in tuple(_OPEN):
        closing = _CLOSING.match(text, position)
        if closing is None:
            return None
        position = closing.end()
    found = _finish(text, place, date, position)
    is_weak_span = found and not found.source and (found.is_line or _is_plain(found.city)) and date.is_span
    return None if is_weak_span else found


def _undated(text: str) -> Dateline | None:
    """Read `LONDON (IMO News) - Text`, `VIENNA -- Text`: a city with its source, or a known one with a dash."""
    sourced = _UNDATED.match(text)
    if sourced:
        city, name = sourced["city"].strip(), sourced["source"].strip()
        end = next(filter(None, (sign.match(text, sourced.end()) for sign in (_DASHES, _STOP, _SLASH))), None)
        is_sure = names_source(name) or (bool(ACRONYM.fullmatch(name)) and is_known_city(city))
        is_sure = is_sure and end is not None and _is_prose(text[end.end() :], _LEAST_TEXT // 2)
        if (
            end
            and is_sure
            and _is_city(city)
            and (not _is_plain(city) or is_known_city(city) or " " not in city)
        ):
            return _without_date(text, city, name, end.end(), "")
    bare = _BARE.match(text)
    if not bare or not _is_prose(text[bare.end() :]):
        return None
    city = bare["city"].strip()
    if all(map(is_known_city, city.split("/"))):
        return _without_date(text, city, "", bare.end(), "the dateline has no date")
    if city.isupper() and _is_city(city) and city.lower() not in _NO_CITIES and city.count(" ") < 3:
        return _without_date(
            text, city, "", bare.end(), "neither date nor source says that this is a dateline"
        )
    return None


def _without_date(text: str, city: str, source: str, end: int, doubt: str) -> Dateline | None:
    if not text[end:].strip():
        return None
    return Dateline(city, None, source, text[:end].strip(), end, is_line=False, is_strong=True, doubt=doubt)


def _is_prose(text: str, least: int = _LEAST_TEXT) -> bool:
    """Whether a text reads as a sentence and not as a title, and has `least` letters (a third in Chinese)."""
    long = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 3]
    least = least // 3 if HAN.search(text[:20]) else least
    return len(text) >= least and sum(word[0].isupper() for word in long) <= 0.5 * len(long)


_LEADING = re.compile(r"[(（\[【](?P<inner>[^()（）\[\]【】]{2,120})[)）\]】]\s*[:,–—-]{0,2}\s*")


def _in_brackets(text: str) -> Dateline | None:
    """Read `(Durban, 8 September 2001) - Text` and `(UN Information Service) VIENNA, 12 March -- Text`."""
    leading = _LEADING.match(text)
    if not leading:
        return None
    inner = leading["inner"].strip()
    date = find_days(inner, _DATE_REACH)
    if date is None:
        if not names_source(inner) or not text[leading.end() :]:
            return None
        found = _dated(text[leading.end() :])
        if found is None:
            return _source_alone(text, leading, inner)
        if found.source:
            return None
        end = leading.end() + found.end
        return replace(found, source=inner, end=end, printed=text[:end].strip(), is_strong=True)
    place = _place(inner[: date.start])
    if place is None or inner[date.end :].strip(" .,"):
        return None
    closing = text.index(leading["inner"]) + len(leading["inner"]) + 1
    return _finish(text, replace(place, mark=","), date, closing, closed=True)


def _source_alone(text: str, leading: re.Match[str], inner: str) -> Dateline | None:
    """Read `(UNIS/VIENNA) -- Text`, `(UN Information Service) -- Text`: a source in brackets, a city in it at most."""
    dash = _LONG_DASH.match(text, text.index(inner) + len(inner) + 1)
    if not dash or not _is_prose(text[leading.end() :], _LEAST_TEXT // 2):
        return None
    parts = re.split(r"\s?[/,–-]\s?", inner)
    city = next((part for part in parts if is_known_city(part)), "")
    source = "/".join(part for part in parts if part != city) if city else inner
    return _without_date(text, city, source, leading.end(), "the dateline has no date")


def read_dateline(text: str) -> Dateline | None:
    """Return the dateline that `text` (one line, cleaned) starts with, or None."""
    head = text[:_REACH]
    if not head or head[0].isspace():
        return None
    found = _in_brackets(head) if head[0] in _OPEN else _dated(head) or _undated(head)
    return _whole(text, found)


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
