"""What ties a release to institutes, to further symbols and to other releases."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from institutes.models import Institute
from releases.enums import LinkKind, MentionRole
from releases.models.natural_keys import depends_on
from releases.models.release import Release
from releases.models.signals import symbols_changed


class MentionQuerySet(models.QuerySet["Mention"]):
    def get_by_natural_key(self, reference: str, language: str, edition: int, slug: str) -> "Mention":
        return self.get(
            release__reference=reference,
            release__language=language,
            release__edition=edition,
            institute__slug=slug,
        )


class Mention(models.Model):
    """An institute that a release names: in what role, and by which name as printed."""

    release = models.ForeignKey(
        Release, verbose_name=_("release"), on_delete=models.CASCADE, related_name="mentions"
    )
    institute = models.ForeignKey(
        Institute, verbose_name=_("institute"), on_delete=models.PROTECT, related_name="mentions"
    )
    role = models.CharField(
        _("role"), max_length=10, choices=MentionRole.choices, default=MentionRole.MENTIONED
    )
    name_as_printed = models.CharField(
        _("name as printed"), max_length=300, blank=True, help_text=_("Exactly as the release writes it.")
    )
    is_guess = models.BooleanField(
        _("guessed"), default=False, help_text=_("Found by the importer and not yet confirmed by an editor.")
    )

    objects = MentionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["institute", "release"], name="mention_of_institute"),
            models.Index(fields=["release"], condition=models.Q(is_guess=True), name="mention_guessed"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "institute"],
                name="mention_once",
                violation_error_message=_("This institute is on the list already."),
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=MentionRole.values),
                name="mention_role_known",
                violation_error_message=_("Choose organizer, partner or mentioned."),
            ),
        ]

    def __str__(self) -> str:
        return self.name_as_printed or str(self.institute)

    @property
    def other_name_as_printed(self) -> str:
        """The name as printed where it is neither the name nor the acronym that the page's language knows."""
        name = self.institute.chosen_name()
        known = (name.name, name.acronym) if name else (self.institute.slug, "")
        return "" if self.name_as_printed in known else self.name_as_printed

    @depends_on("releases.release", "institutes.institute")
    def natural_key(self) -> tuple[str, str, int, str]:
        return (*self.release.natural_key(), self.institute.slug)


class JointSymbolQuerySet(models.QuerySet["JointSymbol"]):
    def bulk_create(self, objs: Iterable["JointSymbol"], *args: Any, **kwargs: Any) -> list["JointSymbol"]:
        """As Django's, and the search index has the new symbols."""
        with transaction.atomic(using=self.db):
            created = super().bulk_create(objs, *args, **kwargs)
            pks = {joint.release_id for joint in created}
            symbols_changed.send(self.model, pks=pks, using=self.db)
        return created


class JointSymbol(models.Model):
    """A further symbol of a release that was issued under several; each of them finds it."""

    release = models.ForeignKey(
        Release, verbose_name=_("release"), on_delete=models.CASCADE, related_name="joint_symbols"
    )
    symbol = models.CharField(_("symbol"), max_length=80)
    symbol_key = models.CharField(max_length=80, editable=False, db_index=True)
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    objects = JointSymbolQuerySet.as_manager()

    class Meta:
        verbose_name = _("joint symbol")
        verbose_name_plural = _("joint symbols")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "symbol"],
                name="jointsymbol_once",
                violation_error_message=_("This symbol is on the list already."),
            )
        ]

    def __str__(self) -> str:
        return self.symbol


class ReleaseLink(models.Model):
    """What one edition says of another release.

    The other release is named by its reference and not by a row: the link is there before the release
    is, and speaks of whichever edition of it is public when the link is read.
    """

    release = models.ForeignKey(
        Release, verbose_name=_("release"), on_delete=models.CASCADE, related_name="links"
    )
    kind = models.CharField(_("relation"), max_length=20, choices=LinkKind.choices, default=LinkKind.SEE)
    reference = models.CharField(_("reference"), max_length=200, help_text=_("Symbol of the other release."))

    class Meta:
        verbose_name = _("link to another release")
        verbose_name_plural = _("links to other releases")
        ordering = ["kind", "reference"]
        indexes = [models.Index(fields=["reference", "kind"], name="releaselink_reference")]
        constraints = [
            models.UniqueConstraint(
                fields=["release", "kind", "reference"],
                name="releaselink_once",
                violation_error_message=_("This link is on the list already."),
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=LinkKind.values),
                name="releaselink_kind_known",
                violation_error_message=_("Choose one of the relations."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.reference}"
