"""The text of a release as it went out."""

import re
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from releases.models import Release
from releases.wire.document import Block, BlockKind, Document
from releases.wire.symbols import parse_symbol
from releases.wire.writer import write

PLAIN = "text/plain"


@dataclass(frozen=True, slots=True)
class IssuedText:
    """`content` as bytes, with the content type and the file name to give it out under."""

    content: bytes
    content_type: str
    filename: str


def text_as_issued(release: Release) -> IssuedText:
    """The original, byte for byte, where it was plain text; else the release in the layout of BKK/CP/14."""
    filename = re.sub(r"[^\w.-]+", "-", release.reference).strip("-") + ".txt"
    if release.as_issued is not None and release.as_issued_type == PLAIN:
        encoding = release.as_issued_encoding or "utf-8"
        return IssuedText(bytes(release.as_issued), f"{PLAIN}; charset={encoding}", filename)
    return IssuedText(write(document_of(release)).encode(), f"{PLAIN}; charset=utf-8", filename)


def withdrawn_text(release: Release) -> IssuedText:
    """The notice of withdrawal in the active language, and below it the text where that stays readable.

    In UTF-8, whatever the original was in: the notice may have letters that its encoding has not.
    """
    issued = text_as_issued(release)
    parts = [
        _("%(reference)s was withdrawn on %(day)s. %(reason)s")
        % {
            "reference": release.symbol or release.reference,
            "day": date_format(timezone.localtime(release.withdrawn_at)),
            "reason": release.withdrawal_reason,
        }
    ]
    if release.withdrawal_keeps_text:
        encoding = issued.content_type.partition("charset=")[2]
        parts += ["* *** *", issued.content.decode(encoding, errors="replace").removeprefix("\ufeff")]
    return replace(issued, content="\n\n".join(parts).encode(), content_type=f"{PLAIN}; charset=utf-8")


def document_of(release: Release) -> Document:
    """The release as the text format sees it, from its fields alone."""
    blocks = [Block(BlockKind.PARAGRAPH, text, 0) for text in release.body_text.split("\n\n") if text]
    blocks += [Block(BlockKind.CONTACT, text, 0) for text in release.contacts.splitlines() if text.strip()]
    joint = release.joint_symbols.values_list("symbol", flat=True)
    return Document(
        symbols=tuple(parse_symbol(text) for text in (release.symbol, *joint) if text),
        language=release.language,
        kind=release.kind,
        title=release.title,
        subtitle=release.subtitle,
        issued_on=release.issued_on,
        dateline_city=release.dateline_city,
        dateline_on=release.dateline_on,
        source=release.source,
        note_of_origin=release.note_of_origin,
        meeting=release.meeting,
        end_mark=True,
        blocks=tuple(blocks),
    )
