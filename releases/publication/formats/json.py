"""A release as values for JSON, as the database has it."""

import base64
from datetime import date, datetime
from typing import Any

from institutes.acceptance import accepted_q
from releases.enums import ReleaseState
from releases.models import Release, ReleaseAttachment, ReleaseContact, ReleasePhoto

_FIELDS = (
    *("reference", "symbol", "number", "suffix", "language", "edition", "kind", "title", "subtitle"),
    *(
        "dateline_city",
        "source",
        "note_of_origin",
        "meeting",
        "body",
        "body_text",
        "contacts",
        "state",
        "correction_note",
        "is_invented",
    ),
)
_MOMENTS = ("issued_on", "dateline_on", "publish_at", "superseded_at", "withdrawn_at")


def of_release(release: Release) -> dict[str, Any]:
    """Everything that the database has of a release; `as_issued` is the original in base 64, None where there is none.

    Dates and times are ISO 8601 texts (UTC) or None.
    """
    mentions = release.mentions.filter(accepted_q("institute__")).select_related("institute")
    original = release.as_issued
    return {
        **{name: getattr(release, name) for name in _FIELDS},
        **{name: _iso(getattr(release, name)) for name in _MOMENTS},
        "series": release.series.prefix if release.series else "",
        "joint_symbols": [joint.symbol for joint in release.joint_symbols.all()],
        "institutes": [
            {
                "key": mention.institute.slug.upper(),
                "role": mention.role,
                "name_as_printed": mention.name_as_printed,
            }
            for mention in mentions
        ],
        "events": [
            {"slug": event.slug, "name": event.name_in("en")}
            for event in release.events.accepted().with_names()
        ],
        "attachments": [_attachment(use) for use in release.attachments.select_related("attachment")],
        "listed_contacts": [
            {name: getattr(contact, name) for name in ReleaseContact.WORDS}
            for contact in release.listed_contacts.all()
        ],
        "photos": [_photo(use) for use in release.photos.select_related("photo")],
        "links": [{"kind": link.kind, "reference": link.reference} for link in release.links.all()],
        "as_issued": base64.b64encode(bytes(original)).decode() if original is not None else None,
        "as_issued_type": release.as_issued_type,
        "as_issued_encoding": release.as_issued_encoding,
        "as_issued_sha256": release.as_issued_sha256,
        "issued_sha256": release.issued_sha256 if release.state in ReleaseState.ISSUED else "",
    }


def _attachment(use: ReleaseAttachment) -> dict[str, Any]:
    """The title is that of the edition; the file is told by its name, kind, size in bytes and digest."""
    return {
        "title": use.title,
        "language": use.language,
        "file_name": use.attachment.file_name,
        "content_type": use.attachment.content_type,
        "size": use.attachment.size,
        "sha256": use.attachment.sha256,
    }


def _photo(use: ReleasePhoto) -> dict[str, Any]:
    """The words are those of the edition; the picture is told by its digest and size in pixels."""
    return {
        "alternative_text": use.alternative_text,
        "caption": use.caption,
        "credit": use.credit,
        "sha256": use.photo.sha256,
        "width": use.photo.width,
        "height": use.photo.height,
    }


def _iso(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None
