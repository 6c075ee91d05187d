"""The terms that stand in the search index, and expressions over them, written for each database.

A release has its words in order (title and body), and marks, which are words with a sign in them:

    en~negoti        a stem, under the language of the release
    _negotiations    a word of the first lines      _en~negoti   a stem there
    ^negotiations    a word of the title            ^en~negoti   a stem there
    lang~en  on~2005  on~200504  on~20050421  symbol~bkkcp14  series~bkkcp  all~
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, TypeAlias

from releases.search.analysis import language_tag, read, stem, words
from releases.wire.symbols import compact

EVERYWHERE, LEAD, TITLE = "", "_", "^"
EVERYTHING = "all~"
# PostgreSQL keeps no position beyond this one; a phrase further down is found by its words only.
LAST_POSITION = 16_383
LEAD_CHARACTERS = 400


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


def to_fts5(expression: Expression) -> str:
    """The expression in the query language of SQLite FTS5, https://www.sqlite.org/fts5.html."""
    match expression:
        case Term(text, is_prefix):
            return f'"{text}"*' if is_prefix else f'"{text}"'
        case Phrase(found, in_title):
            return f'{"title : " if in_title else ""}"{" ".join(found)}"'
        case AnyOf(parts):
            return f"({' OR '.join(map(to_fts5, parts))})"
        case All(parts, without):
            kept = f"({' AND '.join(map(to_fts5, parts))})"
            return f"({kept} NOT ({' OR '.join(map(to_fts5, without))}))" if without else kept


def to_tsquery(expression: Expression) -> str:
    """The expression as a `tsquery` of PostgreSQL, https://www.postgresql.org/docs/current/datatype-textsearch.html."""
    match expression:
        case Term(text, is_prefix):
            return f"'{text}':*" if is_prefix else f"'{text}'"
        case Phrase(found, in_title):
            weight = ":A" if in_title else ""
            places = [f"'{word}'{weight}" for word in found]
            return f"({' <-> '.join(places)})"
        case AnyOf(parts):
            return f"({' | '.join(map(to_tsquery, parts))})"
        case All(parts, without):
            removed = ["!" + to_tsquery(part) for part in without]
            return f"({' & '.join([*map(to_tsquery, parts), *removed])})"


@dataclass(frozen=True, slots=True)
class Document:
    """What the index holds of one release: its words in order, and its marks."""

    title: tuple[str, ...]
    body: tuple[str, ...]
    marks: frozenset[str]

    def to_fts5(self) -> tuple[str, str]:
        """The texts of the two columns of the SQLite table: title; body and marks."""
        return " ".join(self.title), " ".join((*self.body, *sorted(self.marks)))

    def to_tsvector(self) -> str:
        """The text of a PostgreSQL `tsvector`: title words have weight A, marks have no position."""
        places: dict[str, str] = {}
        for position, word in enumerate(self.title[:LAST_POSITION], start=1):
            places[word] = f"{places[word]},{position}A" if word in places else f"{position}A"
        # One place stays empty between title and body: no phrase reaches from one into the other.
        start = len(self.title) + 2
        room = max(LAST_POSITION + 1 - start, 0)
        for position, word in enumerate(self.body[:room], start=start):
            places[word] = f"{places[word]},{position}" if word in places else str(position)
        bare = self.marks.union(self.body[room:]) - places.keys()
        return " ".join([f"'{word}':{at}" for word, at in places.items()] + [f"'{word}'" for word in bare])


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


def entry(vendor: str, **texts: Any) -> tuple[str, ...]:
    """What the index table of a database (`sqlite` or `postgresql`) stores of a `document`."""
    made = document(**texts)
    return made.to_fts5() if vendor == "sqlite" else (made.to_tsvector(),)


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
