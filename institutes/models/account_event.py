"""The log of accounts: who signed in, and who changed what about whom. The database refuses to change a line of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from institutes.enums import AccountAction


class AccountEvent(models.Model):
    """One thing that happened to an account. Rows are added and never changed or deleted; the database refuses it.

    `person` is whose account it is and `by` who did it, nobody where it was a stranger. Both are named beside the keys:
    the line stays readable when an account is deleted. What was typed as a name that no account has, or as a
    password, is nowhere in it.
    """

    at = models.DateTimeField(_("when"))
    what = models.CharField(_("what"), max_length=24, choices=AccountAction.choices)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )
    person_name = models.CharField(pgettext_lazy("of a person", "name"), max_length=150, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("by"),
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        null=True,
        related_name="+",
    )
    by_name = models.CharField(_("by"), max_length=150, blank=True)
    network = models.CharField(_("network"), max_length=50, blank=True)
    device = models.CharField(_("device"), max_length=100, blank=True)
    details = models.CharField(_("details"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("line of the log of accounts")
        verbose_name_plural = _("log of accounts")
        ordering = ["-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["what", "at"], name="account_event_what"),
            models.Index(fields=["person", "at"], name="account_event_person"),
            models.Index(fields=["at"], name="account_event_at"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(what__in=AccountAction.values),
                name="account_event_known",
                violation_error_message=_("Choose one of the things that happen to accounts."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_name}: {self.get_what_display()}"

    @property
    def shown_details(self) -> str:
        """The details in the language of the page: names of groups are written down in English."""
        if self.what != AccountAction.GROUPS_CHANGED:
            return self.details
        sides = (side.split(", ") for side in self.details.split(" → "))
        return " → ".join(", ".join(gettext(name) if name else "" for name in side) for side in sides)
