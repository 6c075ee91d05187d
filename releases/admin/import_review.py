"""What was read from one text, beside the original, for a person to correct before it is kept."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from institutes.desk.day_field import DayField, DayInput
from institutes.models import Institute
from releases.admin.import_proposals import KINDS, in_catalogue
from releases.enums import MentionRole, ReleaseState
from releases.intake.files.encoding_choices import NAMES, EncodingChoice, choices_for
from releases.intake.files.source_text import DAMAGED, HTML, PLAIN
from releases.intake.files.sources import Source
from releases.intake.known_editions import editions_of
from releases.intake.outcomes import Outcome, OutcomeKind
from releases.intake.recognition import Findings, FoundEvent, FoundInstitute
from releases.intake.unknown_names import UnknownName, unknown_names
from releases.models import Event, Release, columns
from releases.models.reading_words import field_label, in_words
from releases.wire.document import Document, Omission
from releases.wire.symbols import SymbolError, parse_symbol

MOST_LINES = 3000
MOST_OMITTED = 200
READ = ("symbol", "language", *(name for name in columns.PRINTED if name != "body"))
DAYS = ("issued_on", "dateline_on")
CORRECTION = ("correction_note", "correction_is_minor")
LONGEST_SHOWN = 120
# What is guessed that has no field of its own on the page.
_OTHER_LABELS = {"body": gettext_lazy("Text"), "blocks": gettext_lazy("Text")}


@dataclass(frozen=True, slots=True)
class Guessed:
    """Why a value is a guess, and the line of the original that it came from; `line` is 0 where no one line gave it."""

    reason: str
    line: int = 0
    text: str = ""
    label: str | Promise = ""


@dataclass(frozen=True, slots=True)
class Named:
    """An institute or event that was recognised, as a line to tick."""

    slug: str
    name: str
    printed: str
    doubt: str
    role: str = ""
    is_ticked: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the original, with what is said of it: `problem`, `guess`, `omitted` or nothing."""

    number: int
    text: str
    mark: str = ""


class ReviewForm(forms.Form):
    """What was read from one text, field by field.

    `typed` are values that a person had typed before the text was read again: they stand instead of what was read.
    """

    def __init__(
        self, outcome: Outcome, *args: Any, typed: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        release = outcome.release or Release()
        days: dict[str, Any] = {
            "field_classes": dict.fromkeys(DAYS, DayField),
            "widgets": dict.fromkeys(DAYS, DayInput),
        }
        for name, field in forms.fields_for_model(Release, [*READ, *CORRECTION], **days).items():
            field.initial = getattr(release, name)
            self.fields[name] = field
        self.initial.update(typed or {})
        for name in ("contacts", "correction_note"):
            self.fields[name].widget.attrs["rows"] = 3
        for name in (*READ, "correction_note"):
            self.fields[name].widget.attrs |= {"dir": "auto", "class": "review-input"}
        self.guesses = _guesses(outcome)

    def clean_symbol(self) -> str:
        symbol = self.cleaned_data["symbol"].strip()
        try:
            return symbol if not symbol else parse_symbol(symbol).text
        except SymbolError as error:
            raise ValidationError(in_words(str(error)), code="no_symbol") from error

    def fields_read(self) -> Iterator[tuple[forms.BoundField, Guessed | None]]:
        """Each field, with why its value is a guess where it is one."""
        return ((self[name], self.guesses.get(name)) for name in READ)

    def typed(self) -> dict[str, Any]:
        """What was typed over what had been read, field by field."""
        return {name: self[name].data for name in self.changed_data}


def _guesses(outcome: Outcome) -> dict[str, Guessed]:
    """Field → the guess that its value is; fields that the page does not have are among them."""
    document = outcome.document
    lines = document.original.splitlines()
    numbers = {guess.field: guess.line for guess in document.guesses if guess.line}
    reasons = outcome.release.guesses if outcome.release else {}
    return {
        name: _guessed(reason, numbers.get(name, 0), lines, name, outcome.line - 1)
        for name, reason in reasons.items()
    }


def _guessed(reason: str, number: int, lines: list[str], name: str, above: int) -> Guessed:
    text = lines[number - 1].strip()[:LONGEST_SHOWN] if 0 < number <= len(lines) else ""
    return Guessed(
        in_words(reason), number + above if text else 0, text, _OTHER_LABELS.get(name) or field_label(name)
    )


def context_of(
    post: QueryDict, outcome: Outcome, source: Source, form: ReviewForm, encoding: str
) -> dict[str, Any]:
    """What the page shows of one text; `encoding` is the one that a person chose, or empty.

    Institutes and events are ticked as in `post`, where it was sent with them.
    """
    document, release, above = outcome.document, outcome.release or Release(), outcome.line - 1
    found = outcome.findings
    unknown = _unknown(document, found)
    return {
        "outcome": outcome,
        "form": form,
        "other_guesses": [guess for name, guess in form.guesses.items() if name not in {*READ, "encoding"}],
        "encoding_guess": form.guesses.get("encoding"),
        **encodings_of(outcome, source, encoding),
        "problems": [
            replace(problem, line=outcome.line_of(problem), message=in_words(problem.message))
            for problem in document.problems
        ],
        "omitted": [
            replace(
                omission,
                line=omission.line + above if omission.line else 0,
                reason=in_words(omission.reason),
            )
            for omission in document.omitted[:MOST_OMITTED]
        ],
        "more_omitted": max(0, len(document.omitted) - MOST_OMITTED),
        "lines": _lines(document, above),
        "language": release.language,
        "body": release.body,
        "institutes": [*_institutes(post, found), *_proposed(post, unknown, "institute")],
        "events": [*_events(post, found), *_proposed(post, unknown, "event")],
        "unknown": [(name, KINDS[name.thing]) for name, thing in unknown if thing is None],
        "compared": compared_with_database(outcome),
        "roles": MentionRole.choices,
    }


def encodings_of(outcome: Outcome, source: Source, encoding: str) -> dict[str, Any]:
    """The encoding that the file was read in, and others to choose from."""
    release = outcome.release or Release()
    return {
        "encoding": release.as_issued_encoding,
        "encoding_name": NAMES.get(release.as_issued_encoding, release.as_issued_encoding),
        "is_pasted": source.name == _("pasted text"),
        "encodings": _encodings(release, source.data or b"", outcome.document, encoding),
    }


def _encodings(release: Release, data: bytes, document: Document, chosen: str) -> list[EncodingChoice]:
    """Other encodings for plain text and pages, beside the one in which the whole file is what was read."""
    if not release.as_issued_encoding or release.as_issued_type not in {PLAIN, DAMAGED, HTML}:
        return []
    read = data.decode(release.as_issued_encoding, "replace")
    text = document.original if release.as_issued_type == DAMAGED else read
    return [choice for choice in choices_for(data, text) if choice.encoding != chosen]


def _lines(document: Document, above: int) -> list[Line]:
    """The lines of the release, numbered as in its file, of which `above` come before it."""
    marks = {
        **{omission.line: "omitted" for omission in _named_by_line(document.omitted)},
        **{guess.line: "guess" for guess in document.guesses},
        **{problem.line: "problem" for problem in document.problems},
    }
    lines = document.original.splitlines()[:MOST_LINES]
    return [Line(number + above, text, marks.get(number, "")) for number, text in enumerate(lines, start=1)]


def _named_by_line(omitted: Iterable[Omission]) -> Iterator[Omission]:
    return (omission for omission in omitted if omission.line)


def _institutes(post: QueryDict, found: Findings) -> list[Named]:
    """The lines to tick, as they were ticked where the form comes back."""
    slugs = [one.slug for one in found.institutes]
    known = Institute.objects.with_names().in_bulk(slugs, field_name="slug")
    return [
        Named(
            one.slug, known[one.slug].name, one.printed, in_words(one.doubt),
            post.get(f"role-{one.slug}", one.role), _is_ticked(post, "institute", one.slug),
        )
        for one in found.institutes
        if one.slug in known
    ]  # fmt: skip


def _events(post: QueryDict, found: Findings) -> list[Named]:
    known = Event.objects.with_names().in_bulk([one.slug for one in found.events], field_name="slug")
    return [
        Named(
            one.slug, known[one.slug].name, one.printed, in_words(one.doubt),
            is_ticked=_is_ticked(post, "event", one.slug),
        )
        for one in found.events
        if one.slug in known
    ]  # fmt: skip


def _is_ticked(post: QueryDict, name: str, slug: str) -> bool:
    """As the form has it, where it had the line."""
    is_back = slug in post.getlist(f"offered-{name}")
    return not is_back or slug in post.getlist(name)


def _unknown(document: Document, found: Findings) -> list[tuple[UnknownName, Institute | Event | None]]:
    """What is not recognised, each with its row where it is only proposed so far."""
    return [(name, in_catalogue(name)) for name in unknown_names(document, found)]


def _proposed(
    post: QueryDict, unknown: list[tuple[UnknownName, Institute | Event | None]], thing: str
) -> Iterator[Named]:
    for name, row in unknown:
        if name.thing == thing and row is not None:
            role = post.get(f"role-{row.slug}", MentionRole.MENTIONED)
            doubt = _("proposed") if row.is_proposed else ""
            yield Named(row.slug, row.name, name.name, doubt, role, _is_ticked(post, thing, row.slug))


def ticked(post: QueryDict, outcome: Outcome) -> Findings:
    """The institutes and events that the person left ticked, those that are only proposed too, with their roles."""
    found = outcome.findings
    institutes, events = list(found.institutes), list(found.events)
    for name, row in _unknown(outcome.document, found):
        if isinstance(row, Institute):
            more: dict[str, Any] = {"kind": row.kind, "key": row.pk}
            institutes.append(FoundInstitute(row.slug, name.name, MentionRole.MENTIONED, **more))
        elif row is not None:
            events.append(FoundEvent(row.slug, name.name, row.name, key=row.pk))
    return Findings(
        tuple(
            replace(one, role=MentionRole(role) if role in MentionRole.values else one.role)
            for one in institutes
            if one.slug in post.getlist("institute")
            for role in [post.get(f"role-{one.slug}", "")]
        ),
        tuple(one for one in events if one.slug in post.getlist("event")),
    )


def change_address(release: Release | None) -> str:
    """Where the edition is edited; empty when it was not kept."""
    if release is None or release.pk is None:
        return ""
    return reverse("admin:releases_release_change", args=[release.pk])


def compared_with_database(outcome: Outcome) -> dict[str, Any]:
    """What the database has of the same release: `kind` is `new` for nothing, else `edition` is the latest.

    `unchanged`: the same bytes; `draft`: another text that is still open; `next`: one that was approved.
    """
    if outcome.kind is OutcomeKind.UNCHANGED and outcome.release:
        return {"kind": "unchanged", "edition": outcome.release, "address": change_address(outcome.release)}
    editions = editions_of(outcome.release) if outcome.release else []
    if not editions:
        return {"kind": "new"}
    kind = "draft" if editions[0].state in ReleaseState.OPEN else "next"
    return {"kind": kind, "edition": editions[0], "address": change_address(editions[0])}
