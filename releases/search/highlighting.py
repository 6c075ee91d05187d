"""The words that a query found, marked in titles and in a passage of the text.

A word is marked where the index would have found it: by its stem, by its form, by its beginning, or because it
stands in a phrase. A page shows twenty texts of some hundred words each, so only words that begin as something
does that is looked for are folded, and fewer still are stemmed.
"""

import re
import sys
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache, cached_property, lru_cache
from html import escape
from itertools import chain, islice
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from releases.models import Release
from releases.search.analysis import (
    HYPHENS,
    LETTER_FORMS,
    MARKS,
    TOKEN,
    beginning_kept,
    fold,
    is_han,
    is_stop_word,
    language_tag,
    script,
    stem,
)
from releases.search.query import Clause, Kind, Query

ELLIPSIS = "…"
PASSAGE_LENGTH = 280
# A passage begins so many characters before the first word found in it.
CHARACTERS_BEFORE = 60
# No word begins after a letter or digit of these scripts, which are most of those there are.
_NOT_INSIDE = "(?<![0-9A-Za-z\u00c0-\u024f\u0400-\u052f\u0600-\u06ff].)"
NO_WORD = re.compile(r"(?!)")
# One character each for two letters or more.
ARABIC_LIGATURES = "\ufbea-\ufdfb\ufef5-\ufefc"


class Span(NamedTuple):
    """From `start` to before `end` a text answers the group of the query that has this number."""

    start: int
    end: int
    group: int


class Word(NamedTuple):
    """A word of a text, folded, and the number of the group that it answers by itself, if any."""

    folded: str
    group: int | None


class Matcher:
    """Finds in texts of one language what a query asks for. It remembers the words it has met."""

    def __init__(self, clauses: list[tuple[Clause, int]], tag: str) -> None:
        """`clauses` come with the numbers of their groups; `tag` is the language as the index names it."""
        self.tag = tag
        self.stems: dict[str, int] = {}
        self.forms: dict[str, int] = {}
        self.prefixes: dict[str, int] = {}
        self.phrases: dict[str, list[tuple[tuple[str, ...], int]]] = {}
        for clause, group in clauses:
            self._add(clause, group)
        if not self._groups():
            # Nothing but words too common to look for: then they are what was looked for.
            for clause, group in clauses:
                if clause.kind is Kind.WORD:
                    self.forms |= dict.fromkeys(clause.words, group)
        self._words: dict[str, Word] = {}

    def _add(self, clause: Clause, group: int) -> None:
        if clause.kind is Kind.PREFIX:
            self.prefixes[clause.words[0]] = group
        elif clause.kind is Kind.WORD or (clause.kind is Kind.SYMBOL and len(clause.words) == 1):
            self.stems |= dict.fromkeys(_stems_of(clause, self.tag), group)
        for phrase in _phrases_of(clause):
            self.phrases.setdefault(phrase[0], []).append((phrase, group))

    def _groups(self) -> set[int]:
        phrases = (group for phrases in self.phrases.values() for _words, group in phrases)
        return {*self.stems.values(), *self.forms.values(), *self.prefixes.values(), *phrases}

    @cached_property
    def group_count(self) -> int:
        """How many groups of the query can be found."""
        return len(self._groups())

    @cached_property
    def longest(self) -> int:
        """The most words that are marked as one; two, because a hyphen may part what is one word elsewhere."""
        return max([2, *(len(words) for phrases in self.phrases.values() for words, _group in phrases)])

    @cached_property
    def candidates(self) -> re.Pattern[str]:
        """Matches wherever something may be found: at the first letter of a word, or inside of an Arabic one."""
        whole = [*self.forms, *self.prefixes, *self.phrases]
        if self.is_inside_words:
            return _candidates_by_two_letters(frozenset(map(_two_letters, (*whole, *self.stems))))
        beginnings = [*whole, *self._stem_beginnings]
        if not all(beginnings):
            return TOKEN
        return _candidates_by_first_letter(frozenset(word[0] for word in beginnings))

    @cached_property
    def is_inside_words(self) -> bool:
        """Whether to look for letters inside of words: in Arabic, letters come before those of a stem too."""
        looked_for = (*self.forms, *self.prefixes, *self.phrases, *self.stems)
        return (
            self.tag == "ar"
            and bool(self.stems)
            and all(script(word) == "arabic" and len(_two_letters(word)) == 2 for word in looked_for)
        )

    @cached_property
    def _stem_beginnings(self) -> tuple[str, ...]:
        return tuple({beginning_kept(word, self.tag) for word in self.stems})

    def spans(self, text: str) -> Iterator[Span]:
        """What is found in `text`, from its beginning on; none overlaps another."""
        reached = 0
        for candidate in self.candidates.finditer(text):
            place = candidate.start()
            if place >= reached and (self.is_inside_words or self._may_begin(text, place)):
                for span in self._spans_between(text, max(reached, _word_start(text, place)), place):
                    yield span
                    reached = span.end

    def _may_begin(self, text: str, place: int) -> bool:
        """Whether something may be found that begins with the word at `place`."""
        token = TOKEN.match(text, place)
        if token is None:
            return False
        word = self._word(token[0])
        if word.group is not None or word.folded in self.phrases:
            return True
        return bool(self.stems) and text[token.end() : token.end() + 1] in HYPHENS

    def _spans_between(self, text: str, start: int, last: int) -> Iterator[Span]:
        """What is found in the words from `start` on that begin at `last` or before."""
        matches = TOKEN.finditer(text, start)
        ahead: list[re.Match[str]] = []
        while True:
            ahead += islice(matches, self.longest - len(ahead))
            if not ahead or ahead[0].start() > last:
                return
            length, group = self._longest_at(text, ahead)
            if length:
                yield Span(ahead[0].start(), ahead[length - 1].end(), group)
            del ahead[: length or 1]

    def _longest_at(self, text: str, ahead: list[re.Match[str]]) -> tuple[int, int]:
        """How many of these words of `text` are to be marked as one, and for which group; 0 for none."""
        first = self._word(ahead[0][0])
        if phrases := self.phrases.get(first.folded):
            folded = tuple(self._word(match[0]).folded for match in ahead)
            fitting = [(len(words), group) for words, group in phrases if folded[: len(words)] == words]
            if fitting:
                return max(fitting)
        if len(ahead) > 1 and text[ahead[0].end() : ahead[1].start()] in HYPHENS:
            group = self.stems.get(stem(first.folded + self._word(ahead[1][0]).folded, self.tag))
            if group is not None:
                return 2, group
        return (0, 0) if first.group is None else (1, first.group)

    def _word(self, written: str) -> Word:
        word = self._words.get(written)
        if word is None:
            folded = fold(written)
            word = self._words[written] = Word(folded, self._group_of(folded))
        return word

    def _group_of(self, folded: str) -> int | None:
        group = self.forms.get(folded)
        if group is None and folded and folded.startswith(self._stem_beginnings):
            group = None if is_stop_word(folded, self.tag) else self.stems.get(stem(folded, self.tag))
        if group is None:
            begun = (group for prefix, group in self.prefixes.items() if folded.startswith(prefix))
            group = next(begun, None)
        return group


def _stems_of(clause: Clause, tag: str) -> Iterator[str]:
    if len(clause.words) > 1:
        yield stem("".join(clause.words), tag)
    elif not is_stop_word(clause.words[0], tag):
        yield stem(clause.words[0], tag)


def _phrases_of(clause: Clause) -> tuple[tuple[str, ...], ...]:
    """The words that a clause finds in a row."""
    if clause.kind is Kind.NAME:
        return clause.names
    if clause.kind in {Kind.PHRASE, Kind.SYMBOL, Kind.SERIES} or len(clause.words) > 1:
        return (clause.words,) if clause.words else ()
    return ()


@lru_cache(maxsize=100)
def _candidates_by_first_letter(letters: frozenset[str]) -> re.Pattern[str]:
    """Places where a word begins whose folded form may begin with one of the letters."""
    if not letters:
        return NO_WORD
    # A Chinese character is a word by itself, whatever stands before it.
    boundary = "" if any(map(is_han, letters)) else _NOT_INSIDE
    return re.compile(f"[{_any_of(letters)}]{boundary}", re.DOTALL)


@lru_cache(maxsize=100)
def _candidates_by_two_letters(pairs: frozenset[str]) -> re.Pattern[str]:
    """Places in an Arabic word whose folded form may have two of the letters side by side."""
    first, second = (_any_of(frozenset(letters)) for letters in zip(*pairs, strict=True))
    between = f"[{MARKS}{re.escape(''.join(HYPHENS))}]*"
    return re.compile(f"[{first}{ARABIC_LIGATURES}](?:{between}[{second}]|(?<=[{ARABIC_LIGATURES}]))")


def _two_letters(word: str) -> str:
    """The second and third letter: words of an Arabic stem have those, whatever comes before and after it."""
    return word[1:3] if len(word) > 3 else ""


def _any_of(letters: frozenset[str]) -> str:
    """What to write into a set of a regular expression for all characters that are folded to the letters."""
    written = chain.from_iterable((letter, *_written_forms().get(letter, "")) for letter in letters)
    return re.escape("".join(written))


@cache
def _written_forms() -> dict[str, str]:
    """folded letter → the characters whose folded form begins with it: n → NÑñŃńŅņŇň…

    Without those beyond U+FFFF, letters of formulas and rare Chinese ones, which slow each search down.
    """
    forms: dict[str, str] = {}
    for code in sorted({*range(0x3400), *LETTER_FORMS, *range(0xA000, 0x10000)}):
        character = chr(code)
        letter = fold(character)[:1]
        if letter and letter != character:
            forms[letter] = forms.get(letter, "") + character
    return forms


def _word_start(text: str, place: int) -> int:
    """A place at or before `place` where a word begins: no word has a space, a Chinese one no neighbour."""
    return place if is_han(text[place]) else text.rfind(" ", 0, place) + 1


class Highlighter:
    """Marks in releases what one query found. One is made for a page: what it learns of one text serves the next."""

    def __init__(self, query: Query) -> None:
        clauses = [
            (clause, number)
            for number, group in enumerate(query.groups)
            if not group.is_excluded
            for clause in group.clauses
        ]
        self._anywhere = [(clause, number) for clause, number in clauses if not clause.in_title]
        self._in_title = clauses if len(clauses) > len(self._anywhere) else self._anywhere
        self._matchers: dict[tuple[str, bool], Matcher] = {}

    def _matcher(self, language: str, *, is_title: bool) -> Matcher:
        clauses = self._in_title if is_title else self._anywhere
        key = (language, clauses is self._anywhere)
        matcher = self._matchers.get(key)
        if matcher is None:
            matcher = self._matchers[key] = Matcher(clauses, language_tag(language))
        return matcher

    def title(self, release: Release) -> SafeString:
        """The title, escaped, with `<mark>` around what the query found in it."""
        return _marked(release.title, self._matcher(release.language, is_title=True).spans(release.title))

    def passage(self, release: Release, length: int = PASSAGE_LENGTH) -> SafeString:
        """About `length` characters of the body where most of the query is found, escaped, with `<mark>`.

        The beginning of the body when nothing of it is found there. `…` stands for what is left out.
        """
        text = " ".join(release.body_text.split())
        matcher = self._matcher(release.language, is_title=False)
        spans = _until_complete(matcher.spans(text), matcher.group_count, length)
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


def _until_complete(spans: Iterable[Span], group_count: int, length: int) -> list[Span]:
    """The spans up to the first stretch of `length` characters that has all groups, and those in it."""
    before: list[Span] = []
    near: deque[Span] = deque()
    limit = sys.maxsize
    for span in spans:
        if span.start > limit:
            break
        before.append(span)
        near.append(span)
        while near and span.end - near[0].start > length - CHARACTERS_BEFORE:
            near.popleft()
        if limit == sys.maxsize and len({other.group for other in near}) == group_count:
            limit = near[0].start + length
    return before


def _marked(text: str, spans: Iterable[Span]) -> SafeString:
    parts: list[str] = []
    reached = 0
    for start, end, _group in spans:
        parts += escape(text[reached:start]), "<mark>", escape(text[start:end]), "</mark>"
        reached = end
    parts.append(escape(text[reached:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part of the text went through escape


def _window(text: str, spans: list[Span], length: int) -> tuple[int, int]:
    """Where to cut: the first stretch of `length` characters that answers the most groups of the query."""
    if len(text) <= length:
        return 0, len(text)
    start = _best_start(spans, length - CHARACTERS_BEFORE)
    start = _at_word(text, start - CHARACTERS_BEFORE) if start > CHARACTERS_BEFORE else 0
    end = min(len(text), start + length)
    if end < len(text):
        cut = text.rfind(" ", start + length // 2, end)
        if cut > 0 and not any(span.start < end and span.end > cut for span in spans):
            end = cut
        else:
            end = next((span.end for span in spans if span.start < end < span.end), end)
    return start, end


def _best_start(spans: list[Span], length: int) -> int:
    """Where the first stretch of `length` characters begins that has spans of the most groups; 0 without any."""
    best_start, most_groups, after = 0, 0, 0
    for index, span in enumerate(spans):
        after = max(after, index)
        while after < len(spans) and spans[after].end - span.start <= length:
            after += 1
        group_count = len({other.group for other in spans[index:after]})
        if group_count > most_groups:
            most_groups, best_start = group_count, span.start
    return best_start


def _at_word(text: str, place: int) -> int:
    """The beginning of the next word after `place`, if there is one near; Chinese has none."""
    space = text.find(" ", place, place + 25)
    return space + 1 if space >= 0 else place
