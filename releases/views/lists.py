"""Lists of releases: the one readers filter and search, and the archive by date."""

from dataclasses import asdict
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pyroaring import BitMap

from releases.listing import public_index
from releases.listing.facets import Facets, count_facets
from releases.listing.filters import LONGEST_QUERY, ReleaseFilter
from releases.listing.listing import Listing
from releases.listing.pagination import list_page
from releases.listing.periods import Period
from releases.listing.public_index import Narrowing, Register
from releases.listing.rows import cards
from releases.listing.suggestions import NothingFound, nothing_found, suggest
from releases.models import Release
from releases.search.query import readings


def release_list(request: HttpRequest) -> HttpResponse:
    """The releases that the address asks for, a page at a time."""
    releases = ReleaseFilter(request.GET, Release.objects.public(request.at), at=request.at)
    facets = count_facets(releases.register, releases.narrowing, page_language=get_language())
    languages = facets.choices["language"]
    return render(
        request,
        "releases/list.html",
        {
            "filter": releases,
            "errors": releases.form.errors,
            "shown": list_page(releases.listing(), request.GET.get("page")),
            "query": releases.query,
            "readings": readings(releases.query) if releases.query else [],
            "drawn": _drawn(releases.register, facets, request.GET),
            "hints": _hints(releases) if releases.words and not facets.total else None,
            "kept": [(name, value) for name in KEPT for value in request.GET.getlist(name)],
            "applied": _applied(releases),
            "elsewhere": sum(choice.count for choice in languages) - facets.total,
        },
    )


def _drawn(kept: Register, facets: Facets, address: QueryDict) -> dict[str, SafeString]:
    """The facets and the chart as they stand on the page, drawn once as long as their counts are true."""
    asked = tuple((name, tuple(values)) for name, values in address.lists() if name != "page")

    def draw() -> dict[str, SafeString]:
        context = {"facets": facets, "chart": facets.chart, "address": address}
        return {name: render_to_string(f"releases/_{name}.html", context) for name in ("facets", "chart")}

    return kept.results.get(("drawn", asked, get_language()), draw)


def _hints(releases: ReleaseFilter) -> NothingFound:
    """What to try where the words find nothing under the filter."""
    return nothing_found(releases.register, releases.narrowing, releases.query, releases.queryset)


def suggestions(request: HttpRequest) -> JsonResponse:
    """What the reader may mean, while it is typed: at most four of each sort, as JSON."""
    found = suggest(request.GET.get("q", "")[:LONGEST_QUERY], at=request.at, language=get_language())
    return JsonResponse({"suggestions": [asdict(one) for one in found]})


# What the form hands on unseen: it is chosen among the facets.
KEPT = ("institute", "event", "series", "kind", "language")
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
            query = releases.data.copy()
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
    kept = public_index.read(request.at)
    language = get_language()
    spoken = kept.select(Narrowing(language=(language,)))
    inside = Narrowing(language=(language,), first=period.first, last=period.last)
    listing = Listing(kept, inside, cards, at=request.at)
    return render(
        request,
        "releases/archive.html",
        {
            "period": period,
            "shown": list_page(listing, request.GET.get("page")),
            "parts": _parts(kept, kept.select(inside), period.inner_level),
            "previous": _period_of(kept.day_before(spoken, period.first), period.level),
            "next": _period_of(kept.day_after(spoken, period.last), period.level),
            "elsewhere": listing.elsewhere(),
        },
    )


def _parts(kept: Register, releases: BitMap, level: str) -> list[tuple[Period, int]]:
    """The months or days that have releases, each with how many."""
    if level == "month":
        months = sorted(kept.divide(releases, "month").items())
        return [(Period(month // 12, month % 12 + 1), count) for month, count in months]
    if level == "day":
        return [(Period.of(day, level), count) for day, count in sorted(kept.days(releases).items())]
    return []


def _period_of(day: date | None, level: str) -> Period | None:
    return Period.of(day, level) if day else None
