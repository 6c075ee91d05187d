"""Imports of many files at the desk: each file is kept until it was read, and what became of it afterwards."""

import zlib
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

LIFE = timedelta(days=30)
"""How long the outcomes of an import can be read. Files of one that was never finished are gone then too."""

LIFE_OF_HELD = timedelta(days=2)
"""How long a large file that somebody is reviewing is held."""

MOST_TRIES = 3
"""How often reading one file may break off, with the process, before it is given up."""


class ImportJobQuerySet(models.QuerySet["ImportJob"]):
    def of(self, user: Any) -> "ImportJobQuerySet":
        """The imports that `user` began, the last first. Nobody is shown those of another person."""
        return self.filter(user=user, is_held=False).order_by("-made_at", "-pk")

    def unfinished(self) -> "ImportJobQuerySet":
        """Those in which a file has not been read yet, the first to begin first."""
        return self.filter(finished_at__isnull=True, is_held=False).order_by("made_at", "pk")

    def sweep(self, at: datetime) -> None:
        """What is older than LIFE at `at` is gone, files and outcomes, and what was held longer than LIFE_OF_HELD."""
        self.filter(made_at__lt=at - LIFE).delete()
        self.filter(made_at__lt=at - LIFE_OF_HELD, is_held=True).delete()


class ImportJob(models.Model):
    """The files that one person sent at once. What is read, and when, is up to whoever works it off.

    One that `is_held` is a single file, too large to go with a page, that its person is reviewing: nobody works it off.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), on_delete=models.CASCADE, related_name="+"
    )
    made_at = models.DateTimeField(_("begun at"))
    is_held = models.BooleanField(_("held for a review"), default=False)
    finished_at = models.DateTimeField(_("finished at"), null=True, blank=True)

    objects = ImportJobQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-made_at", "-pk"]
        default_permissions = ()
        indexes = [models.Index(fields=["user", "made_at"], name="import_job_of_user")]

    def __str__(self) -> str:
        return f"{self.user} {self.made_at:%Y-%m-%d %H:%M}"

    def counts(self) -> dict[str, int]:
        """Outcome → number of releases; the empty text stands for the files that wait."""
        counted = self.files.order_by().values_list("outcome").annotate(Count("pk"))
        return dict(counted)

    def count_files(self) -> tuple[int, int]:
        """How many files have been read, of how many; each counts once, however many releases it holds."""
        files = self.files.filter(number=1).aggregate(
            read=Count("pk", filter=~Q(outcome="")), all=Count("pk")
        )
        return files["read"], files["all"]


class ImportedFile(models.Model):
    """One file of an import, waiting while `outcome` is empty. `data` is let go as soon as it was read.

    A file that holds several releases has a row for each, once it was read: `number` of `count`, which begins on
    `line` of the file. `tries` counts how often somebody began to read it. `releases` has the release that was made or
    found, if any: `reference`, `language`, `title`, `key`, `guesses` (how many); `problems` has `line` of the file and
    `message`.
    """

    job = models.ForeignKey(
        ImportJob, verbose_name=_("import"), on_delete=models.CASCADE, related_name="files"
    )
    position = models.PositiveIntegerField(_("position"))
    number = models.PositiveIntegerField(_("number of the release in the file"), default=1)
    count = models.PositiveIntegerField(_("releases in the file"), default=1)
    line = models.PositiveIntegerField(_("line on which it begins"), default=1)
    name = models.CharField(_("name"), max_length=500)
    data = models.BinaryField(_("file"), null=True, editable=False, help_text=_("Compressed with zlib."))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    outcome = models.CharField(_("outcome"), max_length=20, blank=True)
    message = models.TextField(_("message"), blank=True)
    releases = models.JSONField(_("releases"), default=list, blank=True)
    problems = models.JSONField(_("problems"), default=list, blank=True)

    class Meta:
        verbose_name = _("imported file")
        verbose_name_plural = _("imported files")
        ordering = ["job", "position", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["job", "position", "number"],
                name="imported_file_once",
                violation_error_message=_(
                    "This import has that release of the file at that position already."
                ),
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(data__isnull=True),
                name="imported_file_let_go",
                violation_error_message=_("A file is not kept once it was read."),
            ),
        ]
        indexes = [models.Index(fields=["job", "outcome", "position"], name="imported_file_by_outcome")]

    def __str__(self) -> str:
        return self.name

    def bytes(self) -> bytes:
        """The file as it was sent; empty where it is not kept."""
        return zlib.decompress(bytes(self.data)) if self.data else b""
