"""How editors find releases at the desk: the list, its filters, and words."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from institutes.desk.lists import DeskList
from institutes.desk.requests import DeskRequest
from institutes.pages import KeysFirst
from releases.admin.date_navigation import days
from releases.admin.search_results import SearchResults, find
from releases.enums import Status
from releases.listing.public_index import read
from releases.models import Release
from releases.models.release import ReleaseQuerySet
from releases.search.analysis import is_han, words
from releases.search.expressions import TITLE, Expression, Term, all_of, any_of
from releases.search.index import hits
from releases.search.query import LONGEST_QUERY, MOST_CLAUSES, NameLookup, Query
from releases.search.ranking import condition, understand
from releases.wire.symbols import compact

LISTED = (
    "reference", "symbol", "title", "language", "edition", "kind", "issued_on", "state", "publish_at",
    "superseded_at", "withdrawn_at", "returned_at", "dateline_city",
)  # fmt: skip
SHORTEST_BEGINNING = 3


class StatusFilter(admin.SimpleListFilter):
    """By status, which the clock changes too, and not by the state on the row alone."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request: DeskRequest, model_admin: admin.ModelAdmin) -> list:
        return Status.choices

    def queryset(self, request: DeskRequest, queryset: Any) -> Any:
        if self.value() not in Status.values:
            return queryset
        return queryset.with_status(self.value(), request.at)


class UsedSeriesFilter(admin.RelatedFieldListFilter):
    """By a series that has any releases."""

    def field_choices(self, field: Any, request: DeskRequest, model_admin: admin.ModelAdmin) -> list:
        used = Exists(Release.objects.filter(series=OuterRef("pk")).order_by())
        ordering = self.field_admin_ordering(field, request, model_admin)
        return field.get_choices(include_blank=False, limit_choices_to=Q(used), ordering=ordering)


class ReleaseList(DeskList):
    """The list of releases: newest date first or last, no other order, since those have an index."""

    def get_ordering(self, request: DeskRequest, queryset: QuerySet[Release]) -> list[Any]:
        newest_first = [str(name) for name in Release._meta.ordering or ()]
        is_turned = super().get_ordering(request, queryset)[0] == "issued_on"
        return [name.removeprefix("-") for name in newest_first] if is_turned else newest_first

    def get_results(self, request: DeskRequest) -> None:
        # Where words were looked for, the rows are known by now.
        self.found: SearchResults | None = request.found
        super().get_results(request)

    @property
    def listed(self) -> SearchResults | KeysFirst[Release]:
        return self.found or KeysFirst(self.queryset)

    @cached_property
    def days(self) -> dict[str, Any]:
        """The years, months or days to choose."""
        return days(self)


class FindingDesk(admin.ModelAdmin):
    """The list of releases. Each filter has an index in the order of the list, however long the archive is."""

    list_filter = [StatusFilter, "language", "kind", ("series", UsedSeriesFilter)]
    date_hierarchy = "issued_on"
    sortable_by = ["issued_on"]
    # No counts beside the filters: each of them would count the whole table.
    show_facets = admin.ShowFacets.NEVER
    search_fields = ["symbol_key", "title"]
    search_help_text = _("A symbol in any spelling, or words.")

    def get_changelist(self, request: DeskRequest, **_others: Any) -> type[ChangeList]:
        return ReleaseList

    def get_queryset(self, request: DeskRequest) -> QuerySet[Release]:
        releases = super().get_queryset(request)
        match = request.resolver_match
        if match is not None and match.url_name == "releases_release_changelist":
            return releases.only(*LISTED)
        return releases.select_related("series", "created_by", "modified_by")

    def get_search_results(
        self, request: DeskRequest, queryset: QuerySet[Release], search_term: str
    ) -> tuple[QuerySet[Release], bool]:
        """The releases whose symbol or words of the title begin with what was typed, or that readers would find by it.

        The results are kept as `request.found`, for the list to count and to show.
        """
        request.found = None
        if not search_term.strip():
            return queryset, False
        index = read(request.at)
        wanted = wanted_by(search_term, index.directory.names)
        if wanted is None:
            return queryset.none(), False
        rows = cast(ReleaseQuerySet, queryset)
        request.found = find(rows, cast(Any, hits(wanted, queryset.db)), among=index.count())
        return queryset.filter(pk__in=request.found.keys), False


def wanted_by(text: str, names: NameLookup) -> Expression | None:
    """The expression for the search index that editors mean by `text`; None when there is nothing to look for."""
    query = understand(text, names)
    parts = [*_symbols(text), *_titles(query)]
    if query.groups:
        parts.append(condition(query))
    return any_of(parts) if parts else None


def _symbols(text: str) -> list[Expression]:
    key = compact(text)
    return [Term(f"symbol~{key}", is_prefix=True)] if 0 < len(key) <= LONGEST_QUERY else []


def _titles(query: Query) -> list[Expression]:
    """Titles with words that begin so, since the last may be unfinished; none when the query excludes a word."""
    typed = words(query.text[:LONGEST_QUERY])[:MOST_CLAUSES]
    if not typed or any(group.is_excluded for group in query.groups):
        return []
    return [all_of(_beginning(word) for word in typed)]


def _beginning(word: str) -> Term:
    return Term(TITLE + word, is_prefix=len(word) >= SHORTEST_BEGINNING and not is_han(word))
