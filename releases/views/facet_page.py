"""The page that has all values of one dimension of a list, with a box to find one of them by its names."""

from itertools import islice

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from institutes.requests import SiteRequest
from releases.listing.facets import NAMED, Choice, every_choice
from releases.listing.filters import ReleaseFilter
from releases.search.analysis import words
from releases.templatetags.counts import counted
from releases.views.facets import FACET, FIND, facet_titles, links_of

MOST_SHOWN = 500
LONGEST_FIND = 100


def facet_asked_for(request: SiteRequest) -> str:
    """The dimension whose values the address asks for, empty where it asks for the list."""
    name = request.GET.get(FACET, "")
    return name if name in NAMED else ""


def facet_page(request: SiteRequest, releases: ReleaseFilter, name: str) -> HttpResponse:
    """All values of the dimension `name`, or those with a name of whose words some begin as typed."""
    typed = request.GET.get(FIND, "")[:LONGEST_FIND].strip()
    listing, query = releases.listing, releases.known_query()
    choices = every_choice(listing, name, page_language=get_language() or "en")
    found = [choice for choice in choices if _answers(choice, words(typed))]
    shown = list(islice(found, MOST_SHOWN))
    here = query.copy()
    here[FACET] = name
    if typed:
        here[FIND] = typed
    context = {
        "filter": releases,
        "title": facet_titles()[name],
        "name": name,
        "links": links_of(name, shown, query),
        "typed": typed,
        "number": len(found),
        "is_cut": len(shown) < len(found),
        "most": counted(MOST_SHOWN),
        "count": listing.count(),
        "back": f"?{query.urlencode()}",
        "query": query,
        "hidden_fields": [(key, value) for key, values in query.lists() for value in values],
        "known_query": here,
    }
    return render(request, "releases/facet.html", context)


def _answers(choice: Choice, typed: list[str]) -> bool:
    return all(any(word.startswith(one) for word in choice.words) for one in typed)
