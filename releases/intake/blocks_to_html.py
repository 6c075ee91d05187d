"""HTML of a release from the blocks that were read in its text: paragraphs, headings, lists, tables."""

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby
from types import MappingProxyType

from releases.intake.pages.page import Link
from releases.models.prose import sanitise
from releases.wire.blocks import Block, BlockKind
from releases.wire.tables.rows import is_figure

_BULLET = re.compile(r"\A(?:--|[–—•·●▪■◦○*?o§-])\s*(?=\S)")
_NUMBERED = re.compile(r"\A\(?(?P<number>\d{1,2})[.)]\)?\s+(?=\S)")
_CELL = re.compile(r"\s*\|\s*|\s*\t\s*|\s{4,}")
_LEFT_OUT = frozenset({BlockKind.CONTACT, BlockKind.FOOTER})


def from_paragraphs(paragraphs: Iterable[str]) -> str:
    """Markup with one `<p>` for each text."""
    return "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in paragraphs)


def contacts(blocks: Iterable[Block]) -> str:
    """The contacts line by line, with an empty line where another begins."""
    made: list[str] = []
    below = 0
    for block in blocks:
        if block.kind is BlockKind.CONTACT:
            made += ["", block.text] if made and block.line > below else [block.text]
            below = block.line + 1
    return "\n".join(made)


@dataclass(frozen=True, slots=True)
class _Item:
    markup: str
    number: int
    level: int


def _lists(items: deque[_Item]) -> str:
    """The items as lists, numbered from 1 or wherever they start; what stands deeper is inside the item before it."""
    made = []
    while items:
        first, entries = items[0], []
        while items and items[0].level <= first.level and bool(items[0].number) == bool(first.number):
            item, inner = items.popleft(), deque[_Item]()
            while items and items[0].level > first.level:
                inner.append(items.popleft())
            entries.append(f"<li>{item.markup}{_lists(inner)}</li>")
        start = f' start="{first.number}"' if first.number > 1 else ""
        tag = "ol" if first.number else "ul"
        made.append(f"<{tag}{start}>{''.join(entries)}</{tag}>")
    return "".join(made)


def cells_of(block: Block) -> tuple[str, ...]:
    """The cells of a row: those that were read, else what stands between bars, tabs and wide gaps."""
    return block.cells or tuple(filter(None, _CELL.split(block.text.strip())))


def _tables(blocks: list[Block]) -> Iterator[list[Block]]:
    """Rows that follow each other, parted where another table begins: at its head, or at other columns."""
    table: list[Block] = []
    for block in blocks:
        begins = table and (
            (block.is_head and not table[-1].is_head) or len(cells_of(block)) != len(cells_of(table[-1]))
        )
        if begins:
            yield table
            table = []
        table.append(block)
    if table:
        yield table


def _are_row_heads(rows: list[tuple[str, ...]]) -> bool:
    """Whether the first cells are words, and figures stand beside them, or labels: `Place:`."""
    names = [row[0] for row in rows if row and row[0]]
    if not names or any(map(is_figure, names)):
        return False
    if all(name.endswith((":", "：")) for name in names):
        return True
    others = [cell for row in rows for cell in row[1:] if cell]
    return sum(map(is_figure, others)) * 2 > len(others) > 0


class _Body:
    """Markup of blocks, with the links and the levels of lists that a page had beside its text."""

    def __init__(self, blocks: list[Block], links: Iterable[Link], levels: Mapping[int, int]) -> None:
        self.levels = levels
        self.links: dict[int, deque[Link]] = {}
        lines = sorted(block.line for block in blocks)
        for link in links:
            if place := bisect_right(lines, link.line):
                self.links.setdefault(lines[place - 1], deque()).append(link)

    def run(self, kind: BlockKind, blocks: list[Block]) -> str:
        if kind is BlockKind.LIST_ITEM:
            return _lists(deque(self._items(blocks)))
        if kind is BlockKind.TABLE_ROW:
            return "\n".join(map(self._table, _tables(blocks)))
        tag = "h2" if kind is BlockKind.HEADING else "p"
        return "\n".join(f"<{tag}>{self._linked(block.text, block.line)}</{tag}>" for block in blocks)

    def _items(self, blocks: list[Block]) -> Iterator[_Item]:
        """Items are numbered one by one where the page says their levels, else where all of them are."""
        all_numbered = all(_NUMBERED.match(block.text) for block in blocks)
        for block in blocks:
            level = self.levels.get(block.line, 0)
            numbered = _NUMBERED.match(block.text) if level or all_numbered else None
            marker = _NUMBERED if numbered else _BULLET
            text = marker.sub("", block.text, count=1)
            number = int(numbered["number"]) if numbered else 0
            yield _Item(self._linked(text, block.line), number, level or 1)

    def _table(self, blocks: list[Block]) -> str:
        """A table with its heads; the first cells of its rows are heads where they say what the others are of."""
        rows = [cells_of(block) for block in blocks]
        names_rows = _are_row_heads(
            [row for row, block in zip(rows, blocks, strict=True) if not block.is_head]
        )
        made = []
        for row, block in zip(rows, blocks, strict=True):
            tags = [
                "th" if block.is_head or (names_rows and not place) else "td" for place in range(len(row))
            ]
            cells = (
                f"<{tag}>{self._linked(cell, block.line)}</{tag}>"
                for tag, cell in zip(tags, row, strict=True)
            )
            made.append(f"<tr>{''.join(cells)}</tr>")
        return f"<table><tbody>{''.join(made)}</tbody></table>"

    def _linked(self, text: str, line: int) -> str:
        """The text with the links of the block that begins on `line`, each where its words come next."""
        made, place = [], 0
        links, left = self.links.get(line, deque()), deque[Link]()
        while links:
            link = links.popleft()
            found = text.find(link.words, place)
            if found < 0:
                left.append(link)
                continue
            words = escape(link.words, quote=False)
            made += [escape(text[place:found], quote=False), f'<a href="{escape(link.address)}">{words}</a>']
            place = found + len(link.words)
        links.extend(left)
        return "".join([*made, escape(text[place:], quote=False)])


def from_blocks(
    blocks: Iterable[Block], links: Iterable[Link] = (), levels: Mapping[int, int] = MappingProxyType({})
) -> str:
    """Sanitised markup of the blocks of a text, lists and tables put together; contacts and footers are left out.

    `links` and `levels` are those of the page that the text was read from, by the lines of the blocks.
    """
    shown = [block for block in blocks if block.kind not in _LEFT_OUT]
    body = _Body(shown, links, levels)
    runs = ((kind, list(run)) for kind, run in groupby(shown, key=lambda block: block.shown_as or block.kind))
    return sanitise("\n".join(body.run(kind, run) for kind, run in runs).replace("\x00", ""))
