"""Tables of a body as readers see them: in frames that scroll by themselves, figures below one another."""

import re
from html import escape, unescape

from django.utils.translation import gettext as _

from releases.wire.tables.rows import is_figure

_TABLE = re.compile(r"<table>(?:(?!</?table>).)*</table>", re.DOTALL)
_ROW = re.compile(r"<tr>(?P<cells>.*?)</tr>", re.DOTALL)
_CELL = re.compile(r"<t(?P<kind>[dh])(?P<attributes>[^>]*)>(?P<text>.*?)</t[dh]>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def _columns_of_figures(table: str) -> frozenset[int]:
    """Return the columns, from 0, in which more than half of what is not a head is figures."""
    figures: dict[int, int] = {}
    filled: dict[int, int] = {}
    if "span=" in table:
        return frozenset()
    for row in _ROW.finditer(table):
        for place, cell in enumerate(_CELL.finditer(row["cells"])):
            text = unescape(_TAG.sub("", cell["text"])).strip()
            if text and cell["kind"] == "d":
                filled[place] = filled.get(place, 0) + 1
                figures[place] = figures.get(place, 0) + (is_figure(text) and any(map(str.isdigit, text)))
    return frozenset(place for place, count in filled.items() if figures[place] * 2 > count)


def _aligned(table: str) -> str:
    columns = _columns_of_figures(table)

    def align(row: re.Match[str]) -> str:
        cells = [
            f'<t{cell["kind"]}{cell["attributes"]} class="number">{cell["text"]}</t{cell["kind"]}>'
            if place in columns
            else cell[0]
            for place, cell in enumerate(_CELL.finditer(row["cells"]))
        ]
        return f"<tr>{''.join(cells)}</tr>"

    return _ROW.sub(align, table) if columns else table


def framed(markup: str) -> str:
    """Return sanitised markup with each table in a frame that the keyboard reaches, columns of figures marked."""
    if "<table>" not in markup:
        return markup
    count = 0

    def frame(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        name = escape(_("Table %(number)d") % {"number": count})
        opening = f'<div class="table-frame" role="region" tabindex="0" aria-label="{name}">'
        return f"{opening}{_aligned(match[0])}</div>"

    return _TABLE.sub(frame, markup)
