"""The one filter behind every list of releases, whatever format it comes in."""

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from institutes.enums import Language
from institutes.models import Institute
from releases.enums import ReleaseKind
from releases.models import Event, Release, Series
from releases.query import Query
from releases.querysets import ReleaseQuerySet
from releases.search import answering, understand

ISO_DATE = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{1,2})(-(?P<day>\d{1,2}))?)?\Z", re.ASCII)
LONGEST_QUERY = 300
EVERY_LANGUAGE = "all"
# What a dimension of the list is called in its address, where that is something else.
PARTS = {"year": ("from", "to")}


class IsoDateField(forms.Field):
    """A day as 2005-04-21, or the first or last day of a month (2005-04) or a year (2005)."""

    widget = forms.TextInput(
        attrs={"inputmode": "numeric", "placeholder": "2005-04-21", "autocomplete": "off"}
    )

    def __init__(self, *, last: bool = False, **kwargs: Any) -> None:
        self.last = last
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        text = str(value or "").strip()
        if not text:
            return None
        found = ISO_DATE.match(text)
        try:
            if found is None:
                raise ValueError
            return self._day(int(found["year"]), found["month"], found["day"])
        except ValueError:
            raise ValidationError(
                _("“%(value)s” is not a date. Write it as year-month-day, such as 2005-04-21."),
                code="not_a_date",
                params={"value": text[:40]},
            ) from None

    def _day(self, year: int, month: str | None, day: str | None) -> date:
        chosen_month = int(month) if month else (12 if self.last else 1)
        if day:
            return date(year, chosen_month, int(day))
        if not 1 <= chosen_month <= 12 or year < 1:
            raise ValueError
        return date(year, chosen_month, monthrange(year, chosen_month)[1] if self.last else 1)


class KnownValuesField(forms.Field):
    """Any number of values of one parameter; those that are known are used, `unknown` holds the others."""

    widget = forms.SelectMultiple

    def __init__(self, *, look_up: Any, **kwargs: Any) -> None:
        self.look_up = look_up
        self.unknown: list[str] = []
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> list:
        given = list(dict.fromkeys(text.strip() for text in value or [] if text.strip()))
        # PostgreSQL cannot even be asked for a null character.
        askable = [text for text in given if "\x00" not in text]
        found = self.look_up(askable) if askable else {}
        self.unknown = [text for text in given if text.lower() not in found]
        return list(dict.fromkeys(found.values()))


def _by_slug(model: type[models.Model]) -> Any:
    def look_up(given: Iterable[str]) -> dict:
        rows = model.objects.with_names().filter(slug__in=[slug.lower() for slug in given])
        return {row.slug: row for row in rows}

    return look_up


def _public_series(at: datetime) -> Any:
    """Only series that the public may see: an unused prefix says what is being prepared."""

    def look_up(given: Iterable[str]) -> dict:
        wanted = {prefix.lower(): prefix.lower().strip("/") for prefix in given}
        rows = Series.objects.public(at).annotate(lower=Lower("prefix")).filter(lower__in=wanted.values())
        found = {row.lower: row for row in rows}
        return {prefix: found[plain] for prefix, plain in wanted.items() if plain in found}

    return look_up


def _kinds(given: Iterable[str]) -> dict:
    return {kind.lower(): ReleaseKind(kind.lower()) for kind in given if kind.lower() in ReleaseKind.values}


class ReleaseFilterForm(forms.Form):
    """Reports what it could not use beside the field, and keeps what it could."""

    use_required_attribute = False

    def clean(self) -> dict:
        for name, field in self.fields.items():
            for value in getattr(field, "unknown", ()):
                self._say(name, _("“%(value)s” is not known; it was left out."), value)
        start, end = self.cleaned_data.get("from"), self.cleaned_data.get("to")
        if start and end and start > end:
            self._say(
                "to", _("The last day, %(value)s, comes before the first; nothing can match."), str(end)
            )
        return self.cleaned_data

    def _say(self, name: str, message: str, value: str) -> None:
        # add_error would take the values that are known out of cleaned_data.
        self._errors.setdefault(name, self.error_class(renderer=self.renderer)).append(
            message % {"value": value[:60]}
        )


class DayFilter(django_filters.Filter):
    field_class = IsoDateField


class KnownValuesFilter(django_filters.Filter):
    field_class = KnownValuesField


class ReleaseFilter(django_filters.FilterSet):
    """What a reader asked for, by the names of the address: see FILTER_NAMES.

    Give it the queryset to filter, the default one of the model is not public, and the instant `at` (aware) at
    which it is asked. Without `language` it keeps
    to the page's own language; `language=all` keeps to none. A value that cannot be used is reported
    beside its field (`form.errors`), and the rest of the filter applies.
    """

    FILTER_NAMES = {"from_day": "from", "to_day": "to"}

    q = django_filters.CharFilter(
        label=_("Words"),
        method="filter_words",
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    from_day = DayFilter(label=_("From"), method="filter_from")
    to_day = DayFilter(label=_("To"), method="filter_to", last=True)
    institute = KnownValuesFilter(
        label=_("Institute"), method="filter_institute", look_up=_by_slug(Institute)
    )
    event = KnownValuesFilter(label=_("Event"), method="filter_event", look_up=_by_slug(Event))
    series = KnownValuesFilter(label=_("Series"), method="filter_series", look_up=None)
    kind = KnownValuesFilter(label=_("Kind"), method="filter_kind", look_up=_kinds)
    language = django_filters.ChoiceFilter(
        label=_("Language"),
        choices=[(EVERY_LANGUAGE, _("Every language")), *Language.choices],
        method="filter_language",
        empty_label=None,
    )
    sort = django_filters.ChoiceFilter(
        label=_("Order"),
        choices=[
            ("relevance", _("Best match")),
            ("newest", _("Newest first")),
            ("oldest", _("Oldest first")),
        ],
        method="filter_sort",
        empty_label=None,
    )

    class Meta:
        model = Release
        fields: list[str] = []
        form = ReleaseFilterForm

    def __init__(
        self, data: Any = None, queryset: ReleaseQuerySet | None = None, *, at: datetime, **kwargs: Any
    ) -> None:
        if queryset is None:
            raise ImproperlyConfigured("Pass a queryset: the default one is not public.")
        super().__init__({} if data is None else data, queryset, **kwargs)
        self.filters["series"].extra["look_up"] = _public_series(at)

    @classmethod
    def get_filters(cls) -> dict:
        # `from` is a word of the addresses and of Python: the attribute needs another name.
        return {cls.FILTER_NAMES.get(name, name): one for name, one in super().get_filters().items()}

    @property
    def values(self) -> dict:
        """What could be used, by the names of the address."""
        self.form.is_valid()
        return self.form.cleaned_data

    @property
    def listed_language(self) -> str:
        """The language that is listed: the one asked for, or the page's own; `all` for every one."""
        return self.values.get("language") or get_language() or Language.ENGLISH

    @property
    def words(self) -> str:
        """The words that are looked for, or the empty text."""
        return (self.values.get("q") or "").strip()

    @cached_property
    def query(self) -> Query | None:
        """What the words were understood to mean; None where none are looked for."""
        return understand(self.words) if self.words else None

    @property
    def order(self) -> str:
        """`relevance`, `newest` or `oldest`: best match first only where words are looked for."""
        order = self.values.get("sort") or ("relevance" if self.words else "newest")
        return "newest" if order == "relevance" and not self.words else order

    def filter_queryset(self, queryset: ReleaseQuerySet) -> ReleaseQuerySet:
        return self._sorted(self.narrowed())

    @property
    def chosen(self) -> dict[str, list[str]]:
        """The values in force by dimension, as the address writes them; the page's own language is one."""
        values = self.values
        start, end = self.days
        is_year = start and end and (start, end) == (date(start.year, 1, 1), date(start.year, 12, 31))
        return {
            "year": [f"{start:%Y}"] if is_year else [f"{start or ''}/{end or ''}"] if start or end else [],
            "institute": [institute.slug for institute in values.get("institute") or []],
            "event": [event.slug for event in values.get("event") or []],
            "series": [series.prefix for series in values.get("series") or []],
            "kind": [kind.value for kind in values.get("kind") or []],
            "language": [] if self.listed_language == EVERY_LANGUAGE else [self.listed_language],
        }

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day that are listed, None where that side is open."""
        return self.values.get("from"), self.values.get("to")

    def narrowed(self, leave_out: Iterable[str] = ()) -> ReleaseQuerySet:
        """The releases under all filters but those of the dimensions named, in any order."""
        parts = {part for name in leave_out for part in PARTS.get(name, (name,))}
        queryset = self.queryset
        for name, one in self.filters.items():
            if name not in parts:
                queryset = one.filter(queryset, self.values.get(name))
        if "language" not in parts and not self.values.get("language"):
            queryset = queryset.filter(language=self.listed_language)
        return queryset

    def _sorted(self, queryset: ReleaseQuerySet) -> ReleaseQuerySet:
        if self.order == "newest":
            return queryset.in_order()
        if self.order == "oldest":
            return queryset.in_order().reverse()
        return queryset

    def filter_words(self, queryset: ReleaseQuerySet, _name: str, _text: str) -> ReleaseQuerySet:
        return answering(queryset, self.query) if self.query else queryset

    def filter_from(self, queryset: ReleaseQuerySet, _name: str, day: date) -> ReleaseQuerySet:
        return queryset.issued_between(day, None)

    def filter_to(self, queryset: ReleaseQuerySet, _name: str, day: date) -> ReleaseQuerySet:
        return queryset.issued_between(None, day)

    def filter_institute(self, queryset: ReleaseQuerySet, _name: str, found: list) -> ReleaseQuerySet:
        return queryset.naming(*found)

    def filter_event(self, queryset: ReleaseQuerySet, _name: str, found: list) -> ReleaseQuerySet:
        return queryset.about_event(*found)

    def filter_series(self, queryset: ReleaseQuerySet, _name: str, found: list) -> ReleaseQuerySet:
        return queryset.filter(series__in=found)

    def filter_kind(self, queryset: ReleaseQuerySet, _name: str, found: list) -> ReleaseQuerySet:
        return queryset.filter(kind__in=found)

    def filter_language(self, queryset: ReleaseQuerySet, _name: str, language: str) -> ReleaseQuerySet:
        return queryset if language == EVERY_LANGUAGE else queryset.filter(language=language)

    def filter_sort(self, queryset: ReleaseQuerySet, _name: str, _order: str) -> ReleaseQuerySet:
        return queryset
