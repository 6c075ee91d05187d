"""The front page."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_request, override

from institutes.requests import SiteRequest
from releases.enums import ReleaseKind
from releases.listing import public_index
from releases.listing.listing import Listing
from releases.listing.rows import cards
from releases.listing.selection import Selection
from releases.publication.cards import cards_of

LATEST = 8
NEXT = 5


def front(request: SiteRequest) -> HttpResponse:
    """The latest releases in the page's language, current and next events, and ways into the archive."""
    today = timezone.localdate(request.at)
    index, in_language = public_index.read(request.at), Selection(language=(get_language(),))
    years = [period.year for period in index.counts_by_time("year", in_language)]
    return render(
        request,
        "releases/front.html",
        {
            "cards": cards_of(Listing(index, in_language, cards, at=request.at)[:LATEST]),
            "current": index.directory.current_events(today)[:NEXT],
            "upcoming": index.directory.upcoming_events(today)[:NEXT],
            "years": range(years[-1], years[0] - 1, -1) if years else [],
            "kinds": ReleaseKind.choices,
        },
    )


def choose_language(request: SiteRequest) -> HttpResponse:
    """A redirect to the front page in the language that the reader's browser prefers."""
    with override(get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("front"))
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response
