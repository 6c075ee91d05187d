"""Releases as they were sent, pasted or uploaded: what was read, side by side with the original, then a draft."""

import base64
import binascii
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from institutes.desk.requests import DeskRequest
from releases.admin.going_on import submit_and_tell
from releases.admin.import_form import SourceForm, uploaded
from releases.admin.import_jobs import SLICE, address, job_urls
from releases.admin.import_proposals import propose
from releases.admin.import_reading import NOTHING_TYPED, Reading, Typed, held_key
from releases.admin.import_review import ReviewForm, change_address, context_of, ticked
from releases.admin.import_rows import MOST_ROWS, rows_of
from releases.admin.import_rows import context_of as rows_context
from releases.intake.files.encoding_choices import NAMES
from releases.intake.files.sources import Source
from releases.intake.importer import identify, not_read, read_file, settle
from releases.intake.jobs import TooMuchError, begin, held, hold, let_go, work
from releases.intake.outcomes import Outcome, OutcomeKind
from releases.intake.recognition import recogniser
from releases.intake.unknown_names import UnknownName, unknown_names
from releases.models import ImportJob, Release
from releases.models.reading_words import in_words

LARGEST_CARRIED = 5 * 1024 * 1024
"""Bytes of a file that goes from page to page in the form; a larger one is held in the database meanwhile."""

MOST_JOBS = 5


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
        answers = {
            "read": desk.read,
            "keep": desk.keep,
            "keep_and_submit": desk.keep,
            "again": desk.read_again,
            "rows": desk.rows,
            "keep_sound": desk.keep_sound,
            "open": desk.open,
            "propose": desk.propose,
        }
        named = next((name for name in ("propose", "open") if name in request.POST), "")
        response = answers.get(named or request.POST.get("do", ""), desk.ask)()
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
        if form is None:
            form, status = SourceForm(), 200
            form.fields["text"].widget.attrs["autofocus"] = True
        return self._render(
            "import",
            status,
            form=form,
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
            yield from uploaded(file)

    def _review_first(self, source: Source, form: SourceForm) -> HttpResponse:
        if source.data is None:
            return self._not_read(not_read(source), form)
        reading = Reading(source, self._outcomes(source))
        is_large = len(source.data) > LARGEST_CARRIED
        if len(reading.outcomes) > MOST_ROWS:
            return self._begin(iter([source]), form)
        if is_large and any(outcome.release for outcome in reading.outcomes):
            key = hold(source, user=self.request.user, at=self.request.at)
            reading = replace(reading, held=key)
        if reading.is_of_several:
            return self._rows(reading)
        if reading.outcome.release is None:
            return self._not_read(reading.outcome, form)
        return self._review(reading)

    def _not_read(self, outcome: Outcome, form: SourceForm) -> HttpResponse:
        form.add_error(None, f"{outcome.filename}: {in_words(outcome.message)}")
        return self.ask(form)

    def _outcomes(self, source: Source, encoding: str = "") -> list[Outcome]:
        return read_file(
            source.data or b"",
            filename=source.name,
            by=self.request.user,
            at=self.request.at,
            names=recogniser(),
            encoding=encoding,
        )

    def _rows(self, reading: Reading, status: int = 200) -> HttpResponse:
        """The releases of one file, each as a row."""
        context = rows_context(reading, by=self.request.user, at=self.request.at)
        return self._render("import_rows", status, **context)

    def _review(self, reading: Reading, proposed: str = "") -> HttpResponse:
        """The review of the release that is looked at, as it was left where it was begun before.

        It opens on the line of what was `proposed` just now.
        """
        typed = reading.typed.pop(reading.number, NOTHING_TYPED)
        settle(reading.outcome, by=self.request.user, at=self.request.at, dry_run=True)
        form = ReviewForm(reading.outcome, typed=typed.fields)
        return self._reviewed(reading, form, typed.post(), proposed=proposed)

    def _reviewed(
        self, reading: Reading, form: ReviewForm, post: QueryDict, status: int = 200, proposed: str = ""
    ) -> HttpResponse:
        context = context_of(post, reading.outcome, reading.source, form, reading.encoding)
        return self._render("import_review", status, proposed=proposed, **context, **reading.context())

    def open(self) -> HttpResponse:
        """The review of one of several releases."""
        if (reading := self._sent_back()) is None:
            return self.ask()
        return self._rows(reading) if reading.outcome.release is None else self._review(reading)

    def rows(self) -> HttpResponse:
        """The rows again; what was typed on the review that is left is kept beside its release."""
        if (reading := self._sent_back()) is None:
            return self.ask()
        return self._rows(self._with_typed(reading))

    def _with_typed(self, reading: Reading) -> Reading:
        """With what the form of a review was sent with; the page of the rows has none."""
        if "number" not in self.request.POST or reading.outcome.release is None:
            return reading
        return reading.with_typed(Typed.sent(self.request.POST, reading.outcome))

    def keep(self) -> HttpResponse:
        """The text that was reviewed is a draft, with what was corrected and ticked; asked to, it is submitted too."""
        if (before := self._sent_back()) is None:
            return self.ask()
        reading = self._read_as(before, self._encoding())
        if reading.is_of_several and not before.is_of_several:
            return self._several_appeared(before, reading)
        outcome, post = reading.outcome, self.request.POST
        if outcome.release is None:
            return self.ask(SourceForm(post))
        form = ReviewForm(outcome, post)
        if not form.is_valid():
            return self._reviewed(reading, form, post, 422)
        found = outcome.findings
        outcome.findings = ticked(post, outcome)
        _correct(outcome.release, form.cleaned_data)
        settle(outcome, by=self.request.user, at=self.request.at, is_reviewed=True)
        if outcome.kind is OutcomeKind.FAILED:
            outcome.findings = found
            form.add_error(None, in_words(outcome.message))
            return self._reviewed(reading, form, post, 422)
        self._tell_kept(outcome.kind, outcome.release)
        if reading.is_of_several:
            reading.typed.pop(reading.number, None)
            return self._kept(reading, {reading.number: outcome.release.pk})
        if reading.held:
            let_go(reading.held, user=self.request.user)
        return redirect(change_address(outcome.release))

    def _tell_kept(self, kind: OutcomeKind, release: Release) -> None:
        """It is said that the release is a draft; asked to, a new one is submitted."""
        messages.success(self.request, _("%(reference)s is a draft now.") % {"reference": release.reference})
        is_new = kind in {OutcomeKind.CREATED, OutcomeKind.NEW_EDITION}
        if is_new and self.request.POST["do"] == "keep_and_submit":
            submit_and_tell(self.request, release)

    def _kept(self, reading: Reading, keys: dict[int, int]) -> HttpResponse:
        """The rows, read anew, after some of the releases became drafts."""
        reading.kept.update(keys)
        return self._rows(reading.read_as(self._outcomes(reading.source, reading.encoding), reading.encoding))

    def keep_sound(self) -> HttpResponse:
        """Every release that is sound is a draft, its guesses marked in it; the others stay as rows."""
        if (reading := self._sent_back()) is None:
            return self.ask()
        keys = {}
        for row in rows_of(reading, by=self.request.user, at=self.request.at):
            outcome = reading.outcomes[row.number - 1]
            if not row.is_sound or outcome.release is None:
                continue
            settle(outcome, by=self.request.user, at=self.request.at)
            if outcome.kind is OutcomeKind.FAILED:
                messages.error(self.request, in_words(outcome.message))
            else:
                keys[row.number] = outcome.release.pk
        said = ngettext("%(count)s release is a draft now.", "%(count)s releases are drafts now.", len(keys))
        messages.success(self.request, said % {"count": len(keys)})
        return self._kept(reading, keys)

    def read_again(self) -> HttpResponse:
        """The text in the encoding that was chosen, with what was typed over the first reading."""
        if (before := self._sent_back()) is None:
            return self.ask()
        before = self._with_typed(before)
        reading = self._read_as(before, self._encoding())
        if all(outcome.release is None for outcome in reading.outcomes):
            messages.error(self.request, in_words(reading.outcomes[0].message))
            reading = before
        if reading.is_of_several and not before.is_of_several:
            return self._several_appeared(before, reading)
        if reading.is_of_several:
            return self._rows(reading)
        if reading.outcome.release is None:
            return self.ask(SourceForm(self.request.POST))
        return self._review(reading)

    def _read_as(self, reading: Reading, encoding: str) -> Reading:
        if encoding == reading.encoding:
            return reading
        return reading.read_as(self._outcomes(reading.source, encoding), encoding)

    def _several_appeared(self, before: Reading, reading: Reading) -> HttpResponse:
        """What was one release is several in the encoding that was chosen: all are shown, and nothing is kept."""
        count = len(reading.outcomes)
        if count > MOST_ROWS:
            said = _("In this encoding the file would hold %(count)s releases: choose another one.")
            messages.error(self.request, said % {"count": count})
            return self._review(self._with_typed(before))
        said = _(
            "In this encoding the file holds %(count)s releases: each has its row, and none is kept yet."
        )
        messages.warning(self.request, said % {"count": count})
        return self._rows(replace(reading, typed=self._with_typed(before).typed))

    def propose(self) -> HttpResponse:
        """One name that the catalogue does not have is proposed; the review goes on as it stood."""
        reading = self._sent_back()
        if reading is None:
            return self.ask()
        outcome, post = reading.outcome, self.request.POST
        if outcome.release is None:
            return self.ask(SourceForm(post))
        key = post.get("propose", "")
        unknown = next(
            (name for name in unknown_names(outcome.document, outcome.findings) if name.key == key), None
        )
        slug = self._propose(unknown, outcome.release.language, reading.source.name) if unknown else ""
        reading.typed[reading.number] = Typed.sent(post, outcome)
        return self._review(reading, proposed=slug)

    def _propose(self, unknown: UnknownName, language: str, filename: str) -> str:
        """The slug of what is proposed now; empty for what has none, and where it was refused."""
        request, said = self.request, {"name": unknown.name}
        kind = request.POST.get(f"kind-{unknown.key}", unknown.kind)
        try:
            thing = propose(
                unknown, kind=kind, language=language, filename=filename, by=request.user, at=request.at
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return ""
        if thing.is_proposed:
            messages.success(request, _("“%(name)s” is proposed; an editor decides on it.") % said)
        else:
            messages.success(request, _("“%(name)s” is in the catalogue now.") % said)
        return getattr(thing, "slug", "")

    def _sent_back(self) -> Reading | None:
        """The file that the page of the review carries, as it was read; None where it was tampered with."""
        post = self.request.POST
        if key := held_key(post):
            source = held(key, user=self.request.user)
            if source is None:
                messages.error(self.request, _("This file is not held any more: choose it once more."))
                return None
            return self._sent_reading(source)
        try:
            data = base64.b64decode(post.get("original", ""), validate=True)
        except (binascii.Error, ValueError):
            return None
        return self._sent_reading(Source(post.get("filename", "")[:200], data))

    def _sent_reading(self, source: Source) -> Reading:
        post, encoding = self.request.POST, self._encoding("read_as")
        return Reading.sent(post, source, self._outcomes(source, encoding), encoding)

    def _encoding(self, name: str = "encoding") -> str:
        """The encoding that the person chose, empty where it is to be found out."""
        chosen = self.request.POST.get(name, "")
        return chosen if chosen in NAMES else ""


def _correct(release: Release, values: dict[str, Any]) -> None:
    """The release has what the person left in the fields, and none of these is a guess any more."""
    for name, value in values.items():
        setattr(release, name, value)
    looked_at = {*values, "encoding"}
    release.guesses = {name: why for name, why in release.guesses.items() if name not in looked_at}
    identify(release)
