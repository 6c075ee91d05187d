"""A release as values for JSON: as it was read from a file, or as the database has it."""

import base64
from datetime import date, datetime
from typing import Any

from institutes.acceptance import accepted_q
from institutes.enums import InstituteKind
from releases.enums import ReleaseState
from releases.intake.recognition import Findings, FoundInstitute
from releases.models import Release, ReleasePhoto
from releases.wire.document import Document


def key_of(slug: str) -> str:
    """The key of an institute in JSON: HEUNI."""
    return slug.upper()


def of_document(document: Document, findings: Findings) -> dict[str, Any]:
    """Everything that was read from a text, and the names that were recognised in it.

    Dates and times are ISO 8601 texts or None; `institutes` are those of the programme network, `offices` those of
    the United Nations itself, each with its key, role and the name as printed.
    """
    symbol = document.symbol
    institutes = [_institute(named) for named in findings.institutes if named.kind != InstituteKind.UN_OFFICE]
    offices = [_institute(named) for named in findings.institutes if named.kind == InstituteKind.UN_OFFICE]
    return {
        "symbol": symbol.text if symbol else "",
        "series": symbol.series if symbol else "",
        "number": symbol.number if symbol else None,
        "suffix": (symbol.suffix if symbol else "") or None,
        "joint_symbols": [joint.text for joint in document.joint_symbols],
        "language": document.language,
        "kind": document.kind,
        "title": document.title,
        "subtitle": document.subtitle,
        "issued_on": _iso(document.issued_on),
        "dateline_city": document.dateline_city,
        "dateline_on": _iso(document.dateline_on),
        "source": document.source,
        "note_of_origin": document.note_of_origin,
        "meeting": document.meeting,
        "embargo": _iso(document.embargo),
        "correction": document.is_correction,
        "end_mark": document.end_mark,
        "banners": list(document.banners),
        "blocks": [{"type": str(block.kind), "text": block.text} for block in document.blocks],
        "institutes": institutes,
        "offices": offices,
        "events": [
            {"slug": event.slug, "name": event.name, "name_as_printed": event.printed}
            for event in findings.events
        ],
        "cited": [
            {"reference": citation.symbol.reference, "relation": str(citation.relation)}
            for citation in document.cited
        ],
        "guesses": {guess.field: guess.reason for guess in document.guesses},
        "problems": [
            {"line": problem.line, "code": problem.code, "message": problem.message}
            for problem in document.problems
        ],
    }


def _institute(named: FoundInstitute) -> dict[str, str]:
    return {"key": key_of(named.slug), "role": str(named.role), "name_as_printed": named.printed}


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
                "key": key_of(mention.institute.slug),
                "role": mention.role,
                "name_as_printed": mention.name_as_printed,
            }
            for mention in mentions
        ],
        "events": [
            {"slug": event.slug, "name": event.name_in("en")}
            for event in release.events.accepted().with_names()
        ],
        "photos": [_photo(use) for use in release.photos.select_related("photo")],
        "links": [{"kind": link.kind, "reference": link.reference} for link in release.links.all()],
        "as_issued": base64.b64encode(bytes(original)).decode() if original is not None else None,
        "as_issued_type": release.as_issued_type,
        "as_issued_encoding": release.as_issued_encoding,
        "as_issued_sha256": release.as_issued_sha256,
        "issued_sha256": release.issued_sha256 if release.state in ReleaseState.ISSUED else "",
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
