"""A long list cut into pages that an address names."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import QuerySet
from django.utils.translation import gettext as _

PER_PAGE = 20


class LatePaginator(Paginator):
    """Reads the rows of one page by their keys, where the set knows how: see `ReleaseQuerySet.late`."""

    def page(self, number: Any) -> Page:
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        stop = min(start + self.per_page, self.count)
        late = getattr(self.object_list, "late", None)
        return self._get_page(late(start, stop) if late else self.object_list[start:stop], number, self)


@dataclass(frozen=True)
class ListPage:
    """One page of a list; `problem` says so when another page than the one asked for is shown."""

    page: Page
    problem: str = ""


def list_page(
    rows: QuerySet | Any, asked: str | None, *, per_page: int = PER_PAGE, count: int | None = None
) -> ListPage:
    """The page of `rows` that a reader asked for, or the first or last one and why it is that one.

    `rows` is a set, or a list that knows its `count()` and reads a page by `late(start, stop)`. `count`
    spares counting where the number is known.
    """
    paginator = LatePaginator(rows, per_page)
    if count is not None:
        paginator.count = count
    try:
        return ListPage(paginator.page(asked or 1))
    except PageNotAnInteger:
        return ListPage(paginator.page(1), _("A page is named by its number; this is the first one."))
    except EmptyPage:
        last = paginator.page(paginator.num_pages)
        return ListPage(
            last, _("This list has no page %(asked)s; this is the last one.") % {"asked": str(asked)[:12]}
        )
