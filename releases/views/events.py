"""Events and what was issued about them."""

from operator import attrgetter
from typing import Any

from django.db.models import BigIntegerField, F, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from institutes.models import Institute
from institutes.requests import SiteRequest
from releases.database.prepared import prepared
from releases.enums import EventStatus
from releases.listing import public_index
from releases.listing.listing import Listing
from releases.listing.names import Directory
from releases.listing.pagination import list_page
from releases.listing.rows import cards
from releases.listing.selection import Selection
from releases.models import Event
from releases.publication.cards import cards_of
from releases.views.known_query import page_query
from releases.views.moved import moved

PER_PAGE = 30


def event_list(request: SiteRequest) -> HttpResponse:
    """What goes on today, what is to come, and what has been, the latest first."""
    today = timezone.localdate(request.at)
    directory = public_index.read(request.at).directory
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
        },
    )


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
    releases = Listing(index, about, cards, at=request.at)
    shown = list_page(releases, request.GET.get("page"))
    return render(
        request,
        "events/detail.html",
        {
            "event": event,
            "parent": directory.merged_events.end(event.parent_id),
            "parts": directory.parts_of(event),
            "partners": _partners_of(event, directory),
            "is_cancelled": event.status == EventStatus.CANCELLED,
            "is_provisional": event.status == EventStatus.PROVISIONAL,
            "known_query": page_query(request),
            "shown": shown,
            "cards": cards_of(shown.page),
            "elsewhere": releases.elsewhere(),
        },
    )


def _partners_of(event: Event, directory: Directory) -> list[Institute]:
    """The partner institutes of the event that the public may see, by slug."""
    keys = [partner.institute_id for partner in _partners(event=event.pk)]
    partners = (directory.merged_institutes.end(key) for key in keys)
    return sorted({partner for partner in partners if partner is not None}, key=attrgetter("slug"))


@prepared("institute_id", event=BigIntegerField())
def _partners(event: Any) -> QuerySet[Any]:
    return Event.institutes.through._default_manager.filter(event=event)
