"""Releases as they were sent, pasted or uploaded: what was read, side by side with the original, then a draft."""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from institutes.desk.requests import DeskRequest
from institutes.models import Institute
from releases.enums import MentionRole, ReleaseState
from releases.intake.importer import (
    Outcome,
    OutcomeKind,
    editions_of,
    identify,
    import_bytes,
    read_bytes,
    settle,
)
from releases.intake.recognition import Findings, Recogniser, recogniser
from releases.intake.sources import LARGEST_FILE, Source, too_large, unpack
from releases.models import Event, Release, columns
from releases.wire.symbols import SymbolError, parse_symbol

LARGEST_ARCHIVE = 100 * 1024 * 1024
MOST_AT_ONCE = 500
MOST_LINES = 3000
READ = ("symbol", "language", *(name for name in columns.PRINTED if name != "body"))
OUTCOMES = {
    OutcomeKind.CREATED: gettext_lazy("Draft made"),
    OutcomeKind.NEW_EDITION: gettext_lazy("Draft of the next edition made"),
    OutcomeKind.UNCHANGED: gettext_lazy("Already here"),
    OutcomeKind.APPROVED: gettext_lazy("Approved"),
    OutcomeKind.FAILED: gettext_lazy("Not imported"),
}
CORRECTION = ("correction_note", "correction_is_minor")


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files, as a list."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        clean_one = super().clean
        return [clean_one(file, initial) for file in data or []]


class SourceForm(forms.Form):
    """A text, or files, but not nothing."""

    text = forms.CharField(
        label=gettext_lazy("Text of a release"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 14, "dir": "auto", "class": "vLargeTextField"}),
        help_text=gettext_lazy("Exactly as you were sent it, with symbol, date and dateline."),
    )
    files = SeveralFilesField(
        label=gettext_lazy("Files"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy("Text, saved web pages, Word files, or a .zip archive of them."),
    )

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not (found.get("text") or "").strip() and not found.get("files"):
            raise ValidationError(_("Paste a text or choose a file."), code="nothing")
        return found


class ReviewForm(forms.Form):
    """What was read from one text, field by field; names of institutes and events to tick."""

    def __init__(self, outcome: Outcome, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        release = outcome.release or Release()
        for name, field in forms.fields_for_model(Release, [*READ, *CORRECTION]).items():
            field.initial = getattr(release, name)
            self.fields[name] = field
        for name in ("contacts", "correction_note"):
            self.fields[name].widget.attrs["rows"] = 3
        for name in (*READ, "correction_note"):
            self.fields[name].widget.attrs |= {"dir": "auto", "class": "review-input"}
        self.guesses = release.guesses

    def clean_symbol(self) -> str:
        symbol = self.cleaned_data["symbol"].strip()
        try:
            return symbol if not symbol else parse_symbol(symbol).text
        except SymbolError as error:
            raise ValidationError(str(error), code="no_symbol") from error

    def fields_read(self) -> Iterator[tuple[forms.BoundField, str]]:
        """Each field with the reason why its value is a guess, or the empty text."""
        return ((self[name], self.guesses.get(name, "")) for name in READ)


@dataclass(frozen=True, slots=True)
class Named:
    """An institute or event that was recognised, as a line to tick."""

    slug: str
    name: str
    printed: str
    doubt: str
    role: str = ""
    is_ticked: bool = True


def import_urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of the import page, for `get_urls` of the admin of releases, before its own."""
    return [path("import/", site.admin_view(_page(site)), name="releases_release_import")]


def _page(site: AdminSite) -> Any:
    def page(request: DeskRequest) -> HttpResponse:
        """Paste or upload, look at what was read, keep it as a draft."""
        if not request.user.has_perm("releases.add_release"):
            raise PermissionDenied
        desk = ImportDesk(site, request)
        answers = {"read": desk.read, "keep": desk.keep}
        response = answers.get(request.POST.get("do", ""), desk.ask)()
        add_never_cache_headers(response)
        return response

    return page


class ImportDesk:
    """One request to the import page."""

    def __init__(self, site: AdminSite, request: DeskRequest) -> None:
        self.site, self.request = site, request

    def _render(self, template: str, status: int = 200, **context: Any) -> HttpResponse:
        context |= self.site.each_context(self.request) | {
            "title": _("Import releases"),
            "opts": Release._meta,
            "roles": MentionRole.choices,
        }
        return TemplateResponse(
            self.request, f"admin/releases/{template}.html", context, status=status
        ).render()

    def ask(self, form: SourceForm | None = None) -> HttpResponse:
        """The form for a text or files."""
        return self._render("import", 422 if form else 200, form=form or SourceForm())

    def read(self) -> HttpResponse:
        """The review of one text, or the results of many files."""
        form = SourceForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.ask(form)
        sources = self._sources(form)
        first = list(islice(sources, 2))
        if len(first) == 1 and first[0].data is not None:
            return self._review_first(first[0], form)
        return self._results(chain(first, sources))

    def _sources(self, form: SourceForm) -> Iterator[Source]:
        text = form.cleaned_data["text"]
        if text.strip():
            # Browsers send every line end as CRLF, whatever was pasted.
            yield Source(_("pasted text"), text.replace("\r\n", "\n").encode())
        for file in form.cleaned_data["files"]:
            yield from _uploaded(file)

    def _review_first(self, source: Source, form: SourceForm) -> HttpResponse:
        outcome = self._outcome(source, recogniser())
        if outcome.release is None:
            form.add_error(None, f"{source.name}: {outcome.message}")
            return self.ask(form)
        settle(outcome, by=self.request.user, at=self.request.at, dry_run=True)
        return self._review(outcome, source, ReviewForm(outcome))

    def _outcome(self, source: Source, names: Recogniser) -> Outcome:
        return read_bytes(
            source.data or b"", filename=source.name, by=self.request.user, at=self.request.at, names=names
        )

    def _review(self, outcome: Outcome, source: Source, form: ReviewForm, status: int = 200) -> HttpResponse:
        document = outcome.document
        flagged = {problem.line for problem in document.problems}
        lines = document.original.splitlines()[:MOST_LINES]
        institutes, events = self._named(outcome.findings)
        return self._render(
            "import_review",
            status,
            outcome=outcome,
            form=form,
            lines=[(number, line, number in flagged) for number, line in enumerate(lines, start=1)],
            language=outcome.release.language if outcome.release else "",
            body=outcome.release.body if outcome.release else "",
            filename=source.name,
            original=base64.b64encode(source.data or b"").decode(),
            institutes=institutes,
            events=events,
            compared=_compared_with_database(outcome),
        )

    def _named(self, found: Findings) -> tuple[list[Named], list[Named]]:
        """The lines to tick, as they were ticked where the form comes back."""
        post = self.request.POST
        is_back = post.get("do") == "keep"
        institutes = Institute.objects.with_names().in_bulk(
            [one.slug for one in found.institutes], field_name="slug"
        )
        events = Event.objects.with_names().in_bulk([one.slug for one in found.events], field_name="slug")
        return (
            [
                Named(
                    one.slug,
                    institutes[one.slug].name,
                    one.printed,
                    one.doubt,
                    post.get(f"role-{one.slug}", one.role),
                    not is_back or one.slug in post.getlist("institute"),
                )
                for one in found.institutes
                if one.slug in institutes
            ],
            [
                Named(
                    one.slug,
                    events[one.slug].name,
                    one.printed,
                    one.doubt,
                    is_ticked=not is_back or one.slug in post.getlist("event"),
                )
                for one in found.events
                if one.slug in events
            ],
        )

    def keep(self) -> HttpResponse:
        """The text that was reviewed is a draft, with what was corrected and ticked."""
        try:
            data = base64.b64decode(self.request.POST.get("original", ""), validate=True)
        except binascii.Error:
            return self.ask()
        source = Source(self.request.POST.get("filename", "")[:200], data)
        outcome = self._outcome(source, recogniser())
        if outcome.release is None:
            return self.ask(SourceForm(self.request.POST))
        form = ReviewForm(outcome, self.request.POST)
        if not form.is_valid():
            return self._review(outcome, source, form, 422)
        found = outcome.findings
        _correct(outcome.release, form.cleaned_data)
        outcome.findings = self._ticked(found)
        settle(outcome, by=self.request.user, at=self.request.at, is_reviewed=True)
        if outcome.kind is OutcomeKind.FAILED:
            outcome.findings = found
            form.add_error(None, outcome.message)
            return self._review(outcome, source, form, 422)
        messages.success(
            self.request, _("%(reference)s is a draft now.") % {"reference": outcome.release.reference}
        )
        return redirect(_address(outcome.release))

    def _ticked(self, found: Findings) -> Findings:
        post = self.request.POST
        institutes = [
            replace(one, role=MentionRole(role) if role in MentionRole.values else one.role)
            for one in found.institutes
            if one.slug in post.getlist("institute")
            for role in [post.get(f"role-{one.slug}", "")]
        ]
        events = [one for one in found.events if one.slug in post.getlist("event")]
        return Findings(tuple(institutes), tuple(events))

    def _results(self, sources: Iterator[Source]) -> HttpResponse:
        """Every file is a draft or says why not; one is in memory at a time."""
        names = recogniser()
        rows = []
        for source in islice(sources, MOST_AT_ONCE):
            outcome = self._import(source, names)
            rows.append(_line(outcome))
        return self._render(
            "import_results", rows=rows, limit=MOST_AT_ONCE, has_more=next(sources, None) is not None
        )

    def _import(self, source: Source, names: Recogniser) -> Outcome:
        if source.data is None:
            message = source.problem or _("Not read: this is no text, web page or Word file.")
            return Outcome(source.name, OutcomeKind.FAILED, message=message)
        return import_bytes(
            source.data, filename=source.name, by=self.request.user, at=self.request.at, names=names
        )


def _uploaded(file: UploadedFile) -> Iterator[Source]:
    name = file.name or _("file")
    is_archive = name.lower().endswith(".zip")
    if file.size > (LARGEST_ARCHIVE if is_archive else LARGEST_FILE):
        yield Source(name, None, too_large(file.size))
    elif is_archive:
        yield from unpack(name, file)
    else:
        yield Source(name, file.read())


def _correct(release: Release, values: dict[str, Any]) -> None:
    """The release has what the person left in the fields, and none of these is a guess any more."""
    for name, value in values.items():
        setattr(release, name, value)
    looked_at = {*values, "encoding"}
    release.guesses = {name: why for name, why in release.guesses.items() if name not in looked_at}
    identify(release)


def _line(outcome: Outcome) -> dict[str, Any]:
    """One file's row in the table of results; the texts themselves are let go."""
    release = outcome.release
    return {
        "filename": outcome.filename,
        "kind": outcome.kind,
        "words": OUTCOMES[outcome.kind],
        "reference": release.reference if release else "",
        "title": release.title if release else "",
        "language": release.language if release else "",
        "address": _address(release),
        "message": outcome.message,
        "problems": outcome.problems[:5],
        "guesses": len(release.guesses) if release else 0,
    }


def _address(release: Release | None) -> str:
    """Where the edition is edited; empty when it was not kept."""
    if release is None or release.pk is None:
        return ""
    return reverse("admin:releases_release_change", args=[release.pk])


def _compared_with_database(outcome: Outcome) -> dict[str, Any]:
    """What the database has of the same release: `kind` is `new` for nothing, else `edition` is the latest.

    `unchanged`: the same bytes; `draft`: another text that is still open; `next`: one that was approved.
    """
    if outcome.kind is OutcomeKind.UNCHANGED and outcome.release:
        return {"kind": "unchanged", "edition": outcome.release, "address": _address(outcome.release)}
    editions = editions_of(outcome.release) if outcome.release else []
    if not editions:
        return {"kind": "new"}
    kind = "draft" if editions[0].state in ReleaseState.OPEN else "next"
    return {"kind": kind, "edition": editions[0], "address": _address(editions[0])}
