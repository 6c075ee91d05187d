"""Releases as they were sent, pasted or uploaded: what was read, side by side with the original, then a draft."""

import base64
import binascii
from collections.abc import Iterator
from io import BytesIO
from itertools import chain, islice
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from institutes.desk.requests import DeskRequest
from releases.admin.import_jobs import SLICE, address, job_urls
from releases.admin.import_proposals import propose
from releases.admin.import_review import ReviewForm, change_address, context_of, ticked
from releases.intake.files.encoding_choices import NAMES
from releases.intake.files.source_text import LARGEST_FILE, too_large
from releases.intake.files.sources import Source, opened, unpack
from releases.intake.importer import identify, not_read, read_file, settle
from releases.intake.jobs import TooMuchError, begin, work
from releases.intake.outcomes import Outcome, OutcomeKind
from releases.intake.recognition import recogniser
from releases.intake.unknown_names import UnknownName, unknown_names
from releases.models import ImportJob, Release

LARGEST_ARCHIVE = 100 * 1024 * 1024
MOST_JOBS = 5


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
    files = SeveralFilesField(  # type: ignore[assignment]  # Django has an attribute of that name, unset here
        label=gettext_lazy("Files"),
        required=False,
        allow_empty_file=True,
        help_text=gettext_lazy(
            "Text, web pages, mails, Word, OpenDocument, Rich Text and PDF files, or a .zip archive of them."
        ),
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        found = self.cleaned_data
        if not (found.get("text") or "").strip() and not found.get("files"):
            raise ValidationError(_("Paste a text or choose a file."), code="nothing")
        return found


def import_urls(site: AdminSite) -> list[URLPattern]:
    """The addresses of the import page, for `get_urls` of the admin of releases, before its own."""
    page = path("import/", site.admin_view(_page(site)), name="releases_release_import")
    return [page, *job_urls(site)]


def _page(site: AdminSite) -> Any:
    def page(request: DeskRequest) -> HttpResponse:
        """Paste or upload, look at what was read, keep it as a draft."""
        if not request.user.has_perm("releases.add_release"):
            raise PermissionDenied
        desk = ImportDesk(site, request)
        answers = {"read": desk.read, "keep": desk.keep, "again": desk.read_again}
        done = "propose" if "propose" in request.POST else request.POST.get("do", "")
        response = (answers | {"propose": desk.propose}).get(done, desk.ask)()
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
        }
        return TemplateResponse(
            self.request, f"admin/releases/{template}.html", context, status=status
        ).render()

    def ask(self, form: SourceForm | None = None, status: int = 422) -> HttpResponse:
        """The form for a text or files, with `status` where one was sent; and the imports that were begun."""
        jobs = ImportJob.objects.of(self.request.user)[:MOST_JOBS]
        return self._render(
            "import",
            status if form else 200,
            form=form or SourceForm(),
            jobs=[(job, address(job)) for job in jobs],
        )

    def read(self) -> HttpResponse:
        """The review of one text, or the page of an import of many files or of several releases in one."""
        form = SourceForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self.ask(form)
        sources = self._sources(form)
        first = list(islice(sources, 2))
        if len(first) == 1:
            return self._review_first(first[0], form)
        return self._begin(chain(first, sources), form)

    def _begin(self, sources: Iterator[Source], form: SourceForm) -> HttpResponse:
        """The page of an import of all that the sources hold, the first of which are read."""
        try:
            job = begin(sources, user=self.request.user, at=self.request.at)
        except TooMuchError as error:
            form.add_error("files", str(error))
            return self.ask(form, status=413)
        work(job, seconds=SLICE)
        return redirect(address(job))

    def _sources(self, form: SourceForm) -> Iterator[Source]:
        text = form.cleaned_data["text"]
        if text.strip():
            # Browsers send every line end as CRLF, whatever was pasted.
            yield Source(_("pasted text"), text.replace("\r\n", "\n").encode())
        for file in form.cleaned_data["files"]:
            yield from _uploaded(file)

    def _review_first(self, source: Source, form: SourceForm) -> HttpResponse:
        outcome, *others = self._outcomes(source) if source.data is not None else [not_read(source)]
        if others:
            return self._begin(iter([source]), form)
        if outcome.release is None:
            form.add_error(None, f"{source.name}: {outcome.message}")
            return self.ask(form)
        settle(outcome, by=self.request.user, at=self.request.at, dry_run=True)
        return self._review(outcome, source, ReviewForm(outcome))

    def _outcomes(self, source: Source, encoding: str = "") -> list[Outcome]:
        return read_file(
            source.data or b"",
            filename=source.name,
            by=self.request.user,
            at=self.request.at,
            names=recogniser(),
            encoding=encoding,
        )

    def _outcome(self, source: Source, encoding: str = "") -> Outcome:
        return self._outcomes(source, encoding)[0]

    def _review(
        self, outcome: Outcome, source: Source, form: ReviewForm, encoding: str = "", status: int = 200
    ) -> HttpResponse:
        context = context_of(self.request, outcome, source.data or b"", source.name, form, encoding)
        return self._render("import_review", status, **context)

    def keep(self) -> HttpResponse:
        """The text that was reviewed is a draft, with what was corrected and ticked."""
        if (source := self._sent_back()) is None:
            return self.ask()
        encoding = self._encoding()
        outcome = self._outcome(source, encoding)
        if outcome.release is None:
            return self.ask(SourceForm(self.request.POST))
        form = ReviewForm(outcome, self.request.POST)
        if not form.is_valid():
            return self._review(outcome, source, form, encoding, 422)
        found = outcome.findings
        outcome.findings = ticked(self.request, outcome)
        _correct(outcome.release, form.cleaned_data)
        settle(outcome, by=self.request.user, at=self.request.at, is_reviewed=True)
        if outcome.kind is OutcomeKind.FAILED:
            outcome.findings = found
            form.add_error(None, outcome.message)
            return self._review(outcome, source, form, encoding, 422)
        messages.success(
            self.request, _("%(reference)s is a draft now.") % {"reference": outcome.release.reference}
        )
        return redirect(change_address(outcome.release))

    def read_again(self) -> HttpResponse:
        """The review of the text in the encoding that was chosen, with what was typed over the first reading."""
        if (source := self._sent_back()) is None:
            return self.ask()
        before = ReviewForm(self._outcome(source, self._encoding("read_as")), self.request.POST)
        encoding = self._encoding()
        outcome = self._outcome(source, encoding)
        if outcome.release is None:
            messages.error(self.request, outcome.message)
            encoding = self._encoding("read_as")
            outcome = self._outcome(source, encoding)
        if outcome.release is None:
            return self.ask(SourceForm(self.request.POST))
        settle(outcome, by=self.request.user, at=self.request.at, dry_run=True)
        return self._review(outcome, source, ReviewForm(outcome, typed=before.typed()), encoding)

    def propose(self) -> HttpResponse:
        """One name that the catalogue does not have is proposed; the review goes on as it stood."""
        if (source := self._sent_back()) is None:
            return self.ask()
        encoding = self._encoding("read_as")
        outcome = self._outcome(source, encoding)
        if outcome.release is None:
            return self.ask(SourceForm(self.request.POST))
        key = self.request.POST.get("propose", "")
        unknown = next(
            (name for name in unknown_names(outcome.document, outcome.findings) if name.key == key), None
        )
        if unknown is not None:
            self._propose(unknown, outcome.release.language, source.name)
        typed = ReviewForm(outcome, self.request.POST).typed()
        settle(outcome, by=self.request.user, at=self.request.at, dry_run=True)
        return self._review(outcome, source, ReviewForm(outcome, typed=typed), encoding)

    def _propose(self, unknown: UnknownName, language: str, filename: str) -> None:
        request, said = self.request, {"name": unknown.name}
        kind = request.POST.get(f"kind-{unknown.key}", unknown.kind)
        try:
            thing = propose(
                unknown, kind=kind, language=language, filename=filename, by=request.user, at=request.at
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return
        if thing.is_proposed:
            messages.success(request, _("“%(name)s” is proposed; an editor decides on it.") % said)
        else:
            messages.success(request, _("“%(name)s” is in the catalogue now.") % said)

    def _sent_back(self) -> Source | None:
        """The file that the page of the review carries, None where it was tampered with."""
        try:
            data = base64.b64decode(self.request.POST.get("original", ""), validate=True)
        except (binascii.Error, ValueError):
            return None
        return Source(self.request.POST.get("filename", "")[:200], data)

    def _encoding(self, name: str = "encoding") -> str:
        """The encoding that the person chose, empty where it is to be found out."""
        chosen = self.request.POST.get(name, "")
        return chosen if chosen in NAMES else ""


def _uploaded(file: UploadedFile) -> Iterator[Source]:
    name = file.name or _("file")
    is_archive = name.lower().endswith(".zip")
    size = file.size or 0
    if size > (LARGEST_ARCHIVE if is_archive else LARGEST_FILE):
        yield Source(name, None, too_large(size))
    elif is_archive:
        yield from unpack(name, cast(BytesIO, file))
    else:
        yield from opened(name, file.read())


def _correct(release: Release, values: dict[str, Any]) -> None:
    """The release has what the person left in the fields, and none of these is a guess any more."""
    for name, value in values.items():
        setattr(release, name, value)
    looked_at = {*values, "encoding"}
    release.guesses = {name: why for name, why in release.guesses.items() if name not in looked_at}
    identify(release)
