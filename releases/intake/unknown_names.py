"""Institutes, events and series that a text names and the catalogue does not have.

Told by how names are written: capitals, with an acronym in brackets or an ordinal before them. So in languages that
have capitals only, and as an offer to a person, never as something that was recognised.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q

from institutes.enums import InstituteKind
from institutes.models import InstituteName
from releases.enums import EventKind
from releases.intake.recognition import Findings, recogniser
from releases.models import EventName, Series
from releases.wire.blocks import BlockKind
from releases.wire.characters import is_blank
from releases.wire.document import Document
from releases.wire.lines import words

MOST = 20
"""Names offered from one text."""

_ACRONYM = re.compile(r"\s\((?P<acronym>[A-ZÀ-ÞА-ЯЁ][A-ZÀ-ÞА-ЯЁ/&-]{1,11})\)")
_BEFORE = 220
_INSTITUTION = re.compile(
    r"\b(?:institut|cent(?:re|er|ro)\b|zentrum|acad[eé]m|akademi|universi|foundation|fondation|fundaci[oó]n|stiftung"
    r"|council|agency|bureau|office|college|school|network|commission|институт|центр|академи|университет)",
    re.IGNORECASE,
)
_SMALL = frozenset(
    words(
        "of for and the on in against with at de du des la le les l d los las el del y e et para pour sur en contra "
        "contre und für der die das zur zum gegen по и в на за с для"
    )
)
_WORD = re.compile(r"[\w’'-]+")
_BETWEEN = re.compile(r"[\s,]{1,2}\Z")
_ORDINAL = (
    r"(?:First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth|Eleventh|Twelfth|Thirteenth|Fourteenth"
    r"|Fifteenth|Sixteenth|Seventeenth|Eighteenth|Nineteenth|Twentieth|Premi(?:er|ère)|Deuxième|Troisième"
    r"|Quatrième|Cinquième|Sixième|Septième|Huitième|Neuvième|Dixième|Onzième|Douzième|Primer|Segundo|Tercer|Cuarto"
    r"|Quinto|Sexto|Séptimo|Octavo|Noveno|Décimo|\d{1,2}(?:st|nd|rd|th|e|º|\.))"
)
_EVENT = re.compile(rf"\b{_ORDINAL}\s(?=[A-ZÀ-Þ])")
_KINDS = {
    "congres": EventKind.CONGRESS,
    "session": EventKind.SESSION,
    "sesión": EventKind.SESSION,
    "workshop": EventKind.WORKSHOP,
    "atelier": EventKind.WORKSHOP,
    "taller": EventKind.WORKSHOP,
    "conferenc": EventKind.MEETING,
    "conférence": EventKind.MEETING,
    "meeting": EventKind.MEETING,
    "symposium": EventKind.MEETING,
    "seminar": EventKind.MEETING,
    "forum": EventKind.MEETING,
}
_ELIDED = re.compile(r"\A[LD][’']")
_WHERE_OR_WHEN = re.compile(r"\s(?:in|at|en|à|im)\s\S+(?:\s\S+)?\Z")
_LONGEST_NAME = 300
_INSTITUTE_KIND = str(InstituteKind.ASSOCIATED)
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class UnknownName:
    """One name: `thing` is institute, event or series; `kind` the likely kind of the first two."""

    thing: str
    name: str
    acronym: str = ""
    kind: str = ""

    @property
    def printed(self) -> str:
        """The name as the text has it, with its acronym."""
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{self.thing}:{self.acronym or self.name}"


def unknown_names(document: Document, findings: Findings) -> list[UnknownName]:
    """What the text names and `findings` and the database have not, each once, in the order of the text."""
    found: dict[str, UnknownName] = {}
    for name in (*_series(document), *_in_text(document, findings)):
        found.setdefault(name.key, name)
    return list(found.values())[:MOST]


def unknown_in_texts(texts: Sequence[str], on: date | None = None) -> list[UnknownName]:
    """The institutions and events that typed texts name and the catalogue has not, not even as proposed.

    Institutions with their acronyms; events that are written with an ordinal. `on` is the day of the texts.
    """
    return [*_unknown_institutes(texts), *_unknown_events(texts, on)][:MOST]


def typed_name(thing: str, text: str) -> UnknownName:
    """What somebody typed as the name of an institute or event, with the acronym that stands in brackets at its end.

    Raises ValueError where there is no name in it.
    """
    text = " ".join(text.split())
    match = _ACRONYM.search(text)
    ends = match is not None and match.end() == len(text)
    name, acronym = (text[: match.start()], match["acronym"]) if match is not None and ends else (text, "")
    if is_blank(name) or len(name) > _LONGEST_NAME:
        raise ValueError(text)
    return UnknownName(thing, name, acronym, _kind_of_event(name) if thing == "event" else _INSTITUTE_KIND)


def _unknown_events(texts: Sequence[str], on: date | None) -> list[UnknownName]:
    found: dict[str, UnknownName] = {}
    for text in texts:
        for name in _events(text):
            found.setdefault(name.key, name)
    if not found:
        return []
    known = [event.printed for event in recogniser().read(texts, on=on).events]
    begins = [Q(name__istartswith=name.name) for name in found.values()]
    known += EventName.objects.filter(reduce(or_, begins)).values_list("name", flat=True)
    return [name for name in found.values() if not _is_among(name.name, known)]


def _is_among(name: str, known: Iterable[str]) -> bool:
    """Whether one of the names is `name`, or a part of it, or it a part of one."""
    return any(name in other or other in name for other in known)


def _unknown_institutes(texts: Iterable[str]) -> list[UnknownName]:
    found: dict[str, UnknownName] = {}
    for text in texts:
        for name in _institutes(text):
            found.setdefault(name.key, name)
    known = InstituteName.objects.filter(
        Q(acronym__in=[name.acronym for name in found.values()])
        | Q(name__in=[name.name for name in found.values()])
    )
    taken = {text for row in known.values_list("name", "acronym") for text in row} if found else set()
    return [name for name in found.values() if not {name.name, name.acronym} & taken]


def _series(document: Document) -> Iterator[UnknownName]:
    for symbol in document.symbols:
        if Series.objects.with_prefix(symbol.series) is None:
            yield UnknownName("series", symbol.series)


def _in_text(document: Document, findings: Findings) -> Iterator[UnknownName]:
    institutes = " ".join(one.printed for one in findings.institutes)
    events = [one.printed for one in findings.events]
    blocks = (block.text for block in document.blocks if block.kind is not BlockKind.FOOTER)
    for text in (document.title, document.subtitle, *blocks):
        for name in _institutes(text):
            if name.name not in institutes and f"({name.acronym})" not in institutes:
                yield name
        for name in _events(text):
            if not _is_among(name.name, events):
                yield name


def _institutes(text: str) -> Iterator[UnknownName]:
    """Names of institutions before an acronym in brackets."""
    for match in _ACRONYM.finditer(text):
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        name = _name_at_end(before)
        if name and _INSTITUTION.search(name):
            yield UnknownName("institute", name, match["acronym"], _INSTITUTE_KIND)


def _name_at_end(text: str) -> str:
    """The words in capitals at the end of `text`, small ones between them included."""
    start, end = len(text), len(text)
    for match in reversed(list(_WORD.finditer(text))):
        if end != len(text) and not _BETWEEN.match(text[match.end() : end]):
            break
        if not (match[0][0].isupper() or match[0].lower() in _SMALL):
            break
        end = match.start()
        if match[0][0].isupper() and match[0].lower() not in _SMALL:
            start = match.start()
    name = _ELIDED.sub("", text[start:])
    return name if len(name.split()) >= _FEWEST_WORDS else ""


def _events(text: str) -> Iterator[UnknownName]:
    """Names that begin with an ordinal and say what kind of event it is."""
    for match in _EVENT.finditer(text):
        name = _name_at_start(text[match.start() : match.start() + _LONGEST_NAME])
        if any(word in name.lower() for word in _KINDS):
            yield UnknownName("event", name, kind=_kind_of_event(name))


def _kind_of_event(name: str) -> str:
    """What kind of event the name says it is; a meeting where it says nothing."""
    return str(next((kind for word, kind in _KINDS.items() if word in name.lower()), EventKind.MEETING))


def _name_at_start(text: str) -> str:
    """The words in capitals at the beginning of `text`, small ones between them included."""
    end, reached = 0, 0
    for match in _WORD.finditer(text):
        if reached and text[reached : match.start()] not in {" ", ", "}:
            break
        is_name = match[0][0].isupper() or match[0][0].isdigit()
        if not is_name and match[0].lower() not in _SMALL:
            break
        reached = match.end()
        if is_name and match[0].lower() not in _SMALL:
            end = reached
    return _WHERE_OR_WHEN.sub("", text[:end])
