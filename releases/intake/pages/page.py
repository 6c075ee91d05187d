"""Saved web pages and Word files as the lines of text that a reader sees, with what the page says of each line."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from selectolax.lexbor import LexborHTMLParser

from releases.intake.left_out import NOTHING, LeftOut
from releases.intake.pages.blocks import MOST_CELLS, PageBlock, PageError
from releases.intake.pages.frame import find_frame
from releases.intake.pages.marks import kinds_of
from releases.intake.pages.office_markup import Reason, StyleSheet
from releases.intake.pages.reader import PageReader
from releases.intake.pages.tables import too_many_cells
from releases.wire.marks import Mark, Marks

MOST_TAGS = 400_000
"""Tags of one page. Pages that people save have some thousands."""


_LOOKED_AT = 20_000
_BEGINNING = re.compile(
    r"[\s\ufeff]*+(?:<!--.*?-->\s*+)*+(?:<\?xml[^>]*>\s*+)?(?:<!doctype\s+html|<(?:html|head|body)\b)",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK_TAG = re.compile(r"<(?:/?(?:p|div|h[1-6]|li|tr|td|table|ul|ol)|br)\b[^<>]*>", re.IGNORECASE)
_FEWEST_TAGS = 4


@dataclass(frozen=True, slots=True)
class Link:
    """Words of a page that lead somewhere; `line` counts from 1 in its text."""

    line: int
    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Page:
    """The text of a page, one line for each line a reader sees, blocks parted by empty ones; what lines cannot say.

    `marks`: what the page says of its lines. `levels`: line → level of the item of a list that stands there, from 1.
    `notes`: the footnotes, which are not in the text, each with its number.
    """

    text: str
    links: tuple[Link, ...] = ()
    levels: dict[int, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    left_out: LeftOut = NOTHING
    marks: Marks = field(default_factory=dict)


def is_page(text: str) -> bool:
    """Whether a text is markup: a page, or the fragment of one that a content management system exports."""
    start = text[:_LOOKED_AT]
    if _BEGINNING.match(start):
        return True
    return sum(1 for _tag in islice(_BLOCK_TAG.finditer(start), _FEWEST_TAGS)) == _FEWEST_TAGS


def read_page(markup: str, sheet: StyleSheet | None = None, *, keeps_spaces: bool = False) -> Page:
    """The text of a page without its navigation, and without what was struck out or hidden in it.

    `sheet` are the styles of the page, where they are no longer in the markup, which must be bounded in its depth
    (`nesting.bounded`). `keeps_spaces`: several spaces and tabs are what they are, as in Word. Bad markup is
    read as a browser reads it. Raises PageError for more than MOST_TAGS tags, MOST_LINES lines or MOST_CELLS cells.
    """
    if markup.count("<") > MOST_TAGS:
        raise PageError(f"This page has more than {MOST_TAGS} tags: no press release has so many.")
    if sum(map(markup.lower().count, ("<td", "<th"))) > 2 * MOST_CELLS:
        raise too_many_cells()
    root = LexborHTMLParser(markup.encode("utf-8", "replace")).root
    if root is None:
        return Page("\n")
    reader = PageReader(find_frame(root), sheet or StyleSheet())
    reader.writer.keeps_spaces = keeps_spaces
    reader.read()
    blocks = [block for block in reader.writer.blocks if any(block.shown())]
    left_out = LeftOut(
        deletions=reader.left_out[Reason.DELETION],
        comments=max(reader.comments.values(), default=0),
        hidden=reader.left_out[Reason.HIDDEN],
        pictures=reader.left_out[Reason.PICTURE],
        articles=reader.articles,
        menus=reader.menus,
    )
    return _page((block for block in blocks if not block.note), tuple(_notes(blocks)), left_out)


def _page(blocks: Iterable[PageBlock], notes: tuple[str, ...], left_out: LeftOut) -> Page:
    """The blocks as numbered lines, an empty one between two of them."""
    lines: list[str] = []
    marks: dict[int, Mark] = {}
    levels: dict[int, int] = {}
    links: list[Link] = []
    known = list(kinds_of(blocks))
    titles = [block for block, _kind in known if block.tag == "h1"]
    for number, (block, kind) in enumerate(known, start=1):
        if lines:
            lines.append("")
        first = len(lines) + 1
        lines += block.shown()
        links += (Link(first + line, words, address) for line, words, address in block.links)
        if block.level:
            levels[first] = block.level
        if block.tag != "pre":
            mark = Mark(number, kind, block.cells, block.is_head, is_title=titles == [block])
            marks |= dict.fromkeys(range(first, len(lines) + 1), mark)
    return Page("\n".join(lines).strip("\n") + "\n", tuple(links), levels, notes, left_out, marks)


def _notes(blocks: list[PageBlock]) -> Iterator[str]:
    """The footnotes, each in one line."""
    notes: dict[int, list[str]] = {}
    for block in blocks:
        if block.note:
            notes.setdefault(block.note, []).extend(filter(None, block.shown()))
    return (" ".join(lines) for lines in notes.values())
