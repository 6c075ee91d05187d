"""Facets and the chart of a list as a page shows them: addresses, labels and places.

A page has a hundred links of this sort, which differ only in the end of their address: what they share is
written once, and the rows are put together here rather than by a template's loop.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus, urlencode

from django import template
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from releases.listing.facets import Bar, Chart, Choice, Facets
from releases.templatetags.counts import counted

register = template.Library()
HEIGHT, STEP, GAP = 100, 10, 2
# Every list of the site takes a year as its first and last day, whatever has been chosen there before.
RANGE = ("from", "to")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart in units whose upper left corner is 0: `bars` for the picture, `rows` for the table.

    `first` and `last` are the times at its ends, as the page's language writes them.
    """

    width: int
    height: int
    bars: SafeString
    rows: SafeString
    first: SafeString
    last: SafeString


@register.simple_tag
def drawing(chart: Chart, address: QueryDict) -> Drawing:
    """The bars and rows of the chart; each leads to the list `address` of its time only."""
    start = _beginning(address, RANGE)
    language = get_language() or ""
    bars, rows, labels = [], [], []
    for place, bar in enumerate(chart.bars):
        # The written time is digits and hyphens: there is nothing to escape.
        href = f"{start}from={bar.period.written}&amp;to={bar.period.written}"
        label = (
            bar.period.written if chart.level == "year" else _said(bar.period.first, chart.level, language)
        )
        labels.append(label)
        bars.append(_bar(bar, place * STEP, chart.highest, href, label))
        if bar.count:
            rows.append(
                f'<tr><th scope="row"><a href="{href}">{label}</a></th><td>{counted(bar.count)}</td></tr>'
            )
    ends = _joined(labels[:1]), _joined(labels[-1:])
    return Drawing(max(1, len(bars) * STEP), HEIGHT, _joined(bars), _joined(rows), *ends)


def _bar(bar: Bar, x: int, highest: int, href: str, label: str) -> str:
    """A bar in a space as high as the drawing, so that a short one is as easy to hit as a long one."""
    # Whoever has releases has a bar that can be seen.
    height = max(1, round(bar.count / highest * HEIGHT)) if bar.count else 0
    return (
        f'<a href="{href}" tabindex="-1">'
        f'<rect class="chart-space" x="{x}" y="0" width="{STEP}" height="{HEIGHT}"/>'
        f'<rect class="chart-bar" x="{x}" y="{HEIGHT - height}" width="{STEP - GAP}" height="{height}">'
        f"<title>{label}: {counted(bar.count)}</title></rect></a>"
    )


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
        {"name": name, "title": titles[name], "choices": _choices(name, choices, address)}
        for name, choices in facets.choices.items()
        if len(choices) > 1 or any(one.is_chosen for one in choices)
    ]


def _choices(name: str, choices: Iterable[Choice], address: QueryDict) -> SafeString:
    """An item for each value, which leads to the list with it, or without it where it is chosen.

    Chosen or not, the link has the same id: whoever follows it finds it again.
    """
    href = _hrefs(name, address)
    leave_out = escape(_("(chosen; leave out)"))
    items = []
    for one in choices:
        shown = f'<bdi>{escape(one.label)}</bdi> <span class="facet-count">{counted(one.count)}</span>'
        if one.is_chosen:
            shown += f' <span aria-hidden="true">×</span><span class="unseen">{leave_out}</span>'
        mark = ' class="facet-chosen"' if one.is_chosen else ""
        items.append(f'<li><a id="{name}-{quote_plus(one.value)}"{mark} href="{href(one)}">{shown}</a></li>')
    return _joined(items)


def _hrefs(name: str, address: QueryDict) -> Callable[[Choice], str]:
    """How the address of each value of a dimension is made, escaped for an attribute."""
    start = _beginning(address, RANGE if name == "year" else (name,))
    given = [] if name in {"year", "language"} else address.getlist(name)
    others = "".join(f"{name}={quote_plus(value)}&amp;" for value in given)

    def href(choice: Choice) -> str:
        value = quote_plus(choice.value)
        if name == "language":
            # A list without a language is in the page's own: leaving one out means all of them.
            return f"{start}language={'all' if choice.is_chosen else value}"
        if not choice.is_chosen:
            return (
                f"{start}from={value}&amp;to={value}" if name == "year" else f"{start}{others}{name}={value}"
            )
        kept = [one for one in given if one.lower() != choice.value.lower()]
        return (start + "".join(f"{name}={quote_plus(one)}&amp;" for one in kept)).removesuffix("&amp;")

    return href


def _beginning(address: QueryDict, leave_out: tuple[str, ...]) -> str:
    """The query string without the page and these names, escaped, and ready for one more pair at its end."""
    pairs = [
        (name, value)
        for name, values in address.lists()
        if name not in leave_out and name != "page"
        for value in values
    ]
    return f"?{escape(urlencode(pairs))}&amp;" if pairs else "?"


@lru_cache(maxsize=4096)
def _said(first: date, level: str, _language: str) -> str:
    """The month or day as the page's language writes it, escaped, and kept: that would cost more than the rest."""
    return escape(date_format(first, "YEAR_MONTH_FORMAT" if level == "month" else "DATE_FORMAT"))


def _joined(pieces: Iterable[str]) -> SafeString:
    return mark_safe("".join(pieces))  # noqa: S308 - every piece is made above, its values escaped
