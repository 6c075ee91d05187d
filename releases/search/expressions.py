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
from typing import NamedTuple, TypeAlias

from releases.search.analysis import language_tag, read, stem, words
from releases.wire.symbols import compact

EVERYWHERE, LEAD, TITLE = "", "_", "^"
EVERYTHING = "all~"
LEAD_CHARACTERS = 400
# `search_entry` of a module of `releases.database.backends`: title, body and marks as its table stores them.
Storage: TypeAlias = Callable[[tuple[str, ...], tuple[str, ...], Collection[str]], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Term:
    """A word or mark, in texts that have it; with `is_prefix` any word that begins so."""

    text: str
    is_prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that follow one another, anywhere or in the title."""

    words: tuple[str, ...]
    in_title: bool = False


@dataclass(frozen=True, slots=True)
class All:
    """Texts that match every part, and none of `without`."""

    parts: tuple["Expression", ...]
    without: tuple["Expression", ...] = ()


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Texts that match at least one part."""

    parts: tuple["Expression", ...]


Expression: TypeAlias = Term | Phrase | All | AnyOf


def all_of(parts: Iterable[Expression], without: Iterable[Expression] = ()) -> Expression:
    """`All` without needless brackets; no parts at all mean everything."""
    included, excluded = tuple(dict.fromkeys(parts)), tuple(dict.fromkeys(without))
    if not included:
        included = (Term(EVERYTHING),)
    return included[0] if len(included) == 1 and not excluded else All(included, excluded)


def any_of(parts: Iterable[Expression]) -> Expression:
    """`AnyOf` without needless brackets; at least one part is given."""
    alternatives = tuple(dict.fromkeys(parts))
    return alternatives[0] if len(alternatives) == 1 else AnyOf(alternatives)


def phrase(words: Iterable[str], *, in_title: bool = False) -> Expression:
    """Words in a row; one word alone is an ordinary term."""
    in_row = tuple(words)
    if len(in_row) == 1:
        return Term(TITLE + in_row[0] if in_title else in_row[0])
    return Phrase(in_row, in_title)


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


class Texts(NamedTuple):
    """What a release is found by: `body` is plain text, `language` a code, `symbols` as printed."""

    title: str
    subtitle: str
    body: str
    language: str
    issued_on: date
    symbols: tuple[str, ...]


def document(texts: Texts) -> Document:
    """What the index holds of a release with these texts."""
    tag = language_tag(texts.language)
    heading = read(f"{texts.title}\n{texts.subtitle}", tag)
    body, first_lines = read(texts.body, tag), read(lead(texts.body), tag)
    symbols = [symbol for symbol in texts.symbols if symbol]
    # The symbol's parts are found as words too: `bkk cp 14`, `cp 14`.
    symbol_words = [word for symbol in symbols for word in words(symbol)]
    marks = {EVERYTHING, f"lang~{tag}", *day_marks(texts.issued_on), *heading.stems, *body.stems}
    marks.update(f"symbol~{compact(symbol)}" for symbol in symbols)
    marks.update(f"series~{compact(prefix)}" for prefix in map(series_letters, symbols) if prefix)
    marks.update(f"{tag}~{stem(word, tag)}" for word in symbol_words)
    marks.update([LEAD + term for term in chain(first_lines.words, first_lines.stems)])
    marks.update([TITLE + term for term in chain(heading.words, heading.stems)])
    return Document(heading.words, (*body.words, *symbol_words), frozenset(marks))


def entry(storage: Storage, texts: Texts) -> tuple[str, ...]:
    """What the table of the index stores of a release with these texts."""
    stored = document(texts)
    return storage(stored.title, stored.body, stored.marks)


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
