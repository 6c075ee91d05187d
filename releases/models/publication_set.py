"""Sets of releases that go out at one second, or wait as a whole."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from releases.models.release import Release

LONGEST_NAME = 120


class PublicationSet(models.Model):
    """Releases, mostly the languages of one, that go out together at `publish_at` or not at all.

    Its editions are either all open or all approved: `releases.editorial.publishing_together` sees to that.
    """

    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    publish_at = models.DateTimeField(_("public from"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("made by"), on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField(_("made at"))

    class Meta:
        verbose_name = _("set of releases")
        verbose_name_plural = _("sets of releases")
        ordering = ["-publish_at", "-pk"]
        default_permissions = ("add", "change", "view")
        indexes = [models.Index(fields=["-publish_at", "-id"], name="publication_set_by_time")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(name=""),
                name="publication_set_named",
                violation_error_message=_("Give the set a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SetMember(models.Model):
    """One edition of a set. An edition is in one set at the most, and stays in it after it went out.

    `agreed_by` has read the edition as `agreed_mark` says (`releases.models.parts.mark`) and would approve it: what
    one person cannot approve alone, because they wrote a part of the set, several approve together.
    """

    set = models.ForeignKey(
        PublicationSet, verbose_name=_("set of releases"), on_delete=models.CASCADE, related_name="members"
    )
    release = models.OneToOneField(
        Release, verbose_name=_("release"), on_delete=models.PROTECT, related_name="membership"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("added by"), on_delete=models.PROTECT, related_name="+"
    )
    added_at = models.DateTimeField(_("added at"))
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("agreed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    agreed_at = models.DateTimeField(_("agreed at"), null=True, blank=True)
    agreed_mark = models.CharField(_("edition as agreed to"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("release of a set")
        verbose_name_plural = _("releases of a set")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agreed_by__isnull=True, agreed_at__isnull=True, agreed_mark="")
                | models.Q(agreed_by__isnull=False, agreed_at__isnull=False) & ~models.Q(agreed_mark=""),
                name="set_member_agreed_whole",
                violation_error_message=_("Say who agreed, when and to what."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release} ({self.set})"
