"""Series at the editors' desk."""

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from institutes.desk import DeskAdmin, ValuesFilter
from releases.models import Event, Series


@admin.register(Series)
class SeriesAdmin(DeskAdmin):
    list_display = ["prefix", "title", "office", "event", "rows"]
    list_filter = [("office", ValuesFilter)]
    search_fields = ["prefix", "title", "office"]
    search_help_text = _("Letters of the symbol, subject or office.")
    autocomplete_fields = ["event"]
    fields = ["prefix", "title", "office", "event"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Series]:
        return (
            super()
            .get_queryset(request)
            .select_related("event")
            .prefetch_related("event__names")
            .annotate(rows=Count("releases"))
        )

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "event":
            kwargs["queryset"] = Event.objects.with_names()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("editions"), ordering="rows")
    def rows(self, series: Series) -> int:
        return series.rows
