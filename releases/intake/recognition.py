"""Institutes and events that a text names, found in one pass by the names they are known by.

The text becomes words as names are compared (`releases.intake.name_matching`), one automaton finds every name
in them at once: what it costs grows with the text and the number of names found, not with the number of names
known.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ahocorasick_rs import AhoCorasick

from releases.enums import MentionRole
from releases.intake.known_names import KnownName, names_in_catalogue, names_in_database
from releases.intake.name_matching import STOP, words_of
from releases.intake.roles import role_in, strongest

_NEAR_DAYS = 3 * 366
_AFTER_DAYS = 200
_FIELD = re.compile(
    r"\bcrim|\bdelito|\bdelincuen|\bdélinquan|justice|\bjusticia|prison|\bpolice|\bpolic[ií]a|law enforcement|offender"
    r"|\bsecurity stud|traffick|terroris|преступн|правосуди|جريمة|العدالة|犯罪|司法|\bjustiz|kriminal|verbrechen",
    re.IGNORECASE,
)
# Acronyms that others use too: the words that show that one of those is meant.
_OTHERS = {
    "ISS": r"space|orbit|astronaut|cosmonaut|spacecraft|космич|spatiale|espacial|weltraum|空间站|الفضاء",
    "ICPC": r"corrupt practices|submarine|cable|collegiate programming|primary care",
    "AIC": r"aeronautical|akaike|coffee|automot",
    "KIC": r"knowledge and innovation",
    "TIJ": r"tijuana|airport",
    "CCLS": r"commercial law",
    "NIJ": r"",
    "RWI": r"economic research|wirtschaftsforschung",
    "CIPC": r"",
}
_OTHER = {acronym: re.compile(words, re.IGNORECASE) if words else None for acronym, words in _OTHERS.items()}
_CLAUSE = re.compile(r",\s+(?=affiliated|affilié|affiliée|afiliado|связанн|Beijing)")
_UNITED_NATIONS = (
    ("united nations", "un"),
    ("nations unies", "onu"),
    ("naciones unidas", "onu"),
    ("vereinten nationen", "uno"),
    ("организац объединен нац", "оон"),
)
_OF_CONGRESS = re.compile(
    r"crime (?:prevention|congress)|prevention of crime|prevención del delito|prévention du crime|преступности|犯罪"
    r"|الجريمة|verbrechensverhütung",
    re.IGNORECASE,
)
_FARTHEST_DAYS = 20 * 366
# Institutes whose names are also the end of longer ones: European Union Institute for Security Studies.
_ENDS_OF_OTHERS = frozenset({"iss", "nij"})
_LONGER_BEFORE = re.compile(r"\b(?!The\b|US\b|American\b)[A-Z][\w’'-]*[ \u00a0]\Z")
_LONGER_AFTER = re.compile(
    r"\s?(?:\((?!ISS\)|NIJ\))[A-Z]{2,8}\)|of (?:the )?(?!United States|US\b|U\.S\.)[A-Z])"
)
_CONGRESSES = {
    "weak": (
        *("united nations congress", "un congress", "congress nations unies", "congreso naciones unidas"),
        *("kongress vereinten nationen", "конгресс оон"),
    ),
    "weakest": ("congress", "congreso", "kongress", "конгресс"),
}
_SHORT = 3
# A release that names one institute more often says nothing new of it.
_MOST_HITS = 300


@dataclass(frozen=True, slots=True)
class FoundInstitute:
    """An institute that a text names; `printed` is the fullest form, exactly as printed; `kind` as in its row."""

    slug: str
    printed: str
    role: MentionRole
    kind: str
    doubt: str = ""
    key: int | None = None


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """An event that a text names; `name` is the official English one; `doubt` says what had to be inferred."""

    slug: str
    printed: str
    name: str
    doubt: str = ""
    key: int | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything found, in the order of the text, each once."""

    institutes: tuple[FoundInstitute, ...] = ()
    events: tuple[FoundEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sense:
    """What a pattern may mean.

    `form` is full, acronym or numbered; weak and weakest need the words of the field beside them; bare has no number.
    """

    name: KnownName
    form: str


@dataclass(frozen=True, slots=True)
class _Hit:
    block: int
    start: int
    end: int
    first: int
    last: int
    senses: tuple[_Sense, ...]
    printed: str


def _keys(text: str) -> str:
    return " ".join(word.key for word in words_of(text) if word.key != STOP)


def _spellings(keys: str) -> Iterator[str]:
    """`keys`, and with the United Nations abbreviated or in full as texts have it."""
    yield keys
    for full, short in _UNITED_NATIONS:
        if full in keys:
            yield keys.replace(full, short)
        elif short in keys.split():
            yield " ".join(full if key == short else key for key in keys.split())


def _institute_patterns(name: KnownName) -> Iterator[tuple[str, str]]:
    """The full name, alone and with the acronym in brackets, which may stand before an inner clause."""
    head, *clause = _CLAUSE.split(name.name, maxsplit=1)
    forms = [name.name, head]
    if name.acronym:
        forms += [f"{name.name} {name.acronym}", f"{head} {name.acronym}"]
        forms += [f"{head} {name.acronym} {part}" for part in clause]
        yield _keys(name.acronym), "acronym"
    for form in forms:
        yield from ((keys, "full") for keys in _spellings(_keys(form)))


def _event_patterns(name: KnownName) -> Iterator[tuple[str, str]]:
    """The name, and for a congress with a number its short forms."""
    for form in filter(None, (name.name, name.acronym)):
        for keys in _spellings(_keys(form)):
            yield keys, "numbered"
            if name.number is not None and name.kind == "congress":
                yield from _other_openings(name, keys)
    if name.number is not None and name.kind == "congress":
        for form, congresses in _CONGRESSES.items():
            yield from ((f"#{name.number} {congress}", form) for congress in congresses)


def _other_openings(name: KnownName, keys: str) -> Iterator[tuple[str, str]]:
    """The name with the year or the city for its number, and without any of them."""
    words = keys.split()
    if f"#{name.number}" not in words:
        return
    rest = " ".join(word for word in words if word != f"#{name.number}")
    yield rest, "bare"
    for opening in (name.starts_on and str(name.starts_on.year), _keys(name.city)):
        if opening:
            yield f"{opening} {rest}", "numbered"


class Recogniser:
    """Finds in a text the names that it was made with."""

    def __init__(self, names: Iterable[KnownName]) -> None:
        self.names = tuple(names)
        self.official = {
            name.slug: name.name
            for name in sorted(self.names, key=lambda name: name.is_official)
            if name.thing == "event" and name.language == "en"
        }
        senses: dict[str, dict[_Sense, None]] = {}
        for name in self.names:
            patterns = _event_patterns(name) if name.thing == "event" else _institute_patterns(name)
            for keys, form in patterns:
                if keys:
                    senses.setdefault(f" {keys} ", {}).setdefault(_Sense(name, form))
        self.patterns = list(senses)
        self.senses = [tuple(senses_of_pattern) for senses_of_pattern in senses.values()]
        self.automaton = AhoCorasick(self.patterns) if self.patterns else None

    def read(self, blocks: Iterable[str], *, on: date | None) -> Findings:
        """What the blocks of a text issued on `on` name; without a date names of every year count."""
        texts = list(blocks)
        hits = [hit for number, text in enumerate(texts) for hit in self._hits(number, text, on)]
        whole = "\n".join(texts)
        in_field = bool(_FIELD.search(whole))
        return Findings(
            tuple(_institutes(hits, texts, whole, in_field=in_field, on=on)),
            tuple(self._events(hits, _unlikely(whole, in_field=in_field), on)),
        )

    def _hits(self, block: int, text: str, on: date | None) -> list[_Hit]:
        """The names in one block, the longest where several begin or overlap."""
        words = words_of(text)
        if self.automaton is None or not words:
            return []
        offsets, position = [], 0
        for word in words:
            offsets.append(position)
            position += len(word.key) + 1
        haystack = f" {' '.join(word.key for word in words)} "
        hits = []
        for pattern, start, end in self.automaton.find_matches_as_indexes(haystack, overlapping=True):
            first = bisect_right(offsets, start) - 1
            last = bisect_right(offsets, end - 2) - 1
            printed = _printed(text, words[first].start, words[last].end)
            senses = tuple(s for s in self.senses[pattern] if _is_meant(s, printed, on))
            if any(s.name.slug in _ENDS_OF_OTHERS and s.form == "full" for s in senses):
                senses = () if _is_longer(text, words[first].start, words[last].end) else senses
            if senses:
                hits.append(_Hit(block, words[first].start, words[last].end, first, last, senses, printed))
        return _longest(hits)

    def _events(self, hits: list[_Hit], unlikely: set[str], on: date | None) -> Iterator[FoundEvent]:
        by_slug: dict[str, FoundEvent] = {}
        bare: list[_Hit] = []
        for hit in hits:
            senses = [s for s in hit.senses if s.name.thing == "event" and s.form != "bare"]
            senses = [s for s in senses if s.form not in unlikely]
            if not senses:
                bare += [hit] if any(s.form == "bare" for s in hit.senses) else []
                continue
            name = min((sense.name for sense in senses), key=lambda name: _distance(name, on))
            new = FoundEvent(name.slug, hit.printed, self.official.get(name.slug, name.name), key=name.key)
            old = by_slug.setdefault(name.slug, new)
            if len(old.printed) < len(new.printed):
                by_slug[name.slug] = new
        if bare and on and not any(hit for hit in by_slug.values() if "congress" in hit.slug):
            yield from self._nearest(bare[0], on)
        yield from by_slug.values()

    def _nearest(self, hit: _Hit, on: date) -> Iterator[FoundEvent]:
        """The congress that a name without a number means: the one going on, the next, or the one just over."""
        names = [s.name for s in hit.senses if s.form == "bare" and s.name.starts_on and s.name.ends_on]
        near = [
            name
            for name in names
            if name.starts_on and name.ends_on
            and (name.starts_on - on).days <= _NEAR_DAYS
            and (on - name.ends_on).days <= _AFTER_DAYS
        ]  # fmt: skip
        if near:
            name = min(near, key=lambda name: abs((name.starts_on - on).days) if name.starts_on else 0)
            doubt = "The text gives no number; the congress nearest to its date was taken."
            yield FoundEvent(name.slug, hit.printed, self.official.get(name.slug, name.name), doubt, name.key)


def _unlikely(whole: str, *, in_field: bool) -> set[str]:
    """Forms of congresses that mean another congress in a text that does not speak of theirs."""
    return {
        form
        for form, is_likely in (("weak", in_field), ("weakest", _OF_CONGRESS.search(whole)))
        if not is_likely
    }


def _distance(name: KnownName, on: date | None) -> int:
    """Days between an event and the text; one without days is nearer than one of another age."""
    return abs((name.starts_on - on).days) if on and name.starts_on else _FARTHEST_DAYS


def _printed(text: str, start: int, end: int) -> str:
    """The words as printed, with the bracket that an acronym at the end closes."""
    printed = text[start:end]
    if printed.count("(") > printed.count(")") and text[end : end + 1] == ")":
        printed += ")"
    return printed


def _is_longer(text: str, start: int, end: int) -> bool:
    """Whether the words are part of the longer name of somebody else."""
    return bool(_LONGER_BEFORE.search(text, max(0, start - 40), start) or _LONGER_AFTER.match(text, end + 1))


def _longest(hits: list[_Hit]) -> list[_Hit]:
    chosen: list[_Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.first, -hit.last)):
        if not chosen or hit.first > chosen[-1].last:
            chosen.append(hit)
    return chosen


def _is_meant(sense: _Sense, printed: str, on: date | None) -> bool:
    """Whether capitals and years allow the sense."""
    name = sense.name
    if on and name.valid_from and name.valid_from > on.year + 1:
        return False  # the name was not there yet: somebody else's was
    if sense.form == "acronym":
        return printed == name.acronym
    if not any(character.isupper() for character in printed):
        return not any(character.islower() for character in printed)  # scripts without capitals
    if name.thing == "institute":
        title_case = name.language != "en" or printed.rsplit(maxsplit=1)[-1].strip("()")[:1].isupper()
        return printed[:1].isupper() and title_case
    return True


def _means_another(acronym: str, hits: list[_Hit], texts: list[str], whole: str, *, in_field: bool) -> bool:
    """Whether an acronym, found without its name, belongs to somebody else here."""
    if acronym not in _OTHER:
        return _is_spelled_otherwise(acronym, hits, texts)
    other = _OTHER[acronym]
    return not in_field or bool(other and other.search(whole)) or _is_spelled_otherwise(acronym, hits, texts)


def _is_spelled_otherwise(acronym: str, hits: list[_Hit], texts: list[str]) -> bool:
    """Whether the words before `(ACRONYM)` spell it, and share hardly a word with the names we know it by."""
    known = {key for hit in hits for sense in hit.senses for key in _keys(sense.name.name).split()}
    for hit in hits:
        text = texts[hit.block]
        if text[hit.start - 1 : hit.start] != "(" or text[hit.end : hit.end + 1] != ")":
            continue
        before = text[max(0, hit.start - 200) : hit.start - 1].split()[-2 * len(acronym) :]
        capitals = [word for word in before if word[:1].isupper()][-len(acronym) :]
        initials = "".join(word[0] for word in capitals)
        if initials == acronym or (len(acronym) == _SHORT and initials.endswith(acronym)):
            shared = known & set(_keys(" ".join(capitals)).split())
            return len(shared) * 2 < len(capitals)
    return False


def _institutes(
    hits: list[_Hit], texts: list[str], whole: str, *, in_field: bool, on: date | None
) -> Iterator[FoundInstitute]:
    grouped: dict[str, list[_Hit]] = {}
    for hit in hits:
        for sense in hit.senses:
            if sense.name.thing == "institute":
                own = grouped.setdefault(sense.name.slug, [])
                if (not own or own[-1] is not hit) and len(own) < _MOST_HITS:
                    own.append(hit)
    for slug, own in grouped.items():
        meant = [(hit, sense) for hit in own for sense in hit.senses if sense.name.slug == slug]
        full = [hit for hit, sense in meant if sense.form == "full"]
        if not full and _means_another(own[0].printed, own, texts, whole, in_field=in_field):
            continue
        shown = min(full or own, key=lambda hit: (-("(" in hit.printed), hit.block, hit.start))
        role = strongest([role_in(texts[hit.block], hit.start, hit.end) for hit in own])
        names = {sense.name for _hit, sense in meant}
        name = meant[0][1].name
        yield FoundInstitute(slug, shown.printed, role, name.kind, _doubt(names, on), name.key)


def _doubt(names: set[KnownName], on: date | None) -> str:
    """Said when only names that were out of use by then were found."""
    if on is None or any((name.valid_until or on.year) >= on.year for name in names):
        return ""
    return "Named by a name that was no longer in use."


def recogniser() -> Recogniser:
    """A recogniser of every name in the database."""
    return Recogniser(names_in_database())


def catalogue() -> Recogniser:
    """A recogniser of the names in the catalogue fixtures, for when there is no database yet."""
    return Recogniser(names_in_catalogue())
