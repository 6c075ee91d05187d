"""Links in mails that let their reader into an account once."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from institutes.enums import LinkPurpose
from institutes.models import AccountLink

LIVES = {LinkPurpose.INVITATION: timedelta(days=7), LinkPurpose.NEW_PASSWORD: timedelta(hours=1)}


def make(purpose: LinkPurpose, user: Any, *, at: datetime, by: Any = None) -> str:
    """The token of a new link into the account of `user`; those of the same purpose made before end at `at` (aware)."""
    end(purpose, user, at=at)
    token = secrets.token_urlsafe(32)
    AccountLink.objects.create(
        purpose=purpose,
        user=user,
        token_sha256=_digest(token),
        made_by=by,
        made_at=at,
        ends_at=at + LIVES[purpose],
    )
    return token


def find(purpose: LinkPurpose, token: str, at: datetime) -> AccountLink | None:
    """The link with that token, if it still works at `at`. Whoever made an invitation must still be there."""
    links = AccountLink.objects.select_related("user", "made_by")
    link = links.filter(
        purpose=purpose, token_sha256=_digest(token), used_at=None, made_at__lte=at, ends_at__gt=at
    ).first()
    if link is None or (link.made_by is not None and not link.made_by.is_active):
        return None
    return link


def spend(link: AccountLink, at: datetime) -> bool:
    """The link does not work any more. Returns whether it did until now, for one of those who ask at once."""
    return AccountLink.objects.filter(pk=link.pk, used_at=None).update(used_at=at) == 1


def end(purpose: LinkPurpose, user: Any, *, at: datetime) -> int:
    """No link of that purpose leads into the account of `user` any more. Returns how many did."""
    return AccountLink.objects.filter(purpose=purpose, user=user, used_at=None).update(used_at=at)


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
