"""What stands after the end mark of a release."""

from releases.wire import vocabulary
from releases.wire.contacts import has_contact_sign, is_contact
from releases.wire.document import Block, BlockKind
from releases.wire.footers import is_footer
from releases.wire.lines import Line
from releases.wire.notes import is_note
from releases.wire.paragraphs import Unit


def read_tail(lines: list[Line]) -> list[Block]:
    """Return what stands after the end mark: contacts, footnotes and footers, never body."""
    blocks: list[Block] = []
    units: list[Unit] = []
    gap = True
    for line in lines:
        if not line.text or vocabulary.read_mark(line.text):
            gap = True
            continue
        if gap or not units:
            units.append(Unit(line.number, [], gap))
        units[-1].texts.append(line.raw.strip())
        gap = False
    for unit in units:
        text = unit.text
        kind = BlockKind.FOOTER
        if not is_footer(text) and (is_contact(text) or has_contact_sign(text)):
            kind = BlockKind.CONTACT
        elif is_note(text):
            kind = BlockKind.NOTE
        blocks.append(Block(kind, text, unit.line))
    return blocks
