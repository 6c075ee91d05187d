"""The text of a release as it went out."""

from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from institutes import days
from releases.editorial.issued_text import PLAIN, text_of
from releases.models import Release


@dataclass(frozen=True, slots=True)
class IssuedText:
    """`content` as bytes, with the content type and the file name to give it out under."""

    content: bytes
    content_type: str
    filename: str


def file_name(release: Release) -> str:
    """The name under which readers save the text, one for each edition: BKK-CP-14.en.txt, BKK-CP-14.en.2.txt."""
    reference = "".join(_in_file_name(character) for character in release.reference)
    edition = f".{release.edition}" if release.edition > 1 else ""
    return f"{reference}.{release.language}{edition}.txt"


def _in_file_name(character: str) -> str:
    if character == "/":
        return "-"
    return character if character.isalnum() or character in "._-" else "_"


def text_as_issued(release: Release) -> IssuedText:
    """The text that the approval froze, byte for byte; of a draft the one that would be frozen now."""
    content, encoding = text_of(release)
    return IssuedText(content, f"{PLAIN}; charset={encoding}", file_name(release))


def withdrawn_text(release: Release) -> IssuedText:
    """The notice of withdrawal in the active language, and below it the text where that stays readable.

    In UTF-8, whatever the original was in: the notice may have letters that its encoding has not.
    """
    issued = text_as_issued(release)
    parts = [
        _("%(reference)s was withdrawn on %(day)s. %(reason)s")
        % {
            "reference": release.symbol or release.reference,
            "day": days.day(timezone.localtime(release.withdrawn_at)),
            "reason": release.withdrawal_reason,
        }
    ]
    if release.withdrawal_keeps_text:
        encoding = issued.content_type.partition("charset=")[2]
        parts += ["* *** *", issued.content.decode(encoding, errors="replace").removeprefix("\ufeff")]
    return replace(issued, content="\n\n".join(parts).encode(), content_type=f"{PLAIN}; charset=utf-8")
