"""The blocks of a page as they are read: lines with their bold words and links, items of lists, cells apart."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from releases.wire.items import BULLETS

MOST_CELLS = 20_000
"""Cells of the tables of one page, and those of one table with its empty ones."""

MOST_LINES = 30_000
"""Lines of one text. The longest releases known have about a thousand; a few seconds read the worst of these."""

_SPACES = re.compile(r"[ \t\r\n\f]+")
# Pages indent what they number by hand with blanks that are not broken.
_MARKER_GAP = re.compile(
    rf"\A[ \u00a0]*((?:\(?(?:\d{{1,3}}|[a-z]|[ivx]{{1,4}})[.)]|[{BULLETS}§o*–—-]))[ \u00a0]+(?=[^ \u00a0])"
)
_DEEPEST_LEVEL = 9
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CONTEXTS = _HEADINGS | {"p", "dt", "dd", "figcaption", "caption", "pre"}
_BARE_NUMBER = re.compile(r"\d{1,3}|[*†‡]{1,3}")
_UNITS = re.compile(r"(?:\A|[\s\d])[kcdm]?m\Z")
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


PageLink = tuple[int, str, str]
"""Line in its block, words, address."""


class PageError(ValueError):
    """A page is not read; the message is one sentence for people."""


@dataclass(slots=True)
class PageBlock:
    """A block: the tag that makes it what it is, and its lines without margins.

    `marker` and `level` are those of an item of a list. `links` are line, words and address. `bold` says of each line
    whether all its words are bold. `group` numbers the list of terms (`dl`) that a block stands in, `note` the
    footnote. `cells` and `is_head` are those of the row of a table.
    """

    tag: str
    lines: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    links: list[PageLink] = field(default_factory=list)
    marker: str = ""
    level: int = 0
    group: int = 0
    note: int = 0
    cells: tuple[str, ...] = ()
    is_head: bool = False

    @property
    def is_bold(self) -> bool:
        """Whether every line is bold."""
        return bool(self.bold) and all(self.bold)

    def shown(self) -> Iterator[str]:
        """The lines, the first one with the mark of its item."""
        for place, line in enumerate(self.lines):
            yield line if place else self.marker + line


@dataclass(slots=True)
class Item:
    """An item of a list whose text has yet to come, or that has its block."""

    number: int
    level: int
    marker: str = ""
    block: PageBlock | None = None
    is_plain: bool = False

    def mark(self, number: int) -> None:
        self.number, self.marker = number, f"{number}. " if number else "• "


@dataclass(slots=True)
class _OpenLink:
    address: str
    block: PageBlock | None
    line: int
    column: int
    piece: int


class BlockWriter:
    """Puts texts and breaks together into blocks, in `blocks`, which may be those of a cell."""

    def __init__(self) -> None:
        self.blocks: list[PageBlock] = []
        self.lines = 0
        self.keeps_spaces = False
        self.contexts: list[str] = []
        self.items: list[Item | None] = []
        self.block: PageBlock | None = None
        self.note = 0
        self.group = 0
        self.bold = 0
        # The line that is being written: its pieces, how long they are, and whether all of them are bold.
        self._pieces: list[str] = []
        self._length = 0
        self._all_bold = True
        self._links: list[_OpenLink] = []
        self._raised: int | None = None

    def part(self) -> None:
        """Ends the block: what comes next is another one."""
        if self.block is not None:
            self._end_line()
            self._finish(self.block)
            self.block = None

    @staticmethod
    def _finish(block: PageBlock) -> None:
        while block.lines and not block.lines[-1]:
            block.lines.pop()
            block.bold.pop()

    def line_break(self) -> None:
        """A new line of the block; two of them without words between end it."""
        if self.block is None:
            return
        if self._is_empty() and self.block.lines and self.block.tag != "pre":
            self.part()
        else:
            self._end_line()

    def _is_empty(self) -> bool:
        return not "".join(self._pieces).strip()

    def _end_line(self) -> None:
        if self.block is None:
            return
        text = "".join(self._pieces)
        self.lines += 1
        if self.lines > MOST_LINES:
            raise PageError(f"This page has more than {MOST_LINES} lines: no press release is that long.")
        text = _MARKER_GAP.sub(r"\1 ", text) if "\u00a0" in text else text
        self.block.lines.append(text.rstrip() if self.block.tag == "pre" else text.strip(" \t"))
        self.block.bold.append(self._all_bold and bool(text.strip()))
        self._pieces, self._length, self._all_bold = [], 0, True

    def text(self, data: str) -> None:
        """Words of the page, with its white space as a browser shows it."""
        if "pre" in self.contexts:
            first, *more = data.split("\n")
            self._write(first)
            for line in more:
                self.line_break()
                self._write(line)
            return
        text = data if self.keeps_spaces else _SPACES.sub(" ", data)
        if not self._length or (self._pieces[-1].endswith(" ") and not self.keeps_spaces):
            text = text.lstrip(" \t")
        self._write(text)

    def _write(self, text: str) -> None:
        if not text or (self.block is None and not text.strip()):
            return
        if self.block is None:
            self._begin()
        self._pieces.append(text)
        self._length += len(text)
        if text.strip() and not self.bold:
            self._all_bold = False

    def _begin(self) -> None:
        """A new block, or one more line of the item whose text goes on."""
        context = self.contexts[-1] if self.contexts else "div"
        item = self.items[-1] if self.items else None
        if item is None or item.is_plain or context in {"pre", "dt", "dd"}:
            self.block = PageBlock(context, group=self.group, note=self.note)
        elif context in _HEADINGS:
            item.is_plain = True
            self.block = PageBlock(context, note=self.note)
        elif item.block is None:
            self.block = item.block = PageBlock("li", marker=item.marker, level=item.level, note=self.note)
        elif self.blocks and self.blocks[-1] is item.block:
            self.block = self.blocks.pop()
        else:
            self.block = PageBlock("div", note=self.note)
        self.blocks.append(self.block)
        for link in self._links:
            if link.block is None:
                link.block, link.line = self.block, len(self.block.lines)

    def begin_link(self, address: str) -> None:
        line = len(self.block.lines) if self.block else 0
        self._links.append(_OpenLink(address, self.block, line, self._length, len(self._pieces)))

    def end_link(self) -> tuple[PageBlock, int, str, str] | None:
        """The block and line of the link that ends, its words on that line and its address, if there are words."""
        link = self._links.pop()
        if link.block is None:
            return None
        is_written = link.block is self.block and link.line == len(self.block.lines)
        lines = link.block.lines[link.line : link.line + 1]
        line = "".join(self._pieces[link.piece :]) if is_written else "".join(lines)[link.column :]
        words = line.strip()
        return (link.block, link.line, words, link.address) if words else None

    def take_back_link(self, piece: int) -> None:
        """Takes away what was written in the line since its piece `piece`."""
        self._length -= sum(map(len, self._pieces[piece:]))
        del self._pieces[piece:]

    def link_place(self) -> int:
        return self._links[-1].piece if self._links else 0

    def begin_raised(self) -> None:
        self._raised = len(self._pieces) if self.block else None

    def end_raised(self) -> None:
        """A raised number keeps apart from the word before it: `report [1]`, `10³`, `m²`, but `1st`."""
        place, self._raised = self._raised, None
        raised = "".join(self._pieces[place:]) if place and self.block else ""
        if not place or not _BARE_NUMBER.fullmatch(raised.strip()):
            return
        before = "".join(self._pieces[max(0, place - 3) : place])
        number = raised.strip()
        if before[-1:].isdigit() or _UNITS.search(before[-3:]):
            shown = number.translate(_RAISED)
        elif number[0] in "*†‡":
            shown = number
        else:
            shown = f" [{number}]" if before[-1:].isalpha() else f"[{number}]"
        self._length += len(shown) - len(raised)
        self._pieces[place:] = [shown]

    def begin_context(self, tag: str) -> None:
        """What begins here is a block of its own."""
        self.part()
        self.contexts.append(tag if tag in _CONTEXTS else self._inherited())

    def _inherited(self) -> str:
        """A block in a heading or a paragraph of terms is of that kind too; in a list it is the item."""
        return self.contexts[-1] if self.contexts and self.contexts[-1] in _CONTEXTS - {"p"} else "div"

    def end_context(self) -> None:
        self.part()
        if self.contexts:
            self.contexts.pop()

    def begin_item(self, number: int, level: int) -> Item:
        item = Item(number, min(level, _DEEPEST_LEVEL))
        item.mark(number)
        self.items.append(item)
        return item
