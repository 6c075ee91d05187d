"""Which releases a query finds, and which of them come first.

Both are expressions over the terms of the index, for each of the languages in question. Ranks do not depend on
what else the index holds: a word in the title counts more than one in the first lines, that more than one further
down, the very form more than another of the same word, and of equals the newer release comes first. So hidden
editions have no influence on what the public sees.
"""

from collections.abc import Iterable

from releases.search.analysis import LANGUAGES, is_han, is_stop_word, language_tag, pairs, stem
from releases.search.expressions import (
    EVERYWHERE,
    LEAD,
    TITLE,
    Expression,
    Phrase,
    Term,
    all_of,
    any_of,
    phrase,
)
from releases.search.query import Clause, Group, Kind, NameLookup, Query, parse, with_names


def understand(text: str, names: NameLookup) -> Query:
    """What a reader typed, with the other names of the institutes and events that it names."""
    query = parse(text)
    return with_names(query, names) if query.groups else query


def condition(query: Query, languages: Iterable[str] = ()) -> Expression:
    """What a release in any of the languages has to match to be found; in any language at all, if none is given."""
    return _condition(query, _tags(languages))


def ranks(query: Query, languages: Iterable[str] = ()) -> list[Expression]:
    """What puts a release before others, the strongest first: each finds a part of what `condition` finds.

    For releases in these languages, or in any, if none is given.
    """
    tags = _tags(languages)
    included = Query(query.text, tuple(group for group in query.groups if not group.is_excluded))
    if not included.groups:
        return []
    needless = {_condition(included, tags), _condition(query, tags)}
    ranked: dict[Expression, None] = {}
    for zone in (TITLE, LEAD, EVERYWHERE):
        for is_exact in (True, False):
            expression = _condition(included, tags, zone=zone, is_exact=is_exact)
            if expression in needless:
                return list(ranked)
            ranked[expression] = None
    return list(ranked)


def _tags(languages: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(language_tag, languages))) or LANGUAGES


def _condition(
    query: Query, tags: tuple[str, ...], *, zone: str = EVERYWHERE, is_exact: bool = False
) -> Expression:
    """The query over the terms of the index, for texts in any of the languages.

    With `zone` all of it has to stand there; with `is_exact` in the form that was typed.
    """
    included = any_of(_in_language(query, tag, zone, is_exact=is_exact) for tag in tags)
    # What must not be there must not be there in any language: a name or a symbol finds texts in all of them.
    excluded = [
        _of_clause(clause, tag, EVERYWHERE, is_exact=False)
        for group in query.groups
        if group.is_excluded
        for clause in group.clauses
        for tag in tags
    ]
    return all_of([included], excluded)


def _in_language(query: Query, tag: str, zone: str, *, is_exact: bool) -> Expression:
    included = [group for group in query.groups if not group.is_excluded]
    without_stop_words = [group for group in included if not _is_stop_group(group, tag)]
    # Stop words are left out, but only from texts in the language in which they are stop words.
    parts = [_of_group(group, tag, zone, is_exact=is_exact) for group in without_stop_words or included]
    if len(without_stop_words) < len(included):
        parts.append(Term(f"lang~{tag}"))
    return all_of(parts)


def _is_stop_group(group: Group, tag: str) -> bool:
    return all(
        clause.kind is Kind.WORD and all(is_stop_word(word, tag) for word in clause.words)
        for clause in group.clauses
    )


def _of_group(group: Group, tag: str, zone: str, *, is_exact: bool) -> Expression:
    return any_of(_of_clause(clause, tag, zone, is_exact=is_exact) for clause in group.clauses)


def _of_clause(clause: Clause, tag: str, zone: str, *, is_exact: bool) -> Expression:
    zone = TITLE if clause.in_title else zone
    match clause.kind:
        case Kind.PERIOD if clause.period:
            return Term(f"on~{clause.period.written.replace('-', '')}")
        case Kind.PREFIX:
            return Term(zone + clause.words[0], is_prefix=True)
        case Kind.SYMBOL | Kind.SERIES:
            mark = any_of(Term(f"{clause.kind.value}~{key}") for key in (clause.key, *clause.other_keys))
            is_own = (zone and is_exact) or not clause.words
            return mark if is_own else any_of((mark, _as_words(clause, tag, zone)))
        case Kind.NAME:
            words = _without_stop_words(clause.words, tag)
            as_typed = all_of(_word(word, tag, zone, is_exact=is_exact) for word in words)
            return any_of((as_typed, *(_phrase(name, tag, zone) for name in clause.names)))
        case Kind.PHRASE:
            return _phrase(clause.words, tag, zone)
    return _of_word(clause, tag, zone, is_exact=is_exact)


def _as_words(clause: Clause, tag: str, zone: str) -> Expression:
    """A symbol as a text has it. One that was typed in one word may be a word, with or without hyphens: covid19."""
    if clause.kind is Kind.SYMBOL and len(clause.words) == 1:
        return Term(f"{zone}{tag}~{stem(clause.words[0], tag)}")
    return _phrase(clause.words, tag, zone)


def _without_stop_words(name: tuple[str, ...], tag: str) -> tuple[str, ...]:
    return tuple(word for word in name if not is_stop_word(word, tag)) or name


def _of_word(clause: Clause, tag: str, zone: str, *, is_exact: bool) -> Expression:
    """A word in any of its forms; hyphenated also in one word and in two."""
    if len(clause.words) == 1:
        word = clause.words[0]
        in_text = _word(word, tag, zone, is_exact=is_exact)
        is_year = len(word) == 4 and word.isdecimal() and word[:2] in {"19", "20"}
        return any_of((in_text, Term(f"on~{word}"))) if is_year and not zone and not is_exact else in_text
    apart = _phrase(clause.words, tag, zone)
    return apart if is_exact else any_of((Term(f"{zone}{tag}~{stem(''.join(clause.words), tag)}"), apart))


def _word(word: str, tag: str, zone: str, *, is_exact: bool) -> Expression:
    if is_exact or is_stop_word(word, tag):
        return Term(zone + word)
    return Term(f"{zone}{tag}~{stem(word, tag)}")


def _phrase(words: tuple[str, ...], tag: str, zone: str) -> Expression:
    """Words in a row. Pairs of Chinese characters find them without looking up where each one stands."""
    if len(words) > 1 and all(map(is_han, words)):
        neighbours = [Term(f"{zone}{tag}~{pair}") for pair in pairs(list(words))]
        return all_of(neighbours if len(neighbours) == 1 or zone else (*neighbours, Phrase(words)))
    if zone == LEAD:
        return all_of((*(Term(LEAD + word) for word in words), phrase(words)))
    if zone == TITLE and len(words) > 1:
        return all_of((*(Term(TITLE + word) for word in words), Phrase(words, in_title=True)))
    return phrase(words, in_title=zone == TITLE)
