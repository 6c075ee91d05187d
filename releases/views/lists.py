"""Lists of releases: the one readers filter and search, and the archive by date."""

from dataclasses import asdict
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from releases.listing import public_index
from releases.listing.facets import count_facets
from releases.listing.filters import LONGEST_QUERY, ReleaseFilter
from releases.listing.listing import Listing
from releases.listing.pagination import list_page
from releases.listing.rows import cards
from releases.listing.selection import Selection
from releases.listing.suggestions import NothingFound, nothing_found, suggest
from releases.models import Release
from releases.publication.cards import cards_of
from releases.search.periods import Period
from releases.search.query import readings
from releases.views.charts import drawing_of
from releases.views.facets import facet_links
from releases.views.known_query import page_query


def release_list(request: HttpRequest) -> HttpResponse:
    """The releases that the address asks for, a page at a time."""
    releases = ReleaseFilter(request.GET, Release.objects.public(request.at), at=request.at)
    listing = releases.listing()
    facets = count_facets(listing, page_language=get_language())
    languages = facets.choices["language"]
    known_query = _known_query(releases)
    shown = list_page(listing, request.GET.get("page"))
    return render(
        request,
        "releases/list.html",
        {
            "filter": releases,
            "errors": releases.form.errors,
            "known_query": known_query,
            "shown": shown,
            "cards": cards_of(shown.page, releases.query),
            "readings": readings(releases.query) if releases.query else [],
            "facets": facet_links(facets, known_query),
            "chart": drawing_of(facets.chart, known_query),
            "hints": _hints(releases) if releases.words and not facets.total else None,
            "hidden_fields": [(name, value) for name in HIDDEN for value in known_query.getlist(name)],
            "applied": _applied(releases),
            "elsewhere": sum(choice.count for choice in languages) - facets.total,
        },
    )


def _known_query(releases: ReleaseFilter) -> QueryDict:
    """The part of the address that the list understands: nothing else of it stands in a link."""
    query = QueryDict(mutable=True)
    for name, values in releases.data.lists():
        if name == "page" or name in releases.filters:
            query.setlist(name, values)
    return query


def _hints(releases: ReleaseFilter) -> NothingFound:
    """What to try where the words find nothing under the filter."""
    return nothing_found(releases.index, releases.selection, releases.query, releases.queryset)


def suggestions(request: HttpRequest) -> JsonResponse:
    """What the reader may mean, while it is typed: at most four of each sort, as JSON."""
    found = suggest(request.GET.get("q", "")[:LONGEST_QUERY], at=request.at, language=get_language())
    return JsonResponse({"suggestions": [asdict(one) for one in found]})


# What the form hands on unseen: it is chosen among the facets.
HIDDEN = ("institute", "event", "series", "kind", "language")
# How each value of an address is told to a reader.
SAID = {
    "q": lambda words: _("“%(words)s”") % {"words": words},
    "from": lambda day: _("from %(day)s") % {"day": date_format(day)},
    "to": lambda day: _("to %(day)s") % {"day": date_format(day)},
    "institute": lambda institute: institute.acronym or institute.name,
    "event": lambda event: event.short_name,
    "series": str,
    "kind": lambda kind: str(kind.label),
}
# What stands for each value in the address, where a name may have several.
WRITTEN = {
    "institute": lambda institute: institute.slug,
    "event": lambda event: event.slug,
    "series": str,
    "kind": lambda kind: kind.value,
}


def _applied(releases: ReleaseFilter) -> list[dict]:
    """What the list was narrowed to: `text` for the reader, `without` the query string that leaves it out."""
    found = []
    for name, say in SAID.items():
        value = releases.values.get(name)
        for one in value if isinstance(value, list) else [value] if value else []:
            query = _known_query(releases)
            query.pop("page", None)
            written = WRITTEN[name](one).lower() if name in WRITTEN else None
            query.setlist(name, [text for text in query.getlist(name) if written and text.lower() != written])
            found.append({"text": say(one), "without": "?" + query.urlencode()})
    return found


def archive(
    request: HttpRequest, year: int, month: int | None = None, day: int | None = None
) -> HttpResponse:
    """The releases of a year, month or day in the page's language, with what lies inside and beside it."""
    try:
        period = Period(year, month, day)
    except ValueError:
        raise Http404(_("The calendar has no such date.")) from None
    index, language = public_index.read(request.at), get_language()
    in_language = Selection(language=(language,))
    inside = Selection(language=(language,), first=period.first, last=period.last)
    listing = Listing(index, inside, cards, at=request.at)
    parts = index.counts_by_time(period.inner_level, inside) if period.inner_level else {}
    shown = list_page(listing, request.GET.get("page"))
    return render(
        request,
        "releases/archive.html",
        {
            "period": period,
            "known_query": page_query(request),
            "shown": shown,
            "cards": cards_of(shown.page),
            "parts": list(parts.items()),
            "previous": _period_of(index.day_before(in_language, period.first), period.level),
            "next": _period_of(index.day_after(in_language, period.last), period.level),
            "elsewhere": listing.elsewhere(),
        },
    )


def _period_of(day: date | None, level: str) -> Period | None:
    return Period.of(day, level) if day else None
