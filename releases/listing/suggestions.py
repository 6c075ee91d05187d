"""What a reader may mean: while typing, and when nothing was found.

Everything offered is taken from what the public may see at `at`: a word that stands in hidden texts only is
never suggested, nor is its absence told apart from that of any other word.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from django.db.models import QuerySet
from pyroaring import BitMap

from releases.listing import public_index
from releases.listing.filters import ReleaseFilter
from releases.listing.listing import Listing
from releases.listing.names import Directory
from releases.listing.public_index import PublicIndex
from releases.listing.rows import titles
from releases.listing.selection import Selection
from releases.models import Release
from releases.search.analysis import is_han, script, words
from releases.search.expressions import Term, any_of
from releases.search.index import hits
from releases.search.query import Clause, Group, Kind, Query, group_text
from releases.search.ranking import condition
from releases.wire.symbols import compact

OF_EACH = 4
SHORTEST_MISSPELT = 4
LONGEST_MISSPELT = 24
TEXTS_READ = 30
ALPHABETS = {
    "latin": "abcdefghijklmnopqrstuvwxyz",
    "cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюя",
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to go to or to look for: `kind` is institute, event, series, symbol or title.

    `lang` is the language of the label as HTML writes it, empty where it is that of the page.
    """

    kind: str
    label: str
    url: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class WiderQuery:
    """A query that finds something: `text` without `removed`, and `count` releases."""

    text: str
    removed: str
    count: int


@dataclass(frozen=True, slots=True)
class NothingFound:
    """What to try instead: another spelling of the query or the empty text, and wider ones, nearest first."""

    spelling: str
    wider: tuple[WiderQuery, ...]


def suggest(text: str, *, at: datetime, language: str) -> list[Suggestion]:
    """What begins as typed, at most four of each sort: institutes, events, series, symbols, titles.

    `language` is that of the page and of the titles. Nothing for fewer than two letters, or one Chinese
    character.
    """
    text = text[:100]
    typed = words(text)
    if not typed or (len("".join(typed)) < 2 and not is_han(typed[0])):
        return []
    index = public_index.read(at)
    return [
        *_bearers(typed, index.directory, language),
        *_series(text, index),
        *_symbols(text, at),
        *_titles(typed, index, at, language),
    ]


def _bearers(typed: list[str], directory: Directory, language: str) -> Iterator[Suggestion]:
    matching = directory.names.beginning_with(typed)
    for kind, bearers in (("institute", directory.institutes), ("event", directory.events)):
        keys = sorted(int(key.removeprefix(f"{kind}-")) for key in matching if key.startswith(f"{kind}-"))
        for bearer in (bearers[key] for key in keys[:OF_EACH]):
            name = bearer.name_in(language)
            yield Suggestion(kind, name, bearer.get_absolute_url(), name.lang)


def _series(text: str, index: PublicIndex) -> Iterator[Suggestion]:
    typed = text.strip().rstrip("/").lower()
    if typed.isascii() and typed.replace("/", "").isalpha():
        known = index.directory.series_by_prefix
        public = index.public_series
        matching = (known[prefix] for prefix in sorted(known) if prefix.startswith(typed))
        for series in islice((series for series in matching if series.pk in public), OF_EACH):
            yield Suggestion("series", str(series), series.get_absolute_url())


def _symbols(text: str, at: datetime) -> Iterator[Suggestion]:
    key = compact(text)
    if len(key) < 2 or not any(character.isdigit() for character in key):
        return
    # A range, because LIKE would read all keys on SQLite.
    public = Release.objects.public(at).filter(symbol_key__gte=key, symbol_key__lt=f"{key}{chr(0x7F)}")
    seen: set[str] = set()
    for release in public.order_by("symbol_key", "language").only("reference", "symbol", "language")[:40]:
        if release.reference not in seen and len(seen) < OF_EACH:
            seen.add(release.reference)
            yield Suggestion("symbol", release.symbol, release.get_absolute_url())


def _titles(typed: list[str], index: PublicIndex, at: datetime, language: str) -> Iterator[Suggestion]:
    *whole, last = typed
    clauses = [Clause(Kind.WORD, word, (word,), in_title=True) for word in whole]
    if is_han(last):
        clauses = [Clause(Kind.PHRASE, "".join(typed), tuple(typed), in_title=True)]
    elif len(last) > 1:
        clauses.append(Clause(Kind.PREFIX, last, (last,), in_title=True))
    if not clauses:
        return
    wanted = condition(Query("", tuple(Group((clause,)) for clause in clauses)), [language])
    selection = Selection(language=(language,), among=hits(wanted, index.using))
    for release in Listing(index, selection, titles, at=at)[:OF_EACH]:
        yield Suggestion("title", release.title, release.get_absolute_url())


def nothing_found(releases: ReleaseFilter) -> NothingFound:
    """What to try when the words find nothing among the releases that the list is narrowed to otherwise."""
    return other_queries(
        releases.query or Query(""), releases.index, releases.selection_without_words, releases.public_rows
    )


def other_queries(
    query: Query, index: PublicIndex, selection: Selection, rows: QuerySet[Release]
) -> NothingFound:
    """Queries that find some of the selected releases where `query` does not; spellings are read from `rows`."""
    others = index.select(selection)
    corrected = _corrected(index, others, query, rows)
    if corrected != query and hits(condition(corrected), index.using) & others:
        return NothingFound(corrected.text, tuple(_wider(index, others, query)))
    # Spelt rightly it finds nothing either: a part of it may.
    return NothingFound("", tuple(_wider(index, others, corrected)))


def _wider(index: PublicIndex, others: BitMap, query: Query) -> list[WiderQuery]:
    if len(query.groups) < 2:
        return []
    wider_queries = []
    for place, group in enumerate(query.groups[:8]):
        wider = query.without_group(place)
        count = 0 if wider.is_unusable else len(hits(condition(wider), index.using) & others)
        if count:
            wider_queries.append(WiderQuery(wider.text, group_text(group), count))
    return sorted(wider_queries, key=lambda wider: (wider.count, wider.text))[:3]


def _corrected(index: PublicIndex, others: BitMap, query: Query, rows: QuerySet[Release]) -> Query:
    """The query with each word that finds nothing replaced by the nearest word of the public texts."""
    groups, is_changed = [], False
    for group in query.groups:
        clauses = []
        for clause in group.clauses:
            other = "" if group.is_excluded else _nearest(index, others, clause, rows)
            is_changed = is_changed or bool(other)
            clauses.append(replace(clause, text=other, words=(other,)) if other else clause)
        groups.append(Group(tuple(clauses), group.is_excluded))
    return Query(" ".join(map(group_text, groups)), tuple(groups), query.is_cut) if is_changed else query


def _nearest(index: PublicIndex, others: BitMap, clause: Clause, rows: QuerySet[Release]) -> str:
    """The public word that a word no text has was probably meant to be, or the empty text."""
    if clause.kind is not Kind.WORD or len(clause.words) > 1:
        return ""
    word = clause.words[0]
    if not SHORTEST_MISSPELT <= len(word) <= LONGEST_MISSPELT or script(word) not in ALPHABETS:
        return ""
    alone = Query(word, (Group((replace(clause, in_title=False),)),))
    if hits(condition(alone), index.using) & others:
        return ""
    near = _one_step_away(word)
    with_near_words = hits(any_of(Term(other) for other in sorted(near)), index.using) & others
    counts: Counter[str] = Counter()
    keys = index.in_order(with_near_words, 0, TEXTS_READ)
    for release in rows.only("title", "body_text", "language").filter(pk__in=keys):
        counts.update(set(words(f"{release.title}\n{release.body_text}")) & near)
    return max(counts, key=lambda other: (counts[other], other), default="")


def _one_step_away(word: str) -> set[str]:
    """Every word that is one letter more, less or other, or two letters exchanged, away."""
    letters = ALPHABETS[script(word)]
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    near = {head + tail[1:] for head, tail in cuts if tail}
    near |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    near |= {head + letter + tail[1:] for head, tail in cuts if tail for letter in letters}
    near |= {head + letter + tail for head, tail in cuts for letter in letters}
    return near - {word}
