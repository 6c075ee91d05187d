"""An institute and its names."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from institutes import days
from institutes.acceptance import AcceptedQuerySet, Proposable
from institutes.enums import DatePrecision, InstituteKind
from institutes.invented import Inventable
from institutes.models.city import Located
from institutes.names import Name, Named, Wording, years_in_order
from institutes.page_urls import address
from institutes.texts import Text


class InstituteQuerySet(AcceptedQuerySet["Institute"]):
    def with_names(self) -> Self:
        """With every name at hand, in one query more."""
        return self.prefetch_related("names")

    def with_places(self) -> Self:
        """With the city and its names at hand, in one query more."""
        return self.select_related("city").prefetch_related("city__names")

    def get_by_natural_key(self, slug: str) -> "Institute":
        return self.get(slug=slug)


class InstituteNameQuerySet(models.QuerySet["InstituteName"]):
    def get_by_natural_key(self, slug: str, language: str, name: str) -> "InstituteName":
        return self.get(institute__slug=slug, language=language, name=name)


class Institute(Named, Located, Proposable, Inventable):
    """An office or institute that releases speak of. Public as soon as it is saved, unless it is only proposed.

    What it is called is a matter of `names`; `slug` is its address and its key in the API.
    """

    slug = models.SlugField(
        _("address"),
        max_length=60,
        unique=True,
        help_text=_("Last part of the page's address, usually the acronym in small letters: heuni."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=InstituteKind.choices)
    is_in_programme_network = models.BooleanField(
        _("in the programme network"),
        default=False,
        help_text=_(
            "Member of the United Nations Crime Prevention and Criminal Justice Programme Network (PNI)."
        ),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    founded_on = models.DateField(_("founded on"), null=True, blank=True)
    founded_precision = models.CharField(
        _("precision of the founding date"),
        max_length=5,
        choices=DatePrecision.choices,
        default=DatePrecision.DAY,
    )
    founded_source = models.CharField(_("source of the founding date"), max_length=300, blank=True)
    website = models.URLField(_("website"), blank=True)
    source = models.CharField(
        _("source"),
        max_length=100,
        blank=True,
        help_text=_("The document that readers are told, by its symbol: A/CONF.203/18."),
    )
    provenance = models.TextField(
        _("provenance"),
        blank=True,
        help_text=_("Where the facts come from, and what is in doubt: for the desk, nowhere public."),
    )
    successor = models.ForeignKey(
        "self",
        verbose_name=_("successor"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        help_text=_("The institute that took its work over, if it was closed."),
    )

    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        help_text=_("The institute that means the same: pages and lists lead to it."),
    )

    history = HistoricalRecords()
    objects = InstituteQuerySet.as_manager()

    class Meta:
        verbose_name = _("institute")
        verbose_name_plural = _("institutes")
        ordering = ["slug"]
        # The list at the desk sorted by place.
        indexes = [models.Index(fields=["country", "-id"], name="institute_place")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=InstituteKind.values),
                name="institute_kind_known",
                violation_error_message=_("Choose one of the kinds of institute."),
            ),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                name="institute_coordinates_in_pairs",
                violation_error_message=_("Give latitude and longitude together, or neither."),
            ),
            models.CheckConstraint(
                condition=models.Q(successor__isnull=True) | ~models.Q(successor=models.F("pk")),
                name="institute_not_its_own_successor",
                violation_error_message=_("An institute cannot be its own successor."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("institutes:detail", self.slug)

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def acronym(self) -> Wording:
        """The acronym in the page’s language, else that of the English name; empty where there is none."""
        for name in (self.chosen_name(), self.chosen_name("en")):
            if name is not None and name.acronym:
                return Wording.of(name.acronym, name.language)
        return Wording.of("", "en")

    @property
    def founded(self) -> str:
        """The founding date, no more exact than its source; empty when unknown."""
        if self.founded_on is None:
            return ""
        return days.dated(self.founded_on, self.founded_precision)


class InstituteName(Name):
    """A name of an institute: official, former, or in another language."""

    institute = models.ForeignKey(
        Institute, verbose_name=_("institute"), on_delete=models.CASCADE, related_name="names"
    )

    objects = InstituteNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["institute", "language", "-valid_from", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["institute", "language", "name"],
                name="institutename_once",
                violation_error_message=_("This institute has that name in that language already."),
            ),
            years_in_order("institutename"),
        ]

    def natural_key(self) -> tuple[str, str, str]:
        return (self.institute.slug, self.language, self.name)

    natural_key.dependencies = ["institutes.institute"]  # type: ignore[attr-defined]  # as Django has it


class InstituteTextQuerySet(models.QuerySet["InstituteText"]):
    def get_by_natural_key(self, slug: str, language: str) -> "InstituteText":
        return self.get(institute__slug=slug, language=language)


class InstituteText(Text):
    """What is said of an institute in one language."""

    institute = models.ForeignKey(
        Institute, verbose_name=_("institute"), on_delete=models.CASCADE, related_name="texts"
    )
    description = models.TextField(_("description"), blank=True)
    founded_note = models.CharField(
        _("note on the founding date"),
        max_length=300,
        blank=True,
        help_text=_("What the date is the date of."),
    )
    consultative_status = models.CharField(
        _("status with the United Nations"),
        max_length=200,
        blank=True,
        help_text=_("For example: category II non-governmental organization."),
    )

    objects = InstituteTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["institute", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["institute", "language"],
                name="institutetext_once",
                violation_error_message=_("This institute has a text in that language already."),
            )
        ]

    def __str__(self) -> str:
        return self.language

    def natural_key(self) -> tuple[str, str]:
        return (self.institute.slug, self.language)

    natural_key.dependencies = ["institutes.institute"]  # type: ignore[attr-defined]  # as Django has it
