"""What the words of an edition name and its parts do not: kept on the edition until somebody adds or dismisses it.

For texts that were typed or pasted; of imported ones the importer has attached it already.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

from institutes.models import Institute
from releases.intake.importer import LINKS
from releases.intake.recognition import recogniser
from releases.models import Event, JointSymbol, Mention, Release, ReleaseLink, prose
from releases.wire.blocks import Block, BlockKind
from releases.wire.citations import read_citations
from releases.wire.parser import parse
from releases.wire.symbols import Symbol, parse_symbol

LONGEST_PRINTED = 300
ADD, DISMISS = "add", "dismiss"
# `kind`, `key` (a slug, symbol or reference), `printed`, `detail` (a role or kind of link) and `dismissed`.
Suggestion = dict[str, Any]


class Suggested(StrEnum):
    """What may be named: which part of the edition it becomes when it is added."""

    INSTITUTE = "institute"
    EVENT = "event"
    JOINT_SYMBOL = "joint_symbol"
    LINK = "link"


def name_of(suggestion: Suggestion) -> str:
    """What a form calls the suggestion: institute:heuni."""
    return f"{suggestion['kind']}:{suggestion['key']}"


def settle(release: Release, choices: Mapping[str, str]) -> None:
    """What was chosen is added to the saved edition or dismissed, and its text is read again.

    `choices` has ADD or DISMISS by the names of suggestions; others than those that stand on the edition are
    left out. Afterwards `release.suggestions` holds what the text names and the edition has not, each dismissed
    or still to be looked at. Belongs into the transaction that saved the text.
    """
    dismissed = set()
    for suggestion in release.suggestions:
        choice = choices.get(name_of(suggestion), DISMISS if suggestion["dismissed"] else "")
        if choice == ADD:
            _add(release, suggestion)
        elif choice == DISMISS:
            dismissed.add(name_of(suggestion))
    release.suggestions = [
        suggestion | {"dismissed": name_of(suggestion) in dismissed} for suggestion in _named(release)
    ]
    Release.objects.filter(pk=release.pk).update(suggestions=release.suggestions)


def _add(release: Release, suggestion: Suggestion) -> None:
    key, printed = suggestion["key"], suggestion["printed"]
    if suggestion["kind"] == Suggested.INSTITUTE:
        institute = Institute.objects.filter(slug=key).first()
        if institute is not None:
            more = {"role": suggestion["detail"], "name_as_printed": printed}
            Mention.objects.get_or_create(release=release, institute=institute, defaults=more)
    elif suggestion["kind"] == Suggested.EVENT:
        release.events.add(*Event.objects.filter(slug=key))
    elif suggestion["kind"] == Suggested.JOINT_SYMBOL:
        position = release.joint_symbols.count() + 1
        JointSymbol.objects.get_or_create(
            release=release, symbol=key, defaults={"symbol_key": parse_symbol(key).key, "position": position}
        )
    else:
        ReleaseLink.objects.get_or_create(release=release, reference=key, kind=suggestion["detail"])


def _named(release: Release) -> Iterator[Suggestion]:
    """What the text names and the edition has not."""
    header = (release.title, release.subtitle, release.meeting, release.source, release.note_of_origin)
    # The text as it is in hand: the form saves an edition after its parts.
    texts = (*header, *prose.plain_text(release.body).split("\n\n"))
    findings = recogniser().read(texts, on=release.issued_on)
    mentioned = set(release.mentions.values_list("institute__slug", flat=True))
    for institute in findings.institutes:
        if institute.slug not in mentioned:
            yield _suggestion(Suggested.INSTITUTE, institute.slug, institute.printed, str(institute.role))
    covered = set(release.events.values_list("slug", flat=True))
    for event in findings.events:
        if event.slug not in covered:
            yield _suggestion(Suggested.EVENT, event.slug, event.printed)
    yield from _symbols(release, texts)


def _symbols(release: Release, texts: tuple[str, ...]) -> Iterator[Suggestion]:
    """Further symbols in a heading that was pasted with the text, and the symbols of other releases."""
    joint = release.joint_symbols.values_list("symbol", flat=True)
    own = tuple(parse_symbol(symbol) for symbol in (release.symbol, *joint) if symbol)
    further = _further(release, own)
    for symbol in further:
        yield _suggestion(Suggested.JOINT_SYMBOL, symbol.text, symbol.text)
    linked = set(release.links.values_list("reference", flat=True))
    blocks = tuple(Block(BlockKind.PARAGRAPH, text, 0) for text in texts)
    for citation in read_citations(blocks, (*own, *further), correction=release.kind == "correction"):
        if citation.symbol.reference not in linked:
            kind = str(LINKS[citation.relation])
            yield _suggestion(Suggested.LINK, citation.symbol.reference, citation.symbol.text, kind)


def _further(release: Release, own: tuple[Symbol, ...]) -> tuple[Symbol, ...]:
    """The symbols beside that of the release in the heading of its text."""
    known = {symbol.reference for symbol in own}
    printed = parse(prose.plain_text(release.body)).symbols
    if not any(symbol.reference in known for symbol in printed):
        return ()
    return tuple(symbol for symbol in printed if symbol.reference not in known)


def _suggestion(kind: Suggested, key: str, printed: str, detail: str = "") -> Suggestion:
    return {"kind": str(kind), "key": key, "printed": printed[:LONGEST_PRINTED], "detail": detail}
