"""The front page."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TypedDict

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_request, override
from django.utils.translation import gettext as _

from institutes.models import Institute
from institutes.requests import SiteRequest
from releases.enums import EventKind, EventStatus, ReleaseKind
from releases.listing import public_index
from releases.listing.anniversaries import on_this_day
from releases.listing.listing import Listing
from releases.listing.names import Directory
from releases.listing.public_index import PublicIndex
from releases.listing.rows import cards
from releases.listing.selection import Selection
from releases.models import Event, Release, ReleasePhoto
from releases.publication.cards import cards_of
from releases.publication.lead_photos import lead_photos

LATEST = 9
NEXT = 5
ANNIVERSARIES = 3
INSTITUTES = 6


class Spotlight(TypedDict):
    """The congress that goes on, or the one that comes next, or the last one."""

    event: Event
    when: str
    parts: int
    releases: int


class Decade(TypedDict):
    """Ten years of the archive: its name, how many releases, and the years that have any with how many each."""

    name: str
    count: int
    years: list[tuple[int, int]]


def front(request: SiteRequest) -> HttpResponse:
    """The latest releases in the page's language, what goes on and comes next, and ways into the archive."""
    today = timezone.localdate(request.at)
    index, in_language = public_index.read(request.at), Selection(language=(get_language() or "en",))
    listing = Listing(index, in_language, cards, at=request.at)
    latest = listing[:LATEST]
    anniversaries = on_this_day(index, in_language, today, ANNIVERSARIES)
    remembered = cards(keys=anniversaries, at=request.at) if anniversaries else []
    directory, in_spotlight = index.directory, _spotlight(index, in_language, today)
    return render(
        request,
        "releases/front.html",
        {
            "cards": cards_of(latest),
            "lead_photo": _photo_of(latest, request),
            "elsewhere": listing.elsewhere(),
            "spotlight": in_spotlight,
            "current": _without(in_spotlight, directory.current_events(today))[:NEXT],
            "upcoming": _without(in_spotlight, directory.upcoming_events(today))[:NEXT],
            "anniversaries": cards_of(
                sorted(remembered, key=lambda release: release.issued_on, reverse=True)
            ),
            "decades": _decades(index, in_language),
            "kinds": _kinds(index, in_language),
            "institutes": _institutes(index, in_language, directory),
        },
    )


def _photo_of(latest: Sequence[Release], request: SiteRequest) -> ReleasePhoto | None:
    """The photo of the release that leads, None where it has none."""
    first = [release.pk for release in latest[:1]]
    return next(iter(lead_photos(first, request.at).values()), None)


def _spotlight(index: PublicIndex, selection: Selection, today: date) -> Spotlight | None:
    """The congress of today, else the next one, else the last one of which anything was issued."""
    directory, about = index.directory, index.counts_by("event", selection)
    candidates = (
        *((event, _("Now")) for event in directory.current_events(today)),
        *((event, _("Next congress")) for event in directory.upcoming_events(today)),
        *(
            (event, _("The last congress covered here"))
            for event in directory.past_events(today)
            if about.get(event.pk)
        ),
    )
    for event, when in candidates:
        if event.kind == EventKind.CONGRESS and event.status != EventStatus.CANCELLED:
            parts = len(directory.parts.get(event.pk, ()))
            return {"event": event, "when": when, "parts": parts, "releases": about.get(event.pk, 0)}
    return None


def _without(spotlight: Spotlight | None, events: list[Event]) -> list[Event]:
    """The events that are not in the spotlight already."""
    return [event for event in events if spotlight is None or event is not spotlight["event"]]


def _decades(index: PublicIndex, selection: Selection) -> list[Decade]:
    """The decades that have releases, the latest first, each with its years."""
    years = sorted(index.counts_by_time("year", selection).items(), reverse=True)
    decades: list[Decade] = []
    for first, of_decade in groupby(years, key=lambda pair: pair[0].year // 10 * 10):
        counts = [(period.year, count) for period, count in of_decade]
        decades.append(
            {
                "name": f"{first}–{first + 9}",
                "count": sum(count for _year, count in counts),
                "years": counts,
            }
        )
    return decades


def _kinds(index: PublicIndex, selection: Selection) -> list[tuple[str, str, int]]:
    """The kinds that have releases: their value, what they are called, and how many there are."""
    counts = index.counts_by("kind", selection)
    return [
        (kind.value, str(kind.label), counts[kind.value]) for kind in ReleaseKind if counts.get(kind.value)
    ]


def _institutes(
    index: PublicIndex, selection: Selection, directory: Directory
) -> list[tuple[Institute, int]]:
    """The institutes that most releases name, with how many."""
    counts = index.counts_by("institute", selection)
    named = [
        (directory.institutes[key], count) for key, count in counts.items() if key in directory.institutes
    ]
    return sorted(named, key=lambda pair: (-pair[1], pair[0].slug))[:INSTITUTES]


def choose_language(request: SiteRequest) -> HttpResponse:
    """A redirect to the front page in the language that the reader's browser prefers."""
    with override(get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("front"))
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response
