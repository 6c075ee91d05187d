"""That the search index follows the releases."""

from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from releases.models.mention import JointSymbol
from releases.models.release import Release
from releases.search import index


class SearchIndex(models.Model):
    """By which version of `releases.search.analysis` the index was last built from nothing: one row, or none."""

    analysis_version = models.PositiveIntegerField(_("version of the analysis"))
    built_at = models.DateTimeField(_("built at"))

    class Meta:
        verbose_name = _("search index")
        verbose_name_plural = _("search index")

    def __str__(self) -> str:
        return f"{self.analysis_version}"


# Signals and not save(): loaddata saves rows without calling it.
@receiver(post_save, sender=Release)
def index_release(instance: Release, using: str, **_others: Any) -> None:
    """The text of a saved release can be found, in the same transaction."""
    index.write_missing(Release.objects.using(using), [instance.pk])


@receiver([post_save, post_delete], sender=JointSymbol)
def index_joint_symbol(instance: JointSymbol, using: str, **_others: Any) -> None:
    """A release is found by the further symbols it has now."""
    index.write_anew(Release.objects.using(using), [instance.release_id])
