"""Old and careless ways to write a symbol, and the look-up keys that they may stand for.

Addresses of releases on the United Nations sites, by period (from a survey of 189 addresses):
`/en/1998/19980312.socna748.html` (date, symbol without slashes cut to eight characters), `.c1` for a
correction, `/en/2003/unep174.doc.htm`, `gaab3493c1.doc.htm`, `/unis/pressrels/2005/uniscp509.html`, 2000
`cp375.html`, `unisma133e.html` (language letter), briefings `db121097` (mmddyy) and later `db140211`
(yymmdd).
"""

import datetime
import re
from dataclasses import dataclass

from releases.wire.symbols import SymbolError, compact, parse_symbol

_EXTENSIONS = re.compile(r"(?:\.(?:docx?|html?|txt|json|pdf|asp|php))+\Z")
_OWN_PATH = re.compile(r"\A.{0,200}/(?:releases|symbol)/")
_DATE_PREFIX = re.compile(r"\A(?:19|20)\d{6}\.?(?=[a-z])")
_CORRECTION_PART = re.compile(r"\.([cr])(\d{1,2})\Z")
_BRIEFING = re.compile(r"\Adb(\d\d)(\d\d)(\d\d)")
_KEY = re.compile(r"([a-z]+?)(\d{1,5})(?:(corr|rev|add|c|r)(\d{1,2}))?(?=[a-z]|\Z)")
_SUFFIXES = {"c": "Corr", "corr": "Corr", "r": "Rev", "rev": "Rev", "add": "Add"}
_CUT_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing a look-up may mean.

    `compact` compares with `symbols.compact()` of a stored symbol. Where the text can be taken apart,
    `letters` is the series without slashes in lower case, `number` the number without leading zeros and
    `suffix` canonical. `cut` says that letters may be missing at the end of `letters` (old addresses of
    eight characters). `on` is the day of a briefing whose address holds nothing but a date.
    """

    compact: str
    letters: str = ""
    number: int | None = None
    suffix: str = ""
    cut: bool = False
    on: datetime.date | None = None


def _day(year: str, month: str, day: str) -> datetime.date | None:
    century = "19" if year >= "90" else "20"
    try:
        return datetime.date(int(century + year), int(month), int(day))
    except ValueError:
        return None


def briefing_day(digits: str) -> datetime.date | None:
    """Return the day in a briefing's address, None if there is none: mmddyy until 2009, yymmdd from 2010."""
    first, second, third = digits[:2], digits[2:4], digits[4:6]
    early = _day(third, first, second)
    if early and early.year < 2010:
        return early
    late = _day(first, second, third)
    return late if late and late.year >= 2010 else early or late


def _name(anything: str) -> str:
    """Return the part of an address that names the release; a symbol typed with slashes stays whole."""
    text = _OWN_PATH.sub("", anything[:500].strip().lower().partition("?")[0].partition("#")[0])
    named = _EXTENSIONS.sub("", text.rstrip("/"))
    if named != text.rstrip("/") or "://" in text:
        tail = re.search(r"(?:[a-z]{1,8}/){0,3}(?:(?:\d\d){1,2}/)?[^/]*\Z", named)
        last = named.rpartition("/")[2]
        return tail.group() if tail and last[:1].isdigit() and not _DATE_PREFIX.match(last) else last
    return named


def _keys(name: str) -> list[Candidate]:
    keys = []
    for match in _KEY.finditer(name):
        letters, number, kind, digits = match.groups()
        suffix = f"{_SUFFIXES[kind]}.{int(digits)}" if kind else ""
        cut = len(letters) + len(number) == _CUT_LENGTH
        keys.append(Candidate(letters + number + compact(suffix), letters, int(number), suffix, cut))
    return keys


def _as_symbol(name: str) -> list[Candidate]:
    """Return what a text means that is a symbol by the rule for symbols, whatever the shape."""
    try:
        symbol = parse_symbol(name)
    except SymbolError:
        return []
    suffix = "" if symbol.suffix == "*" else symbol.suffix
    return [Candidate(symbol.key, compact(symbol.series), symbol.number, suffix)]


def candidates(anything: str) -> list[Candidate]:
    """Return what `anything` (a symbol in any spelling, an old address) may mean, likeliest first.

    Joint symbols give one candidate for each part. Nothing readable gives an empty list. Never raises.
    """
    name = _name(anything)
    name = _CORRECTION_PART.sub(r"\1\2", _DATE_PREFIX.sub("", name))
    plain = compact(name)
    if not plain:
        return []
    briefing = _BRIEFING.match(plain)
    possible = [Candidate(plain, on=briefing_day(plain[2:8]))] if briefing else []
    possible += _as_symbol(name)
    keys = _keys(re.sub(r"(?<=\A)noteno(?=\d)", "note", plain))
    possible += keys
    possible += [
        Candidate("unis" + key.compact, "unis" + key.letters, key.number, key.suffix)
        for key in keys
        if not key.letters.startswith("unis")
    ]
    possible.append(Candidate(plain))
    return list(dict.fromkeys(possible))
