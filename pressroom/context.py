"""What every page's template may rely on."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_language_info


def site(request: HttpRequest) -> dict:
    """`site_url` without a final slash, and `page_language`: code, name and direction of the page."""
    return {"site_url": settings.SITE_URL, "page_language": get_language_info(get_language() or "en")}
