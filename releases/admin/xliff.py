"""Files for translators' tools at the desk: taken away, and taken in after a look at what they would change."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from institutes.desk.requests import DeskRequest
from institutes.enums import Language
from releases.admin.translating import LARGEST_KEY, number
from releases.editorial.errors import WorkflowError
from releases.editorial.translation import xliff, xliff_reading
from releases.editorial.translation.taking_in import Plan, plan, take
from releases.editorial.translation.xliff_reading import XliffError
from releases.enums import ReleaseState
from releases.models import Release

MOST_FILES = 100
# Of all files of one upload together, unpacked: what is carried through the page that asks has room in a form.
MOST_BYTES = 8 * 1024 * 1024
MEDIA_TYPE = "application/xliff+xml"


@dataclass
class Taken:
    """One file: its name and text, what it would do, or why it is refused."""

    name: str
    text: str = ""
    plan: Plan | None = None
    refusal: str = ""
    outcome: Release | None = None
    sentences: list[str] = field(default_factory=list)


class XliffDesk(admin.ModelAdmin):
    """Out for whoever may see releases, in for whoever may write them; what comes in is never more than a draft."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            path("xliff/", view(self.xliff_view), name="releases_release_xliff"),
            path("xliff/out/", view(require_POST(self.xliff_out_view)), name="releases_release_xliff_out"),
            path(
                "<int:key>/xliff/<slug:language>/",
                view(self.xliff_file_view),
                name="releases_release_xliff_file",
            ),
            *super().get_urls(),
        ]

    def xliff_file_view(self, request: DeskRequest, key: int, language: str) -> HttpResponse:
        """One release into one language, with what is translated already."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        source = Release.objects.filter(pk=key if key < LARGEST_KEY else 0).first()
        if source is None or language not in Language.values or language == source.language:
            raise Http404(_("There is no page at this address."))
        return _download(_file_name(source, language), _written(source, language), MEDIA_TYPE)

    def xliff_out_view(self, request: DeskRequest) -> HttpResponse:
        """The ticked releases into one language, in an archive."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        language = request.POST.get("into", "")
        keys = [number(key) for key in request.POST.getlist("release")][:MOST_FILES]
        sources = [
            source
            for source in Release.objects.filter(pk__in=keys).order_by("pk")
            if source.language != language and source.state != ReleaseState.WITHDRAWN
        ]
        if language not in Language.values or not sources:
            self.message_user(
                request, _("Tick releases and choose a language they are not in."), messages.ERROR
            )
            return redirect("admin:releases_release_translations")
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for source in sources:
                archive.writestr(_file_name(source, language), _written(source, language))
        return _download(f"{language}.zip", packed.getvalue(), "application/zip")

    def xliff_view(self, request: DeskRequest) -> HttpResponse:
        """Files are chosen; what each would change is shown; then the drafts have it."""
        if not (self.has_add_permission(request) and self.has_view_or_change_permission(request)):
            raise PermissionDenied
        taken: list[Taken] = []
        if request.method == "POST" and "confirmed" in request.POST:
            carried = request.POST.getlist("carried")[:MOST_FILES]
            taken = [_planned(Taken(f"{place}.xlf", text)) for place, text in enumerate(carried, 1)]
            self._take_in(request, taken)
            if taken and all(one.outcome is not None for one in taken):
                return self._back_with(request, taken)
        elif request.method == "POST":
            taken = [_planned(one) for one in _uploaded(request)]
            if not taken:
                self.message_user(request, _("Choose a file first."), messages.ERROR)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Translations from files"),
            "taken": taken,
            "can_go_on": any(one.plan is not None for one in taken),
            "most": MOST_BYTES // 1024**2,
            "media": self.media,
        }
        is_refused = bool(taken) and not context["can_go_on"]
        page = "admin/releases/release/xliff.html"
        return TemplateResponse(request, page, context, status=422 if is_refused else 200)

    def _take_in(self, request: DeskRequest, taken: list[Taken]) -> None:
        for one in taken:
            if one.plan is None:
                continue
            source = one.plan.source.pk
            shown = request.POST.get(f"draft-{source}-{one.plan.language}", "")
            draft = one.plan.draft
            if shown != (f"{draft.pk}-{draft.version}" if draft is not None else ""):
                one.sentences = [
                    _("Somebody saved this translation meanwhile. Look at what would change now.")
                ]
                continue
            chosen = request.POST.getlist(f"take-{source}-{one.plan.language}")
            try:
                one.outcome = take(one.plan, chosen=chosen, by=request.user, at=request.at)
            except WorkflowError as error:
                one.sentences = error.messages

    def _back_with(self, request: DeskRequest, taken: list[Taken]) -> HttpResponse:
        outcomes = [one.outcome for one in taken if one.outcome is not None]
        for release in outcomes:
            reference = f"{release.reference} ({release.get_language_display()})"
            self.message_user(
                request, _("%(reference)s is a draft with what the file has.") % {"reference": reference}
            )
        if len(outcomes) == 1:
            return redirect("admin:releases_release_translate", outcomes[0].pk)
        return redirect("admin:releases_release_translations")


def _uploaded(request: DeskRequest) -> Iterator[Taken]:
    """The files that were sent, those of archives too; beyond what fits, each says so."""
    room = MOST_BYTES
    for upload in request.FILES.getlist("files")[:MOST_FILES]:
        for name, content, refusal in _unpacked(upload, room):
            room -= len(content)
            if refusal:
                yield Taken(name, refusal=refusal)
                continue
            try:
                yield Taken(name, xliff_reading.decoded(content))
            except XliffError as error:
                yield Taken(name, refusal=str(error))


def _unpacked(upload: UploadedFile, room: int) -> Iterator[tuple[str, bytes, str]]:
    name = str(upload.name)
    too_much = _("The files are larger than %(most)d MB together.") % {"most": MOST_BYTES // 1024**2}
    if (upload.size or 0) > room:
        yield name, b"", too_much
        return
    content = upload.read()
    if not content.startswith(b"PK"):
        yield name, content, ""
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            for entry in entries[:MOST_FILES]:
                if entry.file_size > room:
                    yield entry.filename, b"", too_much
                    continue
                with archive.open(entry) as packed:
                    text = packed.read(room + 1)
                room -= len(text)
                yield entry.filename, text, "" if room >= 0 else too_much
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError):
        yield name, b"", _("The archive is damaged or locked.")


def _planned(one: Taken) -> Taken:
    if not one.refusal:
        try:
            one.plan = plan(xliff_reading.read(one.text))
        except XliffError as error:
            one.refusal = str(error)
    return one


def _written(source: Release, language: str) -> bytes:
    drafts = Release.objects.filter(reference=source.reference, language=language)
    return xliff.write(source, language, drafts.order_by("-edition").first())


def _file_name(source: Release, language: str) -> str:
    return f"{source.reference.replace('/', '-')}.{source.language}.{language}.xlf"


def _download(name: str, content: bytes, media_type: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""}
    return HttpResponse(content, content_type=media_type, headers=headers)
