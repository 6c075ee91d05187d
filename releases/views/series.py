"""The series and their numbers."""

from datetime import datetime
from operator import attrgetter

from django.db.models import Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language

from institutes.pages import KeysFirst
from institutes.requests import SiteRequest
from releases.listing import public_index
from releases.listing.missing_numbers import Gap, gaps_between
from releases.listing.pagination import list_page
from releases.listing.selection import Selection
from releases.models import Release, Series
from releases.models.known import known_q
from releases.models.release import ReleaseQuerySet
from releases.models.visibility import withdrawn_q
from releases.views.known_query import page_query

PER_PAGE = 50


def series_list(request: SiteRequest) -> HttpResponse:
    """Every series that has a public release, with the number of those in the page's language."""
    index = public_index.read(request.at)
    counts = index.counts_by("series", Selection(language=(get_language(),)))
    used = [index.directory.series[key] for key in index.public_series if key in index.directory.series]
    rows = [(series, counts.get(series.pk, 0)) for series in sorted(used, key=attrgetter("prefix"))]
    return render(request, "releases/series_list.html", {"series_list": rows})


def series(request: SiteRequest, prefix: str) -> HttpResponse:
    """The releases of one series by number, the highest first, and the numbers that are not there.

    A release that was withdrawn keeps its place, said as withdrawn.
    """
    every = Series.objects.known(request.at).select_related("event").prefetch_related("event__names")
    series = get_object_or_404(every, prefix__lower=prefix.lower())
    if series.prefix != prefix:
        return redirect(series, permanent=True)
    known = Release.objects.filter(known_q(request.at)).filter(series=series)
    in_language = known.filter(language=get_language()).order_by("-number", "-suffix", "-pk")
    withdrawn = in_language.filter(withdrawn_q(request.at)).count()
    index, every_language = public_index.read(request.at), Selection(series=(series.pk,))
    count = index.count(Selection(series=(series.pk,), language=(get_language(),)))
    shown = list_page(
        KeysFirst(in_language.for_cards("number", "withdrawal_reason", "withdrawal_keeps_text")),
        request.GET.get("page"),
        per_page=PER_PAGE,
        count=count + withdrawn,
    )
    return render(
        request,
        "releases/series.html",
        {
            "series": series,
            "known_query": page_query(request),
            "shown": shown,
            "rows": _rows_with_gaps(list(shown.page), known, request.at),
            "elsewhere": index.count(every_language) - count,
        },
    )


def _rows_with_gaps(
    releases: list[Release], known: ReleaseQuerySet, at: datetime
) -> list[tuple[Release, bool, Gap | None]]:
    """Each release, whether it is withdrawn, and the gap that follows it on the way down, if any.

    A number that readers know in another language is not missing.
    """
    if not releases:
        return []
    highest, lowest = releases[0].number, releases[-1].number
    below = known.filter(number__lt=lowest).order_by("-number").values("number")[:1]
    run = known.filter(number__lte=highest, number__gte=Coalesce(Subquery(below), lowest))
    numbers = run.order_by().values_list("number", flat=True).distinct()
    gaps = gaps_between(number for number in numbers if number is not None)
    rows = []
    for position, release in enumerate(releases):
        is_last_of_number = position + 1 == len(releases) or releases[position + 1].number != release.number
        gap = gaps.get(release.number or 0) if is_last_of_number else None
        rows.append((release, release.is_withdrawn(at), gap))
    return rows
