"""Numbers that agencies give their releases, without letters of their own: `Press Release No. 03/12`."""

import re
from dataclasses import dataclass

_RELEASE = (
    r"(?:(?:press|news|media|information)[\s-](?:releases?|communiqu[ée]s?|note|statement|bulletin)"
    r"|communiqu[ée](?: de presse)?|comunicado(?: de prensa)?|nota de prensa|pressemitteilung"
    r"|presseinformation|пресс-релиз|сообщение для печати|بيان صحفي|نشرة صحفية|خبر صحفي|新闻稿)"
)
_NUMBER = r"(?:n[or]\b\.?|n\.?\s?[°º]|number\b|num[ée]ro\b|n[úu]m\.?|№|رقم|第)"
_REFERENCE = r"(?:(?:our |your )?ref(?:erence\b|\.|\b)|(?:document |doc\. ?)?symbol\b|doc(?:ument\b|\.))"
BEFORE_SYMBOL = re.compile(
    rf"(?:{_RELEASE}\s*[:|/–—-]?\s*(?:{_NUMBER}\s*:?\s*)?|release\s*{_NUMBER}\s*:?\s*|{_REFERENCE}\s*(?:{_NUMBER}\s*)?:?\s*|{_NUMBER}\s*:?\s*)"
    r"(?=[\w\[(])",
    re.IGNORECASE,
)
"""Words that announce a symbol on its line: `Press Release No.`, `Ref:`, `№`."""

_YEAR = r"(?:19|20)\d\d|\d\d"
_DIGITS = (
    rf"(?:(?P<year>{_YEAR})\s?(?P<sign>[/-])\s?)?(?P<number>\d{{1,5}})(?![\d/]|[-.]\d)"
    r"号?(?:[-/ ]?\(?[EFSRACGefsracg]\)?(?!\w))?"
)
_ANNOUNCED = re.compile(
    rf"(?:[^\W\d_][\w.’'-]{{0,20}}\s(?:-\s)?){{0,4}}?(?i:{_RELEASE})\s*[:|–—-]?\s*(?P<no>(?i:{_NUMBER}))?\s*:?\s*{_DIGITS}"
)
_ALONE = re.compile(rf"(?P<no>(?i:{_NUMBER})|PR\b\.?|Press\b)\s*[:/]?\s*{_DIGITS}")
_BARE = re.compile(_DIGITS)


@dataclass(frozen=True, slots=True)
class AgencyNumber:
    """`text` is `03/12`, or `No. 12` where there is no year; `end` where it ends in its line."""

    text: str
    year: str
    number: int
    end: int


def _read(match: re.Match[str] | None) -> AgencyNumber | None:
    if match is None:
        return None
    year, number = match["year"] or "", match["number"]
    text = f"{year}{match['sign']}{number}" if year else f"No. {number}"
    return AgencyNumber(text, year, int(number), match.end())


def announced_number(text: str) -> AgencyNumber | None:
    """Return the number that a line starts with after the words `Press Release`; it has a year or a `No.`."""
    match = _ANNOUNCED.match(text[:200])
    return _read(match) if match and (match["no"] or match["year"]) else None


def number_alone(text: str) -> AgencyNumber | None:
    """Return the number that a whole line is: `No. 12`, `PR 03/12`."""
    return _read(_ALONE.fullmatch(text)) if len(text) < 40 else None


def bare_number(text: str) -> AgencyNumber | None:
    """Return the number with its year that a text is: `03/12`, `2003-12`."""
    match = _BARE.fullmatch(text) if len(text) < 40 else None
    return _read(match) if match and match["year"] else None
