"""HTML of a release from the blocks that were read in its text: paragraphs, headings, lists, tables."""

import re
from collections.abc import Iterable
from html import escape
from itertools import groupby

from releases.models.prose import sanitise
from releases.wire.document import Block, BlockKind

_BULLET = re.compile(r"\A(?:--|[–—•·●▪■◦○*?o§-])\s*(?=\S)")
_NUMBERED = re.compile(r"\A\(?(?P<number>\d{1,2})[.)]\)?\s+(?=\S)")
_CELL = re.compile(r"\s*\|\s*|\s*\t\s*|\s{4,}")
_LEFT_OUT = frozenset({BlockKind.CONTACT, BlockKind.FOOTER})


def from_paragraphs(paragraphs: Iterable[str]) -> str:
    """Markup with one `<p>` for each text."""
    return "\n".join(f"<p>{escape(text, quote=False)}</p>" for text in paragraphs)


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
