"""Links by which somebody without an account may read a draft, and each time one was opened."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from releases.models.release import Release


class PreviewLink(models.Model):
    """An address that shows one open edition until it expires, is revoked, or the edition is approved.

    Only a digest of the secret in the address is kept: who reads the database cannot open the draft.
    """

    release = models.ForeignKey(
        Release, verbose_name=_("release"), on_delete=models.CASCADE, related_name="preview_links"
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    note = models.CharField(
        _("for whom"), max_length=200, blank=True, help_text=_("For your colleagues: who was sent the link.")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("made at"))
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    class Meta:
        verbose_name = _("preview link")
        verbose_name_plural = _("preview links")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")),
                name="previewlink_expires_later",
                violation_error_message=_("A preview link expires after it is made."),
            )
        ]

    def __str__(self) -> str:
        return self.note or str(self.release)


class PreviewOpening(models.Model):
    """One opening of a preview link."""

    link = models.ForeignKey(
        PreviewLink, verbose_name=_("link"), on_delete=models.CASCADE, related_name="openings"
    )
    at = models.DateTimeField(_("at"))
    agent = models.CharField(_("program"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("opening")
        verbose_name_plural = _("openings")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.agent}".strip()
