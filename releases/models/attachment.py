"""Documents, data and sound that go out with releases, and the editions that have them."""

import hashlib
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models.signals import post_delete
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from institutes.enums import Language
from institutes.invented import Inventable
from institutes.pictures.tokens import new_token
from releases.enums import AttachmentKind
from releases.models.release import Release
from releases.models.visibility import public_q

FOLDER = "attachments"


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def public(self, at: datetime) -> "AttachmentQuerySet":
        """Files of an edition that the public may see at `at`."""
        uses = ReleaseAttachment.objects.filter(public_q(at, "release__"), attachment=models.OuterRef("pk"))
        return self.filter(models.Exists(uses))


class Attachment(Inventable):
    """A stored file: private until an edition that has it is public, and again when none is.

    The file of a row never changes: another file is another row, with a name in the storage that nobody can guess.
    """

    token = models.CharField(max_length=32, unique=True, editable=False, default=new_token)
    file_name = models.CharField(_("file name"), max_length=150, help_text=_("Under which readers save it."))
    kind = models.CharField(_("kind"), max_length=4, choices=AttachmentKind.choices)
    size = models.PositiveBigIntegerField(_("size"), help_text=_("In bytes."))
    sha256 = models.CharField(max_length=64, db_index=True)
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["-uploaded_at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=AttachmentKind.values),
                name="attachment_kind_known",
                violation_error_message=_("Attach a PDF, Word, Excel, CSV or MP3 file."),
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    def take(self, content: bytes) -> None:
        """`content` is stored under this row's name; the row itself is not saved yet.

        Raises ValidationError when the row has a file already: it may be shown somewhere.
        """
        if not self._state.adding:
            raise ValidationError(
                _("The file of an attachment cannot be changed. Attach another one."), code="taken"
            )
        self.size, self.sha256 = len(content), self.digest_of(content)
        default_storage.save(self.place, ContentFile(content))

    @staticmethod
    def digest_of(content: bytes) -> str:
        """The SHA-256 of a file in hexadecimal digits: two files with the same one are the same."""
        return hashlib.sha256(content).hexdigest()

    @property
    def place(self) -> str:
        """The file in the default storage, which no address serves."""
        return f"{FOLDER}/{self.token}"

    @property
    def content_type(self) -> str:
        return AttachmentKind(self.kind).content_type

    @property
    def address(self) -> str:
        """The path on the site, for whom it is public to."""
        return reverse("attachments:attachment", args=[self.token, self.file_name])

    def open(self) -> "File[Any] | None":
        """The stored file, to be read from; None where there is none."""
        try:
            return default_storage.open(self.place)
        except FileNotFoundError:
            return None


class ReleaseAttachmentQuerySet(models.QuerySet["ReleaseAttachment"]):
    def public(self, at: datetime) -> "ReleaseAttachmentQuerySet":
        """Those whose file is served to the public at `at`."""
        return self.filter(attachment__in=Attachment.objects.public(at))


class ReleaseAttachment(models.Model):
    """A file of one edition, in its place, with the title that the edition gives it: sealed with it."""

    release = models.ForeignKey(
        Release, verbose_name=_("release"), on_delete=models.CASCADE, related_name="attachments"
    )
    attachment = models.ForeignKey(
        Attachment, verbose_name=_("file"), on_delete=models.PROTECT, related_name="uses", editable=False
    )
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    title = models.CharField(
        _("title"),
        max_length=300,
        help_text=_("What readers see. At first it is made of the name of the file."),
    )
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=Language.choices,
        default=Language.ENGLISH,
        help_text=_("The language of the file. Its title is in the language of the release."),
    )

    objects = ReleaseAttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("attachment of the release")
        verbose_name_plural = _("attachments of the release")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "attachment"],
                name="releaseattachment_once",
                violation_error_message=_("This file is on the list already."),
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=Language.values),
                name="releaseattachment_language_known",
                violation_error_message=_("Choose one of the languages."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


def _remove_file(sender: type, instance: Attachment, **_signal: object) -> None:
    """When the deletion of a row is final, its file is gone too."""
    place = instance.place
    transaction.on_commit(lambda: default_storage.delete(place))


post_delete.connect(_remove_file, sender=Attachment)
