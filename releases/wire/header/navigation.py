"""What the pages of the press sites and the letterheads of the offices print above a release, in seven languages.

A line is compared as a whole with the tables of `navigation.toml`. What is in none of them is told by where it stands:
see `releases.wire.header.page_head`.
"""

import re
import tomllib
from pathlib import Path
from typing import Any

from releases.wire.header.cities import is_known_city
from releases.wire.lines import words
from releases.wire.vocabulary import BREADCRUMBS, KIND_OF_LABEL

LONGEST = 160
_TABLES: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def _any_of(*tables: str) -> str:
    return "|".join(f"(?:{row})" for table in tables for row in _TABLES[table])


_LANGUAGE_NAMES = frozenset(words(_TABLES["languages"]))
_LANGUAGE_CODES = frozenset(words(_TABLES["language_codes"]))
_BETWEEN = re.compile(r"[\s|/\\·•,،、;–—>«»\[\]()\-]+")
_CELLS = re.compile(r"\s*(?:[|•·▪]|>+|»|::|\s/\s|→|›)\s*")
_EDGES = '[]()<>«»‹›|•·►▼▲▾+→←↑≡☰×*"“”:：….- \u200e\u200f'
_NAVIGATION = re.compile(
    _any_of("to_content", "menus", "in_progress", "sites", "words", "tools"), re.IGNORECASE
)
_TOOLS = re.compile(_any_of("words", "tools"), re.IGNORECASE)
_SITE = re.compile(_any_of("sites", "united_nations"), re.IGNORECASE)
_NOTICES = re.compile(_any_of("notices"), re.IGNORECASE)
_NAMES_OF_UN = re.compile(rf"(?:(?:{_any_of('united_nations')})[\s|/·•,–-]*){{1,7}}", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\btel(?:ephone|\.|s)?\b.{0,4}[:(+\d]|\bt[ée]l[ée]phone\b.{0,3}[:(+\d]|\b(?:tele)?fax\b.{0,4}[:(+\d]|\btelex\b|\bcables?\s?:"
    r"|\bp\.?\s?o\.?\s?box\b|\be-?mail\s?:|\bA-?1400\b|\bCH-?1211\b|\b1211 gen[eèf]|N\.?Y\.? 100\d\d|\bтел\.|هاتف|电话",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:(?:media|press) )?contacts?\b|for (?:further|more|additional|media|press)|further information|contacto"
    r"|information contact"
    r"|kontakt|rückfragen|pour (?:plus|tout)|para (?:más|mayor)|за дополнительной|контакт|للمزيد|للاتصال|联系",
    re.IGNORECASE,
)


def _bare(text: str) -> str:
    return text.strip(_EDGES)


def is_language_switch(text: str) -> bool:
    """Whether a line is names of languages and nothing else; of codes (`E F S`) there must be three."""
    names = [name for name in _BETWEEN.split(text.lower()) if name]
    if not names or len(names) > 16:
        return False
    coded = sum(name in _LANGUAGE_CODES for name in names)
    return all(name in _LANGUAGE_NAMES or name in _LANGUAGE_CODES for name in names) and (
        coded < len(names) or coded > 2
    )


def _is_menu(text: str) -> bool:
    """Whether a line is several entries of a menu, each known as one."""
    cells = [_bare(cell) for cell in _CELLS.split(text)]
    cells = [cell for cell in cells if cell]
    if not 2 <= len(cells) <= 20:
        return False
    known = sum(_is_entry(cell) for cell in cells)
    return known == len(cells) or (len(cells) > 3 and known >= 2 and all(len(cell) <= 30 for cell in cells))


def _is_entry(cell: str) -> bool:
    return len(cell) <= 60 and bool(
        _NAVIGATION.fullmatch(cell)
        or _NAMES_OF_UN.fullmatch(cell)
        or cell.lower() in KIND_OF_LABEL
        or cell.lower() in _LANGUAGE_NAMES
    )


def is_navigation(text: str) -> bool:
    """Whether a line is a way to other pages, a switch, a tool of the page, or the name of a site."""
    bare = _bare(text)
    if not bare or len(text) > LONGEST:
        return text.strip() == "0" or (not bare and len(text) <= LONGEST)
    return bool(
        bare == "0"
        or _NAVIGATION.fullmatch(bare)
        or _NAMES_OF_UN.fullmatch(bare)
        or is_language_switch(bare)
        or _is_menu(text)
        or BREADCRUMBS.fullmatch(text)
    )


def is_tool(text: str) -> bool:
    """Whether a line is what a page prints beside a text too: a switch of its language, a way to print or share it."""
    bare = _bare(text)
    return is_language_switch(bare) or (len(text) <= LONGEST and bool(_TOOLS.fullmatch(bare)))


def is_masthead(text: str) -> bool:
    """Whether a line is one of a letterhead: names of offices with their cities, an address with a number to call,
    for whose use the text is.
    """
    bare = _bare(text)
    if not bare or len(bare) > 2 * LONGEST:
        return False
    if not _ASKS.match(bare) and _ADDRESS.search(bare[:LONGEST]) and any(map(str.isdecimal, bare[:LONGEST])):
        return True
    return len(text) <= LONGEST and (bool(_NOTICES.fullmatch(text)) or _is_offices(bare))


def _is_offices(text: str) -> bool:
    parts = [part.strip(" .:") for part in re.split(r"\s*[•·|;]\s*|\s[-–—/]\s|[,،]\s|\s{3,}", text)]
    parts = [part for part in parts if part]
    return (
        bool(parts)
        and _names_office(parts[0])
        and all(_names_office(part) or is_known_city(part) for part in parts)
    )


_OFFICE_NAME = re.compile(
    rf"(?:the )?(?:{_any_of('offices')})(?:\s?[(（][A-Z]{{2,8}}[)）])?"
    r"(?:,? (?:at|in|à|de|en|zu) (?P<at>[^\W\d_][\w’'.-]+(?: [^\W\d_][\w’'.-]+)?)"
    r"| (?:в|во|في) [^\W\d_][\w’'.-]+"
    r"|[ （(](?P<city>[^\W\d_][\w’'. -]{1,24})[)）]?|(?P<glued>[\u4e00-\u9fff]{2,4}))?",
    re.IGNORECASE,
)


def _names_office(text: str) -> bool:
    """Whether a text is an office, a city after it at most: `UN Information Service Vienna`."""
    match = _OFFICE_NAME.fullmatch(text)
    if match is None:
        return bool(_NAMES_OF_UN.fullmatch(text))
    place = match["at"] or match["city"] or match["glued"]
    return place is None or is_known_city(place) or bool(_NAMES_OF_UN.fullmatch(place))


def site_name_at_end(text: str) -> int | None:
    """Return where the name of a site begins that the title of a page ends with (`… | Meetings Coverage and …`)."""
    ends = [match.start() for match in re.finditer(r"\s(?:[|–—-]|::|»|>)\s", text[:600])]
    for start in ends[-3:]:
        parts = [_bare(part) for part in re.split(r"\s(?:[|–—-]|::|»|>)\s", text[start:]) if _bare(part)]
        if start >= 8 and parts and all(_SITE.fullmatch(part) or _names_office(part) for part in parts):
            return start
    return None
