"""New passwords: changed by their person, or forgotten and set by a link in a mail."""

import logging
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction
from django.db.models import Q

from institutes.accounts import audit, limits, links, notices, sessions
from institutes.accounts.origin import Origin
from institutes.enums import AccountAction, LinkPurpose
from institutes.models import AccountLink

logger = logging.getLogger(__name__)
LONGEST = 1000


def set_password(
    person: Any, password: str, *, at: datetime, origin: Origin, besides: str | None = None
) -> None:
    """`person` has this password, is signed out everywhere but in the session `besides`, and is told by mail.

    Links for a new password that were sent before do not work any more. Whether the password is good enough is for
    the caller to check, with Django's validators.
    """
    with transaction.atomic():
        person.set_password(password)
        person.save(update_fields=["password"])
        sessions.end(person, besides=besides)
        links.end(LinkPurpose.NEW_PASSWORD, person, at=at)
        audit.note(AccountAction.PASSWORD_CHANGED, person, by=person, at=at, origin=origin)
        notices.send_security("password_changed", person, at=at, origin=origin)


def ask_for_new(name_or_address: str, *, at: datetime, origin: Origin) -> None:
    """Whoever has that user name or address gets a mail with a link, if they may sign in at all.

    For an unknown name the database is asked and told the same, and nothing of it stays but the line of the log:
    neither the answer nor its time tells whether there is an account. Raises limits.TooManyTriesError for the
    network; an account that was sent several already gets none, without a word.
    """
    limits.take([(limits.RESETS_OF_NETWORK, origin.network)], at)
    person = _found(name_or_address.strip())
    with transaction.atomic():
        audit.note(AccountAction.RESET_ASKED, person, at=at, origin=origin)
        try:
            limits.take([(limits.RESETS_OF_ACCOUNT, name_or_address.strip().casefold())], at)
        except limits.TooManyTriesError:
            return
        _send_link(person, at)


def _send_link(person: Any, at: datetime) -> None:
    """A link goes to `person`; where there is none, the same is done for somebody, and undone."""
    first = get_user_model().objects.order_by("pk").first()
    if first is None:
        return
    somebody = person or first
    with transaction.atomic():
        token = links.make(LinkPurpose.NEW_PASSWORD, somebody, at=at)
        ends_at = at + links.LIVES[LinkPurpose.NEW_PASSWORD]
        if person is None:
            somebody.email = "nobody@example.org"
        notices.send_new_password(somebody, token, at=at, ends_at=ends_at)
        if person is None:
            transaction.set_rollback(True)


def _found(name_or_address: str) -> Any:
    """The one person at the desk with that user name, or else address, who can be sent a mail; or None."""
    people = get_user_model().objects.filter(is_active=True, is_staff=True)
    people = people.exclude(email="").exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    found = list(
        people.filter(Q(username=name_or_address) | Q(email__iexact=name_or_address)).order_by("pk")[:3]
    )
    by_name = [person for person in found if person.get_username() == name_or_address]
    return by_name[0] if by_name else found[0] if len(found) == 1 else None


def set_by_link(link: AccountLink, password: str, *, at: datetime, origin: Origin) -> bool:
    """The person of `link` has this password, as `set_password` sets it. Returns False where the link is spent."""
    with transaction.atomic():
        if not links.spend(link, at):
            return False
        set_password(link.user, password, at=at, origin=origin)
    return True
