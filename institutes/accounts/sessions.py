"""Sessions at the desk: when each began and was last used, and how they end."""

from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.utils import timezone

from institutes.accounts import confirmed
from institutes.accounts.origin import origin_of
from institutes.models import DeskSession

BEGAN, SEEN = "desk_began_at", "desk_seen_at"
# A session is written once in so long, and not with every page.
PRECISION = timedelta(minutes=1)


def why_ended(session: SessionBase, at: datetime) -> str:
    """`idle` or `old` where the session is over at `at` (aware), empty where it goes on or is none of the desk."""
    if BEGAN not in session:
        return ""
    if at - datetime.fromisoformat(session[BEGAN]) >= timedelta(hours=settings.SESSION_HOURS):
        return "old"
    if at - datetime.fromisoformat(session[SEEN]) >= timedelta(minutes=settings.SESSION_IDLE_MINUTES):
        return "idle"
    return ""


def touch(request: HttpRequest, at: datetime) -> None:
    """The session is used at `at` (aware)."""
    session = request.session
    if SEEN in session and at - datetime.fromisoformat(session[SEEN]) >= PRECISION:
        session[SEEN] = at.isoformat()
        mine = DeskSession.objects.filter(key=session.session_key)
        mine.update(seen_at=at, network=origin_of(request).network)


def sessions_of(user: Any, at: datetime) -> list[DeskSession]:
    """Where `user` is signed in at `at`, the last used first."""
    alive = DeskSession.objects.filter(
        user=user,
        began_at__gt=at - timedelta(hours=settings.SESSION_HOURS),
        seen_at__gt=at - timedelta(minutes=settings.SESSION_IDLE_MINUTES),
    )
    return list(alive)


def end(user: Any, *, only: int | None = None, besides: str | None = None) -> int:
    """The sessions of `user` are over, or the one whose row is `only`, or all but the one with the key `besides`.

    Returns how many ended.
    """
    rows = DeskSession.objects.filter(user=user)
    rows = rows if only is None else rows.filter(pk=only)
    rows = rows if besides is None else rows.exclude(key=besides)
    keys = list(rows.values_list("key", flat=True))
    _forget(keys)
    return len(keys)


def renamed(old_key: str | None, new_key: str | None) -> None:
    """The session with the one key has the other now."""
    DeskSession.objects.filter(key=old_key).update(key=new_key)


def _forget(keys: list[str]) -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for key in keys:
        store(key).delete()
    DeskSession.objects.filter(key__in=keys).delete()


def _begin(request: HttpRequest, user: Any, **_others: Any) -> None:
    at = getattr(request, "at", None) or timezone.now()
    request.session[BEGAN] = request.session[SEEN] = at.isoformat()
    confirmed.remember(request.session, at)
    if request.session.session_key is None:
        # Somebody else was signed in in the same browser until now.
        request.session.save()
    origin = origin_of(request)
    DeskSession.objects.update_or_create(
        key=request.session.session_key,
        defaults={
            "user": user,
            "began_at": at,
            "seen_at": at,
            "network": origin.network,
            "device": origin.device[:100],
        },
    )
    over = DeskSession.objects.filter(user=user, began_at__lt=at - timedelta(hours=settings.SESSION_HOURS))
    _forget(list(over.values_list("key", flat=True)))


def _over(request: HttpRequest, user: Any, **_others: Any) -> None:
    DeskSession.objects.filter(key=request.session.session_key).delete()


def watch() -> None:
    """Every session has its row, whichever way its person signed in."""
    user_logged_in.connect(_begin, dispatch_uid="desk_session")
    user_logged_out.connect(_over, dispatch_uid="desk_session")
