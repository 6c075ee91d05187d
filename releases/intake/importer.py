"""The one importer: bytes of a press release in, a draft (or an approved edition) with all that was read out."""

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import CharField, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from institutes.catalogue import proposals
from institutes.catalogue.proposals import ProposalError
from institutes.models import Institute
from releases.database.prepared import prepared
from releases.editorial import workflow
from releases.editorial.errors import WorkflowError
from releases.enums import LinkKind, ReleaseState
from releases.intake import blocks_to_html
from releases.intake.approval import approve_draft, approve_if_sound, system_user
from releases.intake.files.documents import document_of
from releases.intake.files.parts import Part, parts_of
from releases.intake.files.source_text import SourceError, SourceText, read_source
from releases.intake.files.sources import Source
from releases.intake.known_editions import edition_with_bytes, editions_of
from releases.intake.outcomes import Outcome, OutcomeKind
from releases.intake.recognition import Findings, FoundEvent, Recogniser, recogniser
from releases.models import Event, JointSymbol, Mention, Release, ReleaseLink, Series, columns, prose
from releases.models.parts import note_parts
from releases.wire.blocks import BlockKind
from releases.wire.characters import is_blank
from releases.wire.document import Document, Problem, Relation
from releases.wire.symbols import SymbolError, parse_symbol

LINKS = {Relation.CORRECTS: LinkKind.CORRECTS, Relation.BACKGROUND: LinkKind.SEE, Relation.SEE: LinkKind.SEE}


class ImportRefusedError(ValueError):
    """The text cannot become a release; the message is one sentence for people."""


def import_file(
    data: bytes,
    *,
    filename: str,
    by: User | None,
    at: datetime,
    publish_at: datetime | None = None,
    approve: bool = False,
    dry_run: bool = False,
    names: Recogniser | None = None,
    reads_known: bool = False,
) -> list[Outcome]:
    """Read one file, and keep each release in it as the next edition of its (reference, language).

    Each is kept in a transaction of its own. The same bytes a second time change nothing, except that `approve`
    approves what was left a draft; plain text is not even read then, unless with `reads_known`, for what it says.
    `by` is None for the system; `at` is now (aware). Drafts, unless `approve`; an approved release is public from
    `publish_at`, else from its embargo, else from `at`, and never before its embargo. `names` spares reading every
    name again for each file of many. Never raises for what is in the file: the outcomes say what is wrong, one for
    each release and at least one.
    """
    known = None if reads_known else edition_with_bytes(data)
    if known is not None and not (approve and known.state in ReleaseState.OPEN):
        return [Outcome(filename, OutcomeKind.UNCHANGED, known)]
    names = names or recogniser()
    how = {"publish_at": publish_at, "approve": approve, "dry_run": dry_run}
    outcomes = _import(data, filename, names, by=by, at=at, **how)
    if any(outcome.was_overtaken for outcome in outcomes):
        # Somebody else kept the same release at the same moment: now it is there, and can be looked at.
        outcomes = _import(data, filename, names, by=by, at=at, **how)
    return outcomes


def import_bytes(data: bytes, **options: Any) -> Outcome:
    """As `import_file`, and what became of the first release in the file."""
    return import_file(data, **options)[0]


def _import(
    data: bytes, filename: str, names: Recogniser, *, by: User | None, at: datetime, **how: Any
) -> list[Outcome]:
    outcomes = read_file(data, filename=filename, by=by, at=at, names=names)
    for outcome in outcomes:
        settle(outcome, by=by, at=at, **how)
    return outcomes


def not_read(source: Source) -> Outcome:
    """The outcome of a file without bytes: failed, or passed over, with the sentence that says why."""
    if source.passed_over:
        return Outcome(source.name, OutcomeKind.PASSED_OVER, message=source.passed_over)
    return Outcome(source.name, OutcomeKind.FAILED, message=source.problem)


def settle(
    outcome: Outcome,
    *,
    by: User | None,
    at: datetime,
    publish_at: datetime | None = None,
    approve: bool = False,
    dry_run: bool = False,
    is_reviewed: bool = False,
) -> None:
    """Keep what `read_bytes` made of one file, and write into the outcome what became of it.

    `is_reviewed` says that a person has looked at what was recognised: then no mention is a guess.
    """
    if outcome.release is None:
        return
    read = outcome.release
    try:
        with transaction.atomic():
            _place(outcome, read, is_reviewed=is_reviewed)
            if outcome.kind in {OutcomeKind.CREATED, OutcomeKind.NEW_EDITION} and not dry_run:
                release = _keep(read, outcome, publish_at, by=by, at=at)
                attach(release, outcome.document, outcome.findings, is_guess=not is_reviewed)
                outcome.release = release
                if approve:
                    outcome.release, outcome.message = approve_if_sound(release, at=at)
            elif outcome.kind is OutcomeKind.UNCHANGED and approve and not dry_run:
                _approve_unchanged(outcome, read, publish_at, at)
    except WorkflowError as error:
        outcome.kind, outcome.message = OutcomeKind.FAILED, " ".join(error.messages)
    except DatabaseError as error:
        outcome.kind = OutcomeKind.FAILED
        outcome.was_overtaken = isinstance(error, IntegrityError)
        outcome.message = _("The database refused this release: %(reason)s") % {"reason": error}


def read_file(
    data: bytes, *, filename: str, by: User | None, at: datetime, names: Recogniser, encoding: str = ""
) -> list[Outcome]:
    """What each release of a file says, as unsaved drafts compared with nothing; the database is not asked.

    The outcomes are `created`, or `failed` with the reason. `encoding` is the one that a person chose, if any.
    """
    try:
        parts = parts_of(read_source(filename, data, encoding), data)
    except SourceError as error:
        return [Outcome(filename, OutcomeKind.FAILED, message=str(error))]
    return [_read_part(part, filename, by=by, at=at, names=names) for part in parts]


def read_bytes(data: bytes, **options: Any) -> Outcome:
    """As `read_file`, and what the first release in the file says."""
    return read_file(data, **options)[0]


def _read_part(part: Part, filename: str, *, by: User | None, at: datetime, names: Recogniser) -> Outcome:
    outcome = Outcome(filename, OutcomeKind.FAILED, line=part.line)
    try:
        document = document_of(part.source)
        outcome.document = document = replace(document, problems=(*part.doubts, *document.problems))
        outcome.problems = document.problems
        outcome.findings = names.read(_texts(document), on=document.issued_on)
        release = compose(document, at=at, source=part.source)
    except (ImportRefusedError, SymbolError) as error:
        outcome.message = str(error)
        return outcome
    release.as_issued = part.data
    release.as_issued_type, release.as_issued_encoding = part.source.content_type, part.source.encoding
    release.created_by = release.modified_by = by
    outcome.release, outcome.kind = release, OutcomeKind.CREATED
    return outcome


def _keep(
    release: Release,
    outcome: Outcome,
    publish_at: datetime | None,
    *,
    by: User | None,
    at: datetime,
) -> Release:
    """The draft as saved; nobody has written what the system reads, so that anybody may approve it."""
    if release.series is not None:
        release.series = _series(release.series.prefix, by=by, at=at)
    release.publish_at = _publication(outcome.document, publish_at)
    if outcome.kind is OutcomeKind.NEW_EDITION:
        return _next_edition(release, by=by, at=at)
    if by is None:
        release.save()
        return release
    return workflow.save_edition(release, by=by, at=at)


def _series(prefix: str, *, by: User | None, at: datetime) -> Series:
    """The series of that prefix. Where this text is the first to name it, it is made, or proposed as `by` may.

    Raises WorkflowError where `by` may do neither.
    """
    if exact := _series_called(prefix=prefix):
        return exact[0]
    known = Series.objects.get_or_make(prefix) if by is None else Series.objects.with_prefix(prefix)
    if known is not None:
        return known
    series = Series(prefix=prefix)
    try:
        proposals.save(series, series.save, by=by, at=at)
    except ProposalError as error:
        raise WorkflowError(" ".join(error.messages), code="permission") from error
    return series


@prepared(prefix=CharField())
def _series_called(prefix: Any) -> QuerySet[Series]:
    return Series.objects.filter(prefix=prefix)


def _next_edition(release: Release, *, by: User | None, at: datetime) -> Release:
    """The next edition after the newest, a draft, with what was read in place of what it took over.

    Raises WorkflowError where no next edition may be opened.
    """
    newest = editions_of(release)[0]
    draft = workflow.open_next_edition(newest, by=by or system_user(), at=at)
    draft.created_by = draft.modified_by = by
    for name in _READ:
        setattr(draft, name, getattr(release, name))
    for part in (draft.mentions, draft.joint_symbols, draft.links):
        part.all().delete()
    draft.events.clear()
    draft.sign(by, at)
    draft.save()
    return draft


def _texts(document: Document) -> tuple[str, ...]:
    """Everything in which institutes and events may be named: all but the frame of a page."""
    header = (document.title, document.subtitle, document.meeting, document.source, document.note_of_origin)
    blocks = (block.text for block in document.blocks if block.kind is not BlockKind.FOOTER)
    return (*header, *blocks)


def compose(document: Document, *, at: datetime, source: SourceText | None = None) -> Release:
    """An unsaved draft with every field that the document has; what had to be chosen is among its guesses.

    Its series is unsaved too, whether or not there is one of that prefix. Raises ImportRefusedError when there is no
    text, SymbolError when the symbol is none.
    """
    if all(is_blank(block.text) for block in document.blocks):
        raise ImportRefusedError(_("There is no text of a release in this file."))
    guesses = {guess.field: guess.reason for guess in document.guesses}
    has_title = not is_blank(document.title)
    title = document.title if has_title else prose.summary(_first_text(document))
    if not has_title:
        guesses["title"] = "no title was found; the first words were taken"
    issued_on = document.issued_on or document.dateline_on
    if issued_on is None:
        issued_on = timezone.localdate(at)
        guesses["issued_on"] = "no date was found; the day of the import was taken"
    release = Release(
        symbol=document.symbol.text if document.symbol else "",
        language=document.language,
        kind=document.kind,
        issued_on=issued_on,
        dateline_on=document.dateline_on,
        body=blocks_to_html.from_blocks(document.blocks, *((source.links, source.levels) if source else ())),
        contacts=blocks_to_html.contacts(document.blocks),
        problems=[_as_dict(problem) for problem in document.problems],
    )
    printed = {name: getattr(document, name) for name in _PRINTED} | {"title": title}
    for name, text in printed.items():
        setattr(release, name, _fitting(name, text, guesses))
    release.guesses = guesses
    identify(release)
    return release


def identify(release: Release) -> None:
    """Series (unsaved), number, suffix and reference are those of the symbol; raises SymbolError when it is none."""
    release.series = Series(prefix=parse_symbol(release.symbol).series) if release.symbol else None
    release.read_symbol()
    release.read_reference()


_READ = (
    *("symbol", "series", "publish_at"),
    *(*columns.PRINTED, *columns.CORRECTION, *columns.ORIGINAL, *columns.READING),
)
_ROOM = {field.name: field.max_length or 0 for field in Release._meta.concrete_fields}
_PRINTED = ("subtitle", "dateline_city", "source", "note_of_origin", "meeting")


def _first_text(document: Document) -> str:
    return next(block.text for block in document.blocks if not is_blank(block.text))


def _fitting(name: str, text: str, guesses: dict[str, str]) -> str:
    """`text` as long as the field has room for; the whole stays in the text as issued."""
    room = _ROOM[name]
    text = text.replace("\x00", "").strip()
    if len(text) <= room:
        return text
    guesses[name] = f"only the first {room} characters have room here"
    return text[: room - 1].rstrip() + "…"


def _as_dict(problem: Problem) -> dict[str, Any]:
    return {"line": problem.line, "code": problem.code, "message": problem.message}


def _place(outcome: Outcome, release: Release, *, is_reviewed: bool) -> None:
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
    elif editions and not is_reviewed and _lacks_its_suffix(outcome.document):
        outcome.kind = OutcomeKind.FAILED
        outcome.message = _(
            "This text says that it corrects another, and its symbol is that of %(reference)s, which is here already: "
            "give it its suffix, such as %(reference)s/Corr.1, or import it at the desk."
        ) % {"reference": release.reference}
    elif editions:
        outcome.kind, release.edition = OutcomeKind.NEW_EDITION, editions[0].edition + 1


def _lacks_its_suffix(document: Document) -> bool:
    """Whether a correction has the bare symbol of what it corrects: it would take the place of that text."""
    corrects_another = any(citation.relation is Relation.CORRECTS for citation in document.cited)
    bare = document.symbol is not None and not document.symbol.suffix
    return document.is_correction and bare and not corrects_another


def _publication(document: Document, publish_at: datetime | None) -> datetime | None:
    """The later of what was asked for and the embargo: nothing is public early."""
    return max(filter(None, (publish_at, document.embargo)), default=None)


def _approve_unchanged(outcome: Outcome, read: Release, publish_at: datetime | None, at: datetime) -> None:
    """Approve what was imported before as a draft, where it is sound, and say so or why not."""
    draft = Release.objects.get(pk=outcome.release.pk) if outcome.release else None
    if draft is None or draft.state not in ReleaseState.OPEN:
        return
    publish_at = _publication(outcome.document, publish_at)
    outcome.release, outcome.message = approve_draft(draft, read, publish_at=publish_at, at=at)
    if outcome.release.state == ReleaseState.APPROVED:
        outcome.kind = OutcomeKind.APPROVED


def attach(release: Release, document: Document, findings: Findings, *, is_guess: bool = True) -> None:
    """Tie a saved release to what its text names: institutes, events, further symbols, other releases."""
    _mention(release, findings, is_guess=is_guess)
    events = [event.key for event in findings.events]
    if events:
        release.events.add(
            *(events if all(events) else Event.objects.filter(slug__in=_slugs(findings.events)))
        )
    for position, symbol in enumerate(document.joint_symbols, start=1):
        # One by one: that is how the search index learns of them.
        JointSymbol.objects.create(
            release=release, symbol=symbol.text, symbol_key=symbol.key, position=position
        )
    if found_links := links(document):
        ReleaseLink.objects.bulk_create(
            [ReleaseLink(release=release, kind=kind, reference=reference) for kind, reference in found_links]
        )
    note_parts(release)


def _mention(release: Release, findings: Findings, *, is_guess: bool) -> None:
    """The institutes found are mentions; their keys are those of the database unless the catalogue named them."""
    slugs = [institute.slug for institute in findings.institutes]
    keys = {institute.slug: institute.key for institute in findings.institutes if institute.key is not None}
    if not keys.keys() >= set(slugs):
        keys = dict(Institute.objects.filter(slug__in=slugs).values_list("slug", "pk"))
    mentions = [
        Mention(
            release=release,
            institute_id=keys[institute.slug],
            role=institute.role,
            name_as_printed=institute.printed[:300],
            is_guess=is_guess,
        )
        for institute in findings.institutes
        if institute.slug in keys
    ]
    if mentions:
        Mention.objects.bulk_create(mentions)


def _slugs(events: tuple[FoundEvent, ...]) -> list[str]:
    return [event.slug for event in events]


def links(document: Document) -> list[tuple[LinkKind, str]]:
    """What the text says of other releases, as (kind, reference); a suffix says what it corrects by itself."""
    links_by_symbol = {
        (LinkKind.CORRECTS, symbol.corrected): None for symbol in document.symbols if symbol.corrected
    }
    corrected = {reference for _kind, reference in links_by_symbol}
    for citation in document.cited:
        if citation.symbol.reference not in corrected:
            links_by_symbol[LINKS[citation.relation], citation.symbol.reference] = None
    return list(links_by_symbol)
