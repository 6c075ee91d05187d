"""Embargo notices: the day, the time and the zone before which a release must not be published.

A notice is a line of its own that speaks of the release in hand: `Embargoed until 5 March, 11 a.m. CET`. A
sentence that reports the embargo on another document is none.
"""

import datetime
import re
import zoneinfo
from dataclasses import dataclass

from releases.wire.dates import PrintedDate, ascii_digits, find_date, read_date
from releases.wire.lines import contains_any, words

_REACH = 400
_NOTICE = re.compile(
    r"\bembargoed\b|\bunder (?:a )?(?:strict )?embargo\b|\W*(?:strict(?:ly)? |news |press )?embargo\b"
    r"|\bembargo (?:until|till|jusqu|hasta|bis)\b"
    r"|sous embargo|bajo embargo|embargo:|sperrfrist|gesperrt bis|frei ab"
    r"|not (?:for|to be) (?:release|publi|broadcast|use)|hold (?:for release )?until|for release (?:on"
    r"|at|after|not before)\b"
    r"|prohibici[oó]n|no (?:publicar|difundir)|ne pas (?:publier|diffuser)|à ne pas (?:publier"
    r"|diffuser)|nicht (?:vor|zu veröffentlichen)"
    r"|эмбарго|не (?:для публикации|публиковать|подлежит)"
    r"|حظر|محظور|لا يجوز نشر|يُحظر|不得在|禁止在|禁发|新闻禁令",
    re.IGNORECASE,
)
_SIGNS = (
    *words("embargo release publi broadcast prohibici difundi diffus sperr gesperrt nicht frei use hold"),
    *words("эмбарго подлежит حظر يجوز 不得在 禁"),
)
_BARE = re.compile(
    r"\W*(?:strict(?:ly)? )?embargo(?:ed)?(?: until| jusqu[’']au| hasta(?: el)?| bis)?\W*"
    r"|prohibici[oó]n\W*|sperrfrist\W*|эмбарго\W*|حظر(?: النشر)?\W*|新闻禁令\W*",
    re.IGNORECASE,
)
_ABOUT_OTHERS = re.compile(
    r"which (?:is|are|was|were|will be|remains?)\b[^.]{0,20}embargo|\b(?:copies|advance copy|they"
    r"|it) (?:is|are|was|were)\b[^.]{0,30}embargo"
    r"|\b(?:I|we) (?:shall|will|do|am|are)\b|not embargo|\b(?:said|asked|added|noted|reported|announced"
    r"|told|recalled)\b|dit que|ha dicho|(?:was|were"
    r"|been) (?:under embargo|embargoed)"
    r"|embargo(?:es)? (?:on|against|imposed)|arms embargo|trade embargo|lift",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<![\d.:])(?P<hour>\d{1,2})(?:\s?(?:[:.]|h(?:eures)?|時|时|点)\s?(?P<minute>\d{2})(?!\d))?\s?"
    r"(?P<unit>a\.?\s?m\b\.?|p\.?\s?m\b\.?|hours?\b|hrs?\b|horas?\b|heures?\b|h\b|uhr\b|час\w*|ч\.|时|時"
    r"|点|صباحا?ً?|مساءً?|ص\b|م\b)?",
    re.IGNORECASE,
)
_WORD_TIMES = (
    (re.compile(r"\bnoon\b|\bmidi\b|\bmediodía\b|\bmittag\b|полдень|正午", re.IGNORECASE), 12),
    (re.compile(r"\bmidnight\b|\bminuit\b|\bmedianoche\b|\bmitternacht\b|полночь|午夜", re.IGNORECASE), 0),
)
_FIXED = {
    "CET": 1,
    "MEZ": 1,
    "CEST": 2,
    "MESZ": 2,
    "GMT": 0,
    "UTC": 0,
    "BST": 1,
    "EST": -5,
    "EDT": -4,
    "MSK": 3,
    "EAT": 3,
    "ICT": 7,
}
_FIXED_NAME = re.compile(rf"(?<![A-Za-z])({'|'.join(_FIXED)})(?![A-Za-z])(?:\s?([+-])\s?(\d{{1,2}}))?")
_PLACES = {
    "vien": "Europe/Vienna",
    "wien": "Europe/Vienna",
    "вен": "Europe/Vienna",
    "فيينا": "Europe/Vienna",
    "维也纳": "Europe/Vienna",
    "genev": "Europe/Zurich",
    "genèv": "Europe/Zurich",
    "ginebra": "Europe/Zurich",
    "genf": "Europe/Zurich",
    "женев": "Europe/Zurich",
    "جنيف": "Europe/Zurich",
    "日内瓦": "Europe/Zurich",
    "new york": "America/New_York",
    "nueva york": "America/New_York",
    "нью-йорк": "America/New_York",
    "نيويورك": "America/New_York",
    "纽约": "America/New_York",
    "bangkok": "Asia/Bangkok",
    "曼谷": "Asia/Bangkok",
    "nairobi": "Africa/Nairobi",
    "beirut": "Asia/Beirut",
    "beyrouth": "Asia/Beirut",
    "بيروت": "Asia/Beirut",
    "doha": "Asia/Qatar",
    "kyoto": "Asia/Tokyo",
    "tokyo": "Asia/Tokyo",
    "salvador": "America/Bahia",
    "rome": "Europe/Rome",
    "paris": "Europe/Paris",
    "london": "Europe/London",
    "addis ababa": "Africa/Addis_Ababa",
    "bonn": "Europe/Berlin",
    "berlin": "Europe/Berlin",
    "moscow": "Europe/Moscow",
    "москв": "Europe/Moscow",
    "santiago": "America/Santiago",
    "abu dhabi": "Asia/Dubai",
}
_LOCAL = re.compile(r"\b(?:time|heure|hora|Zeit|Ortszeit)\b|времени|بتوقيت|时间", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Embargo:
    """`until` is aware; `guess` says what was assumed, and is empty when everything was printed."""

    until: datetime.datetime
    guess: str


@dataclass(frozen=True, slots=True)
class Setting:
    """What the rest of a release says about place and time of issue, for notices that are incomplete."""

    issued_on: datetime.date | None = None
    place: str = ""
    office: str = ""


def is_notice(text: str) -> bool:
    """Whether a line of its own is about an embargo on the release that it stands in."""
    if len(text) > _REACH or not contains_any(text.lower(), _SIGNS) or not _NOTICE.search(text):
        return False
    if _BARE.fullmatch(text):
        return True
    return not _ABOUT_OTHERS.search(text) and _date(ascii_digits(text)) is not None


def is_bare_notice(text: str) -> bool:
    """Whether a line announces an embargo whose day stands on the next one."""
    return bool(_BARE.fullmatch(text[:_REACH]))


def _date(text: str) -> PrintedDate | None:
    printed = find_date(text, _REACH)
    if printed:
        return printed
    for word in re.findall(r"[\d/.-]{6,10}", text):
        if date := read_date(word.strip(".-")):
            start = text.index(word)
            return PrintedDate(date.printed, date.day, date.month, date.year, start, start + len(word))
    return None


def _hour(match: re.Match[str]) -> datetime.time | None:
    hour, minute, unit = (
        int(match["hour"]),
        int(match["minute"] or 0),
        (match["unit"] or "").lower().replace(".", ""),
    )
    afternoon = unit.startswith(("p", "مس")) or unit == "م"
    if afternoon and hour < 12:
        hour += 12
    if unit.startswith(("a", "ص")) and hour == 12:
        hour = 0
    return datetime.time(hour % 24, minute) if hour <= 24 and minute < 60 else None


def _time(text: str) -> datetime.time | None:
    """Return the first time of day in `text`, from which the date has been taken out."""
    for match in _TIME.finditer(text):
        if match["unit"] or match["minute"]:
            time = _hour(match)
            early = time and re.search(r"下午|晚上", text[max(0, match.start() - 3) : match.start()])
            return time.replace(hour=time.hour + 12) if time and early and time.hour < 12 else time
    for word, hour in _WORD_TIMES:
        if word.search(text):
            return datetime.time(hour)
    return None


def read_time(text: str) -> datetime.time | None:
    """Return the time of day that `text` is and nothing else: `10:00`, `10 h 00`, `10.00 a.m.`, `noon`."""
    plain = " ".join(ascii_digits(text).split())
    match = _TIME.fullmatch(plain) or _TIME.fullmatch(plain.rstrip(" ."))
    if match is not None and (match["unit"] or match["minute"]):
        return _hour(match)
    return next((datetime.time(hour) for word, hour in _WORD_TIMES if word.fullmatch(plain)), None)


def _place(text: str) -> str:
    lowered = text.lower()
    places = [(lowered.find(name), zone) for name, zone in _PLACES.items() if name in lowered]
    return min(places)[1] if places else ""


def _office_zone(setting: Setting) -> str:
    if setting.place and (zone := _place(setting.place)):
        return zone
    if setting.office.startswith(("UNIS", "SOC")):
        return "Europe/Vienna"
    return (
        "Asia/Bangkok"
        if setting.office.startswith("BKK")
        else "America/New_York"
        if setting.office
        else "Europe/Vienna"
    )


def _named(name: str) -> datetime.tzinfo | None:
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, OSError):
        return None


def _zone(text: str, setting: Setting) -> tuple[datetime.tzinfo, str]:
    """Return the first zone named in `text` and, if none is, one that fits the setting with the reason."""
    fixed = _FIXED_NAME.search(text)
    if fixed:
        offset = _FIXED[fixed[1]]
        if fixed[2] and fixed[1] in {"GMT", "UTC"}:
            offset = min(int(fixed[3]), 14) * (1 if fixed[2] == "+" else -1)
        return datetime.timezone(datetime.timedelta(hours=offset)), ""
    place = _place(text) if _LOCAL.search(text) or re.search(r"\([^)]*\)\s*\.?\Z", text) else ""
    if place and (zone := _named(place)):
        return zone, ""
    name = _office_zone(setting)
    return _named(name) or datetime.UTC, f"no time zone is printed; {name} was taken"


def read_embargo(text: str, setting: Setting) -> Embargo | None:
    """Return the embargo in a notice, None where it names no readable day.

    A year that is not printed is the one nearest to the day of issue; a time that is not printed is midnight.
    """
    plain = ascii_digits(text[:_REACH])
    date = _date(plain)
    if date is None:
        return None
    day = date.on or (date.nearest(setting.issued_on) if setting.issued_on and not date.year else None)
    if day is None:
        return None
    others = plain[date.end :] + " \n " + plain[: date.start]
    time = _time(others)
    zone, guess = _zone(others.partition("\n")[0], setting)
    if guess:
        zone, guess = _zone(others.replace("\n", " "), setting)
    reasons = [
        guess,
        "" if time else "no time of day is printed; midnight was taken",
        "" if date.year else "no year is printed",
    ]
    until = datetime.datetime.combine(day, time or datetime.time(), tzinfo=zone)
    return Embargo(until, "; ".join(filter(None, reasons)))
