"""Mail is written down in the transaction of what it tells of: both are there afterwards, or neither."""

import unicodedata
import uuid
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from institutes.enums import Language
from institutes.models import QueuedMail
from institutes.models.queued_mail import LONGEST_ADDRESS, LONGEST_SUBJECT

LONGEST_TEXT = 100_000


def queue_mail(
    *,
    to: str,
    subject: str,
    text: str,
    language: str,
    kind: str,
    at: datetime,
    person: Any = None,
    key: str = "",
    not_after: datetime | None = None,
) -> QueuedMail | None:
    """This mail is sent once the transaction of the caller is committed; None where one with that `key` was queued.

    `kind` is what it is about, a word of the code. `at` and `not_after` are aware; after `not_after` it is not
    sent any more. Line breaks and control characters of the subject are blanks, and it ends with … where it is
    longer than LONGEST_SUBJECT. Raises ValidationError where `to` is not an address, or `language` none of ours.
    """
    mail = QueuedMail(
        to=checked_address(to),
        subject=one_line(subject),
        text=_sendable(text)[:LONGEST_TEXT],
        language=_checked_language(language),
        kind=kind,
        person=person,
        key=key or uuid.uuid4().hex,
        message_id=uuid.uuid4().hex,
        queued_at=at,
        not_before=at,
        not_after=not_after,
    )
    # On a key that is there already nothing is written, and the transaction of the caller goes on.
    QueuedMail.objects.bulk_create([mail], ignore_conflicts=True)
    return QueuedMail.objects.filter(message_id=mail.message_id).first()


def checked_address(address: str) -> str:
    """The address without blanks around it. Raises ValidationError where it is none that mail can be sent to."""
    address = address.strip()
    validate_email(address)
    if len(address) > LONGEST_ADDRESS:
        raise ValidationError(
            _("An address has %(most)s characters at most."),
            code="max_length",
            params={"most": LONGEST_ADDRESS},
        )
    return address


def one_line(subject: str) -> str:
    """A subject that is one line of LONGEST_SUBJECT characters at most, so that it can carry no header of its own."""
    line = " ".join(_sendable(subject).split())
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1].rstrip()}…"


def _checked_language(language: str) -> str:
    if language not in Language.values:
        raise ValidationError(_("Choose one of the languages."), code="language")
    return language


def _sendable(text: str) -> str:
    """The text with line ends as they are written here, and nothing that mail or a database could not carry."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        " " if unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\t" else sign for sign in text
    )
