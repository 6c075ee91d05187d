"""The one importer: bytes of a press release in, a draft (or an approved edition) with all that was read out."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from institutes.models import Institute
from releases import prose
from releases.enums import LinkKind, ReleaseState
from releases.models import Event, JointSymbol, Mention, Release, ReleaseLink, Series
from releases.recognition import Findings, Recogniser, recogniser
from releases.wire.document import BlockKind, Document, Problem, Relation
from releases.wire.parser import parse
from releases.wire.sources import SourceError, read_source
from releases.wire.symbols import SymbolError, compact, parse_symbol

ESSENTIAL = frozenset({"no-title", "no-date", "no-body", "false-date"})
"""Codes of problems with which a release is never approved without a person looking at it."""

_LINKS = {Relation.CORRECTS: LinkKind.CORRECTS, Relation.BACKGROUND: LinkKind.SEE, Relation.SEE: LinkKind.SEE}


class OutcomeKind(StrEnum):
    """What became of one file."""

    CREATED = "created"
    NEW_EDITION = "new edition"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(slots=True)
class Outcome:
    """What became of one file, and what was read from it.

    `release` is the edition made or found, unsaved after a dry run, None where nothing could be read; `message` is
    one sentence where the import failed or an approval was held back.
    """

    filename: str
    kind: OutcomeKind
    release: Release | None = None
    document: Document | None = None
    findings: Findings = field(default_factory=Findings)
    problems: tuple[Problem, ...] = ()
    message: str = ""


class ImportRefusedError(ValueError):
    """The text cannot become a release; the message is one sentence for people."""


def import_bytes(
    data: bytes,
    *,
    filename: str,
    by: AbstractBaseUser | None,
    at: datetime,
    publish_at: datetime | None = None,
    approve: bool = False,
    dry_run: bool = False,
    names: Recogniser | None = None,
) -> Outcome:
    """Read one file and keep it as the next edition of its (reference, language), in a transaction of its own.

    The same bytes a second time change nothing. `by` is None for the system; `at` is now (aware). Drafts, unless
    `approve`; an approved release is public from `publish_at`, else from its embargo, else from `at`, and never
    before its embargo. `names` spares reading every name again for each file of many. Never raises for what is in
    the file: the outcome says what is wrong.
    """
    outcome = read_bytes(data, filename=filename, by=by, at=at, names=names or recogniser())
    if outcome.release is None:
        return outcome
    try:
        with transaction.atomic():
            _place(outcome, outcome.release)
            if outcome.kind in {OutcomeKind.CREATED, OutcomeKind.NEW_EDITION} and not dry_run:
                _keep(outcome, publish_at, approve=approve, at=at)
    except DatabaseError as error:
        outcome.kind = OutcomeKind.FAILED
        outcome.message = _("The database refused this release: %(reason)s") % {"reason": error}
    return outcome


def read_bytes(
    data: bytes, *, filename: str, by: AbstractBaseUser | None, at: datetime, names: Recogniser
) -> Outcome:
    """What one file says, as an unsaved draft compared with nothing; the database is not asked.

    The outcome is `created`, or `failed` with the reason.
    """
    outcome = Outcome(filename, OutcomeKind.FAILED)
    try:
        text = read_source(filename, data)
        outcome.document = document = parse(text.text)
        outcome.problems = document.problems
        outcome.findings = names.read(_texts(document), on=document.issued_on)
        release = compose(document, at=at)
    except (SourceError, ImportRefusedError, SymbolError) as error:
        outcome.message = str(error)
        return outcome
    release.as_issued = data
    release.as_issued_type, release.as_issued_encoding = text.content_type, text.encoding
    release.created_by = release.modified_by = by
    outcome.release, outcome.kind = release, OutcomeKind.CREATED
    return outcome


def _keep(outcome: Outcome, publish_at: datetime | None, *, approve: bool, at: datetime) -> None:
    release, document = outcome.release, outcome.document
    if release is None or document is None:
        return
    if release.series is not None:
        release.series = _series(release.series.prefix)
    release.publish_at = _publication(document, publish_at)
    release.save()
    attach(release, document, outcome.findings)
    if approve:
        _approve_if_sound(outcome, at)


def _texts(document: Document) -> tuple[str, ...]:
    kinds = (BlockKind.FOOTER, BlockKind.CONTACT)
    return (
        document.title,
        document.subtitle,
        *(block.text for block in document.blocks if block.kind not in kinds),
    )


def compose(document: Document, *, at: datetime) -> Release:
    """An unsaved draft with every field that the document has; what had to be chosen is among its guesses.

    Its series is unsaved too, whether or not there is one of that prefix. Raises ImportRefusedError when there is no
    text, SymbolError when the symbol is none.
    """
    if not any(block.text.strip() for block in document.blocks):
        raise ImportRefusedError(_("There is no text of a release in this file."))
    guesses = {guess.field: guess.reason for guess in document.guesses}
    title = document.title or prose.summary(_first_text(document))
    if not document.title:
        guesses["title"] = "no title was found; the first words were taken"
    issued_on = document.issued_on or document.dateline_on
    if issued_on is None:
        issued_on = at.date()
        guesses["issued_on"] = "no date was found; the day of the import was taken"
    release = Release(
        symbol=document.symbol.text if document.symbol else "",
        language=document.language,
        kind=document.kind,
        issued_on=issued_on,
        dateline_on=document.dateline_on,
        body=prose.from_blocks(document.blocks),
        contacts="\n".join(document.contacts),
        problems=[_as_dict(problem) for problem in document.problems],
    )
    printed = {name: getattr(document, name) for name in _PRINTED} | {"title": title}
    for name, text in printed.items():
        setattr(release, name, _fitting(name, text, guesses))
    release.guesses = guesses
    if release.symbol:
        release.series = Series(prefix=parse_symbol(release.symbol).series)
    release.read_symbol()
    release.read_reference()
    return release


_PRINTED = ("subtitle", "dateline_city", "source", "note_of_origin", "meeting")


def _first_text(document: Document) -> str:
    return next(block.text for block in document.blocks if block.text.strip())


def _fitting(name: str, text: str, guesses: dict[str, str]) -> str:
    """`text` as long as the field has room for; the whole stays in the text as issued."""
    room = Release._meta.get_field(name).max_length or 0
    text = text.replace("\x00", "").strip()
    if len(text) <= room:
        return text
    guesses[name] = f"only the first {room} characters have room here"
    return text[: room - 1].rstrip() + "…"


def _as_dict(problem: Problem) -> dict[str, Any]:
    return {"line": problem.line, "code": problem.code, "message": problem.message}


def _series(prefix: str) -> Series:
    """The series of that prefix, made when the symbol is the first of it."""
    return Series.objects.filter(prefix__iexact=prefix).first() or Series.objects.create(prefix=prefix)


def editions_of(release: Release) -> list[Release]:
    """Every edition of the release's reference in its language, the newest first."""
    same = Release.objects.filter(reference=release.reference, language=release.language)
    return list(same.defer("as_issued", "body", "body_text").order_by("-edition"))


def _place(outcome: Outcome, release: Release) -> None:
    """Decide whether the text is new, the next edition, there already, or in the way of a draft."""
    editions = editions_of(release)
    digest = hashlib.sha256(release.as_issued or b"").hexdigest()
    same = next((edition for edition in editions if edition.as_issued_sha256 == digest), None)
    if same is not None:
        outcome.kind, outcome.release = OutcomeKind.UNCHANGED, same
    elif any(edition.state in ReleaseState.OPEN for edition in editions):
        outcome.kind = OutcomeKind.FAILED
        outcome.message = _(
            "Another text of %(reference)s in this language is still a draft: finish or delete that draft, "
            "then import this file again."
        ) % {"reference": release.reference}
    elif editions:
        outcome.kind, release.edition = OutcomeKind.NEW_EDITION, editions[0].edition + 1


def _publication(document: Document, publish_at: datetime | None) -> datetime | None:
    """The later of what was asked for and the embargo: nothing is public early."""
    return max(filter(None, (publish_at, document.embargo)), default=None)


def attach(release: Release, document: Document, found: Findings) -> None:
    """Tie a saved release to what its text names: institutes, events, further symbols, other releases."""
    institutes = Institute.objects.in_bulk([one.slug for one in found.institutes], field_name="slug")
    Mention.objects.bulk_create(
        Mention(
            release=release,
            institute=institutes[one.slug],
            role=one.role,
            name_as_printed=one.printed[:300],
            is_guess=True,
        )
        for one in found.institutes
        if one.slug in institutes
    )
    if found.events:
        release.events.add(*Event.objects.filter(slug__in=[one.slug for one in found.events]))
    JointSymbol.objects.bulk_create(
        JointSymbol(release=release, symbol=symbol.text, symbol_key=compact(symbol.text), position=position)
        for position, symbol in enumerate(document.joint_symbols, start=1)
    )
    ReleaseLink.objects.bulk_create(
        ReleaseLink(release=release, kind=kind, reference=reference) for kind, reference in links(document)
    )


def links(document: Document) -> list[tuple[LinkKind, str]]:
    """What the text says of other releases, as (kind, reference); a suffix says what it corrects by itself."""
    found = {(LinkKind.CORRECTS, symbol.corrected): None for symbol in document.symbols if symbol.corrected}
    corrected = {reference for _kind, reference in found}
    for citation in document.cited:
        if citation.symbol.reference not in corrected:
            found[_LINKS[citation.relation], citation.symbol.reference] = None
    return list(found)


def _approve_if_sound(outcome: Outcome, at: datetime) -> None:
    """Approve, unless what every release needs was not found in the text: then it stays a draft, and says so."""
    essential = [problem for problem in outcome.problems if problem.code in ESSENTIAL]
    if essential:
        outcome.message = _("Kept as a draft: %(reason)s") % {"reason": essential[0].message}
    elif outcome.release is not None:
        approve(outcome.release, at=at)


def approve(release: Release, *, at: datetime) -> None:
    """The release is approved, public from its `publish_at` or from `at`, and the edition before it ends there."""
    release.publish_at = release.publish_at or at
    before = Release.objects.filter(
        reference=release.reference,
        language=release.language,
        state=ReleaseState.APPROVED,
        superseded_at__isnull=True,
    ).exclude(pk=release.pk)
    for earlier in before:
        release.publish_at = max(release.publish_at, earlier.publish_at)
        earlier.superseded_at = release.publish_at
        earlier.save()
    release.state = ReleaseState.APPROVED
    release.save()
