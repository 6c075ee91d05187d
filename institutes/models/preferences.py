"""What a person at the desk chose for themselves."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from institutes.enums import Language

DESK_LANGUAGES = [choice for choice in Language.choices if choice[0] in settings.OFFICIAL_LANGUAGES]


class PreferencesQuerySet(models.QuerySet["Preferences"]):
    def of(self, user: Any) -> "Preferences":
        """What `user` chose; a row that is not saved yet where they chose nothing."""
        return self.filter(user=user).first() or Preferences(user=user)


class Preferences(models.Model):
    """The choices of one person. Whoever has no row chose nothing.

    `language` is the one that the desk and its mails speak; empty leaves it to the browser. `declined_notices` are
    the kinds of mail that the person does not want.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, verbose_name=_("who"), on_delete=models.CASCADE, related_name="preferences"
    )
    language = models.CharField(
        _("language of the desk"), max_length=10, choices=DESK_LANGUAGES, blank=True, default=""
    )
    declined_notices = models.JSONField(_("declined notices"), default=list, blank=True)

    objects = PreferencesQuerySet.as_manager()

    class Meta:
        verbose_name = _("preferences")
        verbose_name_plural = _("preferences")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(language__in=["", *settings.OFFICIAL_LANGUAGES]),
                name="preferences_language_known",
                violation_error_message=_("Choose one of the six official languages."),
            )
        ]

    def __str__(self) -> str:
        return str(self.user)
