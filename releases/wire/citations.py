"""Other releases that a body cites, and what it says about them."""

import re

from releases.wire.blocks import Block
from releases.wire.document import Citation, Relation
from releases.wire.symbols import Symbol, find_symbols

_WINDOW = 80
_CORRECTS = re.compile(
    r"should (?:read|be)|corrig|rectifi|corrects?\b|correction|replaces|supersedes|lire\b|debe (?:decir"
    r"|leerse)|следует читать|ينبغي|应为|更正|muss es heißen",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"background|contexte|informations? de base|antecedentes|справ|hintergrund|خلفية|背景", re.IGNORECASE
)


def _relation(text: str, start: int, end: int, *, correction: bool) -> Relation:
    before = text[max(0, start - _WINDOW) : start]
    if correction and (_CORRECTS.search(before) or _CORRECTS.search(text[end : end + 4 * _WINDOW])):
        return Relation.CORRECTS
    return Relation.BACKGROUND if _BACKGROUND.search(before) else Relation.SEE


def read_citations(
    blocks: tuple[Block, ...], own: tuple[Symbol, ...], *, correction: bool
) -> tuple[Citation, ...]:
    """Return the releases cited in the blocks, each once, with what text or own suffix says about them."""
    mine = {symbol.reference for symbol in own}
    corrected = {symbol.corrected for symbol in own}
    citations: dict[str, Citation] = {}
    for block in blocks:
        for place in find_symbols(block.text):
            reference = place.symbol.reference
            if reference in mine or reference in citations:
                continue
            relation = (
                Relation.CORRECTS
                if reference in corrected
                else _relation(block.text, place.start, place.end, correction=correction)
            )
            citations[reference] = Citation(place.symbol, relation, block.line)
    return tuple(citations.values())
