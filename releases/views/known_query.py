"""The part of an address that a page understands: what stands in its links, and nothing else does."""

from django.http import HttpRequest, QueryDict

LONGEST_NUMBER = 9


def page_query(request: HttpRequest, of_list: QueryDict | None = None) -> QueryDict:
    """What the list understands, and the number of its page that was asked for; a plain list only that."""
    query = of_list.copy() if of_list is not None else QueryDict(mutable=True)
    page = request.GET.get("page", "")
    if page.isascii() and page.isdigit() and len(page) <= LONGEST_NUMBER:
        query["page"] = page
    return query
