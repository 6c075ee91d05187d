"""Institutes at the editors' desk."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from institutes.countries import country_name
from institutes.desk.admin import HistoryDeskAdmin, NameInline, TextInline
from institutes.desk.catalogue_lists import (
    AttentionFilter,
    CatalogueListDesk,
    CountryFilter,
    KindFilter,
    NetworkFilter,
    StandingFilter,
    two_lines,
)
from institutes.desk.city_field import city_field
from institutes.desk.export import CHUNK, ExportColumn
from institutes.desk.forms import LogoForm, NamedForm
from institutes.desk.institute_table import COLUMNS, TABLE
from institutes.desk.mail import MailAdmin
from institutes.desk.named_choices import named
from institutes.desk.proposals import CatalogueChangeAdmin, ProposalAdmin
from institutes.desk.proposing import ProposingDesk
from institutes.desk.requests import DeskRequest
from institutes.desk.same_things import SameThingsDesk
from institutes.desk.table_columns import exported
from institutes.desk.table_page import TableImportDesk
from institutes.models import (
    CatalogueChange,
    Institute,
    InstituteLogo,
    InstituteName,
    InstituteText,
    Proposal,
    QueuedMail,
)

admin.site.register(Proposal, ProposalAdmin)
admin.site.register(CatalogueChange, CatalogueChangeAdmin)
admin.site.register(QueuedMail, MailAdmin)


class InstituteNameInline(NameInline):
    model = InstituteName


class InstituteTextInline(TextInline):
    model = InstituteText
    fields = ["language", "description", "founded_note", "consultative_status"]


LOGO_FIELDS: Final = ("shown", "upload", "alternative_text", "is_decorative", "credit")


class LogoInline(admin.StackedInline):
    """The logo. Another one takes its place by ticking Delete, saving, and adding it."""

    model = InstituteLogo
    form = LogoForm
    extra = 0
    max_num = 1
    fields = LOGO_FIELDS
    readonly_fields = ["shown"]

    def get_fields(self, request: DeskRequest, obj: Institute | None = None) -> list[str]:
        if obj is not None and InstituteLogo.objects.filter(institute=obj).exists():
            return [name for name in LOGO_FIELDS if name != "upload"]
        return [name for name in LOGO_FIELDS if name != "shown"]

    @admin.display(description=_("picture"))
    def shown(self, logo: InstituteLogo) -> str:
        # Django also draws an empty row, to be copied when one is added.
        if not logo.pk:
            return "–"
        return format_html(
            '<img class="shown" src="{}" alt="{}" width="{}" height="{}">',
            logo.thumbnail,
            logo.alternative_text,
            logo.width,
            logo.height,
        )


@admin.register(Institute)
class InstituteAdmin(TableImportDesk, CatalogueListDesk, SameThingsDesk, ProposingDesk, HistoryDeskAdmin):  # type: ignore[misc]  # Django puts the media together
    adding = _("New institute")
    form = NamedForm
    table = TABLE
    list_display = ["listed_name", "listed_kind", "listed_place"]
    sortable_by = ["listed_name", "listed_place"]
    list_filter = [KindFilter, CountryFilter, NetworkFilter, StandingFilter, AttentionFilter]
    search_fields = ["names__name", "names__acronym", "slug", "city__names__name"]
    search_help_text = _("Any name the institute has or had, its acronym or its city.")
    autocomplete_fields = ["successor"]
    inlines = [InstituteNameInline, InstituteTextInline, LogoInline]
    fieldsets = [
        (
            None,
            {"fields": ["kind", "is_in_programme_network", ("city", "country"), "website"]},
        ),
        (
            _("Founding"),
            {
                "classes": ["collapse"],
                "fields": [("founded_on", "founded_precision"), "founded_source"],
                "description": _("As exact as the source is, and no more."),
            },
        ),
        (
            _("More"),
            {
                "classes": ["collapse"],
                "fields": [
                    "slug",
                    ("latitude", "longitude"),
                    "successor",
                    "source",
                    "provenance",
                ],
            },
        ),
    ]

    def get_queryset(self, request: DeskRequest) -> QuerySet[Institute]:
        institutes: Any = super().get_queryset(request)
        return institutes.with_names().with_places()

    def formfield_for_dbfield(self, db_field: models.Field, request: DeskRequest, **kwargs: Any) -> Any:
        if db_field.name == "city":
            return city_field(db_field)
        return super().formfield_for_dbfield(db_field, request, **named(db_field, kwargs))

    def export_columns(self, request: DeskRequest) -> Sequence[ExportColumn]:
        return exported(COLUMNS)

    def export_rows(self, request: DeskRequest, rows: Any) -> Iterator[Institute]:
        return iter(
            rows.select_related("successor", "merged_into")
            .with_names()
            .with_places()
            .prefetch_related("texts")
            .iterator(chunk_size=CHUNK)
        )

    @admin.display(description=_("name"), ordering="slug")
    def listed_name(self, institute: Institute) -> str:
        return self.named_cell(institute, institute.name, institute.acronym)

    @admin.display(description=_("kind"))
    def listed_kind(self, institute: Institute) -> str:
        network = gettext("in the programme network") if institute.is_in_programme_network else ""
        return two_lines(institute.get_kind_display(), network)

    @admin.display(description=_("place"), ordering="country")
    def listed_place(self, institute: Institute) -> str:
        return two_lines(institute.city or "", country_name(institute.country))
