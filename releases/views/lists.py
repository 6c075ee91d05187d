"""The list of releases that readers filter and search."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any

from django.http import HttpResponse, HttpResponsePermanentRedirect, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from institutes import days
from institutes.requests import SiteRequest
from releases.listing.facets import DIMENSIONS, count_facets
from releases.listing.filters import LONGEST_QUERY, ReleaseFilter
from releases.listing.pagination import list_page
from releases.listing.suggestions import nothing_found, suggest
from releases.publication.cards import cards_of
from releases.search.query import readings
from releases.views.charts import drawing_of
from releases.views.facet_page import facet_asked_for, facet_page
from releases.views.facets import facet_links
from releases.views.known_query import page_query
from releases.views.moved import moved_query


def release_list(request: SiteRequest) -> HttpResponse:
    """The releases that the address asks for, a page at a time."""
    releases = ReleaseFilter(request.GET, at=request.at)
    query = moved_query(request, releases)
    if query is not None:
        return HttpResponsePermanentRedirect(f"{request.path}?{query.urlencode()}")
    if name := facet_asked_for(request):
        return facet_page(request, releases, name)
    listing, known_query = releases.listing, releases.known_query()
    facets = count_facets(listing, page_language=get_language())
    languages = facets.choices["language"]
    shown = list_page(listing, request.GET.get("page"))
    return render(
        request,
        "releases/list.html",
        {
            "filter": releases,
            "errors": releases.errors,
            "problems": _problems(releases),
            "date_example": DATE_EXAMPLE,
            "known_query": page_query(request, known_query),
            "shown": shown,
            "cards": cards_of(shown.page, releases.query),
            "readings": readings(releases.query) if releases.query else [],
            "facets": facet_links(facets, known_query, releases.errors),
            "chart": drawing_of(facets.chart, known_query),
            "hints": nothing_found(releases) if releases.words and not facets.total else None,
            "hidden_fields": [
                (name, value)
                for name, values in known_query.lists()
                if name not in IN_THE_FORM
                for value in values
            ],
            "applied": _applied(releases),
            "listed_language": releases.listed_language,
            "elsewhere": sum(choice.count for choice in languages) - facets.total,
        },
    )


def _problems(releases: ReleaseFilter) -> list[dict[str, str]]:
    """What cannot be used of the address: the `label` of its filter, `text` for the reader, `href` to where it is."""
    places = {name: f"#f-{name}" for name in IN_THE_FORM} | {name: f"#facet-{name}" for name in DIMENSIONS}
    return [
        {"label": str(releases.form.fields[name].label), "text": message, "href": places.get(name, "")}
        for name, messages in releases.errors.items()
        for message in messages
    ]


def suggestions(request: SiteRequest) -> JsonResponse:
    """What the reader may mean, while it is typed: at most four of each sort, as JSON."""
    offered = suggest(request.GET.get("q", "")[:LONGEST_QUERY], at=request.at, language=get_language())
    return JsonResponse({"suggestions": [asdict(suggestion) for suggestion in offered]})


# How a date may be typed is shown by one.
DATE_EXAMPLE = date(2005, 4, 21)
# What the form has fields for; whatever else narrows the list it hands on unseen.
IN_THE_FORM = ("q", "from", "to", "sort")
# The page says these in places of their own.
SHOWN_ELSEWHERE = ("language", "sort")
# How a value is told to a reader, by the name of its filter.
TEXTS: dict[str, Callable[[Any], str]] = {
    "q": lambda words: _("“%(words)s”") % {"words": words},
    "from": lambda period: _("from %(day)s") % {"day": days.day(period.first)},
    "to": lambda period: _("to %(day)s") % {"day": days.day(period.last)},
    "institute": lambda institute: institute.acronym or institute.name,
    "event": lambda event: event.short_name,
    "city": attrgetter("name"),
    "series": str,
    "kind": lambda kind: str(kind.label),
}


def _applied(releases: ReleaseFilter) -> list[dict[str, str]]:
    """What the list was narrowed to: `text` for the reader, `without` the query string that leaves it out."""
    applied = []
    for name, field in releases.form.fields.items():
        if name in SHOWN_ELSEWHERE:
            continue
        tell = TEXTS.get(name, partial("{}: {}".format, field.label))
        for parameter, written, value in releases.known_values(name):
            query = releases.known_query()
            query.setlist(parameter, [text for text in query.getlist(parameter) if text != written])
            applied.append({"text": tell(value), "without": "?" + query.urlencode()})
    return applied
