"""Links in mails that let their reader into an account: invitations, and new passwords."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from institutes.enums import LinkPurpose


class AccountLink(models.Model):
    """A link that works once and until `ends_at` (UTC). The database knows the digest of its token, nobody the token.

    It is spent at `used_at`: by its reader, or because another took its place or it was taken back.
    """

    purpose = models.CharField(_("purpose"), max_length=12, choices=LinkPurpose.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.CASCADE,
        related_name="account_links",
    )
    token_sha256 = models.CharField(_("digest of the token"), max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    made_at = models.DateTimeField(_("made"))
    ends_at = models.DateTimeField(_("ends"))
    used_at = models.DateTimeField(_("used"), null=True)

    class Meta:
        verbose_name = _("link into an account")
        verbose_name_plural = _("links into accounts")
        ordering = ["-pk"]
        default_permissions = ()
        permissions = [("manage_people", _("Can invite people, change their groups, lock and unlock them"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=LinkPurpose.values),
                name="account_link_known",
                violation_error_message=_("A link is an invitation or for a new password."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_purpose_display()}"
