"""Lists of releases: the one readers filter and search, and the archive by date."""

from collections import Counter
from dataclasses import asdict

from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from releases.archive import Period
from releases.facets import count_facets
from releases.filters import LONGEST_QUERY, ReleaseFilter
from releases.models import Release
from releases.pages import list_page
from releases.query import readings
from releases.querysets import ReleaseQuerySet
from releases.suggestions import NothingFound, nothing_found, suggest


def release_list(request: HttpRequest) -> HttpResponse:
    """The releases that the address asks for, a page at a time."""
    public = Release.objects.public(request.at)
    releases = ReleaseFilter(request.GET, public, at=request.at)
    # Only a list of found words shows a passage of the text; any other leaves the texts in the database.
    found = releases.listing(public.for_cards("body_text") if releases.query else public.for_cards())
    facets = count_facets(releases.register, releases.narrowing, page_language=get_language())
    languages = facets.choices["language"]
    return render(
        request,
        "releases/list.html",
        {
            "filter": releases,
            "errors": releases.form.errors,
            "shown": list_page(found, request.GET.get("page")),
            "query": releases.query,
            "readings": readings(releases.query) if releases.query else [],
            "facets": facets,
            "hints": _hints(releases) if releases.words and not facets.total else None,
            "kept": [(name, value) for name in KEPT for value in request.GET.getlist(name)],
            "applied": _applied(releases),
            "elsewhere": sum(choice.count for choice in languages) - facets.total,
        },
    )


def _hints(releases: ReleaseFilter) -> NothingFound:
    """What to try where the words find nothing under the filter."""
    return nothing_found(releases.narrowed(("q",)), releases.words, languages=releases.narrowing.language)


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
    public = Release.objects.public(request.at)
    spoken = public.filter(language=get_language())
    inside = spoken.issued_between(period.first, period.last)
    return render(
        request,
        "releases/archive.html",
        {
            "period": period,
            "shown": list_page(inside.in_order().for_cards(), request.GET.get("page")),
            "parts": _parts(inside, period.inner_level),
            "previous": _nearest(
                spoken.filter(issued_on__lt=period.first).order_by("-issued_on"), period.level
            ),
            "next": _nearest(spoken.filter(issued_on__gt=period.last).order_by("issued_on"), period.level),
            "elsewhere": public.issued_between(period.first, period.last)
            .exclude(language=get_language())
            .count(),
        },
    )


def _parts(releases: ReleaseQuerySet, level: str) -> list[tuple[Period, int]]:
    """The months or days that have releases, each with how many."""
    if not level:
        return []
    counts: Counter[Period] = Counter()
    for day, count in releases.order_by("issued_on").values_list("issued_on").annotate(count=Count("pk")):
        counts[Period.of(day, level)] += count
    return list(counts.items())


def _nearest(releases: ReleaseQuerySet, level: str) -> Period | None:
    day = releases.values_list("issued_on", flat=True).first()
    return Period.of(day, level) if day else None
