"""The front page."""

from django.db.models import Max, Min
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language, get_language_from_request, override

from releases.enums import ReleaseKind
from releases.models import Event, Release

LATEST = 8
NEXT = 5


def front(request: HttpRequest) -> HttpResponse:
    """The latest releases in the page's language, current and next events, and ways into the archive."""
    today = timezone.localdate(request.at)
    public = Release.objects.public(request.at).filter(language=get_language())
    span = public.order_by().aggregate(first=Min("issued_on"), last=Max("issued_on"))
    events = Event.objects.with_names()
    return render(
        request,
        "releases/front.html",
        {
            "latest": public.in_order().for_cards()[:LATEST],
            "current": events.current(today)[:NEXT],
            "upcoming": events.upcoming(today)[:NEXT],
            "years": range(span["last"].year, span["first"].year - 1, -1) if span["last"] else [],
            "kinds": ReleaseKind.choices,
        },
    )


def choose_language(request: HttpRequest) -> HttpResponse:
    """A redirect to the front page in the language that the reader's browser prefers."""
    with override(get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("front"))
    patch_vary_headers(response, ("Accept-Language", "Cookie"))
    return response
