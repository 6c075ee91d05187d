"""What a release has to answer to be found by what a reader typed, and what puts one before another.

The query becomes one expression over the terms of the index for each language in question, and each database
answers it in its own way. Ranks do not depend on what else the index holds: a word in the title counts more
than one in the first lines, that more than one further down, the very form more than another of the same
word, and of equals the newer comes first. So hidden editions have no influence on what the public sees.
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


def expressions(query: Query, languages: Iterable[str] = ()) -> tuple[Expression, list[Expression]]:
    """What a release has to answer to be found, and what puts one before others, the strongest first."""
    tags = tuple(dict.fromkeys(map(language_tag, languages))) or LANGUAGES
    wanted = expression_of(query, tags)
    return wanted, _ranks(query, tags, wanted)


def _ranks(query: Query, tags: tuple[str, ...], wanted: Expression) -> list[Expression]:
    """What puts a release before others, the strongest first; nothing that every hit fulfils."""
    kept = Query(query.text, tuple(group for group in query.groups if not group.is_excluded))
    ranks: list[Expression] = []
    if not kept.groups:
        return ranks
    base = expression_of(kept, tags)
    for zone in (TITLE, LEAD, EVERYWHERE):
        for is_exact in (True, False):
            expression = expression_of(kept, tags, zone=zone, is_exact=is_exact)
            if expression in (base, wanted):
                return ranks
            if expression not in ranks:
                ranks.append(expression)
    return ranks


def expression_of(
    query: Query, tags: tuple[str, ...], *, zone: str = EVERYWHERE, is_exact: bool = False
) -> Expression:
    """The query over the terms of the index, for texts in any of the languages.

    With `zone` all of it has to stand there; with `is_exact` in the form that was typed.
    """
    found = any_of(_in_language(query, tag, zone, is_exact=is_exact) for tag in tags)
    # What must not be there must not be there in any language: a name or a symbol finds texts in all of them.
    without = [
        _of_clause(clause, tag, EVERYWHERE, is_exact=False)
        for group in query.groups
        if group.is_excluded
        for clause in group.clauses
        for tag in tags
    ]
    return all_of([found], without)


def _in_language(query: Query, tag: str, zone: str, *, is_exact: bool) -> Expression:
    sought = [group for group in query.groups if not group.is_excluded]
    telling = [group for group in sought if not _is_stop_group(group, tag)]
    # What says too little is left out, but only from texts in the language in which it says too little.
    parts = [_of_group(group, tag, zone, is_exact=is_exact) for group in telling or sought]
    if len(telling) < len(sought):
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
        case Kind.PERIOD:
            return Term(f"on~{_digits(clause)}")
        case Kind.PREFIX:
            return Term(zone + clause.words[0], is_prefix=True)
        case Kind.SYMBOL | Kind.SERIES:
            mark = Term(f"{clause.kind.value}~{clause.key}")
            is_own = (zone and is_exact) or not clause.words
            return mark if is_own else any_of((mark, _phrase(clause.words, tag, zone)))
        case Kind.NAME:
            spelt = all_of(_word(word, tag, zone, is_exact=is_exact) for word in _telling(clause.words, tag))
            return any_of((spelt, *(_phrase(name, tag, zone) for name in clause.names)))
        case Kind.PHRASE:
            return _phrase(clause.words, tag, zone)
    return _written(clause, tag, zone, is_exact=is_exact)


def _digits(clause: Clause) -> str:
    period = clause.period
    return str(period.year) + "".join(f"{part:02}" for part in (period.month, period.day) if part)


def _telling(found: tuple[str, ...], tag: str) -> tuple[str, ...]:
    return tuple(word for word in found if not is_stop_word(word, tag)) or found


def _written(clause: Clause, tag: str, zone: str, *, is_exact: bool) -> Expression:
    """A word in any of its forms; hyphenated also in one word and in two."""
    if len(clause.words) == 1:
        word = clause.words[0]
        found = _word(word, tag, zone, is_exact=is_exact)
        is_year = len(word) == 4 and word.isdecimal() and word[:2] in {"19", "20"}
        return any_of((found, Term(f"on~{word}"))) if is_year and not zone and not is_exact else found
    apart = _phrase(clause.words, tag, zone)
    return apart if is_exact else any_of((Term(f"{zone}{tag}~{stem(''.join(clause.words), tag)}"), apart))


def _word(word: str, tag: str, zone: str, *, is_exact: bool) -> Expression:
    if is_exact or is_stop_word(word, tag):
        return Term(zone + word)
    return Term(f"{zone}{tag}~{stem(word, tag)}")


def _phrase(found: tuple[str, ...], tag: str, zone: str) -> Expression:
    """Words in a row. Pairs of Chinese characters find them without looking up where each one stands."""
    if len(found) > 1 and all(map(is_han, found)):
        near = [Term(f"{zone}{tag}~{pair}") for pair in pairs(list(found))]
        return all_of(near if len(near) == 1 or zone else (*near, Phrase(found)))
    if zone == LEAD:
        return all_of((*(Term(LEAD + word) for word in found), phrase(found)))
    if zone == TITLE and len(found) > 1:
        return all_of((*(Term(TITLE + word) for word in found), Phrase(found, in_title=True)))
    return phrase(found, in_title=zone == TITLE)
