"""Photos, and the editions that use them."""

from datetime import datetime
from typing import Any

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from institutes.enums import Language
from institutes.invented import Inventable
from institutes.pictures.models import StoredPicture, described, remove_files
from releases.models.release import Release
from releases.models.visibility import public_q

# In per cent: where the focal point is until somebody sets it.
CENTRE = 50


class PhotoQuerySet(models.QuerySet["Photo"]):
    def get_by_natural_key(self, token: str) -> "Photo":
        return self.get(token=token)

    def public(self, at: datetime) -> "PhotoQuerySet":
        """Photos that an edition uses which the public may see at `at`."""
        uses = ReleasePhoto.objects.filter(public_q(at, "release__"), photo=models.OuterRef("pk"))
        return self.filter(models.Exists(uses))


class Photo(StoredPicture, Inventable):
    """A photo for releases: private until an edition that uses it is public, and again when none is.

    Its words are what editions that are still to use it begin with; each edition has its own (`ReleasePhoto`).
    """

    folder = "photos"
    address_name = "photos:photo"

    language = models.CharField(
        _("language"),
        max_length=10,
        choices=Language.choices,
        default=Language.ENGLISH,
        help_text=_("The language of the alternative text and the caption."),
    )
    caption = models.TextField(_("caption"), blank=True, help_text=_("Who and what, where and when."))
    # Of the photo and not of an edition: only lists and forms of the desk crop pictures, the pages of an edition show
    # them whole. A public page that crops would need a point of the edition's own, sealed with it.
    focal_x = models.PositiveSmallIntegerField(
        _("focal point from the left"),
        default=CENTRE,
        validators=[MaxValueValidator(100)],
        help_text=_("In per cent of the width. What is there stays in view where the picture is cropped."),
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point from the top"),
        default=CENTRE,
        validators=[MaxValueValidator(100)],
        help_text=_("In per cent of the height."),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)

    history = HistoricalRecords()
    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["-uploaded_at", "-pk"]
        indexes = [models.Index(fields=["-uploaded_at", "-id"], name="photo_newest")]
        constraints = [
            described("photo"),
            models.CheckConstraint(
                condition=models.Q(language__in=Language.values),
                name="photo_language_known",
                violation_error_message=_("Choose one of the languages."),
            ),
            models.CheckConstraint(
                condition=models.Q(focal_x__lte=100, focal_y__lte=100),
                name="photo_focal_point_inside",
                violation_error_message=_("The focal point is in the picture: 0 to 100 per cent."),
            ),
        ]

    def natural_key(self) -> tuple[str]:
        return (self.token,)


class ReleasePhotoQuerySet(models.QuerySet["ReleasePhoto"]):
    def public(self, at: datetime) -> "ReleasePhotoQuerySet":
        """Those whose photo is served to the public at `at`, with the photo at hand."""
        return self.filter(photo__in=Photo.objects.public(at)).select_related("photo")


class ReleasePhoto(models.Model):
    """A photo in one edition, in its place, with the words that this edition shows: its own, and sealed with it.

    A photo that is put into an edition brings its words along where they are left empty: the credit always,
    alternative text and caption where they are in the edition's language. What is said of the photo later
    changes no edition.
    """

    # The columns that the photo has too, and that an edition says of its own.
    WORDS = ("alternative_text", "caption", "credit")

    release = models.ForeignKey(
        Release, verbose_name=_("release"), on_delete=models.CASCADE, related_name="photos"
    )
    photo = models.ForeignKey(Photo, verbose_name=_("photo"), on_delete=models.PROTECT, related_name="uses")
    position = models.PositiveSmallIntegerField(_("position"), default=1)
    alternative_text = models.CharField(
        _("alternative text here"),
        max_length=500,
        blank=True,
        help_text=_("In the language of the release. Left empty in a new row, it is that of the photo."),
    )
    caption = models.TextField(
        _("caption here"),
        blank=True,
        help_text=_("In the language of the release. Left empty in a new row, it is that of the photo."),
    )
    credit = models.CharField(
        _("credit here"),
        max_length=200,
        blank=True,
        help_text=_("Left empty in a new row, it is that of the photo."),
    )

    objects = ReleasePhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo of the release")
        verbose_name_plural = _("photos of the release")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "photo"],
                name="releasephoto_once",
                violation_error_message=_("This photo is on the list already."),
            )
        ]

    def __str__(self) -> str:
        return self.alternative_text or str(self.photo)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.take_words()
        super().save(*args, **kwargs)

    def take_words(self) -> None:
        """What is empty says what the photo says of itself, where that is in the language of the edition."""
        self.credit = self.credit or self.photo.credit
        if self.photo.language == self.release.language:
            self.alternative_text = self.alternative_text or self.photo.alternative_text
            self.caption = self.caption or self.photo.caption


post_delete.connect(remove_files, sender=Photo)
