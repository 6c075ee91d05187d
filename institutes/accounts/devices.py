"""Browsers in which a person has signed in before, each known by a cookie."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from institutes.models import KnownDevice

COOKIE = "desk_device"
LIFE = timedelta(days=400)
MOST_OF_ONE_PERSON = 20


def _token(request: HttpRequest) -> str:
    return str(request.COOKIES.get(COOKIE, ""))[:100]


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def known_to(request: HttpRequest, username: str) -> bool:
    """Whether the account with that name has signed in before in the browser that sent `request`."""
    token = _token(request)
    return (
        bool(token)
        and KnownDevice.objects.filter(token_sha256=_digest(token), user__username=username).exists()
    )


def remember(request: HttpRequest, response: HttpResponse, user: Any, at: datetime) -> bool:
    """`user` has signed in in this browser; it has the cookie that says so. Returns whether it was new to them."""
    token = _token(request) or secrets.token_urlsafe(32)
    device, is_new = KnownDevice.objects.update_or_create(
        user=user, token_sha256=_digest(token), defaults={"used_at": at}
    )
    if is_new:
        latest = KnownDevice.objects.filter(user=user).exclude(pk=device.pk).order_by("-used_at", "-pk")
        surplus = list(latest.values_list("pk", flat=True)[MOST_OF_ONE_PERSON - 1 :])
        KnownDevice.objects.filter(pk__in=surplus).delete()
    response.set_cookie(
        COOKIE,
        token,
        max_age=LIFE,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return is_new


def forget(user: Any) -> None:
    """No browser is known to `user` any more."""
    KnownDevice.objects.filter(user=user).delete()
