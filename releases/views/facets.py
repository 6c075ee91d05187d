"""The facets of a list as links, each of which narrows the list by one step more or one step less."""

from collections.abc import Callable, Iterable
from typing import TypedDict
from urllib.parse import quote_plus, urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from releases.listing.facets import Choice, Facets
from releases.templatetags.counts import counted

# Every list of the site takes a year as its first and last day, whatever has been chosen there before.
YEAR_PARAMETERS = ("from", "to")


class FacetLink(TypedDict):
    """One value of a dimension. `id` is the same whether or not it is chosen: who follows it finds it again."""

    id: str
    href: str
    label: str
    count: str
    is_chosen: bool


class FacetLinks(TypedDict):
    """A dimension with its values, the first one first."""

    name: str
    title: str | Promise
    links: list[FacetLink]


def facet_links(facets: Facets, query: QueryDict) -> list[FacetLinks]:
    """The dimensions with more than one value to choose, or with one that is chosen.

    `query` is the part of the address that the list understands; a link changes one dimension of it and
    leads to the first page.
    """
    titles = {
        "year": _("Year"),
        "institute": _("Institute"),
        "event": _("Event"),
        "series": pgettext("singular", "Series"),
        "kind": _("Kind"),
        "language": _("Language"),
    }
    return [
        {"name": name, "title": titles[name], "links": _links(name, choices, query)}
        for name, choices in facets.choices.items()
        if len(choices) > 1 or any(choice.is_chosen for choice in choices)
    ]


def _links(name: str, choices: Iterable[Choice], query: QueryDict) -> list[FacetLink]:
    href = _hrefs(name, query)
    return [
        {
            "id": f"{name}-{(written := quote_plus(choice.value))}",
            "href": href(choice, written),
            "label": choice.label,
            "count": counted(choice.count),
            "is_chosen": choice.is_chosen,
        }
        for choice in choices
    ]


def _hrefs(name: str, query: QueryDict) -> Callable[[Choice, str], str]:
    """How the address of each value of a dimension is made, of the choice and its value as addresses write it."""
    start = query_without(query, *(YEAR_PARAMETERS if name == "year" else (name,)))
    chosen = [] if name in {"year", "language"} else query.getlist(name)
    others = "".join(f"{name}={quote_plus(value)}&" for value in chosen)

    def href(choice: Choice, value: str) -> str:
        if name == "language":
            # A list without a language is in the page's own: leaving one out means all of them.
            return f"{start}language={'all' if choice.is_chosen else value}"
        if not choice.is_chosen:
            return f"{start}from={value}&to={value}" if name == "year" else f"{start}{others}{name}={value}"
        remaining = [given for given in chosen if given.lower() != choice.value.lower()]
        return (start + "".join(f"{name}={quote_plus(given)}&" for given in remaining)).removesuffix("&")

    return href


def query_without(query: QueryDict, *names: str) -> str:
    """The query string without the page and these names, from its “?” on, ready for one more parameter."""
    left_out = {*names, "page"}
    pairs = [(name, value) for name, values in query.lists() if name not in left_out for value in values]
    return f"?{urlencode(pairs)}&" if pairs else "?"
