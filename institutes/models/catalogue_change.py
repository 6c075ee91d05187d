"""What was changed in the public catalogue, for the chief editors to look at."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CatalogueChange(models.Model):
    """What one person changed at one moment of a public institute, event or series.

    `differences` is a list of texts in pairs, each `{"field": "website", "before": "", "after": "https://…"}`.
    `made_by` is None where a command or a script did it.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    thing = GenericForeignKey("content_type", "object_id")
    name = models.CharField(_("about"), max_length=300)
    differences = models.JSONField(_("changes"), default=list)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    made_at = models.DateTimeField(_("when"))
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("seen by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    seen_at = models.DateTimeField(_("seen"), null=True)

    class Meta:
        verbose_name = _("change of the catalogue")
        verbose_name_plural = _("changes of the catalogue")
        ordering = ["-made_at", "-pk"]
        indexes = [
            models.Index(fields=["-made_at", "-id"], name="cataloguechange_newest"),
            models.Index(fields=["made_at"], condition=Q(seen_at=None), name="cataloguechange_unseen"),
        ]

    def __str__(self) -> str:
        return self.name
