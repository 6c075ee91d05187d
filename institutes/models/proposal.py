"""What somebody without the right to change the catalogue wants to add to it or change in it."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from institutes.enums import ProposalState


class Proposal(models.Model):
    """A new institute, event or series, or other words for one that is public. Nobody outside sees it.

    `before` and `after` are the words of `thing` as `catalogue.words` gives them: when the proposal was made,
    and as proposed. A new thing is a row already, marked `is_proposed`, and may be written on until it is
    accepted: each save is the next `version` of its one proposal.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    thing = GenericForeignKey("content_type", "object_id")
    is_new = models.BooleanField(_("new"))
    name = models.CharField(_("about"), max_length=300)
    before = models.JSONField(default=dict)
    after = models.JSONField()
    comment = models.TextField(_("comment"), blank=True)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(
        _("state"), max_length=8, choices=ProposalState.choices, default=ProposalState.WAITING
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("by"), on_delete=models.PROTECT, related_name="proposals"
    )
    made_at = models.DateTimeField(pgettext_lazy("when", "proposed"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-made_at", "-pk"]
        permissions = [("accept_proposal", _("Can accept and decline proposals, and change the catalogue"))]
        indexes = [
            models.Index(fields=["content_type", "object_id"], name="proposal_thing"),
            models.Index(fields=["state", "made_at"], name="proposal_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id"],
                condition=Q(is_new=True),
                name="proposal_new_once",
                violation_error_message=_("This has been proposed already."),
            ),
            models.CheckConstraint(
                condition=Q(state=ProposalState.WAITING, decided_by__isnull=True, decided_at__isnull=True)
                | Q(
                    state__in=(ProposalState.ACCEPTED, ProposalState.DECLINED),
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="proposal_decided_by_somebody",
                violation_error_message=_("Say who decided and when."),
            ),
            models.CheckConstraint(
                condition=~Q(state=ProposalState.DECLINED, reason=""),
                name="proposal_declined_with_reason",
                violation_error_message=_("Say why it is declined."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
