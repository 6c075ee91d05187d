"""The terms that stand in the search index, and expressions over them, written for each database.

A release has its words in order (title and body), and marks, which are words with a sign in them:

    en~negoti        a stem, under the language of the release
    _negotiations    a word of the first lines      _en~negoti   a stem there
    ^negotiations    a word of the title            ^en~negoti   a stem there
    lang~en  on~2005  on~200504  on~20050421  symbol~bkkcp14  series~bkkcp  all~
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from types import ModuleType
from typing import Any, TypeAlias

from releases.search.analysis import language_tag, read, stem, words
from releases.wire.symbols import compact

EVERYWHERE, LEAD, TITLE = "", "_", "^"
EVERYTHING = "all~"
LEAD_CHARACTERS = 400
StoredAs: TypeAlias = Callable[[tuple[str, ...], tuple[str, ...], Collection[str]], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Term:
    """A word or mark; with `is_prefix` every word that begins so."""

    text: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow one another, in the title only if so said."""

    words: tuple[str, ...]
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """What every part finds, less what any of `without` finds."""

    parts: tuple["Expression", ...]
    without: tuple["Expression", ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """What at least one part finds."""

    parts: tuple["Expression", ...]


Expression: TypeAlias = Term | Phrase | All | AnyOf


def all_of(parts: Iterable[Expression], without: Iterable[Expression] = ()) -> Expression:
    """`All` without needless brackets; no parts at all mean everything."""
    kept, removed = tuple(dict.fromkeys(parts)), tuple(dict.fromkeys(without))
    if not kept:
        kept = (Term(EVERYTHING),)
    return kept[0] if len(kept) == 1 and not removed else All(kept, removed)


def any_of(parts: Iterable[Expression]) -> Expression:
    """`AnyOf` without needless brackets; at least one part is given."""
    kept = tuple(dict.fromkeys(parts))
    return kept[0] if len(kept) == 1 else AnyOf(kept)


def phrase(found: Iterable[str], *, in_title: bool = False) -> Expression:
    """Words in a row; one word alone is an ordinary term."""
    kept = tuple(found)
    if len(kept) == 1:
        return Term(TITLE + kept[0] if in_title else kept[0])
    return Phrase(kept, in_title)


def to_query(expression: Expression, language: ModuleType) -> str:
    """The expression in the query language of a database, which is a module of `releases.database.backends`."""
    match expression:
        case Term(text, is_prefix):
            query = language.query_term(text, is_prefix=is_prefix)
        case Phrase(phrase_words, in_title):
            query = language.query_phrase(phrase_words, in_title=in_title)
        case AnyOf(parts):
            query = language.query_any([to_query(part, language) for part in parts])
        case All(parts, without):
            query = language.query_all(
                [to_query(part, language) for part in parts],
                [to_query(part, language) for part in without],
            )
    return str(query)


@dataclass(frozen=True, slots=True)
class Document:
    """What the index holds of one release: its words in order, and its marks."""

    title: tuple[str, ...]
    body: tuple[str, ...]
    marks: frozenset[str]


def day_marks(day: date) -> tuple[str, str, str]:
    """The marks of a release of that day: of its year, month and day."""
    return f"on~{day:%Y}", f"on~{day:%Y%m}", f"on~{day:%Y%m%d}"


def document(
    *, title: str, subtitle: str, body: str, language: str, issued_on: date, symbols: Iterable[str]
) -> Document:
    """The index entry of a release: `body` is plain text, `language` a code, `symbols` as printed."""
    tag = language_tag(language)
    in_heading, in_body, in_lead = (read(part, tag) for part in (f"{title}\n{subtitle}", body, lead(body)))
    symbols = [symbol for symbol in symbols if symbol]
    # The symbol's parts are found as words too: `bkk cp 14`, `cp 14`.
    printed = [word for symbol in symbols for word in words(symbol)]
    marks = {EVERYTHING, f"lang~{tag}", *day_marks(issued_on), *in_heading.stems, *in_body.stems}
    marks.update(f"symbol~{compact(symbol)}" for symbol in symbols)
    marks.update(f"series~{compact(prefix)}" for prefix in map(series_letters, symbols) if prefix)
    marks.update(f"{tag}~{stem(word, tag)}" for word in printed)
    marks.update([LEAD + found for found in chain(in_lead.words, in_lead.stems)])
    marks.update([TITLE + found for found in chain(in_heading.words, in_heading.stems)])
    return Document(in_heading.words, (*in_body.words, *printed), frozenset(marks))


def entry(stored_as: StoredAs, **texts: Any) -> tuple[str, ...]:
    """What the index table of a database stores of a `document`: `stored_as` is `search_entry` of its backend."""
    made = document(**texts)
    return stored_as(made.title, made.body, made.marks)


def lead(body: str) -> str:
    """The first lines of a text, in which a release says what it is about, cut at a word."""
    if len(body) <= LEAD_CHARACTERS:
        return body
    head = body[:LEAD_CHARACTERS]
    return head.rsplit(None, 1)[0] if body[LEAD_CHARACTERS].isalnum() and " " in head else head


def series_letters(symbol: str) -> str:
    """The letters of a symbol before its number: `BKK/CP` of `BKK/CP/14`."""
    letters: list[str] = []
    for part in symbol.split("/"):
        if not part.isalpha():
            break
        letters.append(part)
    return "/".join(letters)
