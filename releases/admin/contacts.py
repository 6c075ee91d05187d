"""Contacts at the editors' desk: the list that offices keep, and those that a release names."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from institutes.desk.admin import HistoryDeskAdmin, ValuesFilter
from institutes.desk.requests import DeskRequest
from releases.admin.inlines import EditionInline
from releases.admin.placing import PlacedForm
from releases.models import Contact, ReleaseContact


@admin.register(Contact)
class ContactAdmin(HistoryDeskAdmin):
    """Whom the press can call. What is changed here changes no release: each keeps the words it was given."""

    adding = _("New contact")
    instead_of_deleting = _(
        "Releases keep the words they were given. Untick “offered” instead, and it is offered no more."
    )
    list_display = ["__str__", "name", "office", "telephone", "email", "is_current", "uses"]
    ordering = ["office", "name", "pk"]
    list_filter = ["is_current", ("office", ValuesFilter)]
    search_fields = ["name", "office", "telephone", "email"]
    search_help_text = _("Name, office, telephone or e-mail.")
    fields = ["name", "office", "telephone", "email", "is_current"]

    def get_queryset(self, request: DeskRequest) -> QuerySet[Contact]:
        return super().get_queryset(request).annotate(use_count=Count("uses"))

    def get_search_results(self, request: DeskRequest, queryset: QuerySet, search_term: str) -> tuple:
        """Releases are offered only who can still be called."""
        if request.path.endswith("/autocomplete/"):
            queryset = queryset.filter(is_current=True)
        return super().get_search_results(request, queryset, search_term)

    def formfield_for_dbfield(self, db_field: models.Field, request: DeskRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name in {"name", "office"}:
            field.widget.attrs |= {"class": "vLargeTextField", "dir": "auto"}
        if db_field.name in {"telephone", "email"}:
            field.widget.attrs |= {"dir": "ltr"}
        return field

    @admin.display(description=_("editions"), ordering="use_count")
    def uses(self, contact: Any) -> int:
        return contact.use_count


class ReleaseContactForm(PlacedForm):
    """A contact of the edition, with the words that the list had when it was chosen, or has now if that is ticked."""

    renews = forms.BooleanField(label=_("as listed now"), required=False)

    class Meta:
        model = ReleaseContact
        fields = ["contact", "position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        self.fields["renews"].disabled = row._state.adding or row.is_as_listed

    def save(self, commit: bool = True) -> ReleaseContact:  # noqa: FBT001, FBT002 - Django's signature
        row: ReleaseContact = self.instance
        if row._state.adding or {"contact", "renews"} & set(self.changed_data):
            row.take_words()
        return super().save(commit)


class ReleaseContactInline(EditionInline):
    model = ReleaseContact
    form = ReleaseContactForm
    fields = ["contact", "printed", "renews", "position"]
    readonly_fields = ["printed"]
    autocomplete_fields = ["contact"]
    verbose_name = _("contact from the list")
    verbose_name_plural = _("contacts from the list")

    def get_queryset(self, request: DeskRequest) -> QuerySet[ReleaseContact]:
        return super().get_queryset(request).select_related("contact")

    @admin.display(description=_("as the release has it"))
    def printed(self, row: ReleaseContact) -> str:
        return row.line if row.pk else "–"
