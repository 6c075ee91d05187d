"""The front page."""

from typing import Any

from django.db.models import CharField, DateField, DateTimeField, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_request, override

from releases.enums import ReleaseKind
from releases.models import Event, EventName, Release
from releases.parts import LINE_FIELDS, give_names
from releases.prepared import prepared

LATEST = 8
NEXT = 5


def front(request: HttpRequest) -> HttpResponse:
    """The latest releases in the page's language, current and next events, and ways into the archive."""
    today = timezone.localdate(request.at)
    latest = _latest(language=get_language(), at=request.at)
    oldest = (_first(language=get_language(), at=request.at) if latest else []) or latest
    current, upcoming = _current(day=today), _upcoming(day=today)
    if current or upcoming:
        give_names([*current, *upcoming], _event_names(day=today), "event_id")
    return render(
        request,
        "releases/front.html",
        {
            "latest": latest,
            "current": current,
            "upcoming": upcoming,
            "years": range(latest[0].issued_on.year, oldest[-1].issued_on.year - 1, -1) if latest else [],
            "kinds": ReleaseKind.choices,
        },
    )


@prepared(language=CharField(), at=DateTimeField())
def _latest(language: Any, at: Any) -> QuerySet:
    return Release.objects.public(at).filter(language=language).in_order().for_cards()[:LATEST]


@prepared(language=CharField(), at=DateTimeField())
def _first(language: Any, at: Any) -> QuerySet:
    public = Release.objects.public(at).filter(language=language)
    return public.order_by("issued_on", "publish_at", "pk").only("issued_on")[:1]


@prepared(day=DateField())
def _current(day: Any) -> QuerySet:
    return Event.objects.current(day).only(*LINE_FIELDS)[:NEXT]


@prepared(day=DateField())
def _upcoming(day: Any) -> QuerySet:
    return Event.objects.upcoming(day).only(*LINE_FIELDS)[:NEXT]


@prepared(day=DateField())
def _event_names(day: Any) -> QuerySet:
    current = Event.objects.current(day).values("pk")[:NEXT]
    upcoming = Event.objects.upcoming(day).values("pk")[:NEXT]
    names = EventName.objects.filter(Q(event__in=current) | Q(event__in=upcoming))
    return names.order_by("event_id")


def choose_language(request: HttpRequest) -> HttpResponse:
    """A redirect to the front page in the language that the reader's browser prefers."""
    with override(get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("front"))
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response
