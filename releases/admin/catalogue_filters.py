"""The filters of the lists of events, series and photos."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from institutes.desk import catalogue_lists
from institutes.desk.catalogue_lists import ColumnFilter
from institutes.desk.list_filters import NamedFilter, SelectFilter, TickFilter
from releases.admin.list_filters import PeriodFilter, public_index
from releases.enums import EventStatus
from releases.models import Release, ReleasePhoto


class EventStatusFilter(ColumnFilter):
    """By whether it is certain that the event takes place."""

    title = gettext_lazy("status")
    parameters = ("status",)
    column = "status"


class EventDaysFilter(PeriodFilter):
    """Events of which at least one day lies in the period."""

    title = gettext_lazy("days")
    first_column, last_column = "starts_on", "ends_on"


class PartnerFilter(NamedFilter):
    """By a partner institute of the event."""

    title = gettext_lazy("partner institute")
    parameters = ("institute",)

    def rows(self) -> dict[str, Any]:
        return public_index(self.request).directory.institutes_by_slug

    def narrowed(self, queryset: QuerySet, chosen: Any) -> QuerySet:
        return queryset.filter(institutes=chosen)


class WholeFilter(NamedFilter):
    """By the congress or session that a workshop or meeting belongs to; it is among them itself."""

    title = gettext_lazy("part of")
    parameters = ("part_of",)

    def rows(self) -> dict[str, Any]:
        return public_index(self.request).directory.events_by_slug

    def narrowed(self, queryset: QuerySet, chosen: Any) -> QuerySet:
        return queryset.filter(Q(parent=chosen) | Q(pk=chosen.pk))


class EventAttentionFilter(catalogue_lists.AttentionFilter):
    """A proposal waits, or the event has begun and is still provisional."""

    def also(self) -> Q:
        today = timezone.localdate(self.request.at)
        return Q(status=EventStatus.PROVISIONAL, starts_on__lte=today)


class SeriesEventFilter(NamedFilter):
    """By the event that has the series to itself."""

    title = gettext_lazy("event")
    parameters = ("event",)

    def rows(self) -> dict[str, Any]:
        return public_index(self.request).directory.events_by_slug

    def narrowed(self, queryset: QuerySet, chosen: Any) -> QuerySet:
        return queryset.filter(event=chosen)


class OfficeFilter(SelectFilter):
    """By the office that issues the series."""

    title = gettext_lazy("office")
    parameters = ("office",)

    def options(self) -> Sequence[tuple[str, Any]]:
        offices = self.model.objects.exclude(office="").order_by("office").values_list("office", flat=True)
        return [(office, office) for office in offices.distinct()]

    def narrowed(self, queryset: QuerySet) -> QuerySet:
        return queryset.filter(office=self.value)


class InUseFilter(SelectFilter):
    """By whether any release, drafts too, bears a symbol of the series."""

    title = gettext_lazy("in use")
    parameters = ("used",)

    def options(self) -> Sequence[tuple[str, Any]]:
        return [("yes", _("In use")), ("no", _("Not in use"))]

    def narrowed(self, queryset: QuerySet) -> QuerySet:
        used = Exists(Release.objects.filter(series=OuterRef("pk")).order_by())
        return queryset.filter(used if self.value == "yes" else ~used)


class PhotoLanguageFilter(ColumnFilter):
    """By the language of the words of the photo."""

    title = gettext_lazy("language")
    parameters = ("language",)
    column = "language"


class PhotoUseFilter(SelectFilter):
    """By whether editions use the photo, and whether the public sees it."""

    title = gettext_lazy("in use")
    parameters = ("used",)

    def options(self) -> Sequence[tuple[str, Any]]:
        return [("public", _("Public")), ("yes", _("In use")), ("no", _("Not in use"))]

    def narrowed(self, queryset: QuerySet) -> QuerySet:
        if self.value == "public":
            return queryset.filter(is_shown=True)
        used = Exists(ReleasePhoto.objects.filter(photo=OuterRef("pk")).order_by())
        return queryset.filter(used if self.value == "yes" else ~used)


class DecorativeFilter(TickFilter):
    """Photos that say nothing that the text does not say."""

    title = gettext_lazy("decorative")
    parameters = ("decorative",)

    def narrowed(self, queryset: QuerySet) -> QuerySet:
        return queryset.filter(is_decorative=True)


EVENT_FILTERS: list[Any] = [
    *(catalogue_lists.KindFilter, EventDaysFilter, catalogue_lists.CountryFilter, EventStatusFilter),
    *(PartnerFilter, WholeFilter, catalogue_lists.StandingFilter, EventAttentionFilter),
]
SERIES_FILTERS: list[Any] = [
    *(OfficeFilter, SeriesEventFilter, InUseFilter, catalogue_lists.StandingFilter),
    catalogue_lists.AttentionFilter,
]
PHOTO_FILTERS: list[Any] = [PhotoLanguageFilter, PhotoUseFilter, DecorativeFilter]
