"""Series at the editors' desk."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from institutes.desk.admin import DeskAdmin, ValuesFilter
from institutes.desk.proposing import ProposingDesk
from institutes.desk.requests import DeskRequest
from releases.listing.public_index import read
from releases.models import Event, Series

COLUMNS = ("prefix", "title", "office", "event")


@admin.register(Series)
class SeriesAdmin(ProposingDesk, DeskAdmin):  # type: ignore[misc]  # Django puts the media together
    adding = _("New series")
    instead_of_deleting = _(
        "A series stays while releases bear its symbols. Give a draft another symbol, or correct the series itself."
    )
    list_display = COLUMNS
    sortable_by = COLUMNS
    list_filter = ["is_proposed", ("office", ValuesFilter)]
    search_fields = ["prefix", "title", "office"]
    search_help_text = _("Letters of the symbol, subject or office.")
    autocomplete_fields = ["event"]
    fields = ["prefix", "title", "office", "event"]

    def get_queryset(self, request: DeskRequest) -> QuerySet[Series]:
        return super().get_queryset(request).select_related("event").prefetch_related("event__names")

    def get_list_display(self, request: DeskRequest) -> list:
        """With what readers can read of each series now, in every language."""
        counts = read(request.at).counts_by("series")

        @admin.display(description=_("public releases"))
        def public(series: Series) -> int:
            return counts.get(series.pk, 0)

        return [*self.list_display, public]

    def formfield_for_foreignkey(self, db_field: Any, request: DeskRequest, **kwargs: Any) -> Any:
        if db_field.name == "event":
            kwargs["queryset"] = Event.objects.with_names()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
