"""What every page's template may rely on."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_info

# The pages that the navigation of every page leads to.
SECTIONS = frozenset({"releases:list", "events:list", "institutes:list", "releases:series-list"})


def site(request: HttpRequest) -> dict:
    """`site_url` without a final slash, `page_language` with its direction, and the `section` this page is.

    The section is one of SECTIONS, or empty on any other page.
    """
    match = request.resolver_match
    return {
        "site_url": settings.SITE_URL,
        "page_language": get_language_info(get_language() or settings.LANGUAGE_CODE),
        "section": match.view_name if match is not None and match.view_name in SECTIONS else "",
    }
