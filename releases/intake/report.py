"""What was read from a text, as values for JSON."""

from datetime import date, datetime
from typing import Any

from institutes.enums import InstituteKind
from releases.intake.recognition import Findings, FoundInstitute
from releases.wire.blocks import Block
from releases.wire.document import Document


def of_document(document: Document, findings: Findings, first: int = 1) -> dict[str, Any]:
    """Everything that was read from a text, and the names that were recognised in it.

    Dates and times are ISO 8601 texts or None; `institutes` are those of the programme network, `offices` those of
    the United Nations itself, each with its key (HEUNI), role and the name as printed. `guesses` has the reason of
    each guessed field, `guess_lines` the line it came from, where one line gave it. `left_out` are the lines of the
    original that are in no field and no block. Lines are those of the file, on whose line `first` the text begins.
    """
    above = first - 1
    institutes = [_institute(named) for named in findings.institutes if named.kind != InstituteKind.UN_OFFICE]
    offices = [_institute(named) for named in findings.institutes if named.kind == InstituteKind.UN_OFFICE]
    return {
        **_header(document),
        "blocks": [_block(block) for block in document.blocks],
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
        "guess_lines": {guess.field: guess.line + above for guess in document.guesses if guess.line},
        "left_out": [
            {"line": omission.line + above, "text": omission.text, "reason": omission.reason}
            for omission in document.omitted
        ],
        "problems": [
            {"line": problem.line + above, "code": problem.code, "message": problem.message}
            for problem in document.problems
        ],
    }


def _block(block: Block) -> dict[str, Any]:
    """A block; the row of a table has its cells too, as far as they are known."""
    said: dict[str, Any] = {"type": str(block.kind), "text": block.text}
    return said | {"cells": list(block.cells), "is_head": block.is_head} if block.cells else said


def _header(document: Document) -> dict[str, Any]:
    """What stands above the text, and the marks around it."""
    symbol = document.symbol
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
        "labels": list(document.labels),
        "banners": list(document.banners),
    }


def _institute(named: FoundInstitute) -> dict[str, str]:
    return {"key": named.slug.upper(), "role": str(named.role), "name_as_printed": named.printed}


def _iso(moment: date | datetime | None) -> str | None:
    return moment.isoformat() if moment else None
