"""Passkeys (WebAuthn): adding one, and signing in with it.

The server keeps nothing between its question and the answer: the question goes out signed and comes back with the
answer. One that is older than the last use of the key does not count, so an answer counts once.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any

from django.core import signing
from django.db.models import Q
from django.http import HttpRequest
from fido2.server import Fido2Server
from fido2.utils import websafe_encode
from fido2.webauthn import (
    AttestedCredentialData,
    AuthenticationResponse,
    PublicKeyCredentialRpEntity,
    PublicKeyCredentialUserEntity,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from institutes.models import Passkey

NAME = "pressroom"
SALT = "pressroom.passkeys"
LIFE = timedelta(minutes=5)
LONGEST_ANSWER = 20_000
MOST_OF_ONE_PERSON = 20


class PasskeyError(Exception):
    """What the browser sent is no right answer to what it was asked."""


@dataclass(frozen=True, slots=True)
class Question:
    """What the browser is to be asked, as JSON, and the signed words that have to come back with its answer."""

    options: dict[str, Any]
    state: str


def can_be_used(request: HttpRequest) -> bool:
    """Whether the address of the site has a name: browsers keep no passkeys for numbers."""
    try:
        ip_address(_host(request).strip("[]"))
    except ValueError:
        return True
    return False


def ask_to_add(request: HttpRequest, user: Any, at: datetime) -> Question:
    """The question whose answer makes a new passkey of `user`."""
    options, state = _server(request).register_begin(
        PublicKeyCredentialUserEntity(
            name=user.get_username(),
            id=str(user.pk).encode(),
            display_name=user.get_full_name() or user.get_username(),
        ),
        credentials=_credentials(user.passkeys.all()),
        resident_key_requirement=ResidentKeyRequirement.PREFERRED,
        user_verification=UserVerificationRequirement.PREFERRED,
    )
    return Question(dict(options), _sealed("add", user.pk, state, at))


def add(request: HttpRequest, user: Any, *, name: str, answer: str, state: str, at: datetime) -> Passkey:
    """The passkey that the browser has just made is one of `user`. Raises PasskeyError."""
    asked = _opened("add", user.pk, state, at)
    if user.passkeys.count() >= MOST_OF_ONE_PERSON:
        raise PasskeyError
    try:
        made = _server(request).register_complete(asked, _parsed(answer))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise PasskeyError from error
    credential = made.credential_data
    if credential is None:
        raise PasskeyError
    passkey_id = websafe_encode(credential.credential_id)
    if Passkey.objects.filter(credential_id=passkey_id).exists():
        raise PasskeyError
    return Passkey.objects.create(
        user=user,
        name=name,
        credential_id=passkey_id,
        credential=bytes(credential),
        counter=made.counter,
        added_at=at,
    )


def ask_to_use(request: HttpRequest, user: Any, at: datetime) -> Question:
    """The question whose answer shows that `user` has one of their passkeys.

    Where `user` is None, whoever has any; their device then also has to know its owner, by finger, face or PIN.
    """
    need = UserVerificationRequirement.REQUIRED if user is None else UserVerificationRequirement.PREFERRED
    known = [] if user is None else _credentials(user.passkeys.all())
    options, state = _server(request).authenticate_begin(known or None, user_verification=need)
    return Question(dict(options), _sealed("use", user and user.pk, state, at))


def use(request: HttpRequest, user: Any, *, answer: str, state: str, at: datetime) -> Passkey:
    """The passkey with which the browser answered: one of `user`, or of anybody where that is None.

    Raises PasskeyError.
    """
    asked = _opened("use", user and user.pk, state, at)
    try:
        parsed = AuthenticationResponse.from_dict(_parsed(answer))
        passkey_id = websafe_encode(parsed.raw_id)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise PasskeyError from error
    found = Passkey.objects.select_related("user").filter(credential_id=passkey_id)
    passkey = (found if user is None else found.filter(user=user)).first()
    if passkey is None:
        raise PasskeyError
    try:
        _server(request).authenticate_complete(asked, _credentials([passkey]), parsed)
    except (ValueError, TypeError, KeyError) as error:
        raise PasskeyError from error
    _count(passkey, parsed.response.authenticator_data.counter, datetime.fromisoformat(asked["at"]), at)
    return passkey


def _count(passkey: Passkey, counter: int, asked_at: datetime, at: datetime) -> None:
    """The use is counted. One that was counted before is refused, and a key that counts backwards, which is a copy."""
    goes_back = Q(counter__gte=counter) & ~Q(counter=0) if counter else Q(counter__gt=0)
    is_first = Q(used_at=None) | Q(used_at__lt=asked_at)
    fresh = Passkey.objects.filter(is_first, pk=passkey.pk).exclude(goes_back)
    if fresh.update(counter=counter, used_at=at) != 1:
        raise PasskeyError


def _credentials(passkeys: Any) -> Sequence[AttestedCredentialData]:
    return [AttestedCredentialData(bytes(passkey.credential)) for passkey in passkeys]


def _host(request: HttpRequest) -> str:
    host = request.get_host()
    return host[: host.index("]") + 1] if host.startswith("[") else host.partition(":")[0]


def _server(request: HttpRequest) -> Fido2Server:
    own = f"{request.scheme}://{request.get_host()}"
    entity = PublicKeyCredentialRpEntity(name=NAME, id=_host(request))
    return Fido2Server(entity, verify_origin=lambda origin: origin == own)


def _parsed(answer: str) -> dict[str, Any]:
    if len(answer) > LONGEST_ANSWER:
        raise PasskeyError
    try:
        parsed: dict[str, Any] = json.loads(answer)
    except ValueError as error:
        raise PasskeyError from error
    return parsed


def _sealed(purpose: str, user_key: int | None, state: dict[str, Any], at: datetime) -> str:
    return signing.dumps({**state, "purpose": purpose, "user": user_key, "at": at.isoformat()}, salt=SALT)


def _opened(purpose: str, user_key: int | None, sealed: str, at: datetime) -> dict[str, Any]:
    try:
        state: dict[str, Any] = signing.loads(sealed, salt=SALT)
    except signing.BadSignature as error:
        raise PasskeyError from error
    is_ours = state["purpose"] == purpose and state["user"] == user_key
    if not is_ours or not timedelta(0) <= at - datetime.fromisoformat(state["at"]) <= LIFE:
        raise PasskeyError
    return state
