"""Institutes as readers meet them: through the releases that name them."""

from typing import Any

from django.db.models import BigIntegerField, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from institutes.models import InstituteLogo
from institutes.requests import SiteRequest
from releases.database.prepared import prepared
from releases.listing import public_index
from releases.listing.listing import Listing
from releases.listing.pagination import list_page
from releases.listing.rows import cards
from releases.listing.selection import Selection
from releases.publication.cards import cards_of
from releases.views.known_query import page_query
from releases.views.moved import moved


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
    index = public_index.read(request.at)
    directory = index.directory
    institute = directory.institutes_by_slug.get(slug)
    if institute is None and slug in directory.merged_institutes.by_old_slug:
        return moved(request, directory.merged_institutes.by_old_slug[slug])
    if institute is None:
        raise Http404
    naming = Selection(language=(get_language(),), institute=(institute.pk,))
    releases = Listing(index, naming, cards, at=request.at)
    shown = list_page(releases, request.GET.get("page"))
    bearers = (institute, *directory.merged_institutes.away.get(institute.pk, ()))
    names = sorted(
        (name for bearer in bearers for name in bearer.names_at_hand or ()),
        key=lambda name: (name.valid_until is not None, name.language, name.name),
    )
    return render(
        request,
        "institutes/detail.html",
        {
            "institute": institute,
            "names": [name for name in names if name.name != institute.name and name.is_official],
            "logo": next(iter(_logos(institute=institute.pk)), None),
            "successor": directory.merged_institutes.end(institute.successor_id),
            "predecessors": directory.predecessors_of(institute),
            "known_query": page_query(request),
            "shown": shown,
            "cards": cards_of(shown.page),
            "elsewhere": releases.elsewhere(),
        },
    )


@prepared(institute=BigIntegerField())
def _logos(institute: Any) -> QuerySet[InstituteLogo]:
    """The logo of the institute, if it has one."""
    return InstituteLogo.objects.filter(institute=institute)
