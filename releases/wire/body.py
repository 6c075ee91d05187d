"""The body of a release as typed blocks, and the end mark.

Lines become units (a hard-wrapped or broken paragraph is one), units become blocks by a table of recognisers.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from releases.wire import vocabulary
from releases.wire.document import Block, BlockKind
from releases.wire.embargo_notices import is_notice
from releases.wire.lines import LONGEST_READ, Line
from releases.wire.paragraphs import Unit, is_ended, read_units, starts_low

_FULL_STOP = re.compile(r"[.。:;：；؛,،][\"'”’»)\]）]{0,3}\Z")
_END_MARK = "* *** *"

_FOOTNOTE = re.compile(r"\*+\s?(?=\S)")
_CONTACT_START = re.compile(
    r"(?:media |press )?contacts?\b.{0,40}:|for (?:further|more|additional) (?:information|details)"
    r"|for (?:media|press) (?:enquiries|inquiries|queries|information)"
    r"|further information(?: (?:is|may|can)|\s?:)|(?:media|press) (?:enquiries|inquiries|officer)"
    r"|to (?:register|request interviews?|arrange)\b|information contact"
    r"|pour (?:de )?plus (?:amples? )?(?:d[’'])?(?:informations?|renseignements)|pour tout(?:e"
    r"|s)? (?:renseignement|information|complément)|contacts? (?:presse|médias)"
    r"|para (?:más|mayor|obtener más) información|persona de contacto|contacto|weitere (?:informationen"
    r"|auskünfte)|für (?:weitere|nähere) |rückfragen|kontakt|ansprechpartner"
    r"|за (?:дополнительной|дальнейшей|подробной)|дополнительн\w+ информаци\w+|контакт"
    r"|للمزيد من المعلومات|لمزيد من المعلومات|للاتصال|جهة الاتصال|联系人|联系方式|欲了解更多|更多信息|如需",
    re.IGNORECASE,
)
_CONTACT_SIGN = re.compile(
    r"\btel\b|\btel[.:]|\bt[ée]l[ée]phone|\bphone\b|\bfax\b|e-?mail|courriel|correo|\bmobile?\b"
    r"|\bcell\b|@\w|\(\+?\d{1,4}[-) ]|\+\d{2,3}[ (-]"
    r"|тел\.|телефон|эл\. ?почт|هاتف|الهاتف|بريد|电话|邮箱|电邮|传真"
    r"|\bwww\.|https?://|contact|kontakt",
    re.IGNORECASE,
)
_CONTACT_LINE = re.compile(
    r"(?:tel|phone|telephone|téléphone|fax|e-?mail|courriel|correo|mobile|web ?site|internet|тел"
    r"|телефон|هاتف|بريد|电话)\b.{0,3}[:.(+\d]|\S+@\S+\.\S+\Z|\(?\+\d",
    re.IGNORECASE,
)
_CHROME = re.compile(
    r"©|copyright\b|all rights reserved|(?:\[?back to|return to) |print (?:this|version)|share (?:this"
    r"|on)|follow us|related (?:links|stories|documents)|terms of use|privacy|fraud alert"
    r"|last (?:updated|modified)|for information media|not an official (?:record|document)"
    r"|comments? and suggestions|webmaster|a to z site index|- 30 -|\(end(?:s)?\)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Body:
    """Blocks in printed order; `end_mark` says whether `* *** *` closed them."""

    blocks: tuple[Block, ...]
    end_mark: bool


def _is_note(text: str) -> bool:
    if text[0] in "([（" and text[-2:].strip(".。")[-1:] in {")", "]", "）"}:
        inner = text.strip(".。")[1:-1]
        return not any(mark in inner for mark in "()[]（）") or len(text) < 300
    return (
        bool(_FOOTNOTE.match(text))
        or is_notice(text)
        or bool(vocabulary.ORIGIN.fullmatch(text[:LONGEST_READ]))
    )


def _is_contact(text: str) -> bool:
    head = text[:LONGEST_READ]
    return bool(_CONTACT_START.match(head) and _CONTACT_SIGN.search(head)) or bool(
        len(text) < 200 and _CONTACT_LINE.match(head)
    )


def _is_footer(text: str) -> bool:
    return len(text) < 200 and bool(_CHROME.match(text) or vocabulary.BANNER.fullmatch(text))


UNIT_KINDS: tuple[tuple[BlockKind, Callable[[str], bool]], ...] = (
    (BlockKind.FOOTER, _is_footer),
    (BlockKind.CONTACT, _is_contact),
    (BlockKind.NOTE, _is_note),
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
        kind = unit.kind or next((kind for kind, recognise in UNIT_KINDS if recognise(text)), None)
        if kind is BlockKind.LIST_ITEM and text.startswith("*") and not _in_list(units, position):
            kind = BlockKind.NOTE
        if kind is BlockKind.LIST_ITEM and _is_numbered_heading(units, position):
            kind = BlockKind.HEADING
        if kind is None:
            goes_on = position + 1 < len(units)
            is_heading = (goes_on and _is_heading(text)) or _announces_contact(units, position)
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
        announced = kind is BlockKind.HEADING and _announces_contact(units, i)
        if announced or (after_contact and _goes_on_with_contact(units[i], kind)):
            kinds[i] = BlockKind.CONTACT
        elif (
            kind in (BlockKind.HEADING, BlockKind.PARAGRAPH)
            and i >= last_prose
            and _is_navigation(units[i].text)
        ):
            kinds[i] = BlockKind.FOOTER
    return kinds


def _announces_contact(units: list[Unit], position: int) -> bool:
    """Whether a line such as `Media contacts` stands before lines with a telephone number or an address."""
    following = [unit.text[:LONGEST_READ] for unit in units[position + 1 : position + 4]]
    text = units[position].text
    return bool(_CONTACT_START.match(text + ":")) and any(_CONTACT_SIGN.search(text) for text in following)


def _goes_on_with_contact(unit: Unit, kind: BlockKind) -> bool:
    """Whether a unit after a contact is one more line of it: a name, an office, a number, an address."""
    if unit.text.startswith("**") or len(unit.text) > 200:
        return False
    if kind is BlockKind.HEADING:
        return True
    signed = bool(_CONTACT_SIGN.search(unit.text))
    return kind in (BlockKind.PARAGRAPH, BlockKind.TABLE_ROW) and (
        signed or (not unit.gap and not is_ended(unit.text))
    )


def _is_navigation(text: str) -> bool:
    return len(text) <= 100 and bool(
        vocabulary.NAVIGATION.fullmatch(text) or vocabulary.BREADCRUMBS.fullmatch(text)
    )


def _tail(lines: list[Line]) -> list[Block]:
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
        if not _is_footer(text) and (_is_contact(text) or _CONTACT_SIGN.search(text[:LONGEST_READ])):
            kind = BlockKind.CONTACT
        elif _is_note(text):
            kind = BlockKind.NOTE
        blocks.append(Block(kind, text, unit.line))
    return blocks


def _with_own_end_mark(lines: list[Line]) -> list[Line]:
    """Put an end mark that closes a longer line, as in copies without line ends, on a line of its own."""
    parted: list[Line] = []
    for line in lines:
        if line.text.endswith(_END_MARK) and len(line.text) > 3 * len(_END_MARK):
            raw = line.raw.rstrip().removesuffix(_END_MARK)
            parted.append(Line(line.number, raw, line.text.removesuffix(_END_MARK).rstrip()))
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
    units = read_units(lines if end is None else lines[:end])
    blocks = [
        Block(kind, _clean_text(unit.text, kind), unit.line)
        for unit, kind in zip(units, _kinds(units), strict=True)
    ]
    if end is not None:
        blocks += _tail(lines[end + 1 :])
    return Body(tuple(blocks), end is not None)
