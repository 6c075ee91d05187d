"""A city and its names, and what stands in one."""

from typing import Any, Self
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from institutes.countries import country_in_text, country_name
from institutes.invented import Inventable
from institutes.names import Name, Named, Wording, years_in_order
from institutes.places import folded, written

country_code = RegexValidator(r"^[A-Z]{2}\Z", _("Give the two capital letters of ISO 3166, such as FI."))


class CityQuerySet(models.QuerySet["City"]):
    def with_names(self) -> Self:
        """With every name at hand, in one query more."""
        return self.prefetch_related("names")

    def get_by_natural_key(self, slug: str) -> "City":
        return self.get(slug=slug)

    def called(self, name: str) -> "City | None":
        """The city of that name in any language, by an official one first; None where there is none."""
        wanted = folded(name)
        if not wanted:
            return None
        found = CityName.objects.using(self.db).filter(folded=wanted).order_by("-is_official", "city_id")
        first = found.select_related("city").first()
        return first.city if first else None

    def called_or_new(self, name: str, country: str = "") -> "City":
        """The city of that name; one that is not saved yet, with this English name, where there is none."""
        return self.called(name) or City.new(name, country)


class City(Named, Inventable):
    """A city in which institutes are and events are held, and from which releases are dated."""

    slug = models.SlugField(
        _("address"), max_length=60, unique=True, help_text=_("The English name in small letters: geneva.")
    )
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        validators=[country_code],
        help_text=_("Two capital letters of ISO 3166, such as FI."),
    )
    zone = models.CharField(
        _("time zone"),
        max_length=40,
        blank=True,
        help_text=_("The zone of its clocks in the tz database: Asia/Bangkok."),
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

    history = HistoricalRecords()
    objects = CityQuerySet.as_manager()

    # The English name that a new row gets with its first save.
    first_name = ""

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def new(cls, name: str, country: str = "") -> "City":
        """A city that is not saved yet, with this English name."""
        city = cls(country=country)
        city.first_name = " ".join(name.split())
        return city

    def save(self, *args: Any, **kwargs: Any) -> None:
        name, self.first_name = self.first_name, ""
        self.slug = self.slug or _free_slug(name)
        with transaction.atomic(using=kwargs.get("using")):
            super().save(*args, **kwargs)
            if name:
                CityName.objects.create(city=self, name=name)
            self._give_country()

    def _give_country(self) -> None:
        """What is in the city is in its country, each change of it in history and in the list of changes."""
        if not self.country:
            return
        for relation in self._meta.related_objects:
            model: Any = relation.related_model
            if issubclass(model, Located):
                for located in model._base_manager.filter(city=self).exclude(country=self.country):
                    located.save()

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def clean(self) -> None:
        if self.zone and self.zone not in available_timezones():
            said = _("“%(name)s” is no time zone, such as Asia/Bangkok.") % {"name": self.zone}
            raise ValidationError({"zone": said})


def _free_slug(name: str) -> str:
    """An address made of the name that no other city has."""
    stem = slugify(name)[:50].strip("-") or "city"
    taken = set(City.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return next(slug for slug in (stem, *numbered) if slug not in taken)


class CityName(Name):
    """A name of a city. `folded` is the name as it is looked up: small letters without marks."""

    city = models.ForeignKey(City, verbose_name=_("city"), on_delete=models.CASCADE, related_name="names")
    folded = models.CharField(max_length=300, editable=False, db_index=True)

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["city", "language", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["city", "language", "name"],
                name="cityname_once",
                violation_error_message=_("This city has that name in that language already."),
            ),
            years_in_order("cityname"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.folded = folded(self.name)
        super().save(*args, **kwargs)


class Located(models.Model):
    """What stands or happens in a city, or of which only the country is known.

    Where the city has a country, that is the country: it is taken over with every save, also of the city.
    """

    city = models.ForeignKey(
        City,
        verbose_name=_("city"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss",
    )
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        validators=[country_code],
        help_text=_("Two capital letters of ISO 3166, such as FI."),
    )

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        city = self.city
        if city is not None:
            if city.pk is None:
                city.country = city.country or self.country
                city.save()
                self.city = city
            self.country = city.country or self.country
            if kwargs.get("update_fields") is not None and "city" in kwargs["update_fields"]:
                kwargs["update_fields"] = {*kwargs["update_fields"], "country"}
        super().save(*args, **kwargs)

    @property
    def place(self) -> Wording:
        """City and country, as far as they are known, as the language of the page writes them.

        Where the city has no name in that language, all of it is in the language of its name.
        """
        language = get_language() or "en"
        if self.city is None:
            return Wording.of(country_name(self.country, language), language)
        name = self.city.chosen_name(language)
        spoken = name.language if name else "en"
        city, country = self.city.name, country_in_text(self.country, spoken)
        return Wording.of(written(city, country, spoken), spoken)
