"""What a reader types into the search box, taken apart. Whatever is typed, nothing here raises.

words                all of them, in any form          "exact phrase"     these words in this order
without -word        not that word or -"phrase"        this OR that       either
gov*                 words that begin so               title:word         in the title only
BKK/CP/14, UNIS/CP   a symbol, a series (or symbol:…)  21 April 2005, avril 2005, 2005-04    a date
https://…/BKK/CP/14/, bkkcp14.html, BKK-CP-14.docx      the address or the file of a release
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum
from itertools import pairwise

from django.utils.translation import gettext as _

from institutes import days
from releases.search.analysis import HYPHENS, Token, is_han, tokens
from releases.search.periods import Period
from releases.search.typed_dates import TypedDate, typed_dates
from releases.wire.old_addresses import candidates
from releases.wire.symbols import compact

LONGEST_QUERY = 500
MOST_CLAUSES = 24
SHORTEST_PREFIX = 2

_CHUNK = re.compile(
    r'(?P<sign>-(?=["“«„\w]))?(?:(?P<field>title|symbol|titre|título|titulo|titel):\s?)?'
    r'(?:["“«„”](?P<phrase>[^"”»“]*)(?:["”»“]|\Z)|(?P<word>[^\s"“«„”»]+)|["”»])',
    re.IGNORECASE,
)
_SYMBOL = re.compile(
    r"(?P<letters>[a-z]{1,8}(?:/[a-z]{1,8}){0,3})(?:/\d{2}|/\d{4})?/(?P<number>\d{1,5})(?:/(?:corr|rev|add)\.?\d{0,2})*\*?",
    re.IGNORECASE,
)
_SERIES = re.compile(r"[a-z]{2,8}(?:/[a-z]{1,8}){1,3}/?", re.IGNORECASE)
_COMPACT = re.compile(r"(?P<key>[a-z]{2,24}\d{1,5}(?:(?:corr|rev|add)\d{1,2})?)", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s/]+/\S+|/[a-z-]{2,7}/releases/\S+|[^\s/]+\.(?:docx?|html?|txt|json|pdf|rtf)",
    re.IGNORECASE,
)


class Kind(Enum):
    """What a part of a query asks for."""

    WORD = "word"
    PHRASE = "phrase"
    PREFIX = "prefix"
    SYMBOL = "symbol"
    SERIES = "series"
    PERIOD = "period"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing asked for. `text` is as typed, `words` are folded.

    SYMBOL and SERIES carry their compact letters and digits in `key`, PERIOD its days in `period`, NAME
    the further names in `names`, each as words. A WORD of several words was written with hyphens. A SYMBOL that was
    typed as an address may mean others too, which are in `other_keys`.
    """

    kind: Kind
    text: str
    words: tuple[str, ...] = ()
    in_title: bool = False
    key: str = ""
    other_keys: tuple[str, ...] = ()
    period: Period | None = None
    names: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Clauses of which one is enough, or of which none may be found."""

    clauses: tuple[Clause, ...]
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query taken apart: every group has to hold. `is_cut` when more was typed than is looked at."""

    text: str
    groups: tuple[Group, ...] = field(default=())
    is_cut: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed at all."""
        return not self.text.strip()

    @property
    def is_unusable(self) -> bool:
        """Whether something was typed, but nothing that can be looked for."""
        return not self.is_blank and not self.groups

    @property
    def positive(self) -> Iterator[Clause]:
        """The clauses that are looked for."""
        return (clause for group in self.groups if not group.is_excluded for clause in group.clauses)

    def without_group(self, index: int) -> "Query":
        """The query with one group less: a wider one."""
        kept = tuple(group for place, group in enumerate(self.groups) if place != index)
        return Query(" ".join(map(group_text, kept)), kept)


def parse(text: str) -> Query:
    """`text` as a query, at most 24 parts of 500 characters; the rest is left out and `is_cut` says so."""
    text = text or ""
    head = text[:LONGEST_QUERY]
    groups: list[Group] = []
    is_alternative = False
    for chunk, excluded in _chunks(head):
        if chunk is None:
            is_alternative = bool(groups)
            continue
        last = groups[-1] if groups else None
        if is_alternative and last and not excluded and not last.is_excluded:
            groups[-1] = Group((*last.clauses, *chunk))
        else:
            groups.extend(Group((clause,), excluded) for clause in chunk)
        is_alternative = False
    return Query(text, tuple(groups[:MOST_CLAUSES]), len(text) > LONGEST_QUERY or len(groups) > MOST_CLAUSES)


def _chunks(text: str) -> Iterator[tuple[list[Clause] | None, bool]]:
    """The clauses of each thing typed, and whether a minus stands before it; None stands for OR."""
    reached = 0
    for typed in _unquoted_dates(text):
        yield from _chunks_between(text[reached : typed.start])
        clause = Clause(Kind.PERIOD, text[typed.start : typed.end], period=typed.period)
        yield [clause], text[: typed.start].endswith((" -", "\t-"))
        reached = typed.end
    yield from _chunks_between(text[reached:])


def _unquoted_dates(text: str) -> list[TypedDate]:
    quoted = [match.span() for match in _CHUNK.finditer(text) if match["phrase"] is not None]
    return [
        typed
        for typed in typed_dates(text)
        if not any(start <= typed.start < end for start, end in quoted)
        and not (typed.start and text[typed.start - 1] in "/:")
    ]


def _chunks_between(text: str) -> Iterator[tuple[list[Clause] | None, bool]]:
    for match in _CHUNK.finditer(text):
        if match["word"] in {"OR", "|"}:
            yield None, False
            continue
        in_title = (match["field"] or "").lower().startswith("tit")
        if match["phrase"] is not None:
            clauses = _phrase(match["phrase"], in_title=in_title)
        elif match["word"] and (match["field"] or "").lower() == "symbol":
            clauses = _symbol_field(match["word"])
        else:
            clauses = _word(match["word"] or "", in_title=in_title)
        if clauses:
            yield clauses, bool(match["sign"])


def _phrase(text: str, *, in_title: bool) -> list[Clause]:
    phrase_words = tuple(token.word for token in tokens(text))
    return [Clause(Kind.PHRASE, text.strip(), phrase_words, in_title)] if phrase_words else []


def _symbol_field(text: str) -> list[Clause]:
    key = compact(text.rstrip("*"))
    if not key:
        return []
    is_series = not any(character.isdigit() for character in key)
    kind = Kind.SERIES if is_series else Kind.SYMBOL
    return [Clause(kind, text.upper() if text.isascii() else text, (), key=key)]


def _word(text: str, *, in_title: bool) -> list[Clause]:
    symbolic = None if in_title else _symbolic(text)
    if symbolic:
        return [symbolic]
    typed_words = list(tokens(text))
    if not typed_words:
        return []
    if text.endswith("*") and len(typed_words) == 1 and len(typed_words[0].word) >= SHORTEST_PREFIX:
        return [Clause(Kind.PREFIX, text, (typed_words[0].word,), in_title)]
    return [
        _clause_of_run(text[run[0].start : run[-1].end], run, in_title=in_title)
        for run in _runs(text, typed_words)
    ]


def _symbolic(text: str) -> Clause | None:
    """The clause of a symbol or a series, however it is spelt; None when it is neither."""
    plain = text.strip(".,;:!?()[]")
    if _ADDRESS.fullmatch(plain):
        return _of_address(plain)
    words = tuple(token.word for token in tokens(plain))
    if _SYMBOL.fullmatch(plain):
        return Clause(Kind.SYMBOL, plain.rstrip("*").upper(), words, key=compact(plain))
    if _SERIES.fullmatch(plain):
        return Clause(Kind.SERIES, plain.strip("/").upper(), words, key=compact(plain))
    compacted = _COMPACT.fullmatch(plain)
    if compacted:
        return Clause(Kind.SYMBOL, plain, (compacted["key"].lower(),), key=compacted["key"].lower())
    return None


def _of_address(text: str) -> Clause | None:
    """The clause of the release that is at an address or in a file of that name; None where it names none."""
    keys = dict.fromkeys(meant.compact for meant in candidates(text) if meant.number is not None)
    if not keys:
        return None
    key, *others = keys
    return Clause(Kind.SYMBOL, text, key=key, other_keys=tuple(others))


def _runs(text: str, typed_words: list[Token]) -> list[list[Token]]:
    """Runs of words joined by a hyphen, a stroke or nothing, as typed; an apostrophe ends a run."""
    runs = [[typed_words[0]]]
    for before, token in pairwise(typed_words):
        gap = text[before.end : token.start]
        if not gap or (len(gap) == 1 and (gap in HYPHENS or gap in "/.&+@_")):
            runs[-1].append(token)
        else:
            runs.append([token])
    return runs


def _clause_of_run(text: str, run: list[Token], *, in_title: bool) -> Clause:
    words = tuple(token.word for token in run)
    hyphens = sum(after.start - before.end for before, after in pairwise(run))
    is_hyphenated = hyphens == len(run) - 1 and all(
        character in HYPHENS or character.isalnum() for character in text
    )
    kind = Kind.WORD if len(run) == 1 or (is_hyphenated and not is_han(words[0])) else Kind.PHRASE
    return Clause(kind, text, words, in_title)


def with_names(query: Query, other_names: "NameLookup") -> Query:
    """The query in which the known name of an institute or event also finds its other names."""
    groups: list[Group] = []
    index = 0
    while index < len(query.groups):
        length, clause = _name_at(query.groups, index, other_names)
        groups.append(Group((clause,), query.groups[index].is_excluded) if clause else query.groups[index])
        index += length
    return replace(query, groups=tuple(groups))


def _name_at(groups: tuple[Group, ...], index: int, other_names: "NameLookup") -> tuple[int, Clause | None]:
    """The longest name that begins at `index`: how many groups it takes, and its clause."""
    run: list[Clause] = []
    for group in groups[index:]:
        clause = group.clauses[0]
        plain = clause.kind in {Kind.WORD, Kind.PHRASE, Kind.SERIES} and not clause.in_title
        if not plain or len(group.clauses) > 1 or group.is_excluded != groups[index].is_excluded:
            break
        run.append(clause)
    for length in range(len(run), 0, -1):
        words = tuple(word for clause in run[:length] for word in clause.words)
        names = other_names(words)
        if names:
            text = " ".join(clause.text for clause in run[:length])
            return length, Clause(Kind.NAME, text, words, names=tuple(names))
    return 1, None


class NameLookup:
    """The names of institutes and events by their folded words; called with one name, it returns the others."""

    def __init__(self, names: Iterable[tuple[str, tuple[str, ...]]] = ()) -> None:
        """`names` are pairs: the key of what is named, and the folded words of one of its names."""
        self._names: dict[str, set[tuple[str, ...]]] = {}
        self._bearers: dict[tuple[str, ...], set[str]] = {}
        self._beginnings: dict[tuple[str, ...], set[str]] = {}
        for bearer, words in names:
            if words:
                self._add(bearer, words)

    def _add(self, bearer: str, words: tuple[str, ...]) -> None:
        self._names.setdefault(bearer, set()).add(words)
        for name in (words, words[1:] if words[0] == "the" else words):
            self._bearers.setdefault(name, set()).add(bearer)
            for length in range(3, len(name)):
                self._beginnings.setdefault(name[:length], set()).add(bearer)

    def beginning_with(self, typed: list[str]) -> list[str]:
        """The keys of what has a name with all these words, the last of which may be unfinished."""
        *whole, last = typed

        def fits(name: tuple[str, ...]) -> bool:
            return all(word in name for word in whole) and any(word.startswith(last) for word in name)

        return [bearer for bearer, names in self._names.items() if any(map(fits, names))]

    def __call__(self, words: tuple[str, ...]) -> list[tuple[str, ...]]:
        """All names of what has this name, or else of the only one with a name that begins with these words."""
        bearers = self._bearers.get(words) or self._beginnings.get(words, set())
        if not bearers or (words not in self._bearers and len(bearers) > 1):
            return []
        return sorted({name for bearer in bearers for name in self._names[bearer]} | {words})


def group_text(group: Group) -> str:
    """A group as one would type it into the search box."""
    typed = " OR ".join(map(_clause_text, group.clauses))
    return f"-{typed}" if group.is_excluded else typed


def _clause_text(clause: Clause) -> str:
    text = f'"{clause.text}"' if clause.kind is Kind.PHRASE else clause.text
    return f"title:{text}" if clause.in_title else text


def readings(query: Query) -> list[str]:
    """How the query was understood, where its words do not say so: sentences in the page's language."""
    if query.is_unusable:
        return [
            _("There is nothing to look for in “%(text)s”: type a word, a symbol like BKK/CP/14 or a date.")
            % {"text": printable(query.text)[:80]}
        ]
    said = [sentence for clause in query.positive if (sentence := _reading(clause))]
    if query.is_cut:
        said.append(_("The query is long: only its beginning was looked for."))
    return said


def _reading(clause: Clause) -> str:
    match clause.kind:
        case Kind.PERIOD if clause.period:
            return _("Releases of %(period)s.") % {"period": period_text(clause.period)}
        case Kind.SYMBOL if _ADDRESS.fullmatch(clause.text):
            return _("The release that has this address or file name.")
        case Kind.SYMBOL if "/" in clause.text:
            return _("Release %(symbol)s, and releases that mention it.") % {"symbol": printable(clause.text)}
        case Kind.SERIES:
            return _("Releases of the series %(series)s, or with these words.") % {
                "series": printable(clause.text)
            }
        case Kind.NAME:
            return _("Also under the other names of %(name)s.") % {"name": printable(clause.text)}
    return ""


def period_text(period: Period) -> str:
    """A period in the page's language: 21 April 2005, April 2005, 2005."""
    return days.dated(period.first, period.level)


def printable(text: str) -> str:
    """`text` on one line, without characters that print nothing or turn the line round."""
    return "".join(character if character.isprintable() else " " for character in text).strip()
