"""Numbers of a series that people have taken for a release they are writing."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from releases.models.series import Series

RESERVED_FOR = timedelta(minutes=15)
"""How long a number is kept for the person who took it."""


class NumberReservationQuerySet(models.QuerySet["NumberReservation"]):
    def alive(self, at: datetime) -> "NumberReservationQuerySet":
        """Those that count at `at` (aware)."""
        return self.filter(until__gt=at)

    def of_others(self, user: Any, at: datetime) -> "NumberReservationQuerySet":
        """Those that count at `at` for anybody but `user`."""
        return self.alive(at).exclude(user=user)


class NumberReservation(models.Model):
    """One number of a series is kept for one person until `until`; the rules are in `editorial.numbering`."""

    series = models.ForeignKey(
        Series, verbose_name=_("series"), on_delete=models.CASCADE, related_name="reservations"
    )
    number = models.PositiveIntegerField(_("number"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), on_delete=models.CASCADE, related_name="+"
    )
    until = models.DateTimeField(_("until"), db_index=True)

    objects = NumberReservationQuerySet.as_manager()

    class Meta:
        verbose_name = _("reserved number")
        verbose_name_plural = _("reserved numbers")
        ordering = ["series", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["series", "number"],
                name="number_reserved_once",
                violation_error_message=_("Somebody else has taken this number."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.series.prefix}/{self.number}"
