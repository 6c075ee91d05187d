"""Numbers that agencies give their releases, without letters of their own: `Press Release No. 03/12`."""

import re
from dataclasses import dataclass

_RELEASE = (
    r"(?:(?:press|news|media|information)[\s-](?:releases?|communiqu[ée]s?|note|statement|bulletin)"
    r"|communiqu[ée](?: de presse)?|(?:note|bulletin) (?:d[’']information|de presse)|note aux médias"
    r"|comunicado(?: de prensa)?|nota (?:informativa|de (?:prensa|información))|bolet[íi]n (?:informativo|de prensa)"
    r"|(?:presse|medien)(?:mitteilung|information|notiz|aussendung|meldung)"
    r"|пресс-релиз|сообщение для (?:печати|прессы)|информационн(?:ая записка|ое сообщение|ый бюллетень)"
    r"|(?:بيان|خبر) (?:صحفي|إعلامي)|(?:نشرة|مذكرة) (?:صحفية|إعلامية)|新闻(?:稿|公报|通报)|新聞稿)"
)
_NUMBER = r"(?:n[or]\b\.?|n\.?\s?[°º]|number\b|num[ée]ro\b|n[úu]m\.?|№|رقم|第)"
_REFERENCE = r"(?:(?:our |your )?ref(?:erence\b|\.|\b)|(?:document |doc\. ?)?symbol\b|doc(?:ument\b|\.))"
BEFORE_SYMBOL = re.compile(
    rf"(?:{_RELEASE}\s*[:|/–—-]?\s*(?:{_NUMBER}\s*:?\s*)?|release\s*{_NUMBER}\s*:?\s*|{_REFERENCE}\s*(?:{_NUMBER}\s*)?:?\s*|{_NUMBER}\s*:?\s*)"
    r"(?=[\w\[(])",
    re.IGNORECASE,
)
"""Words that announce a symbol on its line: `Press Release No.`, `Ref:`, `№`."""

_FULL_YEAR = r"(?:19|20)\d\d"
_DIGITS = (
    rf"(?:(?!{_FULL_YEAR})(?P<first>\d{{1,4}})(?:\s?/\s?|\s(?:de|of)\s)(?P<last>{_FULL_YEAR})(?![\d/]|[-.]\d)"
    rf"|(?:(?P<year>{_FULL_YEAR}|\d\d)\s?(?P<sign>[/-])\s?)?(?P<number>\d{{1,5}})(?![\d/]|[-.]\d))"
    r"号?(?:[-/ ]?\(?[EFSRACGefsracg]\)?(?!\w))?"
)
_ANNOUNCED = re.compile(
    rf"(?:[^\W\d_][\w.’'-]{{0,20}}\s(?:-\s)?){{0,4}}?(?i:{_RELEASE})\s*[:|–—-]?\s*(?P<no>(?i:{_NUMBER}))?\s*:?\s*{_DIGITS}"
)
_ALONE = re.compile(rf"(?P<no>(?i:{_NUMBER})|PR\b\.?|Press\b)\s*[:/]?\s*{_DIGITS}")
_BARE = re.compile(_DIGITS)
_NUMBER_FIRST = re.compile(r"(?P<number>第\s?\d{1,4}\s?号)(?P<blanks>\s?)(?P<release>新闻(?:稿|公报|通报))")


@dataclass(frozen=True, slots=True)
class AgencyNumber:
    """`text` is `03/12`, `12/2004`, or `No. 12` where there is no year; `end` where it ends in its line."""

    text: str
    year: str
    number: int
    end: int


def _read(match: re.Match[str] | None) -> AgencyNumber | None:
    if match is None:
        return None
    if match["last"]:
        return AgencyNumber(
            f"{match['first']}/{match['last']}", match["last"], int(match["first"]), match.end()
        )
    year, number = match["year"] or "", match["number"]
    text = f"{year}{match['sign']}{number}" if year else f"No. {number}"
    return AgencyNumber(text, year, int(number), match.end())


def announced_number(text: str) -> AgencyNumber | None:
    """Return the number that a line starts with after the words `Press Release`; it has a year or a `No.`."""
    match = _ANNOUNCED.match(_NUMBER_FIRST.sub(r"\g<release>\g<blanks>\g<number>", text[:200]))
    return _read(match) if match and (match["no"] or match["year"] or match["last"]) else None


def number_alone(text: str) -> AgencyNumber | None:
    """Return the number that a whole line is: `No. 12`, `PR 03/12`."""
    return _read(_ALONE.fullmatch(text)) if len(text) < 40 else None


def bare_number(text: str) -> AgencyNumber | None:
    """Return the number with its year that a text is: `03/12`, `2003-12`."""
    match = _BARE.fullmatch(text) if len(text) < 40 else None
    return _read(match) if match and (match["year"] or match["last"]) else None
