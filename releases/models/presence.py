"""Who has an edition open."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from releases.models.release import Release

# Three calls of a page that reports every 30 seconds may be lost before its reader counts as gone.
ABSENT_AFTER = timedelta(minutes=2)


class PresenceQuerySet(models.QuerySet["Presence"]):
    def note(self, release: Release, *, user: Any, at: datetime) -> None:
        """`user` has `release` open at `at`: since then, or since before if they never left."""
        presence, is_new = self.get_or_create(
            release=release, user=user, defaults={"opened_at": at, "seen_at": at}
        )
        if is_new or at <= presence.seen_at:
            return
        if at - presence.seen_at > ABSENT_AFTER:
            presence.opened_at = at
        presence.seen_at = at
        presence.save(update_fields=["opened_at", "seen_at"])

    def leave(self, release: Release, *, user: Any) -> None:
        """`user` has closed `release`."""
        self.filter(release=release, user=user).delete()

    def others(self, release: Release, *, user: Any, at: datetime) -> "PresenceQuerySet":
        """Who besides `user` has `release` open at `at`, the first to come first, each with its user."""
        here = self.filter(release=release, seen_at__gte=at - ABSENT_AFTER).exclude(user=user)
        return here.select_related("user").order_by("opened_at", "pk")


class Presence(models.Model):
    """One person has one edition open."""

    release = models.ForeignKey(
        Release, verbose_name=_("release"), on_delete=models.CASCADE, related_name="presences"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), on_delete=models.CASCADE, related_name="+"
    )
    opened_at = models.DateTimeField(_("since"))
    seen_at = models.DateTimeField(_("last seen at"))

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "user"],
                name="presence_once",
                violation_error_message=_("This person has the release open already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.release}"
