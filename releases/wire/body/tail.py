"""What stands after the end mark of a release: contacts, notes, annexes, and what a page prints below it.

None of it is prose of the body. An annex is shown as what it is, but each block of it is a note.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from releases.wire import vocabulary
from releases.wire.blocks import Block, BlockKind
from releases.wire.body.footers import could_be_footer
from releases.wire.body.notes import is_footnote, is_note, is_origin
from releases.wire.contacts import has_contact_sign, has_number, is_contact
from releases.wire.lines import Line
from releases.wire.sentences import ends_sentence

_ANNEX = re.compile(
    rf"{vocabulary.ANNEX}\b(?:\s?(?:[ivxlc]+|\d{{1,2}}|[a-z]|[一二三四五六七八九十]+))?"
    r"(?:\s?[.:：–—-].{0,120}|\s?\(.{0,80}\))?",
    re.IGNORECASE,
)
_LONGEST_LINE = 100
_WRAPPED = 60
_FARTHEST = 3
_FEWEST_WORDS = 8


@dataclass(slots=True)
class _Group:
    """Lines without a blank one between them."""

    lines: list[Line]
    kind: BlockKind | None = None

    @property
    def text(self) -> str:
        return " ".join(line.raw.strip() for line in self.lines)

    @property
    def is_short(self) -> bool:
        """Whether every line could be one of an address."""
        return len(self.lines) <= 8 and all(len(line.text) <= _LONGEST_LINE for line in self.lines)

    @property
    def is_prose(self) -> bool:
        return ends_sentence(self.lines[-1].text) and len(self.text.split()) >= _FEWEST_WORDS


def _groups(lines: Sequence[Line]) -> Iterator[_Group]:
    group: list[Line] = []
    for line in lines:
        if line.text and not vocabulary.read_mark(line.text):
            group.append(line)
        elif group:
            yield _Group(group)
            group = []
    if group:
        yield _Group(group)


def _own_kind(group: _Group) -> BlockKind | None:
    text = group.text
    if could_be_footer(text) or vocabulary.is_navigation(text):
        is_address = is_contact(text) or has_number(text)
        return BlockKind.CONTACT if is_address and not could_be_footer(text) else BlockKind.FOOTER
    if is_contact(text) or has_contact_sign(text):
        return BlockKind.CONTACT
    if is_note(text) or is_footnote(text) or is_origin(text):
        return BlockKind.NOTE
    return None


def _tell(groups: Sequence[_Group]) -> None:
    """Say what each group is; a name, an office or a street belongs to the number below or above it."""
    for group in groups:
        group.kind = _own_kind(group)
    reach = 0
    for group in reversed(groups):
        if group.kind is BlockKind.CONTACT:
            reach = _FARTHEST
        elif group.kind is not None or not group.is_short or group.is_prose:
            reach = 0
        elif reach:
            group.kind = BlockKind.CONTACT
            reach -= 1


def _settle(groups: Sequence[_Group]) -> None:
    """Say what the groups are that could be anything: an address goes on, prose and what heads it is a note."""
    for place, group in enumerate(groups):
        if group.kind is not None:
            continue
        before = groups[place - 1].kind if place else None
        following = groups[place + 1] if place + 1 < len(groups) else None
        if before is BlockKind.CONTACT and group.is_short and not ends_sentence(group.text):
            group.kind = BlockKind.CONTACT
        elif group.is_prose or (following is not None and following.kind is None and following.is_prose):
            group.kind = BlockKind.NOTE
        else:
            group.kind = BlockKind.FOOTER


def _blocks(group: _Group) -> Iterator[Block]:
    """Yield the block of a group; the lines of a contact are blocks of their own, but for a wrapped sentence."""
    kind = group.kind or BlockKind.FOOTER
    if kind is not BlockKind.CONTACT:
        yield Block(kind, group.text, group.lines[0].number)
        return
    texts: list[tuple[int, list[str]]] = []
    for line in group.lines:
        goes_on = texts and len(texts[-1][1][-1]) >= _WRAPPED and not ends_sentence(texts[-1][1][-1])
        if goes_on:
            texts[-1][1].append(line.raw.strip())
        else:
            texts.append((line.number, [line.raw.strip()]))
    for number, parts in texts:
        yield Block(kind, " ".join(parts), number)


def _annexed(block: Block) -> Block:
    """Return a block of an annex: shown as what it is, and no prose of the body."""
    if block.kind in {BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM}:
        return replace(block, kind=BlockKind.NOTE, shown_as=block.kind)
    return block


def read_tail(lines: list[Line], read: Callable[[list[Line]], Sequence[Block]]) -> list[Block]:
    """Return the blocks after the end mark; `read` gives those of the lines of an annex."""
    start = next((i for i, line in enumerate(lines) if _ANNEX.fullmatch(line.text[:200])), len(lines))
    groups = list(_groups(lines[:start]))
    _tell(groups)
    _settle(groups)
    annex = read(lines[start:]) if start < len(lines) else []
    return [*(block for group in groups for block in _blocks(group)), *map(_annexed, annex)]
