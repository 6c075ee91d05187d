"""Drafts that were deleted, kept so that a mistake can be undone."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from institutes.enums import Language


class DeletedDraft(models.Model):
    """An edition as it was when it was deleted: its row and its parts, as Django writes them in JSON."""

    release_id = models.PositiveBigIntegerField(unique=True)
    reference = models.CharField(_("reference"), max_length=200)
    language = models.CharField(_("language"), max_length=10, choices=Language.choices)
    edition = models.PositiveSmallIntegerField(_("edition"))
    title = models.CharField(_("title"), max_length=500)
    rows = models.TextField(_("rows"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("deleted by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("deleted at"))

    class Meta:
        verbose_name = _("deleted draft")
        verbose_name_plural = _("deleted drafts")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}".strip()
