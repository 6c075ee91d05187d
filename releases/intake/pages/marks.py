"""What the blocks of a page are by the page's own word: headings, items, rows, captions, paragraphs."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from releases.intake.pages.blocks import PageBlock, PageLink
from releases.wire.blocks import BlockKind
from releases.wire.header.pieces import PieceKind
from releases.wire.header.recognisers import whole

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KINDS = {
    "li": BlockKind.LIST_ITEM,
    "tr": BlockKind.TABLE_ROW,
    "caption": BlockKind.NOTE,
    "figcaption": BlockKind.NOTE,
    "dt": BlockKind.PARAGRAPH,
    "dd": BlockKind.PARAGRAPH,
}
_BROKEN = frozenset({"p", "div"})
_SENTENCE_END = (".", "?", "!", ";", ",", "…", "。", "？", "！", "؟", "۔")
_LONGEST_HEADING = 400
_LONGEST_BOLD = 200
_PROSE = 100
_LONG_TERM = 200
_SHORT = 100
_FEWEST_LOOSE = 3
_HEADER_PIECES = frozenset({PieceKind.SYMBOLS, PieceKind.DATE})


def kinds_of(blocks: Iterable[PageBlock]) -> Iterator[tuple[PageBlock, BlockKind | None]]:
    """The blocks with their kinds; None where the page leaves open what a block is.

    After the first prose, short lines that are all bold are headings, and where a page marks its headings, what
    stands in `<p>` is none; nor is loose text, where it marks them by their tags. What stands before is left to the
    reader of headers.
    """
    known = list(_with_terms(blocks))
    prose = next((place for place, block in enumerate(known) if _is_prose(block)), len(known))
    body = list(_parted(known[prose + 1 :]))
    has_headings = any(block.tag in _HEADINGS for block in body)
    said_by = {"p", "div"} if has_headings else {"p"} if any(map(_is_bold_heading, body)) else set()
    loose = _loose(body)
    for block in known[: prose + 1]:
        yield block, _kind(block)
    for place, block in enumerate(body):
        if _is_bold_heading(block):
            yield block, BlockKind.HEADING
        elif block.tag in said_by and place not in loose and _is_paragraph(block):
            yield block, BlockKind.PARAGRAPH
        else:
            yield block, _kind(block)


def _kind(block: PageBlock) -> BlockKind | None:
    if block.tag not in _HEADINGS:
        return _KINDS.get(block.tag)
    text = " ".join(block.lines)
    # Some pages set whole paragraphs in `<h4>`, for the size of its letters.
    is_prose = len(text) > _LONGEST_HEADING and text.endswith(_SENTENCE_END)
    return None if is_prose else BlockKind.HEADING


def _is_prose(block: PageBlock) -> bool:
    return block.tag in _BROKEN and not block.is_bold and sum(map(len, block.lines)) >= _PROSE


def _is_paragraph(block: PageBlock) -> bool:
    return block.tag in _BROKEN and len(block.lines) == 1 and not block.is_bold


def _loose(blocks: list[PageBlock]) -> set[int]:
    """The places of three and more short paragraphs one after the other that are no sentences: names, countries."""
    loose: set[int] = set()
    short = [
        _is_paragraph(block) and len(block.lines[0]) <= _SHORT and not block.lines[0].endswith(_SENTENCE_END)
        for block in blocks
    ]
    for is_short, run in groupby(range(len(blocks)), key=short.__getitem__):
        places = list(run)
        if is_short and len(places) >= _FEWEST_LOOSE:
            loose.update(places)
    return loose


def _is_heading_line(line: str, *, is_bold: bool) -> bool:
    return is_bold and len(line) <= _LONGEST_BOLD and not line.rstrip("\"'”’»)]").endswith(_SENTENCE_END)


def _is_bold_heading(block: PageBlock) -> bool:
    lines = zip(block.lines, block.bold, strict=False)
    are_headings = all(_is_heading_line(line, is_bold=is_bold) for line, is_bold in lines)
    return block.tag in _BROKEN and 1 <= len(block.bold) <= 2 and are_headings


def _parted(blocks: list[PageBlock]) -> Iterator[PageBlock]:
    """The blocks with the bold lines that stand above text in them as blocks of their own."""
    for block in blocks:
        if block.tag not in _BROKEN or len(block.lines) < 2 or block.is_bold or not any(block.bold):
            yield block
            continue
        heads = [
            _is_heading_line(line, is_bold=bold) for line, bold in zip(block.lines, block.bold, strict=True)
        ]
        for _is_head, run in groupby(range(len(block.lines)), key=lambda line: line if heads[line] else -1):
            lines = list(run)
            first, end = lines[0], lines[-1] + 1
            links = [
                (line - first, words, address) for line, words, address in block.links if first <= line < end
            ]
            yield replace(block, lines=block.lines[first:end], bold=block.bold[first:end], links=links)


def _with_terms(blocks: Iterable[PageBlock]) -> Iterator[PageBlock]:
    """The blocks with the terms of a list and what is said of them in one row, unless that is prose.

    A list of symbol and date stays as it is: it belongs to the header.
    """
    for group, run in groupby(blocks, key=lambda block: block.group if block.tag in {"dt", "dd"} else 0):
        terms = list(run)
        lines = [line for block in terms for line in block.lines] if group else []
        if not group:
            yield from terms
        elif all(block.tag == "dd" for block in terms):
            # Old pages indent their paragraphs so.
            yield from (replace(block, tag="p") for block in terms)
        elif max(map(len, lines)) > _LONG_TERM:
            yield from terms
        elif any(whole(line) in _HEADER_PIECES for line in lines):
            yield from (replace(block, tag="div") for block in terms)
        else:
            yield from _rows(terms)


def _rows(terms: list[PageBlock]) -> Iterator[PageBlock]:
    """`What: Press conference`: each term with the first thing said of it, further ones below."""
    term = PageBlock("dt")
    for block, following in zip(terms, [*terms[1:], None], strict=True):
        text = " ".join(block.lines)
        if block.tag == "dd":
            name = " ".join(term.lines).rstrip(" :：")
            said = f"{name}: {text}" if name else text
            links = _on_one_line(term.links + block.links)
            yield PageBlock("tr", lines=[said], cells=(name, text), links=links)
            term = PageBlock("dt")
        elif following is None or following.tag == "dt":
            yield PageBlock("tr", lines=[text], cells=(text, ""), links=_on_one_line(block.links))
        else:
            term = block


def _on_one_line(links: list[PageLink]) -> list[PageLink]:
    return [(0, words, address) for _line, words, address in links]
