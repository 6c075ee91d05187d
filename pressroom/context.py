"""What every page's template may rely on."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info

from institutes.enums import Language


def _languages(request: HttpRequest) -> list[dict]:
    """The official languages: code, name, and the address of this same page in it."""
    _root, _language, rest = [*request.path.split("/", 2), "", ""][:3]
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return [
        {"code": code, "name": Language(code).label, "url": f"/{code}/{rest}{query}"}
        for code in settings.OFFICIAL_LANGUAGES
    ]


def site(request: HttpRequest) -> dict:
    """`site_url` without a final slash, `page_language` with its direction, and `languages` to choose from."""
    return {
        "site_url": settings.SITE_URL,
        "page_language": get_language_info(get_language() or settings.LANGUAGE_CODE),
        "languages": SimpleLazyObject(lambda: _languages(request)),
    }
