"""The logo of an institute."""

from django.db import models
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _

from institutes.models.institute import Institute
from institutes.pictures.models import StoredPicture, described, remove_files


class InstituteLogo(StoredPicture):
    """The sign an institute is known by. Public with the institute."""

    folder = "logos"
    address_name = "logos:logo"

    institute = models.OneToOneField(
        Institute, verbose_name=_("institute"), on_delete=models.CASCADE, related_name="logo"
    )

    class Meta:
        verbose_name = _("logo")
        verbose_name_plural = _("logos")
        ordering = ["pk"]
        constraints = [described("institutelogo")]


post_delete.connect(remove_files, sender=InstituteLogo)
