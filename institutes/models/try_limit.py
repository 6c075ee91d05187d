"""How often somebody may still try: one row for each account, network or device that tried of late."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class TryLimit(models.Model):
    """A bucket of tries that somebody took from. It is full again at `full_at` (UTC), and its row then means nothing.

    `key` is a digest of what the bucket is about: neither names nor networks stand in this table.
    """

    key = models.CharField(_("key"), max_length=64, primary_key=True)
    full_at = models.DateTimeField(_("full again"))

    class Meta:
        verbose_name = _("limit of tries")
        verbose_name_plural = _("limits of tries")
        default_permissions = ()
        indexes = [models.Index(fields=["full_at"], name="try_limit_full")]

    def __str__(self) -> str:
        return self.key[:8]
