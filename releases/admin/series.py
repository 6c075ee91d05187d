"""Series at the editors' desk."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from institutes.desk.admin import DeskAdmin
from institutes.desk.catalogue_lists import CatalogueList, CatalogueListDesk
from institutes.desk.export import ExportColumn
from institutes.desk.proposing import ProposingDesk
from institutes.desk.requests import DeskRequest
from releases.admin.catalogue_filters import SERIES_FILTERS
from releases.admin.choosers import ProposingChoices
from releases.admin.list_filters import public_index
from releases.models import Event, Series


class SeriesList(CatalogueList):
    """A list whose series know how many of their releases readers can read now, in every language."""

    def get_results(self, request: DeskRequest) -> None:
        super().get_results(request)
        counts = public_index(request).counts_by("series")
        for series in self.result_list:
            series.public_releases = counts.get(series.pk, 0)


@admin.register(Series)
class SeriesAdmin(CatalogueListDesk, ProposingDesk, ProposingChoices, DeskAdmin):  # type: ignore[misc]  # Django puts the media together
    adding = _("New series")
    instead_of_deleting = _(
        "A series stays while releases bear its symbols. Give a draft another symbol, or correct the series itself."
    )
    list_display = ["listed_prefix", "listed_office", "listed_event", "public"]
    sortable_by = ["listed_prefix", "listed_event"]
    list_filter = SERIES_FILTERS
    export_name = "series"
    search_fields = ["prefix", "title", "office"]
    search_help_text = _("Letters of the symbol, subject or office.")
    autocomplete_fields = ["event"]
    fields = ["prefix", "title", "office", "event"]

    def get_queryset(self, request: DeskRequest) -> QuerySet[Series]:
        return super().get_queryset(request).select_related("event").prefetch_related("event__names")

    def get_changelist(self, request: DeskRequest, **_others: Any) -> type[ChangeList]:
        return SeriesList

    def export_columns(self, request: DeskRequest) -> Sequence[ExportColumn]:
        counts = public_index(request).counts_by("series")
        return [
            ExportColumn(_("Prefix"), lambda series: series.prefix),
            ExportColumn(_("Title"), lambda series: series.title),
            ExportColumn(_("Office"), lambda series: series.office),
            ExportColumn(_("Event"), lambda series: series.event.slug if series.event else ""),
            ExportColumn(_("Public releases"), lambda series: counts.get(series.pk, 0)),
            ExportColumn(
                _("In the catalogue"),
                lambda series: gettext("Proposed") if series.is_proposed else gettext("Public"),
            ),
        ]

    def formfield_for_foreignkey(self, db_field: Any, request: DeskRequest, **kwargs: Any) -> Any:
        if db_field.name == "event":
            kwargs["queryset"] = Event.objects.with_names()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("series"), ordering="prefix")
    def listed_prefix(self, series: Series) -> str:
        return self.named_cell(series, series.prefix, series.title)

    @admin.display(description=_("office"))
    def listed_office(self, series: Series) -> str:
        return series.office

    @admin.display(description=_("event"), ordering="event")
    def listed_event(self, series: Series) -> str:
        return series.event.name if series.event else ""

    @admin.display(description=_("public releases"))
    def public(self, series: Any) -> int:
        return series.public_releases
