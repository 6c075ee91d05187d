"""The whole public site as it will be at a moment to come, for people of the desk who want to see that beforehand.

The moment stands in the session of whoever asked for it, and in no address: an address, sent to anybody else, shows
them the site as it is now. Requests with a session are never answered from the page cache nor kept in it.
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from institutes.accounts import sessions
from institutes.desk.requests import DeskRequest
from institutes.requests import SiteRequest
from releases.editorial.clock import clock_times, zones_of
from releases.editorial.set_overview import missing_at
from releases.listing.public_index import looking_ahead
from releases.models import Release

KEY = "site_at"
PERMISSION = "releases.view_release"


def site_at_view(request: DeskRequest) -> HttpResponse:
    """Sent `moment` (ISO 8601, with its offset) or `as_of` (day, time and place), the browser sees the site as of then.

    Sent neither, it sees the site as of now. Leads to the first page of the site, or back to the desk.
    """
    if not request.user.has_perm(PERMISSION):
        raise PermissionDenied
    request.session.pop(KEY, None)
    if request.method != "POST" or not request.POST.keys() & {"moment", "as_of_0"}:
        return redirect("admin:releases_release_sets")
    from releases.admin.publishing_together import AsOfForm  # noqa: PLC0415 - needs the desk

    typed = AsOfForm(request.POST)
    moment = typed.cleaned_data["as_of"] if typed.is_valid() else _moment(request.POST.get("moment", ""))
    if moment is None or moment <= request.at:
        messages.error(request, _("Choose a moment that is to come."))
        return redirect("admin:releases_release_sets")
    request.session[KEY] = moment.isoformat()
    return redirect("front")


def site_at(get_response: Callable[[Any], HttpResponse]) -> Callable[[SiteRequest], HttpResponse]:
    """Public pages for somebody who looks ahead are answered as of that moment, and kept by nobody.

    `request.site_at` is the moment, aware, or None. When it has come, the site is as it is.
    """

    def middleware(request: Any) -> HttpResponse:
        request.site_at = moment = _asked_for(request)
        if moment is None:
            return get_response(request)
        now, request.at = request.at, moment
        request.missing_then = missing_at(moment, now)
        with looking_ahead(now):
            response = get_response(request)
        # Whatever the view said: photos and files are kept for long otherwise.
        for name in ("Cache-Control", "Expires", "ETag", "Last-Modified"):
            response.headers.pop(name, None)
        add_never_cache_headers(response)
        response.headers["Cache-Control"] = "no-store, private"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return middleware


def shown_as_of(request: HttpRequest) -> dict[str, Any]:
    """For the banner of every page: `site_at`, the moment in words, and the releases that are `missing_then`."""
    moment: datetime | None = getattr(request, "site_at", None)
    if moment is None:
        return {"site_at": ""}
    missing: list[Release] = request.missing_then  # type: ignore[attr-defined]
    return {"site_at": clock_times(moment, zones_of([]), dated=True), "missing_then": missing}


def _asked_for(request: Any) -> datetime | None:
    """The moment that a person of the desk asked for and may see, on a public page; None for anybody else."""
    if request.path.startswith(reverse("admin:index")) or request.method not in ("GET", "HEAD"):
        return None
    # Without the cookie of a session there is none to open.
    if not request.session.session_key or KEY not in request.session:
        return None
    moment = _moment(request.session[KEY])
    if moment is None or moment <= request.at or sessions.why_ended(request.session, request.at):
        return None
    user = request.user
    return moment if user.is_active and user.is_staff and user.has_perm(PERMISSION) else None


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(UTC) if moment.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
