"""The lists of institutes, events and series: two lines a cell, filters, views, and what waits for a decision."""

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from institutes.acceptance import accepted_q, proposed_q
from institutes.countries import country_name
from institutes.desk.export import ExportingDesk
from institutes.desk.fitting_lists import FittingDesk, FittingList
from institutes.desk.list_filters import SelectFilter, TickFilter
from institutes.desk.requests import DeskRequest
from institutes.desk.saved_views import SavedViewsDesk
from institutes.enums import ProposalState
from institutes.models import Proposal

PUBLIC, PROPOSED, MERGED = "public", "proposed", "merged"


def two_lines(
    first: Any, second: Any = "", *, address: str = "", marks: Sequence[tuple[str, Any]] = ()
) -> str:
    """A cell: the first line, a link where there is an `address`, and small below it the second.

    `marks` are statuses, each the end of its class with its words.
    """
    context = {"first": first, "second": second, "address": address, "marks": marks}
    return render_to_string("admin/two_lines.html", context)


def waiting_proposals(model: type[Model]) -> QuerySet[Proposal]:
    """The proposals about rows of `model` that nobody has decided."""
    kind = ContentType.objects.get_for_model(model)
    return Proposal.objects.filter(content_type=kind, state=ProposalState.WAITING)


class ColumnFilter(SelectFilter):
    """By a column that holds one of a few values; its choices are offered in their own order."""

    column = ""

    def options(self) -> Sequence[tuple[str, Any]]:
        choices: Sequence[tuple[str, Any]] = self.model._meta.get_field(self.column).flatchoices
        return choices

    def narrowed(self, queryset: QuerySet) -> QuerySet:
        return queryset.filter(**{self.column: self.value})


class KindFilter(ColumnFilter):
    """By kind."""

    title = gettext_lazy("kind")
    parameters = ("kind",)
    column = "kind"


class CountryFilter(ColumnFilter):
    """By country, of those in the list, each by its name."""

    title = gettext_lazy("country")
    parameters = ("country",)
    column = "country"

    def options(self) -> Sequence[tuple[str, Any]]:
        codes = self.model.objects.exclude(country="").order_by().values_list("country", flat=True).distinct()
        return sorted(((code, country_name(code)) for code in codes), key=lambda choice: choice[1])


class NetworkFilter(TickFilter):
    """Members of the programme network."""

    title = gettext_lazy("in the programme network")
    parameters = ("network",)

    def narrowed(self, queryset: QuerySet) -> QuerySet:
        return queryset.filter(is_in_programme_network=True)


class StandingFilter(SelectFilter):
    """By whether the public sees it, it is only proposed, or it is merged into another."""

    title = gettext_lazy("in the catalogue")
    parameters = ("standing",)

    @property
    def can_be_merged(self) -> bool:
        """Whether rows of this list can be merged into others."""
        return hasattr(self.model, "merged_into")

    def options(self) -> Sequence[tuple[str, Any]]:
        choices = [(PUBLIC, _("Public")), (PROPOSED, _("Proposed")), (MERGED, _("Merged into another"))]
        return choices if self.can_be_merged else choices[:2]

    def narrowed(self, queryset: QuerySet) -> QuerySet:
        rules = {PUBLIC: accepted_q(), PROPOSED: proposed_q(), MERGED: Q(merged_into__isnull=False)}
        public = {"merged_into": None} if self.value == PUBLIC and self.can_be_merged else {}
        return queryset.filter(rules[self.value], **public)


class AttentionFilter(TickFilter):
    """What somebody has to look at: a proposal waits, or what `also` says."""

    title = gettext_lazy("needs attention")
    parameters = ("attention",)

    def also(self) -> Q:
        """What else needs somebody."""
        return Q()

    def narrowed(self, queryset: QuerySet) -> QuerySet:
        waiting = waiting_proposals(queryset.model).order_by().values("object_id")
        return queryset.filter(Q(pk__in=waiting) | self.also())


class CatalogueList(FittingList):
    """A list whose rows know whether a proposal about them waits (`waits`), or was declined (`is_declined`)."""

    def get_results(self, request: DeskRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        keys = [row.pk for row in self.result_list]
        kind = ContentType.objects.get_for_model(self.model)
        about = Proposal.objects.filter(content_type=kind, object_id__in=keys).order_by()
        states = set(about.values_list("object_id", "state")) if keys else set()
        for row in self.result_list:
            row.waits = (row.pk, ProposalState.WAITING) in states
            row.is_declined = row.is_proposed and (row.pk, ProposalState.DECLINED) in states


class CatalogueListDesk(SavedViewsDesk, ExportingDesk, FittingDesk):
    """Institutes, events or series, as a list that fits its screen and is given out as it is filtered."""

    list_display_links = None
    show_facets = admin.ShowFacets.NEVER
    ready_views = [(gettext_lazy("Needs attention"), "attention=1")]

    def get_changelist(self, request: DeskRequest, **_others: Any) -> type[ChangeList]:
        return CatalogueList

    def named_cell(self, row: Any, first: Any, second: Any = "") -> str:
        """The cell with which a line begins: a link to the form, and what is special about the row."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return two_lines(first, second, address=reverse(name, args=[row.pk]), marks=marks_of(row))


def marks_of(row: Any) -> list[tuple[str, Any]]:
    """What is special about a row of the catalogue: only proposed, about to change, merged."""
    marks: list[tuple[str, Any]] = []
    if row.is_proposed:
        marks.append(("withdrawn", _("Declined")) if row.is_declined else ("returned", _("Proposed")))
    elif row.waits:
        marks.append(("returned", _("Change proposed")))
    if getattr(row, "merged_into_id", None):
        marks.append(("withdrawn", _("Merged into another")))
    return marks
