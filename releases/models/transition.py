"""The log of the workflow: every move of every edition, for good. The database refuses to change a line of it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from institutes.enums import Language
from releases.enums import Move, ReleaseState
from releases.models.release import Release


class TransitionQuerySet(models.QuerySet["Transition"]):
    def forced(self) -> "TransitionQuerySet":
        """Forced approvals, newest first, each with `confirmed_by_id` and `confirmed_at`, None until then."""
        later = Transition.objects.filter(
            release=models.OuterRef("release"), pk__gt=models.OuterRef("pk")
        ).order_by("pk")
        ended = later.filter(move__in=[Move.FORCE_APPROVE, Move.UNSCHEDULE]).values("pk")[:1]
        confirmed = later.filter(move=Move.CONFIRM).exclude(pk__gt=models.OuterRef("ended"))
        return (
            self.filter(move=Move.FORCE_APPROVE)
            .annotate(ended=models.functions.Coalesce(models.Subquery(ended), models.Value(2**62)))
            .annotate(
                confirmed_by_id=models.Subquery(confirmed.values("by")[:1]),
                confirmed_at=models.Subquery(confirmed.values("at")[:1]),
            )
            .order_by("-pk")
        )

    def forced_by_person(self) -> list[dict[str, Any]]:
        """Who forced how many approvals, the most first: `by`, `username`, `forced`, `unconfirmed`."""
        people: dict[int, dict[str, Any]] = {}
        line: Any  # a Transition with what `forced` adds
        for line in self.forced().select_related("by"):
            person = people.setdefault(
                line.by_id,
                {"by": line.by_id, "username": line.by.get_username(), "forced": 0, "unconfirmed": 0},
            )
            person["forced"] += 1
            person["unconfirmed"] += line.confirmed_at is None
        return sorted(people.values(), key=lambda person: (-person["forced"], person["username"]))


class Transition(models.Model):
    """One move of one edition. Rows are added and never changed or deleted; the database refuses it.

    The edition is named beside the key that points to it: the line stays readable when a draft is deleted.
    """

    release = models.ForeignKey(
        Release,
        verbose_name=_("release"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="transitions",
    )
    reference = models.CharField(_("reference"), max_length=200)
    language = models.CharField(_("language"), max_length=10, choices=Language.choices)
    edition = models.PositiveSmallIntegerField(_("edition"))
    move = models.CharField(_("move"), max_length=16, choices=Move.choices)
    from_state = models.CharField(
        pgettext_lazy("state before a move", "from"), max_length=10, choices=ReleaseState.choices, blank=True
    )
    to_state = models.CharField(
        pgettext_lazy("state after a move", "to"), max_length=10, choices=ReleaseState.choices, blank=True
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField(_("at"))
    comment = models.TextField(_("comment"), blank=True)
    publish_at = models.DateTimeField(_("public from"), null=True, blank=True)

    objects = TransitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["reference", "language", "id"], name="transition_of_reference"),
            models.Index(fields=["move", "by", "release"], name="transition_move_by"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(move__in=Move.values),
                name="transition_move_known",
                violation_error_message=_("Choose one of the moves of the workflow."),
            ),
            models.CheckConstraint(
                condition=~models.Q(move__in=[Move.SEND_BACK, Move.FORCE_APPROVE, Move.WITHDRAW], comment=""),
                name="transition_says_why",
                violation_error_message=_("Say why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.language} {self.edition}: {self.get_move_display()}"
