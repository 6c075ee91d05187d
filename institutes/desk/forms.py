"""What people fill in about institutes and pictures."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from institutes.desk.addresses import made_of_name
from institutes.models import InstituteLogo
from institutes.pictures import files
from institutes.pictures.models import StoredPicture


class CheckedForm(forms.ModelForm):
    """A form that checks every rule of its row, also those about columns the form does not show.

    Django leaves these out, and the database would refuse the row later. `blame` says beside which field the
    sentence of a rule stands; it stands above the form otherwise. `refusal` holds the messages of a
    first attempt to save that the database refused.
    """

    blame: dict[str, str] = {}
    refusal: list[str] | None = None

    def full_clean(self) -> None:
        """The errors of the form hold those of all rules; a form of a new row that was left empty has none."""
        super().full_clean()
        if not self.is_bound or (self.empty_permitted and not self.has_changed()):
            return
        if self.refusal:
            self.add_error(None, self.refusal)
        # Rules about a row that is wrong already would only repeat it.
        if self.errors:
            return
        for constraint in self.instance._meta.constraints:
            try:
                constraint.validate(type(self.instance), self.instance)
            except ValidationError as error:
                field = self.blame.get(constraint.name)
                self.add_error(field if field in self.fields else None, error.messages)


class NamedForm(CheckedForm):
    """An institute or event: its address is made of its first name where none is typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = _(
                "Last part of the page's address. Left empty, it is made of the name."
            )

    def first_names(self) -> list[str]:
        """What may become the address, the likeliest first."""
        return [self.data.get("names-0-acronym", ""), self.data.get("names-0-name", "")]

    def clean_slug(self) -> str:
        """What was typed, what it was, or what is made of the name."""
        slug: str = self.cleaned_data["slug"] or self.instance.slug
        model = self._meta.model
        return slug or made_of_name(model, self.first_names(), model._meta.model_name)


class KeptFileField(forms.FileField):
    """An upload that is kept where its form comes back, so that the file need not be chosen again."""


class PictureField(KeptFileField):
    """An upload that becomes a `pictures.Picture`: checked by content, whatever the browser says it is."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data: UploadedFile | None, initial: Any = None) -> files.Picture | None:
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return None
        files.check_size(upload.size or 0)
        upload.seek(0)
        return files.read_picture(upload.read())


class PictureForm(CheckedForm):
    """The words of a picture, and on a new row its file: files of a row never change."""

    upload = PictureField(
        label=_("Picture"),
        help_text=_(
            "JPEG, PNG or WebP, up to 25 MB. Where and with what it was taken is not kept. "
            "The file cannot be changed later: upload another picture instead."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["upload"]

    def clean(self) -> dict | None:
        """The words are checked beside their field, as the database would."""
        cleaned = super().clean()
        alternative_text = self.cleaned_data.get("alternative_text", "")
        is_decorative = self.cleaned_data.get("is_decorative", False)
        if "alternative_text" in self.fields and bool(alternative_text) == is_decorative:
            self.add_error(
                "alternative_text",
                ValidationError(
                    _(
                        "Say what the picture shows, or mark it as decorative and leave the alternative "
                        "text empty."
                    ),
                    code="undescribed",
                ),
            )
        return cleaned

    def save(self, commit: bool = True) -> StoredPicture:  # noqa: FBT001, FBT002 - Django's signature
        picture = self.cleaned_data.get("upload")
        if picture is not None:
            # Before the row is written: a row without its files would be worse than files without a row.
            self.instance.take(picture)
        return super().save(commit)


class LogoForm(PictureForm):
    class Meta:
        model = InstituteLogo
        fields = ["alternative_text", "is_decorative", "credit"]
