"""Institutes as readers meet them: through the releases that name them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from institutes.models import Institute
from institutes.requests import SiteRequest
from releases.listing import public_index
from releases.listing.listing import Listing
from releases.listing.pagination import list_page
from releases.listing.rows import cards
from releases.listing.selection import Selection
from releases.publication.cards import cards_of
from releases.views.known_query import page_query


def institute_list(request: SiteRequest) -> HttpResponse:
    """Every institute by name, with the number of public releases in the page's language that name it."""
    index, language = public_index.read(request.at), get_language()
    counts = index.counts_by("institute", Selection(language=(language,)))
    institutes = sorted(
        index.directory.institutes.values(), key=lambda institute: institute.name_in(language).casefold()
    )
    return render(
        request,
        "institutes/list.html",
        {"institutes": [(institute, counts.get(institute.pk, 0)) for institute in institutes]},
    )


def institute(request: SiteRequest, slug: str) -> HttpResponse:
    """One institute: its names, past and present, its facts, and the releases that name it."""
    institute = get_object_or_404(
        Institute.objects.accepted().with_names().select_related("successor", "logo"), slug=slug
    )
    naming = Selection(language=(get_language(),), institute=(institute.pk,))
    releases = Listing(public_index.read(request.at), naming, cards, at=request.at)
    shown = list_page(releases, request.GET.get("page"))
    names = sorted(
        institute.names.all(), key=lambda name: (name.valid_until is not None, name.language, name.name)
    )
    return render(
        request,
        "institutes/detail.html",
        {
            "institute": institute,
            "names": [name for name in names if name.name != institute.name and name.is_official],
            "predecessors": institute.predecessors.accepted().with_names(),
            "known_query": page_query(request),
            "shown": shown,
            "cards": cards_of(shown.page),
            "elsewhere": releases.elsewhere(),
        },
    )
