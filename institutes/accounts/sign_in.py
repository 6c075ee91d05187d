"""Signing in: the password, the second factor, and the session that begins."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth import authenticate, get_user_model, login
from django.http import HttpRequest, HttpResponse

from institutes.accounts import audit, devices, limits, notices, second_factor
from institutes.accounts.limits import Bucket
from institutes.accounts.origin import Origin, origin_of
from institutes.enums import AccountAction

BACKEND = "django.contrib.auth.backends.ModelBackend"
PENDING = "half_signed_in"
PENDING_LIFE = timedelta(minutes=10)


def buckets_of(request: HttpRequest, username: str) -> Sequence[Bucket]:
    """What a try for the account with that name is counted by.

    In a browser that its owner has signed in with before, that browser alone: strangers do not lock the owner out.
    Names that no account has are counted alike.
    """
    network, name = origin_of(request).network, username.casefold()[:200]
    if devices.known_to(request, username):
        return [(limits.OF_KNOWN_DEVICE, f"{name}\0{request.COOKIES[devices.COOKIE]}")]
    return [
        (limits.OF_NETWORK, network),
        (limits.OF_ACCOUNT_FROM_NETWORK, f"{name}\0{network}"),
        (limits.OF_ACCOUNT, name),
    ]


def person_with(request: HttpRequest, username: str, password: str, *, at: datetime) -> Any:
    """The person at the desk with that name and password; None where there is none, which is written down.

    Raises limits.TooManyTriesError before the password is looked at.
    """
    buckets = buckets_of(request, username)
    is_last = limits.take(buckets, at)
    person: Any = authenticate(request, username=username, password=password)
    if person is not None and person.is_staff:
        limits.put_back(buckets)
        return person
    named = get_user_model().objects.filter(username=username[:150]).first()
    audit.note(AccountAction.SIGN_IN_FAILED, named, at=at, origin=origin_of(request))
    if is_last:
        audit.note(AccountAction.SLOWED, named, at=at, origin=origin_of(request))
    return None


def hold(request: HttpRequest, person: Any, *, at: datetime, next_page: str) -> None:
    """The password was right, the second factor is still to come: nobody is signed in yet."""
    request.session[PENDING] = {
        "user": person.pk,
        "password": person.get_session_auth_hash(),
        "at": at.isoformat(),
        "next": next_page,
    }


def held(request: HttpRequest, at: datetime) -> tuple[Any, str]:
    """Whose second factor is still to come, and the page they want; None and nothing where it is nobody's."""
    pending = request.session.get(PENDING)
    if pending is None or at - datetime.fromisoformat(pending["at"]) > PENDING_LIFE:
        return None, ""
    person = get_user_model().objects.filter(pk=pending["user"], is_active=True).first()
    if person is None or person.get_session_auth_hash() != pending["password"]:
        return None, ""
    return person, pending["next"]


def note_wrong_factor(request: HttpRequest, person: Any, *, at: datetime) -> None:
    """It is written down that a second factor of `person`, or of somebody unknown, was wrong."""
    origin = origin_of(request)
    audit.note(AccountAction.SIGN_IN_FAILED, person, at=at, origin=origin, details="second factor")


def complete(
    request: HttpRequest, response: HttpResponse, person: Any, *, at: datetime, how: str, tell: bool = True
) -> None:
    """`person` is signed in; a browser that is new to them is remembered and, with `tell`, told of by mail."""
    origin: Origin = origin_of(request)
    request.session.pop(PENDING, None)
    login(request, person, backend=BACKEND)
    request.session[second_factor.SHOWN] = how in {"passkey", "code"}
    audit.note(AccountAction.SIGNED_IN, person, by=person, at=at, origin=origin, details=how)
    is_new = devices.remember(request, response, person, at)
    if is_new and tell:
        audit.note(AccountAction.NEW_DEVICE, person, by=person, at=at, origin=origin)
        notices.send_security("new_device", person, at=at, origin=origin)
