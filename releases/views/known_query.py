"""The part of an address that a page understands: what stands in its links, and nothing else does."""

from django.http import HttpRequest, QueryDict

LONGEST_NUMBER = 9


def page_query(request: HttpRequest) -> QueryDict:
    """The number of the page that was asked for: the one thing that a plain list understands."""
    query = QueryDict(mutable=True)
    page = request.GET.get("page", "")
    if page.isascii() and page.isdigit() and len(page) <= LONGEST_NUMBER:
        query["page"] = page
    return query
