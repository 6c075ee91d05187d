"""Found words marked in the title and in a passage of the body: by the analysis that found them."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, pairwise
from typing import Any, NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from releases.search.analysis import (
    HYPHENATED,
    HYPHENS,
    TOKEN,
    fold,
    is_han,
    is_stop_word,
    language_tag,
    stem,
)
from releases.search.query import Clause, Kind, Query

ELLIPSIS = "…"
HYPHEN = re.compile("[-\u2010\u2011]")
# A passage begins a little before the first word found, not with it.
BEFORE = 60


class Span(NamedTuple):
    """Where something stands in a text, and the number of the group of the query that it answers."""

    start: int
    end: int
    group: int


class _Sought:
    """What to mark: words by stem, words as they are, beginnings of words, and words in a row.

    Kept for a page of releases: what becomes of a word is found out once.
    """

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.stems: dict[str, int] = {}
        self.exact: dict[str, int] = {}
        self.beginnings: dict[str, int] = {}
        self.rows: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        self.longest = 2
        self._known: dict[str, bool] = {}

    @property
    def groups(self) -> set[int]:
        """The groups of the query that can be found."""
        rows = (group for found in self.rows.values() for _row, group in found)
        return {*self.stems.values(), *self.exact.values(), *self.beginnings.values(), *rows}

    def add(self, clause: Clause, group: int) -> None:
        """A clause of that group is sought."""
        if clause.kind is Kind.PREFIX:
            self.beginnings[clause.words[0]] = group
        elif clause.kind is Kind.WORD:
            self.stems |= dict.fromkeys(_stems_of(clause, self.tag), group)
        for row in _rows(clause):
            self.rows.setdefault(row[0], []).append((row, group))
            self.longest = max(self.longest, len(row))

    def begins(self, written: str) -> bool:
        """Whether something sought may begin with this word of a text."""
        known = self._known.get(written)
        if known is None:
            word = fold(written)
            known = self._known[written] = word in self.rows or self._group_of(word) is not None
        return known

    def spans(self, text: str) -> Iterator[Span]:
        """What is found in `text`, in order.

        Only the words around those that may be meant are looked at one by one.
        """
        near = self._near(text)
        reached = 0
        for place in _finder(near).finditer(text) if near else ():
            if place.start() >= reached:
                begin = max(reached, _word_start(text, place.start()))
                for match, length, group in self._from(text, begin, place.end()):
                    reached = match[length - 1].end() if length else match[0].end()
                    if length:
                        yield Span(match[0].start(), reached, group)

    def _near(self, text: str) -> frozenset[str]:
        """The words of `text` with which something sought may begin, as they are written there."""
        found = {word for word in set(TOKEN.findall(text)) if self.begins(word)}
        if self.stems:
            for written in HYPHENATED.findall(" ".join(_hyphenated(text))):
                joined = map("".join, pairwise(map(fold, HYPHEN.split(written))))
                if any(stem(word, self.tag) in self.stems for word in joined):
                    found.add(written)
        return frozenset(found)

    def _from(self, text: str, begin: int, until: int) -> Iterator[tuple[list[re.Match], int, int]]:
        """The words from `begin` on that begin before `until`, each with what `_at` says of it."""
        matches = TOKEN.finditer(text, begin)
        ahead: list[re.Match] = []
        while True:
            ahead += islice(matches, self.longest - len(ahead))
            if not ahead or ahead[0].start() >= until:
                return
            length, group = self._at(text, ahead)
            yield ahead[: length or 1], length, group
            del ahead[: length or 1]

    def _at(self, text: str, found: list[re.Match]) -> tuple[int, int]:
        """How many of these words of `text` are to be marked as one, and for which group; 0 for none."""
        written = [fold(match[0]) for match in found]
        rows = self.rows.get(written[0], ())
        fitting = [(len(row), group) for row, group in rows if tuple(written[: len(row)]) == row]
        if fitting:
            return max(fitting)
        if len(found) > 1 and text[found[0].end() : found[1].start()] in HYPHENS:
            group = self.stems.get(stem(written[0] + written[1], self.tag))
            if group is not None:
                return 2, group
        group = self._group_of(written[0])
        return (0, 0) if group is None else (1, group)

    def _group_of(self, word: str) -> int | None:
        group = self.exact.get(word)
        if group is None and self.stems and word and not is_stop_word(word, self.tag):
            group = self.stems.get(stem(word, self.tag))
        if group is None:
            found = (one for beginning, one in self.beginnings.items() if word.startswith(beginning))
            group = next(found, None)
        return group


@lru_cache(maxsize=500)
def _finder(written: frozenset[str]) -> re.Pattern:
    return re.compile("|".join(map(re.escape, sorted(written, key=len, reverse=True))))


def _hyphenated(text: str) -> Iterator[str]:
    """What stands between spaces around each hyphen of `text`: there are few, and most words have none."""
    for hyphen in HYPHENS:
        place = text.find(hyphen)
        while place >= 0:
            end = text.find(" ", place)
            end = len(text) if end < 0 else end
            yield text[text.rfind(" ", 0, place) + 1 : end]
            place = text.find(hyphen, end)


def _word_start(text: str, place: int) -> int:
    """A place at or before `place` where a word begins: no word has a space, a Chinese one no neighbour."""
    return place if is_han(text[place]) else text.rfind(" ", 0, place) + 1


def marked_title(release: Any, query: Query) -> SafeString:
    """The title, escaped, with `<mark>` around what `query` found in it."""
    sought = _sought(query, release.language, in_title=True)
    return _marked(release.title, list(sought.spans(release.title)))


def marked_passage(release: Any, query: Query, length: int = 280) -> SafeString:
    """About `length` characters of the body where most of the query is found, escaped, with `<mark>`.

    The beginning of the body when nothing of it is found there. `…` stands for what is left out.
    """
    text = " ".join(release.body_text.split())
    sought = _sought(query, release.language, in_title=False)
    spans = _telling(sought.spans(text), len(sought.groups), length)
    start, end = _window(text, spans, length)
    inside = [
        Span(span.start - start, span.end - start, span.group)
        for span in spans
        if span.start >= start and span.end <= end
    ]
    marked = _marked(text[start:end], inside)
    return mark_safe(  # noqa: S308 - `marked` is escaped, and the ellipses are ours
        f"{ELLIPSIS if start else ''}{marked}{ELLIPSIS if end < len(text) else ''}"
    )


def _telling(spans: Iterable[Span], groups: int, length: int) -> list[Span]:
    """The spans up to the first stretch of `length` characters that has all groups, and those in it."""
    found: list[Span] = []
    complete = None
    for span in spans:
        if complete is not None and span.start > complete:
            break
        found.append(span)
        if complete is None:
            near = [one for one in found if span.end - one.start <= length - BEFORE]
            if len({one.group for one in near}) == groups:
                complete = near[0].start + length
    return found


def _marked(text: str, spans: Iterable[Span]) -> SafeString:
    parts: list[str] = []
    reached = 0
    for start, end, _group in spans:
        parts += escape(text[reached:start]), "<mark>", escape(text[start:end]), "</mark>"
        reached = end
    parts.append(escape(text[reached:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part of the text went through escape


@lru_cache(maxsize=100)
def _sought(query: Query, language: str, *, in_title: bool) -> _Sought:
    sought = _Sought(language_tag(language))
    clauses = [
        (clause, number)
        for number, group in enumerate(query.groups)
        if not group.is_excluded
        for clause in group.clauses
        if in_title or not clause.in_title
    ]
    for clause, number in clauses:
        sought.add(clause, number)
    if not sought.groups:
        # Nothing but words too common to look for: then they are what was looked for.
        for clause, number in clauses:
            if clause.kind is Kind.WORD:
                sought.exact |= dict.fromkeys(clause.words, number)
    return sought


def _stems_of(clause: Clause, tag: str) -> Iterator[str]:
    if len(clause.words) > 1:
        yield stem("".join(clause.words), tag)
    elif not is_stop_word(clause.words[0], tag):
        yield stem(clause.words[0], tag)


def _rows(clause: Clause) -> tuple[tuple[str, ...], ...]:
    """The words that a clause finds in a row."""
    if clause.kind is Kind.NAME:
        return clause.names
    if clause.kind in {Kind.PHRASE, Kind.SYMBOL, Kind.SERIES} or len(clause.words) > 1:
        return (clause.words,) if clause.words else ()
    return ()


def _window(text: str, spans: list[Span], length: int) -> tuple[int, int]:
    """Where to cut: the first stretch of `length` characters that answers the most groups of the query."""
    if len(text) <= length:
        return 0, len(text)
    start, best, last = 0, 0, 0
    for first, span in enumerate(spans):
        last = max(last, first)
        while last < len(spans) and spans[last].end - span.start <= length - BEFORE:
            last += 1
        worth = len({one.group for one in spans[first:last]})
        if worth > best:
            best, start = worth, span.start
    start = _at_word(text, max(0, start - BEFORE)) if start > BEFORE else 0
    end = min(len(text), start + length)
    if end < len(text):
        start = max(0, start)
        cut = text.rfind(" ", start + length // 2, end)
        end = (
            cut
            if cut > 0 and not any(one.start < end and one.end > cut for one in spans)
            else _past_span(spans, end)
        )
    return start, end


def _at_word(text: str, place: int) -> int:
    """The beginning of the next word after `place`, if there is one near; Chinese has none."""
    space = text.find(" ", place, place + 25)
    return space + 1 if space >= 0 else place


def _past_span(spans: list[Span], end: int) -> int:
    return next((one.end for one in spans if one.start < end < one.end), end)
