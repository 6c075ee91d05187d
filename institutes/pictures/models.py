"""What photos and logos share: a stored picture, what it says to those who do not see it, who made it."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from institutes.pictures import files
from institutes.pictures.tokens import new_token


class StoredPicture(models.Model):
    """A picture in the default storage, with its words.

    The files of a row never change: another picture is another row, with another name that nobody can guess.
    """

    folder: ClassVar[str]
    address_name: ClassVar[str]

    token = models.CharField(max_length=32, unique=True, editable=False, default=new_token)
    width = models.PositiveIntegerField(_("width"), editable=False, help_text=_("In pixels."))
    height = models.PositiveIntegerField(_("height"), editable=False, help_text=_("In pixels."))
    sha256 = models.CharField(max_length=64, editable=False, db_index=True)
    alternative_text = models.CharField(
        _("alternative text"),
        max_length=500,
        blank=True,
        help_text=_("What the picture shows, in a sentence, for those who do not see it."),
    )
    is_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_("The picture says nothing that the text does not say; screen readers pass over it."),
    )
    credit = models.CharField(
        _("credit"), max_length=200, blank=True, help_text=_("Who made it and who holds the rights.")
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.alternative_text or str(_("Decorative picture %(number)s") % {"number": self.pk or ""})

    def take(self, picture: files.Picture) -> None:
        """The renditions of `picture` are stored under this row's name; the row itself is not saved yet.

        Raises ValidationError when the row has files already: they may be shown somewhere.
        """
        if not self._state.adding:
            raise ValidationError(
                _("The file of a picture cannot be changed. Upload another picture instead."), code="taken"
            )
        self.width, self.height, self.sha256 = picture.width, picture.height, picture.sha256
        files.store(picture, self.place)

    @property
    def place(self) -> str:
        """The folder of the files in the default storage."""
        return f"{self.folder}/{self.token}"

    @property
    def widths(self) -> list[int]:
        """The widths in pixels that the picture is served in, ascending."""
        return files.widths(self.width)

    def rendition(self, width: int, suffix: str) -> files.Rendition | None:
        """The file of that width and suffix (`avif` or `jpg`), or None where there is none.

        A JPEG of the picture's own width is there whatever that is: to print, or to put into a layout.
        """
        if (width, suffix) == (self.width, "jpg") and width not in self.widths:
            content = files.load(self.place, files.MASTER)
        elif width in self.widths and suffix in files.CONTENT_TYPES:
            content = files.load(self.place, f"{width}.{suffix}")
        else:
            return None
        if content is None:
            return None
        etag = f'"{self.sha256[:16]}-{width}-{suffix}"'
        return files.Rendition(content, files.CONTENT_TYPES[suffix], etag)

    def address(self, width: int, suffix: str) -> str:
        """The path of one rendition on the site."""
        return reverse(self.address_name, args=[self.token, width, suffix])

    def _srcset(self, suffix: str) -> str:
        return ", ".join(f"{self.address(width, suffix)} {width}w" for width in self.widths)

    @property
    def avif_srcset(self) -> str:
        """Every width in AVIF, as the `srcset` of a `<source>`."""
        return self._srcset("avif")

    @property
    def jpeg_srcset(self) -> str:
        """Every width in JPEG, as the `srcset` of an `<img>`."""
        return self._srcset("jpg")

    @property
    def source(self) -> str:
        """The JPEG for readers that know no `srcset`, and for feeds: 960 pixels wide or less."""
        return self.address([width for width in self.widths if width <= 960][-1], "jpg")

    @property
    def largest(self) -> str:
        """The JPEG in the picture's own size, to download."""
        return self.address(self.width, "jpg")

    @property
    def thumbnail(self) -> str:
        """The smallest JPEG."""
        return self.address(self.widths[0], "jpg")


def described(label: str) -> models.CheckConstraint:
    """The rule that a picture says what it shows, or is marked as saying nothing."""
    return models.CheckConstraint(
        condition=models.Q(models.Q(is_decorative=True), alternative_text="")
        | models.Q(models.Q(is_decorative=False), ~models.Q(alternative_text="")),
        name=f"{label}_described",
        violation_error_message=_(
            "Say what the picture shows, or mark it as decorative and leave the alternative text empty."
        ),
    )


def remove_files(sender: type, instance: StoredPicture, **_signal: Any) -> None:
    """When the deletion of a row is final, its files are gone too."""
    place, width = instance.place, instance.width
    transaction.on_commit(lambda: files.remove(place, width))
