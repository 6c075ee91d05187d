"""The one filter behind every list of releases, whatever format it comes in.

A filter written as django-filter teaches, by `field_name` or by `method`, narrows every list at once: its
count, its facets, its chart and its pages. One that the public index can answer itself, an `IndexedFilter`,
needs no query.
"""

from collections.abc import Callable, Iterable
from copy import copy
from dataclasses import replace
from datetime import datetime
from functools import cached_property, partial
from operator import attrgetter
from typing import Any, Self

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django_filters.constants import EMPTY_VALUES
from pyroaring import BitMap

from institutes.enums import Language
from institutes.models import City, Institute
from releases.enums import ReleaseKind
from releases.listing import public_index
from releases.listing.fields import NOT_KNOWN, KnownValuesField, PeriodField, ReleaseFilterForm
from releases.listing.listing import NEWEST, OLDEST, RELEVANCE, Listing
from releases.listing.public_index import PublicIndex
from releases.listing.rows import cards, cards_with_texts
from releases.listing.selection import Selection
from releases.models import Event, Release, Series
from releases.models.release import ReleaseQuerySet
from releases.models.visibility import public_q
from releases.search.index import hits
from releases.search.query import Query
from releases.search.ranking import condition, ranks, understand

LONGEST_QUERY = 300
EVERY_LANGUAGE = "all"


class IndexedFilter(django_filters.Filter):
    """A filter that the public index answers, without a query of its own."""

    parent: "ReleaseFilter"

    def narrow(self, selection: Selection, value: Any) -> Selection:
        """The selection under this filter too; `value` is None or empty where nothing was asked."""
        raise NotImplementedError

    def __deepcopy__(self, _memo: dict[int, Any]) -> Self:
        """A copy for one request. What the filter was made with is never changed, and need not be copied."""
        return copy(self)


class DimensionFilter(IndexedFilter):
    """Any of the values of a dimension of the public index: the one that is called like the filter.

    `look_up` finds a value in the index by its name in small letters; `name_of` says the name of a value.
    """

    field_class = KnownValuesField

    def __init__(self, *, look_up: Callable[[PublicIndex, str], Any], **kwargs: Any) -> None:
        self.look_up = look_up
        super().__init__(look_up=None, **kwargs)

    @property
    def field(self) -> forms.Field:
        field = super().field
        if isinstance(field, KnownValuesField):
            field.look_up = partial(self.look_up, self.parent.index)
        return field

    def narrow(self, selection: Selection, value: list[Any] | None) -> Selection:
        keys = tuple(sorted(getattr(known, "pk", known) for known in value or ()))
        return selection.having(self.field_name or "", keys)


class FirstDayFilter(IndexedFilter):
    """From the first day of a period on."""

    field_class = PeriodField

    def narrow(self, selection: Selection, value: Any) -> Selection:
        return replace(selection, first=value.first) if value else selection


class LastDayFilter(IndexedFilter):
    """Up to the last day of a period."""

    field_class = PeriodField

    def narrow(self, selection: Selection, value: Any) -> Selection:
        return replace(selection, last=value.last) if value else selection


class WordsFilter(IndexedFilter, django_filters.CharFilter):
    """What a reader typed into the search box."""

    def narrow(self, selection: Selection, value: str | None) -> Selection:
        query = self.parent.query
        if query is None:
            return selection
        if query.is_unusable:
            return selection.only_among(BitMap())
        return selection.only_among(hits(condition(query), self.parent.index.using))


class LanguageFilter(IndexedFilter, django_filters.ChoiceFilter):
    """One language, or `all`; where nothing is asked, the language of the page."""

    def narrow(self, selection: Selection, value: str | None) -> Selection:
        language = self.parent.listed_language
        return selection if language == EVERY_LANGUAGE else replace(selection, language=(language,))


class SortFilter(IndexedFilter, django_filters.ChoiceFilter):
    """The order of the list, which leaves out nothing."""

    def narrow(self, selection: Selection, value: str | None) -> Selection:
        return selection


def _institute(index: PublicIndex, slug: str) -> Institute | None:
    directory = index.directory
    return directory.institutes_by_slug.get(slug) or directory.merged_institutes.by_old_slug.get(slug)


def _event(index: PublicIndex, slug: str) -> Event | None:
    directory = index.directory
    return directory.events_by_slug.get(slug) or directory.merged_events.by_old_slug.get(slug)


def _city(index: PublicIndex, slug: str) -> City | None:
    """Only cities from which public releases are dated: another may be there for what is only proposed."""
    city = index.directory.cities_by_slug.get(slug)
    return city if city and city.pk in index.dated_from else None


def _series(index: PublicIndex, prefix: str) -> Series | None:
    """Only series that the public may see: an unused prefix says what is being prepared."""
    series = index.directory.series_by_prefix.get(prefix.strip("/"))
    return series if series and series.pk in index.sets["series"] else None


def _kind(_index: PublicIndex, kind: str) -> ReleaseKind | None:
    return ReleaseKind(kind) if kind in ReleaseKind.values else None


class ReleaseFilter(django_filters.FilterSet):
    """The public releases that a reader asked for, at the time `at` (aware).

    Give it a queryset to list no others than these; what is not public at `at` is in no list even then.
    Without `language` it keeps to the page's own language; `language=all` keeps to none. A value that cannot
    be used is reported beside its field (`errors`), and the rest of the filter applies.
    """

    q = WordsFilter(
        label=_("Words"), max_length=LONGEST_QUERY, widget=forms.TextInput(attrs={"type": "search"})
    )
    # `from` is a word of Python, and of the addresses.
    locals()["from"] = FirstDayFilter(label=_("From"))
    to = LastDayFilter(label=_("To"))
    institute = DimensionFilter(label=_("Institute"), look_up=_institute, name_of=attrgetter("slug"))
    event = DimensionFilter(label=_("Event"), look_up=_event, name_of=attrgetter("slug"))
    series = DimensionFilter(
        label=pgettext_lazy("singular", "Series"), look_up=_series, name_of=attrgetter("prefix")
    )
    city = DimensionFilter(label=_("City"), look_up=_city, name_of=attrgetter("slug"))
    kind = DimensionFilter(label=_("Kind"), look_up=_kind, name_of=str)
    language = LanguageFilter(
        label=_("Language"),
        choices=[(EVERY_LANGUAGE, _("Every language")), *Language.choices],
        empty_label=None,
        error_messages={"invalid_choice": NOT_KNOWN},
    )
    sort = SortFilter(
        label=_("Order"),
        choices=[
            (RELEVANCE, _("Best match")),
            (NEWEST, _("Newest first")),
            (OLDEST, _("Oldest first")),
        ],
        empty_label=None,
        error_messages={"invalid_choice": NOT_KNOWN},
    )

    queryset: ReleaseQuerySet

    class Meta:
        model = Release
        fields: list[str] = []
        form = ReleaseFilterForm

    def __init__(
        self, data: Any = None, queryset: ReleaseQuerySet | None = None, *, at: datetime, **kwargs: Any
    ) -> None:
        self.at = at
        self.lists_everything = queryset is None
        rows = Release.objects.all() if queryset is None else queryset
        super().__init__({} if data is None else data, rows, **kwargs)

    @classmethod
    def parameters(cls) -> tuple[str, ...]:
        """The names of all parameters of an address that mean something to the filter."""
        return tuple(name for key, filter_ in cls.base_filters.items() for name in _parameters(key, filter_))

    @cached_property
    def index(self) -> PublicIndex:
        """What is public at the time of the question."""
        return public_index.read(self.at)

    @cached_property
    def public_rows(self) -> ReleaseQuerySet:
        """The public ones of the rows that are listed; most lists are made without asking for them."""
        return self.queryset.public(self.at)

    @property
    def values(self) -> dict[str, Any]:
        """What could be used, by the names of the address."""
        self.form.is_valid()
        return self.form.cleaned_data

    def known_query(self) -> QueryDict:
        """What could be used as an address writes it, in the order of the filters: the query of every link."""
        query = QueryDict(mutable=True)
        for name in self.filters:
            for parameter, written, _value in self.known_values(name):
                query.appendlist(parameter, written)
        return query

    def known_values(self, name: str) -> list[tuple[str, str, Any]]:
        """What could be used of a filter: each time the parameter, the text that it has there, and the value."""
        value: Any = self.values.get(name)
        field = self.form.fields[name]
        if value in EMPTY_VALUES:
            return []
        if isinstance(field, KnownValuesField):
            return [(name, field.name_of(known), known) for known in sorted(value, key=field.name_of)]
        if isinstance(field, PeriodField):
            return [(name, value.written, value)]
        if isinstance(value, str):
            return [(name, value, value)]
        # Of other fields only their own widget knows how they are written.
        given = self.form.data
        return [
            (parameter, text, value)
            for parameter in _parameters(name, self.filters[name])
            if parameter in given
            for text in (given.getlist(parameter) if hasattr(given, "getlist") else [given[parameter]])
        ]

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
        order = self.values.get("sort") or (RELEVANCE if self.words else NEWEST)
        return NEWEST if order == RELEVANCE and not self.words else order

    @cached_property
    def selection(self) -> Selection:
        """What the list is narrowed to; the page's own language is part of it."""
        return self._narrowed_by(self.filters)

    @cached_property
    def selection_without_words(self) -> Selection:
        """What the list would be narrowed to if no words were looked for."""
        return self._narrowed_by(name for name in self.filters if name != "q")

    def _narrowed_by(self, names: Iterable[str]) -> Selection:
        selection = Selection()
        others = []
        for name in names:
            filter_, value = self.filters[name], self.values.get(name)
            if isinstance(filter_, IndexedFilter):
                selection = filter_.narrow(selection, value)
            else:
                others.append((filter_, value))
        if self.lists_everything and not others:
            return selection
        rows: QuerySet[Any] = self.public_rows
        for filter_, value in others:
            rows = filter_.filter(rows, value)
        if self.lists_everything and rows is self.public_rows:
            return selection
        return selection.only_among(BitMap(rows.order_by().values_list("pk", flat=True)))

    @cached_property
    def listing(self) -> Listing:
        """The list, in the order asked for; where words are looked for, with the texts."""
        first = []
        if self.query and not self.query.is_unusable:
            first = ranks(self.query, self.selection.language)
        rows = cards_with_texts if self.query else cards
        return Listing(self.index, self.selection, rows, at=self.at, order=self.order, ranks=first)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The same list, in the same order, as rows of a queryset."""
        return self.listing.of(queryset.filter(public_q(self.at)))


def _parameters(name: str, filter_: django_filters.Filter) -> list[str]:
    """The parameters of a filter: one of its name, or one for each end of a range."""
    widget = filter_.extra.get("widget", filter_.field_class.widget)
    return [f"{name}_{suffix}" if suffix else name for suffix in getattr(widget, "suffixes", [""])]
