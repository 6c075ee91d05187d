"""Mails about a person's own account, in their language. Nobody can decline these."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import override

from institutes.accounts.languages import language_of
from institutes.accounts.origin import Origin
from institutes.mail.queue import queue_mail

KIND = "account"


def send(name: str, person: Any, *, at: datetime, **values: Any) -> None:
    """The mail that the template `name` writes goes to `person`, if they have an address.

    The first line of a template is the subject, the rest from the third line on the text.
    """
    if person.email:
        language = language_of(person)
        subject, text = written(name, language, {"person": person, "at": at, **values})
        queue_mail(
            to=person.email, subject=subject, text=text, language=language, kind=KIND, at=at, person=person
        )


def written(name: str, language: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and text of a mail in `language`."""
    with override(language):
        context = {
            "site_url": settings.SITE_URL,
            "account_url": _absolute(reverse("admin:account")),
            **values,
        }
        subject, _blank, text = get_template(f"mail/{language}/{name}.txt").render(context).partition("\n\n")
    return subject.strip(), f"{text.strip()}\n"


def send_security(what: str, person: Any, *, at: datetime, origin: Origin) -> None:
    """Word of what happened to the account of `person`: `new_device`, `password_changed`, `factor_added` and so on."""
    send(f"account_{what}", person, at=at, origin=origin)


def send_invitation(person: Any, token: str, *, at: datetime, by: Any, ends_at: datetime) -> None:
    """The link with which `person` sets name and password."""
    url = _absolute(reverse("admin:invitation", args=[token]))
    send("account_invitation", person, at=at, by=by, url=url, ends_at=ends_at)


def send_new_password(person: Any, token: str, *, at: datetime, ends_at: datetime) -> None:
    """The link with which `person` chooses a new password."""
    url = _absolute(reverse("admin:new_password", args=[token]))
    send("account_new_password", person, at=at, url=url, ends_at=ends_at)


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
