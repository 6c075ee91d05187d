"""Mail that is to be sent, was sent, or could not be sent."""

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from institutes.enums import Language, MailState

LONGEST_ADDRESS = 254
LONGEST_SUBJECT = 200


class QueuedMailQuerySet(models.QuerySet["QueuedMail"]):
    def due(self, at: datetime) -> Self:
        """What is to be sent at `at` (aware), the longest due first."""
        return self.filter(state__in=MailState.TO_SEND, not_before__lte=at).order_by("not_before", "pk")

    def troubled(self) -> Self:
        """What failed, was given up, or was perhaps sent; the last first."""
        return self.filter(state__in=MailState.TROUBLED).order_by("-queued_at", "-pk")

    def seen_by(self, user: Any) -> Self:
        """The mail that `user` may look at: all for those who manage people, else what goes to themselves."""
        if user.is_active and user.has_perm("institutes.manage_people"):
            return self
        return self.filter(person=user.pk)


class QueuedMail(models.Model):
    """One mail to one address, in plain text.

    `key` is what the mail is about: the same is queued once. `message_id` stays the same however often it is
    tried. It is sent from `not_before` on, and after `not_after` it is of no use to anybody. `claimed_at` is when
    a process began to send it. All times are aware.
    """

    to = models.EmailField(pgettext_lazy("recipient of a mail", "to"), max_length=LONGEST_ADDRESS)
    subject = models.CharField(_("subject"), max_length=LONGEST_SUBJECT)
    text = models.TextField(_("text"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=Language.choices)
    kind = models.CharField(_("about"), max_length=40)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        null=True,
        related_name="+",
    )
    key = models.CharField(_("key"), max_length=200, unique=True)
    message_id = models.CharField("Message-ID", max_length=32, unique=True)
    queued_at = models.DateTimeField(_("queued"))
    not_before = models.DateTimeField(_("not before"))
    not_after = models.DateTimeField(_("not after"), null=True)
    state = models.CharField(_("state"), max_length=11, choices=MailState.choices, default=MailState.WAITING)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    last_error = models.TextField(_("last error"), blank=True)
    claimed_at = models.DateTimeField(_("last tried"), null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)

    # What stands in `last_error` where it was not the server that said why.
    LATE, DIED, DIED_HANDING_OVER = "late", "died", "died handing over"
    REASONS = {
        LATE: _("It could not be sent while it was of use."),
        DIED: _("The process that was sending it stopped before anything was sent."),
        DIED_HANDING_OVER: _("The process that was sending it stopped before the mail server had answered."),
    }

    objects = QueuedMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-queued_at", "-pk"]
        default_permissions = ()
        indexes = [
            # Without conditions: SQLite does not use a partial index for values that are passed as parameters.
            models.Index(fields=["state", "not_before"], name="queued_mail_to_send"),
            models.Index(fields=["state", "-queued_at", "-id"], name="queued_mail_by_state"),
            models.Index(fields=["queued_at"], name="queued_mail_by_age"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=MailState.values),
                name="queued_mail_state_known",
                violation_error_message=_("Choose one of the states of a mail."),
            ),
            models.CheckConstraint(
                condition=Q(state=MailState.SENT, sent_at__isnull=False)
                | (~Q(state=MailState.SENT) & Q(sent_at__isnull=True)),
                name="queued_mail_sent_once",
                violation_error_message=_("What was sent has its time, and nothing else has."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.to}: {self.subject}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more happens to it by itself."""
        return self.state in MailState.OVER

    @property
    def why(self) -> str:
        """Why it was not sent, in a sentence or in the words of the mail server."""
        return str(self.REASONS.get(self.last_error, self.last_error))
