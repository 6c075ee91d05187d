"""Lists at the editors' desk: counted as far as their pages go, and read a page at a time.

So that a list costs the same however long it is, it has no pages beyond row 10,000: whoever looks for
something there narrows the list down first.
"""

from dataclasses import dataclass
from typing import Any

from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import InvalidPage, Paginator
from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from institutes.desk.requests import DeskRequest
from institutes.pages import KeysFirst

MOST = 10_000


@dataclass(frozen=True, slots=True)
class Count:
    """How many there are, as a text `14` or `more than 10,000`: beyond `number` they were not counted."""

    number: int
    is_more: bool = False

    @classmethod
    def of(cls, rows: QuerySet, most: int = MOST) -> "Count":
        """How many rows there are, no more than `most` of them looked at."""
        return cls.up_to(most, rows.order_by()[: most + 1].count())

    @classmethod
    def up_to(cls, most: int, number: int) -> "Count":
        """A count that says no more than that there are more than `most`."""
        return cls(min(number, most), number > most)

    @property
    def written(self) -> str:
        """The number as people write it: 10,000."""
        return number_format(self.number, force_grouping=True)

    def __str__(self) -> str:
        return _("more than %(count)s") % {"count": self.written} if self.is_more else self.written


class DeskPaginator(Paginator):
    """The pages of a list up to row 10,000. The list is a queryset, or can be sliced and has `counted` itself."""

    @cached_property
    def counted(self) -> Count:
        """How many rows there are."""
        rows: Any = self.object_list
        if isinstance(rows, KeysFirst):
            rows = rows.rows
        return Count.of(rows, MOST) if isinstance(rows, QuerySet) else rows.counted

    @cached_property
    def count(self) -> int:
        """How many rows the pages show."""
        return self.counted.number


class DeskList(ChangeList):
    """A list at the desk. `counted` says how many there are, as far as they were counted."""

    @property
    def listed(self) -> Any:
        """What the pages show: the set of rows, or something that reads it in its own way."""
        return self.queryset

    def get_filters(self, request: DeskRequest) -> tuple:
        """As Django's, and a lookup that no filter and no date navigation of the list has is a bad request.

        Django lets every lookup on the columns of the model through. SQLite runs a `__regex` in the process
        of the site, where a pattern made for it never ends.
        """
        try:
            filters = super().get_filters(request)
        except (ValueError, OverflowError) as error:
            # The last year that a date can have.
            raise IncorrectLookupParameters(error) from error
        # The filters have taken out the parameters that are theirs, and the date navigation has made a span
        # of its year, month and day.
        remaining = filters[2].keys() - {f"{self.date_hierarchy}__gte", f"{self.date_hierarchy}__lt"}
        if remaining:
            raise DisallowedModelAdminLookup(f"Filtering by {', '.join(sorted(remaining))} not allowed")
        return filters

    def get_results(self, request: DeskRequest) -> None:
        """As Django's, in which the whole list would be counted."""
        admin = self.model_admin
        self.paginator = admin.get_paginator(request, self.listed, self.list_per_page)
        self.counted, self.result_count = self.paginator.counted, self.paginator.count
        self.can_show_all = self.result_count <= self.list_max_show_all
        self.multi_page = self.result_count > self.list_per_page
        self.show_full_result_count, self.full_result_count = False, None
        self.show_admin_actions = True
        if (self.show_all and self.can_show_all) or not self.multi_page:
            self.result_list = self.listed[: self.result_count]
            return
        try:
            self.result_list = self.paginator.page(self.page_num).object_list
        except InvalidPage as error:
            raise IncorrectLookupParameters from error
