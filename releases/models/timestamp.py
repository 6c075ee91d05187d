"""The time stamp of an edition: what an authority outside signed of its text. The database refuses to change it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from releases.models.release import Release


class Timestamp(models.Model):
    """The answer of a time-stamping authority (RFC 3161) to the digest of an edition's text, as it came.

    An edition has one at most, and only once it went out. `stamped_at` is the second that was signed.
    """

    # What went out is never deleted: to look for a stamp of each draft that is would be a question for nothing.
    release = models.OneToOneField(
        Release, verbose_name=_("release"), on_delete=models.DO_NOTHING, related_name="timestamp"
    )
    reply = models.BinaryField(_("reply"))
    stamped_at = models.DateTimeField(_("stamped at"))

    class Meta:
        verbose_name = _("time stamp")
        verbose_name_plural = _("time stamps")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.release_id}: {self.stamped_at.isoformat()}"
