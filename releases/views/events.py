"""Events and what was issued about them."""

from collections.abc import Iterable
from operator import attrgetter
from typing import Any

from django.db.models import BigIntegerField, F, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from institutes.models import Institute
from institutes.page_urls import fixed_address
from institutes.requests import SiteRequest
from institutes.texts import text_for_readers
from releases.database.keys import AmongKeys, KeysField
from releases.database.prepared import prepared
from releases.enums import EventStatus
from releases.listing import public_index
from releases.listing.listing import OLDEST, Listing
from releases.listing.names import Directory
from releases.listing.pagination import list_page
from releases.listing.public_index import PublicIndex
from releases.listing.rows import cards
from releases.listing.selection import Selection
from releases.listing.series import completeness
from releases.models import Event, EventText
from releases.views.coverage import by_day, series_lines
from releases.views.known_query import page_query
from releases.views.moved import moved

PER_PAGE = 30
MOST_NAMED = 12


def event_list(request: SiteRequest) -> HttpResponse:
    """What goes on today, what is to come, and what has been, the latest first."""
    today = timezone.localdate(request.at)
    index = public_index.read(request.at)
    directory = index.directory
    past = (
        Event.objects.accepted()
        .top_level()
        .with_names()
        .filter(Q(ends_on__lt=today) | Q(ends_on__isnull=True), merged_into=None)
        .order_by(F("starts_on").desc(nulls_last=True), F("number").desc(nulls_last=True), "slug")
    )
    shown = list_page(past, request.GET.get("page"), per_page=PER_PAGE)
    return render(
        request,
        "events/list.html",
        {
            "known_query": page_query(request),
            "current": _top_level(directory.current_events(today)),
            "upcoming": _top_level(directory.upcoming_events(today)),
            "shown": shown,
            "past": _with_counts(shown.page.object_list, index),
        },
    )


def _with_counts(events: Iterable[Event], index: PublicIndex) -> list[tuple[Event, int]]:
    """The events, each with the number of releases about it in the page's language."""
    counts = index.counts_by("event", Selection(language=(get_language() or "en",)))
    return [(event, counts.get(event.pk, 0)) for event in events]


def _top_level(events: list[Event]) -> list[Event]:
    """The events that are not part of another."""
    return [event for event in events if event.parent_id is None]


def event(request: SiteRequest, slug: str) -> HttpResponse:
    """One event: when and where, its parts, its partners, and the releases about it and its parts."""
    index = public_index.read(request.at)
    directory = index.directory
    event = directory.events_by_slug.get(slug)
    if event is None and slug in directory.merged_events.by_old_slug:
        return moved(request, directory.merged_events.by_old_slug[slug])
    if event is None:
        raise Http404
    about = Selection(language=(get_language(),), event=(event.pk,))
    releases = Listing(index, about, cards, at=request.at, order=OLDEST)
    shown = list_page(releases, request.GET.get("page"))
    parts = directory.parts_of(event)
    partners = _partners_of([event, *parts], directory)
    parent = directory.merged_events.end(event.parent_id)
    before, after = directory.beside(event)
    series = [directory.series[key] for key in directory.series_of_events.get(event.pk, ())]
    return render(
        request,
        "events/detail.html",
        {
            "event": event,
            "parent": parent,
            "trail": _trail(parent),
            "parts": [(part, partners[part.pk]) for part in parts],
            "partners": partners[event.pk],
            "named": _named(releases, directory, {one for some in partners.values() for one in some}),
            "before": before,
            "after": after,
            "series": series_lines(completeness(series, request.at)),
            "description": text_for_readers(_texts(event=event.pk), "description"),
            "is_cancelled": event.status == EventStatus.CANCELLED,
            "is_provisional": event.status == EventStatus.PROVISIONAL,
            "known_query": page_query(request),
            "shown": shown,
            "coverage": by_day(event, shown.page),
            "elsewhere": releases.elsewhere(),
        },
    )


def _trail(parent: Event | None) -> list[tuple[str, str]]:
    """The list of events, and the event of which this one is a part."""
    above = [(fixed_address("events:list"), _("Events"))]
    return above if parent is None else [*above, (parent.get_absolute_url(), parent.short_name)]


def _partners_of(events: list[Event], directory: Directory) -> dict[int, list[Institute]]:
    """The partner institutes of each of the events that the public may see, by slug; by the keys of the events."""
    partners: dict[int, set[Institute]] = {event.pk: set() for event in events}
    for pair in _partners(keys=[event.pk for event in events]):
        institute = directory.merged_institutes.end(pair.institute_id)
        if institute is not None:
            partners[pair.event_id].add(institute)
    return {key: sorted(some, key=attrgetter("slug")) for key, some in partners.items()}


def _named(releases: Listing, directory: Directory, partners: set[Institute]) -> list[tuple[Institute, int]]:
    """The institutes that the releases name most, and in how many of them; partners are told elsewhere."""
    counts = releases.index.divide(releases.releases, "institute")
    named = [
        (directory.institutes[key], count)
        for key, count in counts.items()
        if key in directory.institutes and directory.institutes[key] not in partners
    ]
    return sorted(named, key=lambda pair: (-pair[1], pair[0].slug))[:MOST_NAMED]


@prepared("event_id", "institute_id", keys=KeysField())
def _partners(keys: Any) -> QuerySet[Any]:
    return Event.institutes.through._default_manager.filter(AmongKeys("event_id", keys))


@prepared("language", "description", event=BigIntegerField())
def _texts(event: Any) -> QuerySet[EventText]:
    return EventText.objects.filter(event=event).order_by()
