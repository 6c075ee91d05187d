"""The second factor: who has to have one, what counts as one, and how it is added and taken away."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from institutes.accounts import audit, codes, limits, notices
from institutes.accounts.origin import Origin
from institutes.enums import AccountAction, SecondFactorNeed
from institutes.models import AuthenticatorApp, Passkey, RecoveryCode

# Whoever may do this counts as an editor, whatever the group is called.
OF_EDITORS = "releases.approve_release"
SHOWN = "second_factor_shown"


def has_one(user: Any) -> bool:
    """Whether `user` signs in with a second factor."""
    return AuthenticatorApp.objects.filter(user=user).exists() or Passkey.objects.filter(user=user).exists()


def with_second_factor(users: QuerySet) -> QuerySet:
    """The same people, each with `has_second_factor`."""
    mine = {"user": OuterRef("pk")}
    return users.annotate(
        has_second_factor=Exists(AuthenticatorApp.objects.filter(**mine))
        | Exists(Passkey.objects.filter(**mine))
    )


def is_required(user: Any) -> bool:
    """Whether the settings want `user` to have one."""
    need = settings.SECOND_FACTOR_REQUIRED
    return need == SecondFactorNeed.ALL or (need == SecondFactorNeed.EDITORS and user.has_perm(OF_EDITORS))


def use_code(user: Any, typed: str, *, at: datetime, origin: Origin) -> bool:
    """Whether what was typed is a code of the app or a recovery code of `user`, which is spent now.

    Raises limits.TooManyTriesError.
    """
    buckets = [(limits.OF_CODES, str(user.pk))]
    limits.take(buckets, at)
    if codes.use_app_code(user, typed, at):
        limits.put_back(buckets)
        return True
    if codes.use_recovery_code(user, typed):
        limits.put_back(buckets)
        audit.note(AccountAction.RECOVERY_CODE_USED, user, by=user, at=at, origin=origin)
        notices.send_security("recovery_code", user, at=at, origin=origin)
        return True
    return False


def added(user: Any, what: str, *, at: datetime, origin: Origin) -> list[str]:
    """It is written down and told by mail that `user` has added a factor.

    Returns fresh recovery codes with the first factor, none with later ones.
    """
    audit.note(AccountAction.FACTOR_ADDED, user, by=user, at=at, origin=origin, details=what)
    notices.send_security("factor_added", user, at=at, origin=origin)
    has_codes = RecoveryCode.objects.filter(user=user).exists()
    return [] if has_codes else codes.new_recovery_codes(user)


def remove_app(user: Any, *, at: datetime, origin: Origin) -> None:
    """`user` has no app for codes."""
    _remove(user, AuthenticatorApp.objects.filter(user=user), "app", at=at, by=user, origin=origin)


def remove_passkey(user: Any, key: int, *, at: datetime, origin: Origin) -> None:
    """`user` has not that passkey."""
    _remove(user, Passkey.objects.filter(user=user, pk=key), "passkey", at=at, by=user, origin=origin)


def remove_all(user: Any, *, by: Any, at: datetime, origin: Origin) -> None:
    """`user` has no second factor; whether `by` may do that is for the caller to check."""
    with transaction.atomic():
        for rows, what in (
            (AuthenticatorApp.objects.filter(user=user), "app"),
            (Passkey.objects.filter(user=user), "passkey"),
        ):
            _remove(user, rows, what, at=at, by=by, origin=origin)


def _remove(user: Any, rows: QuerySet, what: str, *, at: datetime, by: Any, origin: Origin) -> None:
    with transaction.atomic():
        if not rows.delete()[0]:
            return
        if not has_one(user):
            RecoveryCode.objects.filter(user=user).delete()
        audit.note(AccountAction.FACTOR_REMOVED, user, by=by, at=at, origin=origin, details=what)
        notices.send_security("factor_removed", user, at=at, origin=origin)
