"""Events at the editors' desk."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from institutes import days
from institutes.catalogue.proposals import may_decide
from institutes.countries import country_name
from institutes.desk.admin import HistoryDeskAdmin, NameInline, TableInline, TextInline, narrow
from institutes.desk.catalogue_lists import CatalogueListDesk, two_lines
from institutes.desk.city_field import city_field
from institutes.desk.export import CHUNK, ExportColumn
from institutes.desk.named_choices import named
from institutes.desk.proposing import ProposingDesk
from institutes.desk.requests import DeskRequest
from institutes.desk.same_things import SameThingsDesk
from institutes.desk.table_columns import exported
from institutes.desk.table_page import TableImportDesk
from institutes.models import Institute
from releases.admin.catalogue_filters import EVENT_FILTERS
from releases.admin.choosers import ProposingChoices
from releases.admin.event_table import COLUMNS, TABLE
from releases.admin.forms import EventForm, PartForm
from releases.models import Event, EventName, EventText


class EventNameInline(NameInline):
    model = EventName


class EventTextInline(TextInline):
    model = EventText
    fields = ["language", "description"]


class PartInline(TableInline):
    """Workshops and meetings that are added to a congress or session. Those that are there have forms of their own."""

    model = Event
    fk_name = "parent"
    form = PartForm
    fields = ["name", "kind", "number", "starts_on", "ends_on", "status", "slug"]
    can_delete = False
    verbose_name = _("workshop or meeting of this event")
    verbose_name_plural = _("new workshops and meetings of this event")

    def has_add_permission(self, request: DeskRequest, obj: Event | None = None) -> bool:
        """Whoever only proposes gives each part a form of its own, and so a proposal of its own."""
        is_public = obj is None or not obj.is_proposed
        return is_public and may_decide(request.user) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: DeskRequest, obj: Event | None = None) -> bool:
        return may_decide(request.user) and super().has_change_permission(request, obj)

    def get_queryset(self, request: DeskRequest) -> QuerySet[Event]:
        return super().get_queryset(request).none()

    def formfield_for_dbfield(self, db_field: models.Field, request: DeskRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        sizes = {"slug": 14, "number": 3}
        return narrow(field, sizes[db_field.name]) if db_field.name in sizes else field


@admin.register(Event)
class EventAdmin(  # type: ignore[misc]  # Django puts the media together
    TableImportDesk, CatalogueListDesk, SameThingsDesk, ProposingDesk, ProposingChoices, HistoryDeskAdmin
):
    adding = _("New event")
    form = EventForm
    table = TABLE
    list_display = ["listed_name", "listed_kind", "listed_days", "listed_place", "listed_status"]
    sortable_by = ["listed_name", "listed_days", "listed_place"]
    list_filter = EVENT_FILTERS
    date_hierarchy = "starts_on"
    search_fields = ["names__name", "names__acronym", "slug", "city__names__name"]
    search_help_text = _("Any name or short form of the event, or its city.")
    autocomplete_fields = ["parent", "institutes"]
    inlines = [EventNameInline, EventTextInline, PartInline]
    change_form_template = "admin/releases/event/change_form.html"
    fieldsets = [
        (
            None,
            {
                "fields": [
                    ("kind", "number"),
                    ("starts_on", "ends_on"),
                    "days_precision",
                    ("city", "country"),
                    "status",
                    "parent",
                ]
            },
        ),
        (_("About"), {"fields": ["institutes", "website"]}),
        (_("More"), {"fields": ["slug", "source", "provenance"], "classes": ["collapse"]}),
    ]

    def get_queryset(self, request: DeskRequest) -> QuerySet[Event]:
        events: Any = super().get_queryset(request)
        return events.with_names().with_places()

    def formfield_for_dbfield(self, db_field: models.Field, request: DeskRequest, **kwargs: Any) -> Any:
        if db_field.name == "city":
            return city_field(db_field)
        return super().formfield_for_dbfield(db_field, request, **named(db_field, kwargs))

    def get_inlines(self, request: DeskRequest, obj: Event | None) -> list[type]:
        """A part has no parts of its own."""
        return [EventNameInline, EventTextInline] if obj is not None and obj.parent_id else self.inlines

    def formfield_for_foreignkey(self, db_field: Any, request: DeskRequest, **kwargs: Any) -> Any:
        if db_field.name == "parent":
            kwargs["queryset"] = Event.objects.top_level().with_names()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: DeskRequest, **kwargs: Any) -> Any:
        if db_field.name == "institutes":
            kwargs["queryset"] = Institute.objects.with_names()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def render_change_form(
        self,
        request: DeskRequest,
        context: dict,
        add: bool = False,  # noqa: FBT001, FBT002 - the signature of Django
        change: bool = False,  # noqa: FBT001, FBT002
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None:
            context["parts"] = obj.parts.with_names().order_by("starts_on", "pk")
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_all(self, request: DeskRequest, form: ModelForm, formsets: list, change: Any) -> None:
        super().save_all(request, form, formsets, change)
        for row in (row for formset in formsets for row in formset.forms):
            if hasattr(row, "save_name"):
                row.save_name()

    def export_columns(self, request: DeskRequest) -> Sequence[ExportColumn]:
        return exported(COLUMNS)

    def export_rows(self, request: DeskRequest, rows: Any) -> Iterator[Event]:
        related = (
            rows.select_related("parent", "merged_into").with_places().prefetch_related("institutes", "texts")
        )
        return iter(related.iterator(chunk_size=CHUNK))

    @admin.display(description=_("name"), ordering="slug")
    def listed_name(self, event: Event) -> str:
        part_of = {"event": event.parent.short_name} if event.parent else None
        return self.named_cell(event, event.name, gettext("Part of %(event)s") % part_of if part_of else "")

    @admin.display(description=_("kind"))
    def listed_kind(self, event: Event) -> str:
        number = gettext("Number %(number)s") % {"number": event.number} if event.number else ""
        return two_lines(event.get_kind_display(), number)

    @admin.display(description=_("days"), ordering="starts_on")
    def listed_days(self, event: Event) -> str:
        if event.starts_on is None or event.ends_on is None:
            return "–"
        return two_lines(str(days.span(event.starts_on, event.ends_on, event.days_precision)), "")

    @admin.display(description=_("place"), ordering="country")
    def listed_place(self, event: Event) -> str:
        return two_lines(event.city or "", country_name(event.country))

    @admin.display(description=_("status"))
    def listed_status(self, event: Event) -> str:
        return event.get_status_display()
