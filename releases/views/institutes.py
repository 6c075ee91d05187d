"""Institutes as readers meet them: through the releases that name them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import BigIntegerField, QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from institutes.enums import InstituteKind
from institutes.maps import LocationMap, dots, location_map
from institutes.models import Institute, InstituteLogo, InstituteName, InstituteText
from institutes.page_urls import fixed_address
from institutes.requests import SiteRequest
from institutes.texts import text_for_readers
from releases.database.prepared import prepared
from releases.listing import public_index
from releases.listing.facets import chart_by_year
from releases.listing.listing import Listing
from releases.listing.pagination import list_page
from releases.listing.rows import cards
from releases.listing.selection import Selection
from releases.publication.cards import cards_of
from releases.views.charts import ChartDrawing, drawing_of
from releases.views.known_query import page_query
from releases.views.moved import moved

TEXTS = ("description", "founded_note", "consultative_status")


def institute_list(request: SiteRequest) -> HttpResponse:
    """Every institute by kind and name, on a map and with the releases in the page's language that name it."""
    index, language = public_index.read(request.at), get_language()
    counts = index.counts_by("institute", Selection(language=(language,)))
    institutes = sorted(
        index.directory.institutes.values(), key=lambda institute: institute.name_in(language).casefold()
    )
    return render(
        request,
        "institutes/list.html",
        {
            "kinds": [
                (kind.plural, of_kind)
                for kind in InstituteKind
                if (of_kind := [(one, counts.get(one.pk, 0)) for one in institutes if one.kind == kind])
            ],
            "dots": dots(
                (institute.latitude, institute.longitude)
                for institute in institutes
                if institute.latitude is not None and institute.longitude is not None
            ),
        },
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
    names = [name for bearer in bearers for name in bearer.names_at_hand or () if name.is_official]
    texts = list(_texts(institute=institute.pk))
    return render(
        request,
        "institutes/detail.html",
        {
            "institute": institute,
            "trail": [(fixed_address("institutes:list"), _("Institutes"))],
            **{column: text_for_readers(texts, column) for column in TEXTS},
            "former_names": _through_time(names),
            "other_names": _in_other_languages(names, institute),
            "logo": next(iter(_logos(institute=institute.pk)), None),
            "map": _map_of(institute),
            "successor": directory.merged_institutes.end(institute.successor_id),
            "predecessors": directory.predecessors_of(institute),
            "known_query": page_query(request),
            "shown": shown,
            "cards": cards_of(shown.page),
            "chart": _over_time(releases, institute),
            "elsewhere": releases.elsewhere(),
        },
    )


def _through_time(names: Iterable[InstituteName]) -> list[InstituteName]:
    """The names that were changed, and those that took their place, in time; none where none was ever changed."""
    dated = [name for name in names if name.valid_from or name.valid_until]
    return sorted(dated, key=lambda name: (name.valid_from or 0, name.valid_until or 9999, name.language))


def _in_other_languages(names: Iterable[InstituteName], institute: Institute) -> list[InstituteName]:
    """The names in use today but for the one that the page bears, by language."""
    in_use = [name for name in names if name.valid_until is None and name.name != institute.name]
    return sorted(in_use, key=lambda name: (name.language, name.name))


def _map_of(institute: Institute) -> LocationMap | None:
    if institute.latitude is None or institute.longitude is None:
        return None
    return location_map(institute.latitude, institute.longitude)


def _over_time(releases: Listing, institute: Institute) -> ChartDrawing | None:
    """The releases by year, each leading to the list of those that name the institute."""
    query = QueryDict(mutable=True)
    query["institute"] = institute.slug
    return drawing_of(chart_by_year(releases), query, path=fixed_address("releases:list"))


@prepared(institute=BigIntegerField())
def _logos(institute: Any) -> QuerySet[InstituteLogo]:
    """The logo of the institute, if it has one."""
    return InstituteLogo.objects.filter(institute=institute)


@prepared("language", *TEXTS, institute=BigIntegerField())
def _texts(institute: Any) -> QuerySet[InstituteText]:
    return InstituteText.objects.filter(institute=institute).order_by()
