"""The password again, before what cannot be undone: an open session is not enough for it."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.hashers import check_password
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from institutes.accounts import audit, confirmed, limits, second_factor, sign_in
from institutes.accounts.origin import origin_of
from institutes.desk.requests import DeskRequest
from institutes.enums import AccountAction

FIELD = "confirm_password"
NOT_SENT_AGAIN = frozenset({"csrfmiddlewaretoken", FIELD})


def ask_again(request: DeskRequest) -> HttpResponse | None:
    """None where the person has shown within ten minutes who they are, or does so with what they sent.

    Otherwise the page that asks for it, 403 (429 after too many tries). It holds everything else that was sent and
    sends it again, so that nothing typed is lost; the view then goes on as if it had been sent at once.
    """
    if confirmed.is_fresh(request.session, request.at):
        return None
    if FIELD not in request.POST:
        return _page(request, "", 403)
    try:
        is_right = _is_right(request, request.POST[FIELD])
    except limits.TooManyTriesError as error:
        response = _page(request, error.sentence, 429)
        response.headers["Retry-After"] = str(error.seconds)
        return response
    what = AccountAction.CONFIRMED if is_right else AccountAction.CONFIRMATION_FAILED
    audit.note(what, request.user, by=request.user, at=request.at, origin=origin_of(request))
    if not is_right:
        return _page(request, _("This is neither your password nor a code of your app."), 403)
    confirmed.remember(request.session, request.at)
    return None


def _is_right(request: DeskRequest, typed: str) -> bool:
    """Whether the password or a code of the second factor was typed. Raises limits.TooManyTriesError."""
    buckets = sign_in.buckets_of(request, request.user.get_username())
    limits.take(buckets, request.at)
    is_right = check_password(typed, request.user.password) or second_factor.use_code(
        request.user, typed, at=request.at, origin=origin_of(request)
    )
    if is_right:
        limits.put_back(buckets)
    return is_right


def _page(request: DeskRequest, refusal: str, status: int) -> HttpResponse:
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_SENT_AGAIN
        for value in values
    ]
    context: dict[str, Any] = admin.site.each_context(request) | {
        "title": _("Is it you?"),
        "sent": sent,
        "refusal": refusal,
        "field": FIELD,
    }
    response = TemplateResponse(request, "admin/account/confirm.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response
