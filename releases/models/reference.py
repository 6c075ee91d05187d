"""References that releases had before: each leads to the present one for good."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from institutes.enums import Language
from releases.models.release import Release


class FormerReferenceQuerySet(models.QuerySet["FormerReference"]):
    def resolve(self, reference: str, language: str, at: datetime) -> str | None:
        """The reference that a release once at `reference` (any case) has at `at`; None when it never moved.

        However often it moved, the answer is the last one: a reader is redirected once. A move counts only
        from its `since` on, so that nobody learns a new symbol before it is public. Each step is younger
        than the one before, which is why a symbol that was changed and changed back makes no loop.
        """
        moves = self.filter(language=language, since__lte=at).order_by("since", "pk")
        last_move: FormerReference | None = None
        target = reference
        while True:
            step = moves.filter(former__lower=target.lower())
            if last_move is not None:
                step = step.filter(
                    Q(since__gt=last_move.since) | Q(since=last_move.since, pk__gt=last_move.pk)
                )
            move = step.last()
            if move is None:
                return target if target.lower() != reference.lower() else None
            last_move, target = move, move.reference


class FormerReference(models.Model):
    """A release in one language is no longer at `former` but at `reference`, from the second `since` on."""

    former = models.CharField(_("former reference"), max_length=200)
    language = models.CharField(_("language"), max_length=10, choices=Language.choices)
    reference = models.CharField(_("reference"), max_length=200)
    since = models.DateTimeField(_("since"))
    edition = models.OneToOneField(
        Release,
        verbose_name=_("edition"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="former_reference",
        help_text=_("The edition in which the symbol was changed; none for an address of an older website."),
    )

    objects = FormerReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("former reference")
        verbose_name_plural = _("former references")
        ordering = ["former", "language", "since"]
        indexes = [models.Index(Lower("former"), "language", name="former_reference_any_case")]
        constraints = [
            models.UniqueConstraint(
                Lower("former"),
                "language",
                "since",
                name="former_reference_once",
                violation_error_message=_("This reference leads elsewhere already."),
            ),
            models.CheckConstraint(
                condition=~Q(former=F("reference")),
                name="former_reference_moves",
                violation_error_message=_("A reference cannot lead to itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.former} → {self.reference}"
