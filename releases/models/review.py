"""What people without an account answered to a draft that they were shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from releases.models.preview import PreviewLink


class Verdict(models.TextChoices):
    """What a reviewer says of a paragraph."""

    AGREED = "agreed", _("Agreed")
    CHANGE = "change", _("Change this")


class ReviewAnswer(models.Model):
    """What one reviewer said of one paragraph, with its words as they were. Rows are added and never changed.

    `place` counts the paragraphs from 1, 0 is the text as a whole. `version` and `digest` are those of the edition
    that was seen: an answer to other words than those of now is void, and stays.
    """

    link = models.ForeignKey(
        PreviewLink, verbose_name=_("link"), on_delete=models.CASCADE, related_name="answers"
    )
    name = models.CharField(pgettext_lazy("of a person", "name"), max_length=100)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    place = models.PositiveSmallIntegerField(_("paragraph"))
    words = models.TextField(_("words"), blank=True)
    verdict = models.CharField(_("answer"), max_length=6, choices=Verdict.choices)
    comment = models.TextField(_("comment"), blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("answer of a reviewer")
        verbose_name_plural = _("answers of reviewers")
        ordering = ["-at", "place", "pk"]
        indexes = [models.Index(fields=["link", "at"], name="reviewanswer_of_link")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict__in=Verdict.values),
                name="reviewanswer_verdict_known",
                violation_error_message=_("Choose one of the answers."),
            ),
            models.CheckConstraint(
                condition=~models.Q(verdict=Verdict.CHANGE, comment=""),
                name="reviewanswer_says_what",
                violation_error_message=_("Say what is to be changed."),
            ),
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="reviewanswer_has_name",
                violation_error_message=_("Give your name."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_verdict_display()}"
