"""The time stamp of an edition as readers get it, and what they check it with."""

from datetime import datetime
from typing import TypedDict

from releases.models import Release, Timestamp
from releases.publication.formats.text import IssuedText, file_name

REPLY = "application/timestamp-reply"


class TimestampLink(TypedDict):
    """Where a time stamp is, the time that was signed (aware), and the command that checks it."""

    href: str
    at: datetime
    command: str


def stamped_at(release: Release) -> datetime | None:
    """The time that was signed for this edition; None without a time stamp."""
    times = Timestamp.objects.filter(release=release).values_list("stamped_at", flat=True)
    return times.first()


def link_to(release: Release, stamped: datetime | None, href: str) -> TimestampLink | None:
    """The link to the time stamp of `release` at `href`; None where it has none.

    The command takes both files under the names that browsers save them by. Which certificates are trusted is
    the reader's to say.
    """
    if stamped is None:
        return None
    command = f"openssl ts -verify -data {file_name(release)} -in {_name(release)} -CAfile authority.pem"
    return {"href": href, "at": stamped, "command": command}


def timestamp_of(release: Release) -> IssuedText | None:
    """The authority's answer, byte for byte; None where the edition has no time stamp."""
    reply = Timestamp.objects.filter(release=release).values_list("reply", flat=True).first()
    return None if reply is None else IssuedText(bytes(reply), REPLY, _name(release))


def _name(release: Release) -> str:
    return f"{file_name(release).removesuffix('.txt')}.tsr"
