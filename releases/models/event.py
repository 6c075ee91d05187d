"""Events that releases report on, and the names of events."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from institutes.acceptance import AcceptedQuerySet, Proposable
from institutes.enums import DatePrecision
from institutes.invented import Inventable
from institutes.models import Institute, Located
from institutes.names import Name, Named, Wording, years_in_order
from institutes.page_urls import address
from institutes.texts import Text
from releases.enums import EventKind, EventStatus
from releases.models.natural_keys import depends_on


class EventQuerySet(AcceptedQuerySet["Event"]):
    def get_by_natural_key(self, slug: str) -> "Event":
        return self.get(slug=slug)

    def with_names(self) -> "EventQuerySet":
        """With every name, and every name of the parent, at hand."""
        return self.select_related("parent").prefetch_related("names", "parent__names")

    def with_places(self) -> "EventQuerySet":
        """With the city and its names at hand, in one query more."""
        return self.select_related("city").prefetch_related("city__names")

    def top_level(self) -> "EventQuerySet":
        """Events that are not part of another."""
        return self.filter(parent__isnull=True)


class Event(Named, Located, Proposable, Inventable):
    """A congress, session, workshop, meeting or press conference.

    Public as soon as it is saved, unless it is only proposed.
    """

    slug = models.SlugField(
        _("address"),
        max_length=100,
        unique=True,
        help_text=_("Last part of the page's address: crime-congress-11."),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind.choices)
    number = models.PositiveSmallIntegerField(
        _("number"),
        null=True,
        blank=True,
        help_text=_("Which of its kind it is: 11 for the Eleventh Congress."),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        help_text=_("The congress or session that a workshop or meeting belongs to."),
    )
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    days_precision = models.CharField(
        _("precision of the days"),
        max_length=5,
        choices=DatePrecision.choices,
        default=DatePrecision.DAY,
        help_text=_("Where only the month or the year is known, give its first and its last day."),
    )
    status = models.CharField(
        _("status"), max_length=12, choices=EventStatus.choices, default=EventStatus.CONFIRMED
    )
    institutes = models.ManyToManyField(
        Institute, verbose_name=_("partner institutes"), blank=True, related_name="events"
    )
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

    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        help_text=_("The event that means the same: pages and lists lead to it."),
    )

    history = HistoricalRecords()
    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-starts_on", "slug"]
        indexes = [
            models.Index(fields=["starts_on", "ends_on"], name="event_days"),
            # The list at the desk sorted by place.
            models.Index(fields=["country", "-id"], name="event_place"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=EventKind.values),
                name="event_kind_known",
                violation_error_message=_("Choose one of the kinds of event."),
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=EventStatus.values),
                name="event_status_known",
                violation_error_message=_("Choose provisional, confirmed or cancelled."),
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on__isnull=True, ends_on__isnull=True)
                | models.Q(
                    starts_on__isnull=False, ends_on__isnull=False, ends_on__gte=models.F("starts_on")
                ),
                name="event_days_in_order",
                violation_error_message=_(
                    "Give both the first and the last day, the last not before the first, or neither."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(days_precision__in=DatePrecision.values),
                name="event_days_precision_known",
                violation_error_message=_("Choose how exact the days are: day, month or year."),
            ),
            models.CheckConstraint(
                condition=models.Q(days_precision=DatePrecision.DAY) | models.Q(starts_on__isnull=False),
                name="event_days_precision_of_days",
                violation_error_message=_("Give the first and the last day of the month or year too."),
            ),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("pk")),
                name="event_not_its_own_part",
                violation_error_message=_("An event cannot be part of itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address("events:detail", self.slug)

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    def clean(self) -> None:
        if self.parent is not None and self.parent.parent_id:
            raise ValidationError(
                {"parent": _("Choose the congress or session itself, not one of its parts.")}
            )

    @property
    def short_name(self) -> Wording:
        """The short form in the page's language, or the full name where there is none."""
        name = self.chosen_name()
        return Wording.of(name.acronym or name.name, name.language) if name else self.name


class EventNameQuerySet(models.QuerySet["EventName"]):
    def get_by_natural_key(self, slug: str, language: str, name: str) -> "EventName":
        return self.get(event__slug=slug, language=language, name=name)


class EventName(Name):
    """A name of an event: official, or a short form it is known by."""

    event = models.ForeignKey(Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="names")

    objects = EventNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("name")
        verbose_name_plural = _("names")
        ordering = ["event", "language", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "language", "name"],
                name="eventname_once",
                violation_error_message=_("This event has that name in that language already."),
            ),
            years_in_order("eventname"),
        ]

    @depends_on("releases.event")
    def natural_key(self) -> tuple[str, str, str]:
        return (self.event.slug, self.language, self.name)


class EventTextQuerySet(models.QuerySet["EventText"]):
    def get_by_natural_key(self, slug: str, language: str) -> "EventText":
        return self.get(event__slug=slug, language=language)


class EventText(Text):
    """What is said of an event in one language."""

    event = models.ForeignKey(Event, verbose_name=_("event"), on_delete=models.CASCADE, related_name="texts")
    description = models.TextField(_("description"), blank=True)

    objects = EventTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        ordering = ["event", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "language"],
                name="eventtext_once",
                violation_error_message=_("This event has a text in that language already."),
            )
        ]

    def __str__(self) -> str:
        return self.language

    @depends_on("releases.event")
    def natural_key(self) -> tuple[str, str]:
        return (self.event.slug, self.language)
