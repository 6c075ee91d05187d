"""The form of the import page: a pasted text, or files and archives of them."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from releases.intake.files.source_text import HEAD, too_large
from releases.intake.files.sources import Source, opened, unpack

LARGEST_ARCHIVE = 100 * 1024 * 1024


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
            "Text, web pages, mails, Word, OpenDocument, Rich Text and PDF files, or a .zip archive of them. Texts and "
            "pages may have up to 5 MB, the other kinds 25 MB, an archive 100 MB."
        ),
    )

    def clean(self) -> dict[str, Any]:
        super().clean()
        found = self.cleaned_data
        if not (found.get("text") or "").strip() and not found.get("files"):
            raise ValidationError(_("Paste a text or choose a file."), code="nothing")
        return found


def uploaded(file: UploadedFile) -> Iterator[Source]:
    """What was uploaded: one file, those that came with a mail, or those of an archive."""
    name = file.name or _("file")
    is_archive = name.lower().endswith(".zip")
    size = file.size or 0
    if is_archive and size > LARGEST_ARCHIVE:
        said = _("This archive has more than %(most)s MB: give its files in several parts.")
        yield Source(name, None, said % {"most": LARGEST_ARCHIVE // (1024 * 1024)})
    elif is_archive:
        yield from unpack(name, cast(BytesIO, file))
    elif said := too_large(size, _head(file)):
        yield Source(name, None, said)
    else:
        yield from opened(name, file.read())


def _head(file: UploadedFile) -> bytes:
    head = bytes(file.read(HEAD))
    file.seek(0)
    return head
