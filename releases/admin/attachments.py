"""Attachments on the form of a release: several files at once, each a row with its title and language."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpResponse
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from institutes.desk.admin import TableFormSet
from institutes.desk.forms import KeptFileField
from institutes.desk.requests import DeskRequest
from releases.admin.inlines import EditionInline
from releases.admin.placing import PlacedForm
from releases.enums import AttachmentKind
from releases.intake.attachments.judging import check_size, judge, tidy_name, title_of
from releases.models import Attachment, ReleaseAttachment

PREFIX = "attachments"
SEVERAL = f"{PREFIX}-new"
"""The field in which several files are chosen at once."""
ACCEPTED = ".pdf,.docx,.xlsx,.csv,.mp3"


@dataclass(frozen=True, slots=True)
class Judged:
    """A file that may go out."""

    content: bytes
    kind: AttachmentKind
    name: str


class AttachmentField(KeptFileField):
    """An upload that becomes a Judged: known by its content, whatever the browser says it is."""

    widget = forms.FileInput(attrs={"accept": ACCEPTED})

    def clean(self, data: UploadedFile | None, initial: Any = None) -> Judged | None:
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return None
        check_size(upload.size or 0)
        upload.seek(0)
        content = upload.read()
        kind = judge(content)
        return Judged(content, kind, tidy_name(upload.name or "", kind))


class ReleaseAttachmentForm(PlacedForm):
    """A file of the edition. A row that was saved keeps its file: another file is another row."""

    upload = AttachmentField(label=_("file"), max_length=255)

    class Meta:
        model = ReleaseAttachment
        fields = ["title", "language", "position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Made of the name of the file where it is left empty.
        self.fields["title"].required = False
        self.fields["title"].widget.attrs["dir"] = "auto"
        if not self.instance._state.adding:
            upload = self.fields["upload"]
            upload.required, upload.disabled = False, True
            # A cell of its own all the same, so that the columns stand below their heads.
            upload.widget.attrs["hidden"] = True

    def has_changed(self) -> bool:
        """A new row without a file and a title is no row."""
        if self.instance._state.adding:
            return bool({"upload", "title"} & set(self.changed_data))
        return super().has_changed()

    def clean(self) -> dict | None:
        cleaned = super().clean()
        judged = self.cleaned_data.get("upload")
        if not self.cleaned_data.get("title"):
            self.cleaned_data["title"] = title_of(judged.name) if judged else self.instance.title
        return cleaned

    def save(self, commit: bool = True) -> ReleaseAttachment:  # noqa: FBT001, FBT002 - Django's signature
        """The row, with its file stored first: a row without its file would be worse than a file without a row.

        The same file twice in one edition is one row.
        """
        row: ReleaseAttachment = self.instance
        judged: Judged | None = self.cleaned_data.get("upload")
        if judged is not None and row._state.adding:
            attachment = Attachment(file_name=judged.name, kind=judged.kind)
            attachment.take(judged.content)
            attachment.save()
            row.attachment = attachment
        return super().save(commit)


class AttachmentFormSet(TableFormSet):
    """The files of one edition; the same file sent twice is there once."""

    def is_multipart(self) -> bool:
        """Files can be chosen below the rows, whatever the rows hold."""
        return True

    def save_new(self, form: Any, commit: bool = True) -> ReleaseAttachment:  # noqa: FBT001, FBT002
        digest = Attachment.digest_of(form.cleaned_data["upload"].content)
        there = ReleaseAttachment.objects.filter(release=self.instance, attachment__sha256=digest).first()
        return there if there is not None else super().save_new(form, commit)


class ReleaseAttachmentInline(EditionInline):
    model = ReleaseAttachment
    form = ReleaseAttachmentForm
    formset = AttachmentFormSet
    template = "admin/releases/release/attachments.html"
    fields = ["file", "upload", "title", "language", "position"]
    readonly_fields = ["file"]
    verbose_name = _("attachment")
    verbose_name_plural = _("attachments")

    def get_queryset(self, request: DeskRequest) -> QuerySet[ReleaseAttachment]:
        return super().get_queryset(request).select_related("attachment")

    @admin.display(description=_("stored file"))
    def file(self, row: ReleaseAttachment) -> str:
        """The file with its kind and size, to be opened."""
        if not row.pk:
            return "–"
        size = filesizeformat(row.attachment.size)
        return render_to_string(
            "admin/releases/release/_stored_file.html", {"file": row.attachment, "size": size}
        )


class AttachingDesk(admin.ModelAdmin):
    """Files that were chosen together are rows of their own before anything reads the form."""

    class Media:
        css = {"all": ["pressroom/rows.css"]}
        js = ["pressroom/rows.js"]

    def changeform_view(
        self,
        request: DeskRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict | None = None,
    ) -> HttpResponse:
        """The form; what was chosen in the one field for several files is in as many new rows."""
        if request.method == "POST":
            spread_uploads(request)
        return super().changeform_view(request, object_id, form_url, extra_context)


def spread_uploads(request: DeskRequest) -> None:
    """Each file that was sent as SEVERAL is that of a new row, with a title made of its name."""
    uploads = request.FILES.getlist(SEVERAL)
    if not uploads:
        return
    data = request.POST.copy()
    text = data.get(f"{PREFIX}-TOTAL_FORMS", "")
    total = int(text) if text.isdecimal() and len(text) < 5 else 0
    for number, upload in enumerate(uploads, total):
        start = f"{PREFIX}-{number}"
        data[f"{start}-title"] = title_of(upload.name or "")
        data[f"{start}-language"] = data.get("language", "")
        request.FILES[f"{start}-upload"] = upload
    data[f"{PREFIX}-TOTAL_FORMS"] = str(total + len(uploads))
    del request.FILES[SEVERAL]
    request.POST = data  # type: ignore[assignment]  # mutable, as the merge has it
