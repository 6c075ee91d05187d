"""Where people are signed in, and on which devices they were before."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DeskSession(models.Model):
    """One session of one person, which lives as long as Django's session with that `key` does.

    `began_at` and `seen_at` (UTC) are when it began and was last used, to the minute.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.CASCADE,
        related_name="desk_sessions",
    )
    key = models.CharField(_("key"), max_length=40, unique=True)
    began_at = models.DateTimeField(_("began"))
    seen_at = models.DateTimeField(_("last seen"))
    network = models.CharField(_("network"), max_length=50, blank=True)
    device = models.CharField(_("device"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-seen_at", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["user", "seen_at"], name="desk_session_of_user")]

    def __str__(self) -> str:
        return self.device


class KnownDevice(models.Model):
    """A browser in which a person has signed in: it bears a cookie whose digest is `token_sha256`."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.CASCADE,
        related_name="known_devices",
    )
    token_sha256 = models.CharField(_("digest of the token"), max_length=64)
    used_at = models.DateTimeField(_("last used"))

    class Meta:
        verbose_name = _("known device")
        verbose_name_plural = _("known devices")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "token_sha256"],
                name="known_device_once",
                violation_error_message=_("This device is known already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.user)
