"""Which texts of a body are no prose: page furniture, contacts, notes."""

from collections.abc import Sequence

from releases.wire import vocabulary
from releases.wire.blocks import BlockKind
from releases.wire.body.footers import could_be_footer, footers
from releases.wire.body.notes import footnotes, is_footnote, is_note, is_origin
from releases.wire.contacts import is_contact


def _is_never_prose(text: str) -> bool:
    return (
        could_be_footer(text)
        or vocabulary.is_navigation(text)
        or is_contact(text)
        or is_note(text)
        or is_footnote(text)
        or is_origin(text)
    )


def first_outside(texts: Sequence[str]) -> int:
    """Return the place from which on no text is prose for certain, the number of texts if there is none."""
    place = len(texts)
    while place and _is_never_prose(texts[place - 1]):
        place -= 1
    return place


def known_kinds(texts: Sequence[str]) -> list[BlockKind | None]:
    """Return what each text of a body is by its words and its place, None where that is left open."""
    outside = first_outside(texts)
    below, noted = footers(texts, outside), footnotes(texts, outside)
    kinds: list[BlockKind | None] = []
    for place, text in enumerate(texts):
        at_an_end = place == 0 or place >= outside
        if place in below:
            kinds.append(BlockKind.FOOTER)
        elif is_contact(text):
            kinds.append(BlockKind.CONTACT)
        elif place in noted or is_note(text) or (at_an_end and is_origin(text)):
            kinds.append(BlockKind.NOTE)
        else:
            kinds.append(None)
    return kinds
