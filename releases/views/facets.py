"""The facets of a list as links, each of which narrows the list by one step more or one step less."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TypedDict
from urllib.parse import quote_plus, urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from releases.listing.facets import Choice, Facets
from releases.templatetags.counts import counted, releases

# Every list of the site takes a year as its first and last day, whatever has been chosen there before.
YEAR_PARAMETERS = ("from", "to")


# The parameters of the page that has all values of one dimension.
FACET, FIND = "facet", "find"


class FacetLink(TypedDict):
    """One value of a dimension. `id` is the same whether or not it is chosen: who follows it finds it again.

    `lang` and `dir` are those of the label, empty where it is in the language of the page. `count` is a number,
    `spoken` says of what. `words` are those of its names, where it is looked for by them.
    """

    id: str
    href: str
    label: str
    lang: str
    dir: str
    count: str
    spoken: str
    is_chosen: bool
    words: str


class FacetLinks(TypedDict):
    """A dimension with its values, the first one first.

    `whole` leads to the page with all its values, of which there are `size`; both are empty where all are here.
    `problem` says what is wrong with what was asked of it.
    """

    name: str
    title: str | Promise
    links: list[FacetLink]
    whole: str
    size: str
    problem: str


def facet_titles() -> dict[str, str]:
    """What the dimensions are called, by their names."""
    return {
        "year": _("Year"),
        "institute": _("Institute"),
        "event": _("Event"),
        "city": _("City"),
        "series": pgettext("singular", "Series"),
        "kind": _("Kind"),
        "language": _("Language"),
    }


def facet_links(
    facets: Facets, query: QueryDict, problems: Mapping[str, Sequence[str]] | None = None
) -> list[FacetLinks]:
    """The dimensions with more than one value to choose, with one that is chosen, or with a problem.

    `query` is the part of the address that the list understands; a link changes one dimension of it and
    leads to the first page. `problems` are those of the filters, by their names.
    """
    titles, problems = facet_titles(), problems or {}
    return [
        {
            "name": name,
            "title": titles[name],
            "links": links_of(name, choices, query),
            "whole": f"{query_without(query, FACET)}{FACET}={name}" if name in facets.sizes else "",
            "size": counted(facets.sizes.get(name)),
            "problem": " ".join(problems.get(name, ())),
        }
        for name, choices in facets.choices.items()
        if len(choices) > 1 or name in problems or any(choice.is_chosen for choice in choices)
    ]


def links_of(name: str, choices: Iterable[Choice], query: QueryDict) -> list[FacetLink]:
    """The values of a dimension as links."""
    href, spoken = _hrefs(name, query), cache(releases)
    return [
        {
            "id": f"{name}-{(written := quote_plus(choice.value))}",
            "href": href(choice, written),
            "label": choice.label,
            "lang": getattr(choice.label, "lang", ""),
            "dir": getattr(choice.label, "dir", ""),
            "count": counted(choice.count),
            "spoken": spoken(choice.count),
            "is_chosen": choice.is_chosen,
            "words": " ".join(choice.words),
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
