"""Tables in the markup of a body: written in one way, whichever program they come from.

The editor of the desk knows no head of a table and no scope, puts a paragraph into each cell and says of each that it
is one column wide. Cells that are heads say so themselves: a first row of them names the columns, one at the start of
a row names the row.
"""

import re
from collections.abc import Iterator

_TABLE = re.compile(r"<table>(?P<inside>(?:(?!</?table>).)*)</table>", re.DOTALL)
_CAPTION = re.compile(r"<caption>.*?</caption>", re.DOTALL)
_HEAD = re.compile(r"<thead>(?P<rows>.*?)</thead>", re.DOTALL)
_ROW = re.compile(r"<tr>(?P<cells>.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<(?P<tag>t[dh])(?P<attributes>[^>]*)>(?P<text>.*?)</t[dh]>", re.DOTALL)
_SPAN = re.compile(r' (?:colspan|rowspan)="(?:[2-9]|[1-9]\d{1,3})"')
_SCOPE = re.compile(r' scope="(?:col|row|colgroup|rowgroup)"')
_ONE_PARAGRAPH = re.compile(r"\A\s*<p>((?:(?!</?p>).)*)</p>\s*\Z", re.DOTALL)
_EMPTY = re.compile(r"(?:<br>|\s|&nbsp;)*")


def _cell(match: re.Match[str], scope: str) -> str:
    """A cell with its spans and, where it is a head that names something, with its scope."""
    tag, attributes = match["tag"], match["attributes"]
    text = _ONE_PARAGRAPH.sub(r"\1", match["text"])
    kept = "".join(_SPAN.findall(attributes))
    if _EMPTY.fullmatch(text):
        return f"<td{kept}></td>"
    if tag == "th":
        said = _SCOPE.search(attributes)
        kept += f' scope="{scope}"' if scope else said[0] if said else ""
    return f"<{tag}{kept}>{text}</{tag}>"


def _row(cells: list[re.Match[str]], *, is_head: bool) -> str:
    made = (_cell(cell, "col" if is_head else "" if place else "row") for place, cell in enumerate(cells))
    return f"<tr>{''.join(made)}</tr>"


def _is_head(cells: list[re.Match[str]]) -> bool:
    """Whether all cells of a row that say anything are heads."""
    filled = [
        place
        for place, cell in enumerate(cells)
        if not _EMPTY.fullmatch(_ONE_PARAGRAPH.sub(r"\1", cell["text"]))
    ]
    return any(filled) and all(cells[place]["tag"] == "th" for place in filled)


def _rows(markup: str) -> Iterator[list[re.Match[str]]]:
    for row in _ROW.finditer(markup):
        yield list(_CELL.finditer(row["cells"]))


def _table(match: re.Match[str]) -> str:
    inside = match["inside"]
    caption = _CAPTION.search(inside)
    head = _HEAD.search(inside)
    named = list(_rows(head["rows"])) if head else []
    body = list(_rows(inside[head.end() :] if head else inside))
    while not head and len(body) > 1 and _is_head(body[0]):
        named.append(body.pop(0))
    parts = [caption[0] if caption else ""]
    if named:
        parts.append(f"<thead>{''.join(_row(cells, is_head=True) for cells in named)}</thead>")
    if body:
        parts.append(f"<tbody>{''.join(_row(cells, is_head=False) for cells in body)}</tbody>")
    return f"<table>{''.join(parts)}</table>"


def in_order(markup: str) -> str:
    """Return sanitised markup with its tables in order: head, body, and what each head of them names.

    A table inside another is left as it is.
    """
    return _TABLE.sub(_table, markup) if "<table>" in markup else markup
