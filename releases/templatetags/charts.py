"""Facets and the chart of a list as a page shows them: addresses, labels and places."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from releases.facets import Bar, Chart, Choice, Facets

register = template.Library()
HEIGHT, STEP, GAP = 100, 10, 2
# Every list of the site takes a year as its first and last day, whatever has been chosen there before.
RANGE = ("from", "to")


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A bar in the units of the drawing, whose upper edge is 0."""

    x: int
    y: int
    width: int
    height: int
    step: int
    href: str
    label: str
    count: int


@register.simple_tag
def drawing(chart: Chart, address: QueryDict) -> dict[str, Any]:
    """`width`, `height` and `bars` of the chart; each bar leads to the list `address` of its time only."""
    bars = []
    for place, bar in enumerate(chart.bars):
        # Whoever has releases has a bar that can be seen.
        height = max(1, round(bar.count / chart.highest * HEIGHT)) if bar.count else 0
        bars.append(
            DrawnBar(
                x=place * STEP, y=HEIGHT - height, width=STEP - GAP, height=height, step=STEP,
                href=_address(address, {"from": [bar.written], "to": [bar.written]}),
                label=_said(bar, chart.level), count=bar.count,
            )
        )  # fmt: skip
    return {"width": max(1, len(bars) * STEP), "height": HEIGHT, "bars": bars}


@register.simple_tag
def facet_lists(facets: Facets, address: QueryDict) -> list[dict[str, Any]]:
    """The dimensions with more than one value to choose, or one chosen: `name`, `title`, `choices`."""
    titles = {
        "year": _("Year"),
        "institute": _("Institute"),
        "event": _("Event"),
        "series": _("Series"),
        "kind": _("Kind"),
        "language": _("Language"),
    }
    return [
        {"name": name, "title": titles[name], "choices": [_linked(name, one, address) for one in choices]}
        for name, choices in facets.choices.items()
        if len(choices) > 1 or any(one.is_chosen for one in choices)
    ]


def _linked(name: str, choice: Choice, address: QueryDict) -> dict[str, Any]:
    if name == "year":
        changes = dict.fromkeys(RANGE, [] if choice.is_chosen else [choice.value])
    elif name == "language":
        # A list without a language is in the page's own: leaving one out means all of them.
        changes = {name: ["all"] if choice.is_chosen else [choice.value]}
    else:
        kept = [value for value in address.getlist(name) if value.lower() != choice.value.lower()]
        changes = {name: kept if choice.is_chosen else [*kept, choice.value]}
    return {
        "label": choice.label,
        "count": choice.count,
        "is_chosen": choice.is_chosen,
        "href": _address(address, changes),
    }


def _address(address: QueryDict, changes: dict[str, list[str]]) -> str:
    """The query string with other values for some names, from the first page on."""
    changed = address.copy()
    changed.pop("page", None)
    for name, values in changes.items():
        changed.setlist(name, values)
    return f"?{changed.urlencode()}"


def _said(bar: Bar, level: str) -> str:
    if level == "year":
        return bar.written
    return date_format(bar.first, "YEAR_MONTH_FORMAT" if level == "month" else "DATE_FORMAT")
