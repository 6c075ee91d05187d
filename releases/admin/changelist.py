"""How editors find releases at the desk: the list, its filters, and words."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import F, OrderBy, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from institutes.desk.fitting_lists import FittingDesk, FittingList
from institutes.desk.requests import DeskRequest
from institutes.desk.saved_views import SavedViewsDesk
from institutes.pages import KeysFirst
from releases.admin.date_navigation import days
from releases.admin.list_filters import FILTERS, OF_EDITIONS, public_index
from releases.admin.list_lines import add_versions, newest_editions
from releases.admin.search_results import SearchResults, find
from releases.models import Release
from releases.models.lookups import STATUS_TIME, SYMBOL_LETTERS
from releases.models.release import NEWEST_FIRST, ReleaseQuerySet
from releases.search.analysis import is_han, words
from releases.search.expressions import TITLE, Expression, Term, all_of, any_of
from releases.search.index import hits
from releases.search.query import LONGEST_QUERY, MOST_CLAUSES, NameLookup, Query
from releases.search.ranking import condition, understand
from releases.wire.symbols import compact

LISTED = (
    "reference", "symbol", "title", "language", "edition", "kind", "issued_on", "state", "publish_at",
    "superseded_at", "withdrawn_at", "returned_at", "dateline_city", "modified_at",
    *(f"{role}__{part}" for role in ("created_by", "modified_by") for part in ("username", "first_name", "last_name")),
)  # fmt: skip
SHORTEST_BEGINNING = 3
# What the list can be sorted by, each with an index that holds the order both ways: the column, and the order
# in which its first click puts the list.
ORDERS: dict[str, tuple[OrderBy, ...]] = {
    "listed_symbol": (SYMBOL_LETTERS.asc(), *(F(name).asc() for name in ("series_id", "number", "suffix", "pk"))),
    "listed_status": (STATUS_TIME.asc(), F("pk").asc()),
    "issued_on": tuple(F(name.removeprefix("-")).asc() for name in NEWEST_FIRST),
    "listed_change": (F("modified_at").asc(), F("pk").asc()),
}  # fmt: skip


class ReleaseList(FittingList):
    """The list of releases: newest date first, or sorted by another column that an index carries, either way.

    Each release has one line in each language, that of its newest edition, unless a filter asks for editions.
    """

    def get_ordering(self, request: DeskRequest, queryset: QuerySet[Release]) -> list[Any]:
        name, is_descending = self.sorted_by or ("issued_on", True)
        if name == "issued_on" and is_descending:
            return list(Release._meta.ordering or ())
        order = [one.copy() for one in ORDERS[name]]
        if is_descending:
            for one in order:
                one.reverse_ordering()
        return order

    def get_queryset(self, request: DeskRequest, exclude_parameters: Any = None) -> QuerySet[Release]:
        request.narrowed_to = []
        self.shows_editions = any(request.GET.get(name) for name in OF_EDITIONS)
        if not self.shows_editions:
            self.root_queryset = newest_editions(self.root_queryset)
        return super().get_queryset(request, exclude_parameters)

    def get_results(self, request: DeskRequest) -> None:
        # Where words were looked for, the rows are known by now.
        self.found: SearchResults | None = request.found
        super().get_results(request)
        self.result_list = list(self.result_list)
        add_versions(self.result_list)

    @property
    def listed(self) -> SearchResults | KeysFirst[Release]:
        return self.found or KeysFirst(self.queryset)

    @cached_property
    def days(self) -> dict[str, Any]:
        """The years, months or days to choose."""
        return days(self)


class FindingDesk(SavedViewsDesk, FittingDesk):
    """The list of releases. Each filter has an index in the order of the list, however long the archive is."""

    change_list_template = "admin/releases/release/change_list.html"
    list_filter = FILTERS
    ready_views = [(_("Mine"), "author=me"), (_("Needs attention"), "attention=1")]
    date_hierarchy = "issued_on"
    sortable_by = list(ORDERS)
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
            return releases.select_related("created_by", "modified_by").only(*LISTED)
        return releases.select_related("series", "created_by", "modified_by")

    def get_search_results(
        self, request: DeskRequest, queryset: QuerySet[Release], search_term: str
    ) -> tuple[QuerySet[Release], bool]:
        """The releases whose symbol or words of the title begin with what was typed, or that readers would find by it.

        What filters know of keys narrows them too. The results are kept as `request.found`, for the list to count
        and to show, and all of their keys as `request.wanted`.
        """
        request.found, request.wanted = None, None
        keys: list[Any] = list(getattr(request, "narrowed_to", []))
        index = public_index(request)
        if search_term.strip():
            wanted = wanted_by(search_term, index.directory.names)
            if wanted is None:
                return queryset.none(), False
            keys.append(hits(wanted, queryset.db))
        if not keys:
            return queryset, False
        smallest, *others = sorted(keys, key=len)
        request.wanted = (
            {key for key in smallest if all(key in other for other in others)} if others else smallest
        )
        rows = cast(ReleaseQuerySet, queryset)
        request.found = find(rows, request.wanted, among=index.count())
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
