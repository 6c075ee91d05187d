"""A queued mail as it goes over the wire."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from urllib.parse import urlsplit

from django.conf import settings

from institutes.enums import Language
from institutes.models import QueuedMail

# Seven bits, which every server takes.
POLICY = SMTP.clone(cte_type="7bit")


def sender_address() -> str:
    """The bare address that mail comes from, to which a server sends back what cannot be delivered."""
    return wire_address(parseaddr(settings.DEFAULT_FROM_EMAIL)[1])


def wire_address(address: str) -> str:
    """An address with its domain in the letters that every server knows."""
    local, _at, domain = address.rpartition("@")
    return f"{local}@{domain if domain.isascii() else domain.encode('idna').decode()}"


def message(mail: QueuedMail) -> EmailMessage:
    """The mail in plain text, the same whenever it is made: its Message-ID and its Date are those of its queuing."""
    made = EmailMessage(policy=POLICY)
    name, _address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    host = urlsplit(settings.SITE_URL).hostname
    made["From"] = Address(name, addr_spec=sender_address())
    made["To"] = Address(addr_spec=wire_address(mail.to))
    made["Subject"] = mail.subject
    made["Date"] = format_datetime(mail.queued_at)
    made["Message-ID"] = f"<{mail.message_id}@{sender_address().rpartition('@')[2]}>"
    # What answers by itself, such as a note of absence, is not to answer this.
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    made["List-Id"] = f"pressroom {mail.kind} <{mail.kind.replace('_', '-')}.pressroom.{host}>"
    made.set_content(mail.text, charset="utf-8")
    # Only once there is a content: setting it takes away what was said of the one before.
    made["Content-Language"] = Language(mail.language).html_code
    return made
