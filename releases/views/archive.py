"""The archive by date: the releases of a year, a month or a day, and the ways to other times that have any."""

from datetime import date
from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from institutes import days
from institutes.requests import SiteRequest
from releases.listing import public_index
from releases.listing.listing import Listing
from releases.listing.pagination import list_page
from releases.listing.rows import cards
from releases.listing.selection import Selection
from releases.publication.cards import cards_of
from releases.search.periods import Period
from releases.views.known_query import page_query

DECADE = 10


def archive(
    request: SiteRequest, year: int, month: int | None = None, day: int | None = None
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
            "trail": _trail(period),
            "known_query": page_query(request),
            "shown": shown,
            "cards": cards_of(shown.page),
            "parts": list(parts.items()),
            "previous": _period_of(index.day_before(in_language, period.first), period.level),
            "next": _period_of(index.day_after(in_language, period.last), period.level),
            "decades": _decades(index.counts_by_time("year", in_language)),
            "elsewhere": listing.elsewhere(),
        },
    )


def _trail(period: Period) -> list[tuple[str, str]]:
    trail = [(reverse("releases:list"), _("Releases"))]
    if period.month:
        trail.append((Period(period.year).get_absolute_url(), days.year(period.year)))
    if period.day:
        month = Period(period.year, period.month)
        trail.append((month.get_absolute_url(), days.month_name(period.first)))
    return trail


def _period_of(day: date | None, level: str) -> Period | None:
    return Period.of(day, level) if day else None


def _decades(counts: dict[Period, int]) -> list[tuple[str, list[tuple[Period, int]]]]:
    """The years that have any, by decade, the newest first; none where there is but one year."""
    if len(counts) < 2:
        return []
    decades = []
    for first, years in groupby(reversed(counts.items()), key=lambda item: item[0].year // DECADE * DECADE):
        span = days.span(date(max(first, 1), 1, 1), date(first + DECADE - 1, 12, 31), "year")
        decades.append((str(span), list(years)))
    return decades
