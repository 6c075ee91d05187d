"""The body of a release as markup and as plain text."""

import re
from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser
from itertools import groupby

import nh3

from releases.wire.document import Block, BlockKind

TAGS = frozenset(
    {
        *("p", "h2", "h3", "ul", "ol", "li", "blockquote", "strong", "em", "sub", "sup", "a", "br", "hr"),
        *("table", "thead", "tbody", "tr", "th", "td", "caption"),
    }
)
# What the editor of the desk offers; each extension that another one needs has to be named too.
EDITOR = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "Link": True,
    "HardBreak": True,
    "HorizontalRule": True,
    "Table": True,
    "TableRow": True,
    "TableCell": True,
    "TableHeader": True,
    "History": True,
}
ATTRIBUTES = {"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto", "tel"}
BLOCKS = frozenset({"p", "h2", "h3", "li", "blockquote", "tr", "caption"})
SUMMARY_LENGTH = 280
_BULLET = re.compile(r"\A(?:--|[–—•·●▪■◦○*?o§-])\s*(?=\S)")
_NUMBERED = re.compile(r"\A\(?(?P<number>\d{1,2})[.)]\)?\s+(?=\S)")
_CELL = re.compile(r"\s*\|\s*|\s*\t\s*|\s{4,}")
_LEFT_OUT = frozenset({BlockKind.CONTACT, BlockKind.FOOTER})


def sanitise(markup: str) -> str:
    """`markup` with nothing left that could run, load or disguise anything: only the tags in TAGS."""
    return nh3.clean(
        markup, tags=set(TAGS), attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener nofollow"
    )


def from_paragraphs(paragraphs: Iterable[str]) -> str:
    """Markup with one `<p>` for each text."""
    return "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in paragraphs)


class _TextReader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[list[str]] = [[]]

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag in BLOCKS:
            self.blocks.append([])
        elif tag == "br":
            self.blocks[-1].append("\n")
        elif tag in {"td", "th"}:
            self.blocks[-1].append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.blocks.append([])

    def handle_data(self, data: str) -> None:
        self.blocks[-1].append(data)


def plain_text(markup: str) -> str:
    """The words of `markup`, blocks separated by an empty line."""
    reader = _TextReader()
    reader.feed(markup)
    reader.close()
    blocks = ("".join(parts).strip() for parts in reader.blocks)
    return "\n\n".join(block for block in blocks if block)


def summary(text: str) -> str:
    """The first block of `text`, cut at a word with an ellipsis when it is longer than 280 characters."""
    first = " ".join(text.split("\n\n", 1)[0].split())
    if len(first) <= SUMMARY_LENGTH:
        return first
    head = first[:SUMMARY_LENGTH]
    # Chinese and Japanese put no spaces between words: cut where the room ends.
    return (head.rsplit(" ", 1)[0] if " " in head else head).rstrip(" ,;:–-") + "…"


def _items(texts: list[str]) -> str:
    """One list: numbered where its items are, from 1 or wherever it starts."""
    first = _NUMBERED.match(texts[0])
    marker = _NUMBERED if first and all(map(_NUMBERED.match, texts)) else _BULLET
    items = "".join(f"<li>{escape(marker.sub('', text, count=1), quote=False)}</li>" for text in texts)
    if marker is _BULLET:
        return f"<ul>{items}</ul>"
    start = f' start="{int(first["number"])}"' if first and first["number"] != "1" else ""
    return f"<ol{start}>{items}</ol>"


def _rows(texts: list[str]) -> str:
    rows = ([cell for cell in _CELL.split(text.strip()) if cell] for text in texts)
    cells = ("".join(f"<td>{escape(cell, quote=False)}</td>" for cell in row) for row in rows)
    return f"<table><tbody>{''.join(f'<tr>{row}</tr>' for row in cells)}</tbody></table>"


def _run(kind: BlockKind, texts: list[str]) -> str:
    if kind is BlockKind.LIST_ITEM:
        return _items(texts)
    if kind is BlockKind.TABLE_ROW:
        return _rows(texts)
    tag = "h2" if kind is BlockKind.HEADING else "p"
    return "\n".join(f"<{tag}>{escape(text, quote=False)}</{tag}>" for text in texts)


def from_blocks(blocks: Iterable[Block]) -> str:
    """Sanitised markup of the blocks of a text, lists and tables put together; contacts and footers are left out."""
    shown = (block for block in blocks if block.kind not in _LEFT_OUT)
    runs = (
        (kind, [block.text for block in run]) for kind, run in groupby(shown, key=lambda block: block.kind)
    )
    return sanitise("\n".join(_run(kind, texts) for kind, texts in runs).replace("\x00", ""))
