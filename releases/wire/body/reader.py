"""The body of a release as typed blocks, and the end mark.

Lines become units (a hard-wrapped or broken paragraph is one), units become blocks by a table of recognisers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from releases.wire import vocabulary
from releases.wire.blocks import Block, BlockKind
from releases.wire.body.closing_signs import is_closing_sign
from releases.wire.body.headings import read_headings
from releases.wire.body.not_prose import known_kinds
from releases.wire.body.pages import read_pages
from releases.wire.body.paragraphs import Unit, read_units
from releases.wire.body.tail import read_tail
from releases.wire.contacts import announces_contact, has_contact_sign
from releases.wire.document import Guess, Omission
from releases.wire.items import without_tab
from releases.wire.lines import Line
from releases.wire.marks import marked_kind
from releases.wire.sentences import is_ended
from releases.wire.tables.reader import mark_rows

_END_MARK = "* *** *"
PAGE = "what a page prints around a text"
_CLOSES = "a sign that the text ends"
_RULE = "___"
_UNSURE_ROWS = "a table whose columns are not sure begins here"


@dataclass(frozen=True, slots=True)
class Body:
    """Blocks in printed order; `end_mark` says whether `* *** *` closed them.

    `omitted` is what is not shown, `guesses` say where a block may be another.
    """

    blocks: tuple[Block, ...]
    end_mark: bool
    omitted: tuple[Omission, ...] = ()
    guesses: tuple[Guess, ...] = ()


def _clean_text(text: str, kind: BlockKind) -> str:
    return text.lstrip("* ").rstrip("* ") if kind is BlockKind.HEADING and text.startswith("*") else text


def _kinds(units: list[Unit]) -> list[BlockKind]:
    known = known_kinds([unit.text for unit in units])
    kinds = [marked_kind(unit.mark) or unit.kind or kind for unit, kind in zip(units, known, strict=True)]
    return _settle(units, read_headings(units, kinds))


def _goes_on_with_contact(unit: Unit, kind: BlockKind) -> bool:
    """Whether a unit after a contact is one more line of it: a name, an office, a number, an address."""
    if unit.text.startswith("**") or len(unit.text) > 200:
        return False
    if kind is BlockKind.HEADING:
        return True
    signed = has_contact_sign(unit.text)
    return kind in (BlockKind.PARAGRAPH, BlockKind.TABLE_ROW) and (
        signed or (not unit.gap and not is_ended(unit.text))
    )


def _settle(units: list[Unit], kinds: list[BlockKind]) -> list[BlockKind]:
    """Let a contact go on over its short lines, and take navigation at the very end for a footer."""
    texts = [unit.text for unit in units]
    prose = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
    last_prose = max((i for i, kind in enumerate(kinds) if kind in prose), default=-1)
    for i, kind in enumerate(kinds):
        after_contact = i > 0 and kinds[i - 1] is BlockKind.CONTACT
        announced = kind is BlockKind.HEADING and announces_contact(texts, i)
        if announced or (after_contact and _goes_on_with_contact(units[i], kind)):
            kinds[i] = BlockKind.CONTACT
        elif (
            kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
            and i >= last_prose
            and vocabulary.is_navigation(texts[i])
        ):
            kinds[i] = BlockKind.FOOTER
    return kinds


def _with_own_end_mark(lines: list[Line]) -> list[Line]:
    """Put an end mark that closes a longer line, as in copies without line ends, on a line of its own."""
    parted: list[Line] = []
    for line in lines:
        if line.text.endswith(_END_MARK) and len(line.text) > 3 * len(_END_MARK):
            raw = line.raw.rstrip().removesuffix(_END_MARK)
            parted.append(replace(line, raw=raw, text=line.text.removesuffix(_END_MARK).rstrip()))
            parted.append(Line(line.number, _END_MARK, _END_MARK))
        else:
            parted.append(line)
    return parted


def _without_closing_signs(lines: list[Line]) -> tuple[list[Line], list[Omission]]:
    """Return the lines with a rule in place of each sign that closes a text, and those signs."""
    closing = [line for line in lines if is_closing_sign(line.text)]
    if not closing:
        return lines, []
    kept = [replace(line, raw=_RULE, text=_RULE) if is_closing_sign(line.text) else line for line in lines]
    return kept, [Omission(line.number, line.text, _CLOSES) for line in closing]


def read_body(lines: list[Line], head: Sequence[Line] = ()) -> Body:
    """Return the blocks of the lines after the header; `head` are the lines before, which pages may print again."""
    pages = read_pages(_with_own_end_mark(lines), head)
    lines, closing = _without_closing_signs(pages.lines)
    end = next(
        (i for i, line in enumerate(lines) if vocabulary.read_mark(line.text) is vocabulary.Mark.END), None
    )
    blocks, guesses = _read_blocks(lines if end is None else lines[:end], pages.cuts)
    tail = (
        [] if end is None else read_tail(lines[end + 1 :], lambda annex: _read_blocks(annex, pages.cuts)[0])
    )
    omitted = [
        Omission(block.line, block.text, PAGE) for block in (*blocks, *tail) if block.kind is BlockKind.FOOTER
    ]
    return Body((*blocks, *tail), end is not None, (*pages.omitted, *closing, *omitted), tuple(guesses))


def _read_blocks(lines: list[Line], cuts: frozenset[int]) -> tuple[list[Block], list[Guess]]:
    """Return the blocks of lines among which no end mark stands, and what of them is not sure.

    `cuts` are the numbers of the lines that pages begin with.
    """
    reading = mark_rows([without_tab(line) for line in lines])
    units = read_units(reading.lines, cuts)
    blocks = [
        Block(kind, _clean_text(unit.text, kind), unit.line, unit.cells, unit.is_head)
        for unit, kind in zip(units, _kinds(units), strict=True)
    ]
    guesses = [Guess("body", unit.doubt, unit.line) for unit in units if unit.doubt]
    guesses += [Guess("body", _UNSURE_ROWS, line) for line in reading.doubts]
    return blocks, guesses
