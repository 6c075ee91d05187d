"""Which public pages are kept, and which parameters of their addresses each of them knows."""

from django.http import QueryDict
from django.urls import ResolverMatch

from releases.enums import SitePageKind
from releases.listing.filters import ReleaseFilter

PAGE = ("page",)
# All values of one dimension of a list, and what a value is looked for by.
FACET_PAGE = ("facet", "find")
# By the names of the views' addresses. What is not here is never kept: previews, the desk, pictures, and what
# depends on the language of a browser.
PARAMETERS: dict[str, tuple[str, ...]] = {
    "front": (),
    **{str(kind): () for kind in SitePageKind},
    "releases:year": PAGE,
    "releases:month": PAGE,
    "releases:day": PAGE,
    "releases:edition": ("against",),
    "releases:edition-text": (),
    "releases:edition-timestamp": (),
    "releases:text": (),
    "releases:card": (),
    "releases:bibtex": (),
    "releases:ris": (),
    "releases:timestamp": (),
    "hashes": (),
    "releases:detail": (),
    "releases:corrections": ("year", "language", *PAGE),
    "releases:suggestions": ("q",),
    "releases:series-list": (),
    "releases:series": PAGE,
    "institutes:list": (),
    "institutes:detail": PAGE,
    "events:list": PAGE,
    "events:detail": PAGE,
}
LIST = "releases:list"


def known_parameters(match: ResolverMatch) -> tuple[str, ...] | None:
    """The parameters that the page at an address knows, in their order; None where the page is not kept."""
    if match.view_name == LIST:
        return (*ReleaseFilter.parameters(), *PAGE, *FACET_PAGE)
    return PARAMETERS.get(match.view_name)


def known_query(query: QueryDict, names: tuple[str, ...]) -> QueryDict:
    """The parameters of `names` that `query` has a value for, in that order, however the reader wrote them."""
    known = QueryDict(mutable=True)
    for name in names:
        if values := [value for value in query.getlist(name) if value]:
            known.setlist(name, values)
    return known
