"""The series and their numbers."""

from collections.abc import Sequence
from datetime import datetime
from operator import attrgetter
from typing import Any, TypedDict

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from institutes import days
from institutes.page_urls import fixed_address
from institutes.requests import SiteRequest
from releases.listing import public_index
from releases.listing.missing_numbers import gap_between
from releases.listing.pagination import list_page
from releases.listing.selection import Selection
from releases.listing.series import Numbers, series_at
from releases.models.series_names import catalogue
from releases.views.known_query import page_query

PER_PAGE = 50


class NumberRow(TypedDict):
    """A release in its series, in texts to be escaped.

    `issued_on` is written as ISO 8601 writes it, `day` as the page's language does. `withdrawn` says when it was
    withdrawn, `reason` why, `missing` which numbers are not there below it; empty where nothing is to be said.
    """

    href: str
    symbol: str
    title: str
    issued_on: str
    day: str
    withdrawn: str
    reason: str
    missing: str


def series_list(request: SiteRequest) -> HttpResponse:
    """Every series that has a public release, with the number of those in the page's language, and the catalogue."""
    index = public_index.read(request.at)
    counts = index.counts_by("series", Selection(language=(get_language(),)))
    used = [index.directory.series[key] for key in index.public_series if key in index.directory.series]
    rows = [(series, counts.get(series.pk, 0)) for series in sorted(used, key=attrgetter("prefix"))]
    here = {series.prefix for series, _count in rows}
    return render(
        request,
        "releases/series_list.html",
        {"series_list": rows, "catalogue": [entry for entry in catalogue() if entry.prefix not in here]},
    )


def series(request: SiteRequest, prefix: str) -> HttpResponse:
    """The releases of one series by number, the highest first, and the numbers that are not there.

    A release that was withdrawn keeps its place, said as withdrawn.
    """
    language = get_language() or "en"
    series = series_at(prefix, language, request.at)
    if series is None:
        raise Http404
    if series.prefix != prefix:
        return redirect(series, permanent=True)
    index, every_language = public_index.read(request.at), Selection(series=(series.pk,))
    count = index.count(every_language.having("language", (language,)))
    numbers = Numbers(series, language, request.at, count + (series.withdrawn or 0))
    shown = list_page(numbers, request.GET.get("page"), per_page=PER_PAGE)
    return render(
        request,
        "releases/series.html",
        {
            "series": series,
            "trail": [(fixed_address("releases:series-list"), pgettext("plural", "Series"))],
            "event": index.directory.merged_events.end(series.event_id),
            "known_query": page_query(request),
            "shown": shown,
            "rows": _rows(list(shown.page), request.at),
            "elsewhere": index.count(every_language) - count,
        },
    )


def _rows(releases: Sequence[Any], at: datetime) -> list[NumberRow]:
    """A row for each release; of releases with the same number the last says what is missing below it."""
    rows = []
    for position, release in enumerate(releases):
        is_last_of_number = position + 1 == len(releases) or releases[position + 1].number != release.number
        rows.append(_row(release, at, missing=_missing(release) if is_last_of_number else ""))
    return rows


def _row(release: Any, at: datetime, *, missing: str) -> NumberRow:
    is_withdrawn = release.is_withdrawn(at)
    row: NumberRow = {
        "href": release.get_absolute_url(),
        "symbol": release.symbol,
        "title": release.title,
        "issued_on": release.issued_on.isoformat(),
        "day": days.day(release.issued_on),
        "withdrawn": "",
        "reason": "",
        "missing": missing,
    }
    if is_withdrawn:
        day = days.day(timezone.localtime(release.withdrawn_at))
        row["withdrawn"] = _("Withdrawn on %(day)s.") % {"day": day}
        row["reason"] = release.withdrawal_reason
        row["title"] = release.title if release.withdrawal_keeps_text else ""
    return row


def _missing(release: Any) -> str:
    """Which numbers below that of the release are not there; a number known in another language is."""
    gap = gap_between(release.below, release.number)
    return "" if gap is None else _("Not in this collection: %(numbers)s") % {"numbers": gap}
