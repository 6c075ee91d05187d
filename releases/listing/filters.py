"""The one filter behind every list of releases, whatever format it comes in."""

import re
from calendar import monthrange
from collections.abc import Iterable
from copy import copy
from datetime import date, datetime
from functools import cache
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from pyroaring import BitMap

from institutes.enums import Language
from institutes.models import Institute
from releases.enums import ReleaseKind
from releases.listing import public_index
from releases.listing.listing import NEWEST, RELEVANCE, Listing
from releases.listing.public_index import PublicIndex
from releases.listing.rows import cards, cards_with_texts
from releases.listing.selection import Selection
from releases.models import Event, Release, Series
from releases.models.querysets import ReleaseQuerySet
from releases.search.expressions import Expression
from releases.search.hits import hits
from releases.search.query import Query
from releases.search.ranking import expressions, understand

ISO_DATE = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{1,2})(-(?P<day>\d{1,2}))?)?\Z", re.ASCII)
LONGEST_QUERY = 300
EVERY_LANGUAGE = "all"


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


def _known(given: Iterable[str], bearers: dict[str, Any]) -> dict[str, Any]:
    return {slug.lower(): bearers[slug.lower()] for slug in given if slug.lower() in bearers}


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


def _keys(found: Iterable[models.Model] | None) -> tuple[int, ...]:
    return tuple(sorted(one.pk for one in found or ()))


class DayFilter(django_filters.Filter):
    field_class = IsoDateField


class KnownValuesFilter(django_filters.Filter):
    field_class = KnownValuesField


class Filters(dict):
    """The filters of a class. Each request has its own, with settings that all share."""

    def __deepcopy__(self, _memo: dict) -> "Filters":
        made = Filters({name: copy(one) for name, one in self.items()})
        for one in made.values():
            # Bound to the copy, where it was bound to the original.
            one.method = one.method
        return made


@cache
def _form_class(filterset: type["ReleaseFilter"]) -> type[forms.Form]:
    fields = {name: one.field for name, one in filterset.get_filters().items()}
    return type("ReleaseFilterForm", (filterset._meta.form,), fields)


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
    institute = KnownValuesFilter(label=_("Institute"), method="filter_institute", look_up=None)
    event = KnownValuesFilter(label=_("Event"), method="filter_event", look_up=None)
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
        self.at = at

    @classmethod
    def get_filters(cls) -> dict:
        # `from` is a word of the addresses and of Python: the attribute needs another name.
        named = {cls.FILTER_NAMES.get(name, name): one for name, one in super().get_filters().items()}
        return Filters(named)

    def get_form_class(self) -> type[forms.Form]:
        # Made once: only what the names of the address stand for is of one request.
        return _form_class(type(self))

    @property
    def form(self) -> forms.Form:
        """The form of the address, which reports what it could not use."""
        if not hasattr(self, "_form"):
            fields = super().form.fields
            fields["institute"].look_up = self._institutes
            fields["event"].look_up = self._events
            fields["series"].look_up = self._series
        return self._form

    @cached_property
    def index(self) -> PublicIndex:
        """What is public at the time of the question."""
        return public_index.read(self.at)

    def _institutes(self, given: Iterable[str]) -> dict[str, Institute]:
        return _known(given, self.index.directory.institutes_by_slug)

    def _events(self, given: Iterable[str]) -> dict[str, Event]:
        return _known(given, self.index.directory.events_by_slug)

    def _series(self, given: Iterable[str]) -> dict[str, Series]:
        """Only series that the public may see: an unused prefix says what is being prepared."""
        public, known = self.index.public_series, self.index.directory.series_by_prefix
        found = {prefix.lower(): known.get(prefix.lower().strip("/")) for prefix in given}
        return {prefix: series for prefix, series in found.items() if series and series.pk in public}

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
        return understand(self.words, self.index.directory.names) if self.words else None

    @property
    def order(self) -> str:
        """`relevance`, `newest` or `oldest`: best match first only where words are looked for."""
        order = self.values.get("sort") or ("relevance" if self.words else "newest")
        return "newest" if order == "relevance" and not self.words else order

    @cached_property
    def selection(self) -> Selection:
        """What the list is narrowed to, as the index knows it; the page's own language is part of it."""
        values, language = self.values, self.listed_language
        found = Selection(
            language=() if language == EVERY_LANGUAGE else (language,),
            kind=tuple(sorted(values.get("kind") or ())),
            series=_keys(values.get("series")),
            institute=_keys(values.get("institute")),
            event=_keys(values.get("event")),
            first=values.get("from"),
            last=values.get("to"),
        )
        if not self.query or self.query.is_blank:
            return found
        if self.query.is_unusable:
            return found.only_among(BitMap())
        wanted, _ranks = self._expressions
        return found.only_among(hits(wanted, self.index.using))

    @cached_property
    def _expressions(self) -> tuple[Expression, list[Expression]]:
        return expressions(self.query)

    def listing(self) -> Listing:
        """The list, in the order asked for; of words that were found the texts are read too."""
        has_words = self.selection.among is not None
        ranks = self._expressions[1] if has_words and not self.query.is_unusable else []
        order = self.order if has_words or self.order != RELEVANCE else NEWEST
        rows = cards_with_texts if self.query else cards
        return Listing(self.index, self.selection, rows, at=self.at, order=order, ranks=ranks)

    @property
    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day that are listed, None where that side is open."""
        return self.values.get("from"), self.values.get("to")
