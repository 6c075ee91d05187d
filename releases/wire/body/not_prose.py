"""Which texts of a body are no prose: page furniture, contacts, notes."""

import re
from collections.abc import Sequence

from releases.wire import vocabulary
from releases.wire.blocks import BlockKind
from releases.wire.body.footers import could_be_footer, footers
from releases.wire.body.notes import footnotes, is_footnote, is_note, is_origin
from releases.wire.contacts import ends_with_contact, is_contact

_LONGEST_ENTRY = 80
_HEADS_FOOT = re.compile(
    r"tags?\s?:?|(?:view|read|see) (?:this|the) (?:page|release|article|story) in\s?:?|available in\s?:"
    r"|share(?: this(?: page)?)?\s?:?"
    r"|related(?: (?:content|links|documents|stories|news|articles|pages|information))?\s?:?|filed under\s?:?"
    r"|mots[- ]clés\s?:?|(?:voir|lire) cette page en\s?:?|partager\s?:?|liens (?:connexes|utiles)\s?:?"
    r"|etiquetas\s?:?|ver esta página en\s?:?|compartir\s?:?|enlaces relacionados\s?:?"
    r"|теги\s?:?|метки\s?:?|поделиться\s?:?"
    r"|ссылки по теме\s?:?|читать на\s?:|الوسوم\s?:?|شارك\s?:?|روابط ذات صلة\s?:?|标签[:：]?|分享[:：]?|相关链接[:：]?"
    r"|schlagw[oö]rte?r?\s?:?|teilen\s?:?|verwandte (?:links|themen)\s?:?",
    re.IGNORECASE,
)


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
    while place and (_is_never_prose(texts[place - 1]) or ends_with_contact(texts[place - 1])):
        place -= 1
    return place


def first_below(texts: Sequence[str]) -> int:
    """Return the place of a line such as `Tags` or `Share` below which only short lines stand, else their number."""
    place = len(texts)
    while (
        place
        and len(texts[place - 1]) <= _LONGEST_ENTRY
        and not texts[place - 1].endswith((".", "?", "!", "。"))
    ):
        place -= 1
    return next((i for i in range(max(place, 1), len(texts)) if _HEADS_FOOT.fullmatch(texts[i])), len(texts))


def known_kinds(texts: Sequence[str]) -> list[BlockKind | None]:
    """Return what each text of a body is by its words and its place, None where that is left open."""
    foot = first_below(texts)
    outside = first_outside(texts[:foot])
    below, noted = footers(texts, outside), footnotes(texts, outside)
    kinds: list[BlockKind | None] = []
    for place, text in enumerate(texts):
        at_an_end = place == 0 or place >= outside
        if place in below or place >= foot:
            kinds.append(BlockKind.FOOTER)
        elif is_contact(text) or (place >= outside and ends_with_contact(text)):
            kinds.append(BlockKind.CONTACT)
        elif place in noted or is_note(text) or (at_an_end and is_origin(text)):
            kinds.append(BlockKind.NOTE)
        else:
            kinds.append(None)
    return kinds
