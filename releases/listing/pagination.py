"""A long list cut into pages that an address names."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.utils.translation import gettext as _

PER_PAGE = 20


@dataclass(frozen=True)
class ListPage:
    """One page of a list; `problem` says so when another page than the one asked for is shown."""

    page: Page[Any]
    problem: str = ""


def list_page(
    rows: Any, asked: str | None, *, per_page: int = PER_PAGE, count: int | None = None
) -> ListPage:
    """The page of `rows` that a reader asked for, or the first or last one and why it is that one.

    `rows` can be sliced and knows its `count()`; where the number is known, `count` spares asking for it.
    """
    paginator = Paginator(rows, per_page)
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
