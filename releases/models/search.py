"""What is known of the search index as a whole."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchIndex(models.Model):
    """By which version of `releases.search.analysis` the index was last built from nothing: one row, or none."""

    analysis_version = models.PositiveIntegerField(_("version of the analysis"))
    built_at = models.DateTimeField(_("built at"))

    class Meta:
        verbose_name = _("search index")
        verbose_name_plural = _("search index")

    def __str__(self) -> str:
        return f"{self.analysis_version}"
