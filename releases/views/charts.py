"""The chart of a list as a drawing: places and sizes of its bars, and the lists to which they lead."""

from typing import TypedDict

from django.http import QueryDict
from django.utils.text import capfirst

from institutes import days
from releases.listing.facets import Bar, Chart
from releases.templatetags.counts import counted, digits
from releases.views.facets import YEAR_PARAMETERS, query_without

# The drawing is 100 units high, and each bar has 10 of its breadth: see templates/releases/_chart.html.
HEIGHT, STEP = 100, 10


class BarDrawing(TypedDict):
    """A bar from `y` down to the bottom; `height` is 0 only where there is no release.

    Numbers are texts already: a template would look up how the page's language writes each of them.
    """

    href: str
    label: str
    count: str
    x: str
    y: str
    height: str


class ChartDrawing(TypedDict):
    """A chart in units of its own, whose upper left corner is 0.

    `rows` are the bars that have releases. `first` and `last` are the times at its ends, as the page's
    language writes them, and `highest` is the count of the longest bar.
    """

    level: str
    highest: str
    width: str
    bars: list[BarDrawing]
    rows: list[BarDrawing]
    first: str
    last: str


def drawing_of(chart: Chart, query: QueryDict, *, path: str = "") -> ChartDrawing | None:
    """The drawing of a chart with more than one bar; each leads to the list `query` within its time only.

    `path` is that of the list where the chart stands on another page.
    """
    if len(chart.bars) < 2:
        return None
    start = path + query_without(query, *YEAR_PARAMETERS)
    highest = chart.highest
    bars = [_bar(bar, place * STEP, highest, start, chart.level) for place, bar in enumerate(chart.bars)]
    return {
        "level": chart.level,
        "highest": counted(highest),
        "width": digits(len(bars) * STEP),
        "bars": bars,
        "rows": [drawn for drawn, bar in zip(bars, chart.bars, strict=True) if bar.count],
        "first": bars[0]["label"],
        "last": bars[-1]["label"],
    }


def _bar(bar: Bar, x: int, highest: int, start: str, level: str) -> BarDrawing:
    # A bar of one release can be seen, however long the others are.
    height = max(1, round(bar.count / highest * HEIGHT)) if bar.count else 0
    written = bar.period.written
    return {
        "href": f"{start}from={written}&to={written}",
        "label": _label(bar, level),
        "count": counted(bar.count),
        "x": digits(x),
        "y": digits(HEIGHT - height),
        "height": digits(height),
    }


def _label(bar: Bar, level: str) -> str:
    """The year, month or day as the page's language writes it."""
    return capfirst(days.dated(bar.period.first, level))
