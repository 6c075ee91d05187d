"""What belongs to one edition and is written on its form: mentions, symbols, links, photos."""

from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from institutes.desk.admin import TableInline
from institutes.desk.folding import COLLAPSE
from institutes.desk.requests import DeskRequest
from institutes.models import Institute
from releases.admin.choosers import offering
from releases.admin.forms import JointSymbolForm, ReleaseLinkForm
from releases.enums import ReleaseState
from releases.models import JointSymbol, Mention, Release, ReleaseLink


class EditionInline(TableInline):
    """Rows of an edition: as long as it is being written, and never after it was approved. Folded without any."""

    classes = [COLLAPSE]

    def _is_open(self, edition: Release | None) -> bool:
        return edition is None or edition.state in ReleaseState.OPEN

    def has_add_permission(self, request: DeskRequest, obj: Release | None = None) -> bool:
        return self._is_open(obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: DeskRequest, obj: Release | None = None) -> bool:
        return self._is_open(obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: DeskRequest, obj: Release | None = None) -> bool:
        return self._is_open(obj) and super().has_delete_permission(request, obj)


class MentionInline(EditionInline):
    model = Mention
    fields = ["institute", "role", "name_as_printed", "is_guess"]
    autocomplete_fields = ["institute"]
    verbose_name = _("institute that the text names")
    verbose_name_plural = _("institutes that the text names")

    def get_queryset(self, request: DeskRequest) -> QuerySet[Mention]:
        return super().get_queryset(request).select_related("institute").prefetch_related("institute__names")

    def formfield_for_foreignkey(self, db_field: Any, request: DeskRequest, **kwargs: Any) -> Any:
        if db_field.name == "institute":
            kwargs["queryset"] = Institute.objects.with_names()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_dbfield(self, db_field: models.Field, request: DeskRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "institute":
            # A row of a table has room to choose an institute and to add one, not to rewrite it.
            field.widget.can_change_related = field.widget.can_delete_related = False
            field.widget.can_view_related = False
        return offering(field, db_field, request)


class JointSymbolInline(EditionInline):
    model = JointSymbol
    form = JointSymbolForm
    fields = ["symbol", "position"]


class ReleaseLinkInline(EditionInline):
    model = ReleaseLink
    form = ReleaseLinkForm
    fields = ["kind", "reference"]
