"""What an open session at the desk has to fulfil, with each page."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from institutes.accounts import second_factor, sessions
from institutes.desk.requests import DeskRequest
from institutes.models import DeskSession

WHY = "why_signed_out"
# What a page does by itself while it is only open does not count as its person's doing.
BY_ITSELF = ("/presence/",)
# What a person needs who is still to add a second factor.
OPEN_WITHOUT = ("admin:account", "admin:logout", "admin:password_change", "admin:jsi18n")


def desk_session(get_response: Callable[[Any], HttpResponse]) -> Callable[[DeskRequest], HttpResponse]:
    """A session that was idle too long, or is too old, is over; one without a second factor only leads to adding one.

    The page to sign in says why. What is public is not concerned, and asks for no session.
    """

    def middleware(request: DeskRequest) -> HttpResponse:
        if not request.path.startswith(reverse("admin:index")) or not request.user.is_authenticated:
            return get_response(request)
        why = sessions.why_ended(request.session, request.at)
        if why:
            _end(request, why)
        elif not request.path.endswith(BY_ITSELF):
            sessions.touch(request, request.at)
        if not why and _has_to_add_factor(request):
            return redirect("admin:second_factor")
        return get_response(request)

    return middleware


def _end(request: DeskRequest, why: str) -> None:
    DeskSession.objects.filter(key=request.session.session_key).delete()
    request.session.flush()
    request.user = AnonymousUser()  # type: ignore[assignment]  # as after Django's own logout
    request.session[WHY] = why


def _has_to_add_factor(request: DeskRequest) -> bool:
    if request.session.get(second_factor.SHOWN) or not second_factor.is_required(request.user):
        return False
    return not request.path.startswith(tuple(reverse(name) for name in OPEN_WITHOUT))
