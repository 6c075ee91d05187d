"""What somebody is to be told by mail."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from institutes.enums import NoticeKind
from institutes.models.queued_mail import QueuedMail


class NoticeQuerySet(models.QuerySet["Notice"]):
    def waiting(self) -> Self:
        """What no mail was made of yet, that of one kind for one person together."""
        return self.filter(composed_at=None).order_by("person", "kind", "pk")


class Notice(models.Model):
    """One thing that one person is to be told of; what happens at once makes one mail.

    `key` is what happened: nobody is told of the same twice. `about` names the thing, so that what was not told
    yet can be taken back. `facts` are the words for the mail. `mail` is what was made of it, None where the person
    wants no such mail or may not get it.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("about"), max_length=12, choices=NoticeKind.choices)
    key = models.CharField(_("key"), max_length=200, unique=True)
    about = models.CharField(max_length=60)
    facts = models.JSONField(default=dict)
    at = models.DateTimeField(_("when"))
    not_after = models.DateTimeField(_("not after"), null=True)
    composed_at = models.DateTimeField(null=True)
    mail = models.ForeignKey(QueuedMail, on_delete=models.SET_NULL, null=True, related_name="notices")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["pk"]
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["person", "kind", "id"], condition=Q(composed_at=None), name="notice_waiting"
            ),
            models.Index(fields=["about", "kind"], name="notice_about"),
            models.Index(fields=["at"], name="notice_by_age"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=NoticeKind.values),
                name="notice_kind_known",
                violation_error_message=_("Choose one of the kinds of notices."),
            ),
        ]

    def __str__(self) -> str:
        return self.key
