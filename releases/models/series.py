"""A series: the run of releases that shares the letters of its symbols."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from institutes.acceptance import AcceptedQuerySet, Proposable
from institutes.invented import Inventable
from institutes.names import Wording
from institutes.page_urls import address
from releases.models import series_names
from releases.models.event import Event
from releases.models.natural_keys import depends_on
from releases.models.visibility import public_q, withdrawn_q
from releases.wire.series import NOTE_SERIES
from releases.wire.symbols import compact


class UnknownSeriesError(ValidationError):
    """A symbol names a series that there is not, and that only `Series.objects.get_or_make` may make.

    A slip of the keyboard would otherwise make one, with a page and a place in every list of series.
    """

    def __init__(self, prefix: str) -> None:
        message = _("There is no series %(prefix)s. Correct the symbol, or add the series first.")
        error = ValidationError(message, code="unknown_series", params={"prefix": prefix})
        super().__init__({"symbol": error})


class SeriesQuerySet(AcceptedQuerySet["Series"]):
    def get_by_natural_key(self, prefix: str) -> "Series":
        return self.get(prefix=prefix)

    def with_prefix(self, prefix: str) -> "Series | None":
        """The series of that prefix, in whatever case it is written; None where there is none."""
        return self.filter(prefix__iexact=prefix).first()

    def get_or_make(self, prefix: str) -> "Series":
        """The series of that prefix, made now where a text that was issued is the first to name it."""
        return self.with_prefix(prefix) or self.create(prefix=prefix)

    def known(self, at: datetime) -> "SeriesQuerySet":
        """Accepted series with a release that is public, or was until it was withdrawn.

        An unused prefix says what is being prepared.
        """
        releases = self.model._meta.get_field("releases").related_model._default_manager
        seen = releases.filter(public_q(at) | withdrawn_q(at), series=models.OuterRef("pk"))
        return self.accepted().filter(models.Exists(seen))


class Series(Proposable, Inventable):
    """The letters that symbols begin with, such as BKK/CP, and what they stand for.

    Where the year is part of the symbols and their numbers begin anew with it, it is part of the prefix: HR/CT/98.
    """

    prefix = models.CharField(
        _("prefix"),
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(
                r"^[A-Za-z]+(/[A-Za-z]+)*(/[0-9]{2}|/[0-9]{4})?\Z",
                _("Write letters separated by strokes, such as BKK/CP, without a number."),
            )
        ],
        help_text=_("What every symbol of the series begins with: BKK/CP."),
    )
    letters = models.CharField(max_length=40, editable=False, db_index=True)
    title = models.CharField(
        _("title"), max_length=200, blank=True, help_text=_("Subject or body the series is for.")
    )
    office = models.CharField(
        _("office"), max_length=200, blank=True, help_text=_("Duty station that issues it.")
    )
    event = models.ForeignKey(
        Event,
        verbose_name=_("event"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="series",
        help_text=_("The congress or conference that has this series to itself."),
    )

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = pgettext_lazy("plural", "series")
        ordering = ["prefix"]
        constraints = [
            models.UniqueConstraint(
                Upper("prefix"),
                name="series_prefix_once",
                violation_error_message=_("There is a series with this prefix already."),
            )
        ]

    def __str__(self) -> str:
        return self.prefix

    def save(self, *args: Any, **kwargs: Any) -> None:
        """`letters` is the prefix as careless symbols write it: without strokes, in small letters."""
        self.letters = compact(self.prefix)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """The prefix is in capitals, as symbols have it: `nbo/cp` is NBO/CP."""
        if self.prefix.casefold() != NOTE_SERIES.casefold():
            self.prefix = self.prefix.upper()

    def get_absolute_url(self) -> str:
        return address("releases:series", self.prefix)

    @property
    def meaning(self) -> Wording:
        """What the letters stand for, as readers of the page understand it best; empty where nobody wrote it down.

        What an editor wrote is in English and stands for itself there; in other languages the catalogue comes first.
        """
        return self._best(self.title, series_names.title_of(self.prefix))

    @property
    def issuer(self) -> Wording:
        """The duty station that issues it, likewise."""
        return self._best(self.office, series_names.office_of(self.prefix))

    def _best(self, written: str, of_catalogue: Wording | None) -> Wording:
        if of_catalogue is None or (written and get_language() == "en"):
            return Wording.of(written, "en")
        return of_catalogue

    @depends_on("releases.event")
    def natural_key(self) -> tuple[str]:
        return (self.prefix,)
