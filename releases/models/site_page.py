"""Pages about the site itself: who is behind it, how accessible it is, what becomes of a reader's data."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django_prose_editor.fields import ProseEditorField
from simple_history.models import HistoricalRecords

from institutes.enums import Language
from institutes.page_urls import fixed_address
from releases.enums import SitePageKind
from releases.models import prose


class SitePage(models.Model):
    """The text of one such page in one language, written by whoever runs the site. Public as soon as it is saved.

    As long as a page was written in no language, readers get the text that comes with the software; see
    `releases.publication.site_pages`.
    """

    kind = models.CharField(_("page"), max_length=20, choices=SitePageKind.choices)
    language = models.CharField(_("language"), max_length=10, choices=Language.choices)
    title = models.CharField(_("title"), max_length=200)
    body = ProseEditorField(_("text"), extensions=prose.EDITOR, sanitize=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("page about the site")
        verbose_name_plural = _("pages about the site")
        ordering = ["kind", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language"],
                name="sitepage_once",
                violation_error_message=_("This page has a text in that language already; change that one."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=SitePageKind.values),
                name="sitepage_kind_known",
                violation_error_message=_("Choose one of the pages."),
            ),
            models.CheckConstraint(
                condition=models.Q(language__in=Language.values),
                name="sitepage_language_known",
                violation_error_message=_("Choose one of the languages."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Nothing stands in the text that a release could not have, by whatever door it came."""
        self.body = prose.sanitise(self.body)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        with override(self.language):
            return fixed_address(self.kind)
