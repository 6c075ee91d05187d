"""Codes that stand for a second factor: those of an app (TOTP, RFC 6238), and those on paper."""

import base64
import hmac
import secrets
import struct
from datetime import datetime
from hashlib import sha1, sha256
from typing import Any
from urllib.parse import quote, urlencode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.db import transaction
from django.utils.encoding import force_bytes

from institutes.models import AuthenticatorApp, RecoveryCode

ISSUER = "pressroom"
SECONDS = 30
DIGITS = 6
# Clocks of telephones are a little early or late.
STEPS_AROUND = (0, -1, 1)
RECOVERY_CODES = 10
# Without letters and digits that look alike.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
RECOVERY_LENGTH = 12


def new_secret() -> str:
    """A secret for an app, as it is typed into one: 32 letters and digits of base32."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def address_of(secret: str, username: str) -> str:
    """What the QR code says to the app."""
    return f"otpauth://totp/{quote(f'{ISSUER}:{username}')}?{urlencode({'secret': secret, 'issuer': ISSUER})}"


def code_at(secret: str, step: int) -> str:
    """The code of the half minute `step`, counted since 1970."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return str(number)[-DIGITS:].zfill(DIGITS)


def step_at(at: datetime) -> int:
    """The half minute of `at` (aware)."""
    return int(at.timestamp()) // SECONDS


def matching_step(secret: str, typed: str, at: datetime) -> int | None:
    """The half minute whose code was typed at `at`; None where it is a wrong code."""
    code = "".join(typed.split())
    for around in STEPS_AROUND:
        if secrets.compare_digest(code_at(secret, step_at(at) + around).encode(), code.encode()):
            return step_at(at) + around
    return None


def add_app(user: Any, secret: str, typed: str, at: datetime) -> bool:
    """The app with `secret` is the one of `user`, if the code typed is one of its codes. Returns whether it is."""
    step = matching_step(secret, typed, at)
    if step is None:
        return False
    AuthenticatorApp.objects.update_or_create(
        user=user, defaults={"secret": encrypted(secret), "added_at": at, "last_step": step}
    )
    return True


def use_app_code(user: Any, typed: str, at: datetime) -> bool:
    """Whether what was typed is a code of the app of `user` that has not been used yet. It is used now."""
    app = AuthenticatorApp.objects.filter(user=user).first()
    step = matching_step(_decrypted(app.secret), typed, at) if app is not None else None
    if app is None or step is None:
        return False
    return AuthenticatorApp.objects.filter(pk=app.pk, last_step__lt=step).update(last_step=step) == 1


def use_recovery_code(user: Any, typed: str) -> bool:
    """Whether what was typed is one of the recovery codes of `user`. It is gone now."""
    mine = RecoveryCode.objects.filter(user=user, digest=_digest(user, typed))
    return mine.delete()[0] > 0


def new_recovery_codes(user: Any) -> list[str]:
    """RECOVERY_CODES fresh codes, to be shown this once; those that `user` had before are void."""
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(RECOVERY_LENGTH)) for _ in range(RECOVERY_CODES)]
    with transaction.atomic():
        RecoveryCode.objects.filter(user=user).delete()
        RecoveryCode.objects.bulk_create(
            RecoveryCode(user=user, digest=_digest(user, code)) for code in codes
        )
    return ["-".join(code[start : start + 4] for start in range(0, RECOVERY_LENGTH, 4)) for code in codes]


def encrypted(secret: str) -> str:
    """The secret as the database may know it."""
    return _box().encrypt(secret.encode()).decode()


def _decrypted(kept: str) -> str:
    """The secret; one that nobody has where the key of the site is another than when it was kept."""
    try:
        return _box().decrypt(kept.encode()).decode()
    except InvalidToken:
        return new_secret()


def _box() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_key(key, "authenticator app"))) for key in keys])


def _key(secret_key: str | bytes, purpose: str) -> bytes:
    return hmac.new(force_bytes(secret_key), f"pressroom {purpose}".encode(), sha256).digest()


def _digest(user: Any, typed: str) -> str:
    code = "".join(character for character in typed.casefold() if character in ALPHABET)
    return sha256(f"{user.pk}\0{code}".encode()).hexdigest()
