"""What every page's template may rely on."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_info

from pressroom.site_at import shown_as_of

# The pages that the navigation of every page leads to.
SECTIONS = frozenset({"releases:list", "events:list", "institutes:list", "releases:series-list"})


def site(request: HttpRequest) -> dict:
    """`site_url` without a final slash, `page_language` with its direction, the `section` this page is, and what
    `pressroom.site_at` says of the moment it is shown as of.

    The section is one of SECTIONS, or empty on any other page.
    """
    match = request.resolver_match
    return shown_as_of(request) | {
        "site_url": settings.SITE_URL,
        "page_language": get_language_info(get_language() or settings.LANGUAGE_CODE),
        "section": match.view_name if match is not None and match.view_name in SECTIONS else "",
    }
