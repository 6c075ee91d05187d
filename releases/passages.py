"""Found words marked in the title and in a passage of the body: by the analysis that found them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from releases.analysis import HYPHENS, Token, is_stop_word, language_tag, stem, tokens
from releases.query import Clause, Kind, Query
from releases.search import understand

ELLIPSIS = "…"
# A passage begins a little before the first word found, not with it.
BEFORE = 60


@dataclass(frozen=True, slots=True)
class _Sought:
    """What to mark: words as they are, words by stem, beginnings of words, and words in a row."""

    tag: str
    stems: frozenset[str]
    exact: frozenset[str]
    beginnings: tuple[str, ...]
    phrases: dict[str, list[tuple[str, ...]]]

    def length_at(self, text: str, found: list[Token], index: int) -> int:
        """How many of the tokens of `text` from `index` on are to be marked as one; 0 for none."""
        word = found[index].word
        longest = 0
        for phrase in self.phrases.get(word, ()):
            length = len(phrase)
            if length > longest and tuple(token.word for token in found[index : index + length]) == phrase:
                longest = length
        if not longest and self._is_hyphenated(text, found[index : index + 2]):
            return 2
        return longest or int(self._is_sought(word))

    def _is_hyphenated(self, text: str, two: list[Token]) -> bool:
        """Whether two tokens are one word that is sought, written with a hyphen."""
        if len(two) < 2 or text[two[0].end : two[1].start] not in HYPHENS:
            return False
        return stem(two[0].word + two[1].word, self.tag) in self.stems

    def _is_sought(self, word: str) -> bool:
        return (
            word in self.exact
            or (not is_stop_word(word, self.tag) and stem(word, self.tag) in self.stems)
            or any(word.startswith(beginning) for beginning in self.beginnings)
        )


def marked_title(release: Any, query: Query | str) -> SafeString:
    """The title, escaped, with `<mark>` around what `query` found in it."""
    return _marked(
        release.title, list(_spans(release.title, _sought(query, release.language, in_title=True)))
    )


def marked_passage(release: Any, query: Query | str, length: int = 280) -> SafeString:
    """About `length` characters of the body where most of the query is found, escaped, with `<mark>`.

    The beginning of the body when nothing of it is found there. `…` stands for what is left out.
    """
    text = " ".join(release.body_text.split())
    spans = list(_spans(text, _sought(query, release.language, in_title=False)))
    start, end = _window(text, spans, length)
    inside = [(first - start, last - start) for first, last in spans if first >= start and last <= end]
    marked = _marked(text[start:end], inside)
    return mark_safe(  # noqa: S308 - `marked` is escaped, and the ellipses are ours
        f"{ELLIPSIS if start else ''}{marked}{ELLIPSIS if end < len(text) else ''}"
    )


def _marked(text: str, spans: Iterable[tuple[int, int]]) -> SafeString:
    parts: list[str] = []
    reached = 0
    for start, end in spans:
        parts += escape(text[reached:start]), "<mark>", escape(text[start:end]), "</mark>"
        reached = end
    parts.append(escape(text[reached:]))
    return mark_safe("".join(parts))  # noqa: S308 - every part of the text went through escape


def _spans(text: str, sought: _Sought) -> Iterator[tuple[int, int]]:
    found = list(tokens(text))
    index = 0
    while index < len(found):
        length = sought.length_at(text, found, index)
        if length:
            yield found[index].start, found[index + length - 1].end
        index += length or 1


def _sought(query: Query | str, language: str, *, in_title: bool) -> _Sought:
    query = understand(query) if isinstance(query, str) else query
    tag = language_tag(language)
    stems: set[str] = set()
    exact: set[str] = set()
    beginnings: list[str] = []
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for clause in query.positive:
        if clause.in_title and not in_title:
            continue
        if clause.kind is Kind.PREFIX:
            beginnings.append(clause.words[0])
        elif clause.kind is Kind.WORD:
            stems.update(_stems_of(clause, tag))
        for row in _rows(clause):
            phrases.setdefault(row[0], []).append(row)
    if not stems and not phrases and not beginnings:
        # Nothing but words too common to look for: then they are what was looked for.
        exact.update(word for clause in query.positive if clause.kind is Kind.WORD for word in clause.words)
    return _Sought(tag, frozenset(stems), frozenset(exact), tuple(beginnings), phrases)


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


def _window(text: str, spans: list[tuple[int, int]], length: int) -> tuple[int, int]:
    """Where to cut: the first stretch of `length` characters with the most different words found."""
    if len(text) <= length:
        return 0, len(text)
    start, best, last = 0, 0, 0
    for first, (begin, _end) in enumerate(spans):
        last = max(last, first)
        while last < len(spans) and spans[last][1] - begin <= length - BEFORE:
            last += 1
        worth = len({text[a:b].lower() for a, b in spans[first:last]})
        if worth > best:
            best, start = worth, begin
    start = _at_word(text, max(0, start - BEFORE)) if start > BEFORE else 0
    end = min(len(text), start + length)
    if end < len(text):
        start = max(0, start)
        cut = text.rfind(" ", start + length // 2, end)
        end = cut if cut > 0 and not any(a < end and b > cut for a, b in spans) else _past_span(spans, end)
    return start, end


def _at_word(text: str, place: int) -> int:
    """The beginning of the next word after `place`, if there is one near; Chinese has none."""
    space = text.find(" ", place, place + 25)
    return space + 1 if space >= 0 else place


def _past_span(spans: list[tuple[int, int]], end: int) -> int:
    return next((last for first, last in spans if first < end < last), end)
