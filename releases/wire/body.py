"""The body of a release as typed blocks, and the end mark.

Lines become units (a hard-wrapped or broken paragraph is one), units become blocks by a table of recognisers.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from releases.wire import vocabulary
from releases.wire.contacts import announces_contact, goes_on_with_contact, is_contact
from releases.wire.document import Block, BlockKind, Guess, Omission
from releases.wire.footers import is_footer, is_navigation
from releases.wire.lines import Line
from releases.wire.marks import is_no_heading, marked_kind
from releases.wire.notes import is_note
from releases.wire.paragraphs import Unit, read_units
from releases.wire.sentences import is_ended, starts_low
from releases.wire.tables import mark_rows
from releases.wire.tail import read_tail

_FULL_STOP = re.compile(r"[.。:;：；؛,،][\"'”’»)\]）]{0,3}\Z")
_END_MARK = "* *** *"
_UNSURE_ROWS = "a table whose columns are not sure begins here"


@dataclass(frozen=True, slots=True)
class Body:
    """Blocks in printed order; `end_mark` says whether `* *** *` closed them.

    `omitted` is what is in no block, `guesses` say where a block may be another.
    """

    blocks: tuple[Block, ...]
    end_mark: bool
    omitted: tuple[Omission, ...] = ()
    guesses: tuple[Guess, ...] = ()


UNIT_KINDS: tuple[tuple[BlockKind, Callable[[str], bool]], ...] = (
    (BlockKind.FOOTER, is_footer),
    (BlockKind.CONTACT, is_contact),
    (BlockKind.NOTE, is_note),
)
"""Recognisers of units that are no prose, in order of precedence."""


def _is_heading(text: str) -> bool:
    if len(text) > 140 or _FULL_STOP.search(text[-6:]) or starts_low(text):
        return False
    if text.endswith(("?", "!")) and ": " in text:
        return False
    words = text.split()
    return len(words) <= 18 and (len(words) > 1 or len(text) <= 40)


def _clean_text(text: str, kind: BlockKind) -> str:
    return text.lstrip("* ").rstrip("* ") if kind is BlockKind.HEADING and text.startswith("**") else text


def _kinds(units: list[Unit]) -> list[BlockKind]:
    kinds: list[BlockKind] = []
    for position, unit in enumerate(units):
        text = unit.text
        if kind := marked_kind(unit.mark):
            kinds.append(kind)
            continue
        kind = unit.kind or next((kind for kind, recognise in UNIT_KINDS if recognise(text)), None)
        if kind is BlockKind.LIST_ITEM and text.startswith("*") and not _in_list(units, position):
            kind = BlockKind.NOTE
        if kind is BlockKind.LIST_ITEM and _is_numbered_heading(units, position):
            kind = BlockKind.HEADING
        if kind is None:
            goes_on = position + 1 < len(units)
            could_be_heading = goes_on and not is_no_heading(unit.mark) and _is_heading(text)
            is_heading = could_be_heading or announces_contact(units, position)
            kind = BlockKind.HEADING if is_heading else BlockKind.PARAGRAPH
        kinds.append(kind)
    return _settle(units, kinds)


def _is_numbered_heading(units: list[Unit], position: int) -> bool:
    """Whether `1. Background` stands between paragraphs rather than among items."""
    text = units[position].text
    near = units[max(0, position - 1) : position] + units[position + 1 : position + 2]
    alone = len(units) > position + 1 and all(unit.kind is not BlockKind.LIST_ITEM for unit in near)
    return alone and text[0].isdigit() and text.count(" ") <= 8 and not is_ended(text)


def _in_list(units: list[Unit], position: int) -> bool:
    """Whether a starred item has a starred neighbour; alone it is a footnote."""
    near = units[max(0, position - 1) : position] + units[position + 1 : position + 2]
    return any(unit.kind is BlockKind.LIST_ITEM and unit.texts[0].startswith("*") for unit in near)


def _settle(units: list[Unit], kinds: list[BlockKind]) -> list[BlockKind]:
    """Let a contact go on over its short lines, and take navigation at the very end for a footer."""
    prose = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
    last_prose = max((i for i, kind in enumerate(kinds) if kind in prose), default=-1)
    for i, kind in enumerate(kinds):
        after_contact = i > 0 and kinds[i - 1] is BlockKind.CONTACT
        announced = kind is BlockKind.HEADING and announces_contact(units, i)
        if announced or (after_contact and goes_on_with_contact(units[i], kind)):
            kinds[i] = BlockKind.CONTACT
        elif (
            kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
            and i >= last_prose
            and is_navigation(units[i].text)
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


def read_body(lines: list[Line]) -> Body:
    """Return the blocks of the lines after the header."""
    lines = _with_own_end_mark(lines)
    end = next(
        (i for i, line in enumerate(lines) if vocabulary.read_mark(line.text) is vocabulary.Mark.END), None
    )
    reading = mark_rows(lines if end is None else lines[:end])
    units = read_units(reading.lines)
    blocks = [
        Block(kind, _clean_text(unit.text, kind), unit.line, unit.cells, unit.is_head)
        for unit, kind in zip(units, _kinds(units), strict=True)
    ]
    if end is not None:
        blocks += read_tail(lines[end + 1 :])
    guesses = [Guess("body", unit.doubt, unit.line) for unit in units if unit.doubt]
    guesses += [Guess("body", _UNSURE_ROWS, line) for line in reading.doubts]
    return Body(tuple(blocks), end is not None, guesses=tuple(guesses))
