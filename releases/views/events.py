"""Events and what was issued about them."""

from django.db.models import F, Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language

from institutes.models import Institute
from institutes.requests import SiteRequest
from releases.enums import EventStatus
from releases.listing import public_index
from releases.listing.listing import Listing
from releases.listing.pagination import list_page
from releases.listing.rows import cards
from releases.listing.selection import Selection
from releases.models import Event
from releases.publication.cards import cards_of
from releases.views.known_query import page_query

PER_PAGE = 30


def event_list(request: SiteRequest) -> HttpResponse:
    """What goes on today, what is to come, and what has been, the latest first."""
    today = timezone.localdate(request.at)
    directory = public_index.read(request.at).directory
    past = (
        Event.objects.accepted()
        .top_level()
        .with_names()
        .filter(Q(ends_on__lt=today) | Q(ends_on__isnull=True))
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
    parts = Event.objects.accepted().prefetch_related("names").order_by("starts_on", "number", "pk")
    institutes = Institute.objects.accepted().with_names()
    events = Event.objects.accepted().with_names().prefetch_related(Prefetch("parts", queryset=parts))
    events = events.prefetch_related(Prefetch("institutes", queryset=institutes))
    event = get_object_or_404(events, slug=slug)
    about = Selection(language=(get_language(),), event=(event.pk,))
    releases = Listing(public_index.read(request.at), about, cards, at=request.at)
    shown = list_page(releases, request.GET.get("page"))
    return render(
        request,
        "events/detail.html",
        {
            "event": event,
            "is_cancelled": event.status == EventStatus.CANCELLED,
            "is_provisional": event.status == EventStatus.PROVISIONAL,
            "known_query": page_query(request),
            "shown": shown,
            "cards": cards_of(shown.page),
            "elsewhere": releases.elsewhere(),
        },
    )
