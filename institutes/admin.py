"""Institutes at the editors' desk."""

from typing import Any, Final

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from institutes.countries import country_name
from institutes.desk.admin import CountryFilter, HistoryDeskAdmin, NameInline
from institutes.desk.forms import LogoForm, NamedForm
from institutes.desk.mail import MailAdmin
from institutes.desk.named_choices import named
from institutes.desk.proposals import CatalogueChangeAdmin, ProposalAdmin
from institutes.desk.proposing import ProposingDesk
from institutes.desk.requests import DeskRequest
from institutes.desk.same_things import SameThingsDesk
from institutes.models import CatalogueChange, Institute, InstituteLogo, InstituteName, Proposal, QueuedMail

admin.site.register(Proposal, ProposalAdmin)
admin.site.register(CatalogueChange, CatalogueChangeAdmin)
admin.site.register(QueuedMail, MailAdmin)


class InstituteNameInline(NameInline):
    model = InstituteName


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
class InstituteAdmin(SameThingsDesk, ProposingDesk, HistoryDeskAdmin):  # type: ignore[misc]  # Django puts the media together
    adding = _("New institute")
    form = NamedForm
    list_display = ["name", "acronym", "kind", "city", "country_name", "is_in_programme_network"]
    list_filter = ["is_proposed", "kind", "is_in_programme_network", ("country", CountryFilter)]
    search_fields = ["names__name", "names__acronym", "slug", "city"]
    search_help_text = _("Any name the institute has or had, its acronym or its city.")
    autocomplete_fields = ["successor"]
    inlines = [InstituteNameInline, LogoInline]
    fieldsets = [
        (
            None,
            {"fields": ["kind", "is_in_programme_network", ("city", "country"), "website", "description"]},
        ),
        (
            _("Founding"),
            {
                "classes": ["collapse"],
                "fields": [("founded_on", "founded_precision"), "founded_source", "founded_note"],
                "description": _("As exact as the source is, and no more."),
            },
        ),
        (
            _("More"),
            {
                "classes": ["collapse"],
                "fields": ["slug", "consultative_status", ("latitude", "longitude"), "successor", "source"],
            },
        ),
    ]

    def get_queryset(self, request: DeskRequest) -> QuerySet[Institute]:
        institutes: Any = super().get_queryset(request)
        return institutes.with_names()

    def formfield_for_dbfield(self, db_field: models.Field, request: DeskRequest, **kwargs: Any) -> Any:
        return super().formfield_for_dbfield(db_field, request, **named(db_field, kwargs))

    @admin.display(description=_("country"), ordering="country")
    def country_name(self, institute: Institute) -> str:
        return country_name(institute.country)

    @admin.display(description=_("name"), ordering="slug")
    def name(self, institute: Institute) -> str:
        return institute.name

    @admin.display(description=_("acronym or short form"))
    def acronym(self, institute: Institute) -> str:
        return institute.acronym
