"""Lists that fit their screen: filters in one form that folds away, sorting by named columns, views to save."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.views.main import ORDER_VAR, SEARCH_VAR, ChangeList
from django.db.models import QuerySet

from institutes.desk.list_filters import AppliedFilter, DeskFilter, FilterField
from institutes.desk.lists import DeskList
from institutes.desk.requests import DeskRequest

# Which of the saved views is shown; `all` for none, and not the standard one either.
VIEW_VAR = "view"
EVERYTHING = "all"


class FittingList(DeskList):
    """A list whose filters are `DeskFilter`s, sorted by one column at a time, named or numbered in the address."""

    def get_filters_params(self, params: dict | None = None) -> dict:
        found = super().get_filters_params(params)
        found.pop(VIEW_VAR, None)
        return found

    @cached_property
    def sorted_by(self) -> tuple[str, bool] | None:
        """The column that the list is sorted by, and whether downwards; None for the order of its own."""
        wanted = self.params.get(ORDER_VAR, "").partition(".")[0]
        name = wanted.removeprefix("-")
        if name.isdecimal() and len(name) < 4 and int(name) < len(self.list_display):
            name = str(self.list_display[int(name)])
        is_known = name in self.list_display and name in (self.sortable_by or self.list_display)
        return (name, wanted.startswith("-")) if is_known else None

    def get_ordering(self, request: DeskRequest, queryset: QuerySet) -> list[Any]:
        if self.sorted_by is not None:
            name, is_descending = self.sorted_by
            self.params[ORDER_VAR] = f"{'-' * is_descending}{self.list_display.index(name)}"
        return super().get_ordering(request, queryset)

    def get_ordering_field_columns(self) -> dict[int, str]:
        """The one column whose head shows the order."""
        if self.sorted_by is None:
            # What names no column sorts nothing: the list has the order of its own, and its head says so.
            self.params.pop(ORDER_VAR, None)
            return dict(list(super().get_ordering_field_columns().items())[:1])
        name, is_descending = self.sorted_by
        return {self.list_display.index(name): "desc" if is_descending else "asc"}

    @cached_property
    def filter_fields(self) -> list[FilterField]:
        """The fields of the form that narrows the list down."""
        return [
            field for spec in self.filter_specs if isinstance(spec, DeskFilter) for field in spec.fields()
        ]

    @property
    def other_specs(self) -> list[dict[str, Any]]:
        """Title and choices of the filters of Django's own, which are links."""
        others = [spec for spec in self.filter_specs if not isinstance(spec, DeskFilter)]
        return [{"title": spec.title, "shown": list(spec.choices(self))} for spec in others]

    @property
    def add_address(self) -> str:
        """The name of the address at which a row is added."""
        return f"admin:{self.opts.app_label}_{self.opts.model_name}_add"

    @cached_property
    def applied(self) -> list[AppliedFilter]:
        """The filters that are on."""
        applied: list[AppliedFilter] = []
        for spec in self.filter_specs:
            found = spec.applied(self) if isinstance(spec, DeskFilter) else self._applied_link(spec)
            applied.extend(found)
        return applied

    def _applied_link(self, spec: Any) -> Iterator[AppliedFilter]:
        everything, *choices = spec.choices(self)
        names = tuple(spec.expected_parameters())
        for choice in choices:
            if choice["selected"]:
                yield AppliedFilter(spec.title, choice["display"], names, everything["query_string"])

    @property
    def problems(self) -> list[str]:
        """What was asked of filters and cannot be used, in sentences."""
        return [field.problem for field in self.filter_fields if field.problem]

    @property
    def kept_parameters(self) -> list[tuple[str, str]]:
        """What the form of the filters takes along: words, order, dates, the filters that are links."""
        fields = {field.name for field in self.filter_fields}
        return [(name, value) for name, value in self.params.items() if name not in fields]

    @property
    def without_filters(self) -> str:
        """The query string of the list with no filter on."""
        return self.get_query_string({VIEW_VAR: EVERYTHING}, [*self.known_parameters - {ORDER_VAR}])

    @cached_property
    def known_parameters(self) -> set[str]:
        """The parameters that a saved view of this list may hold."""
        day = self.date_hierarchy
        periods = {f"{day}__{part}" for part in ("year", "month", "day")} if day else set()
        filters = {str(name) for spec in self.filter_specs for name in spec.expected_parameters()}
        return {ORDER_VAR, SEARCH_VAR} | periods | filters

    @property
    def own_query(self) -> str:
        """What a view of this list would save: known parameters that say something, the column by its name."""
        kept = {name: value for name, value in self.params.items() if value and name in self.known_parameters}
        if self.sorted_by is None:
            kept.pop(ORDER_VAR, None)
        else:
            name, is_descending = self.sorted_by
            kept[ORDER_VAR] = f"{'-' * is_descending}{name}"
        return urlencode(sorted(kept.items()))

    @property
    def export_query(self) -> str:
        """The query string that exports this list."""
        return f"?{self.own_query}"


class FittingDesk(admin.ModelAdmin):
    """Switches the list on; the columns are shown below one another where they have no room side by side."""

    change_list_template = "admin/fitting_list.html"

    def get_changelist(self, request: DeskRequest, **_others: Any) -> type[ChangeList]:
        return FittingList
