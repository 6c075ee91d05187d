"""What every page's template may rely on."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info

from institutes.names import Wording
from pressroom.site_at import shown_as_of
from releases.delivery.page_cache import holds_invented

# The pages that the navigation of every page leads to, each by the beginning of the names of the pages below it;
# the longest that fits is meant.
SECTIONS = {
    "releases:series": "releases:series-list",
    "releases:": "releases:list",
    "events:": "events:list",
    "institutes:": "institutes:list",
}
LOCALES = {
    "en": "en_GB",
    "fr": "fr_FR",
    "es": "es_ES",
    "ru": "ru_RU",
    "ar": "ar_AR",
    "zh-hans": "zh_CN",
    "de": "de_DE",
}


def site(request: HttpRequest) -> dict:
    """`site_url` without a final slash, `page_language` with its direction, and what `pressroom.site_at` says of the
    moment the page is shown as of; `holds_invented` where any release is invented.

    `section` is the page of the navigation to which this one belongs, or empty; `section_mark` is what
    `aria-current` says there, `page` on that page itself and `true` below it. `locale` is the language as
    Open Graph names it.
    """
    match = request.resolver_match
    name = match.view_name if match is not None else ""
    section = next((page for beginning, page in SECTIONS.items() if name.startswith(beginning)), "")
    language = get_language() or settings.LANGUAGE_CODE
    return shown_as_of(request) | {
        "holds_invented": SimpleLazyObject(lambda: holds_invented(request)),
        "site_url": settings.SITE_URL,
        "page_language": get_language_info(language),
        "locale": LOCALES[language],
        "site_logo": settings.SITE_LOGO,
        "site_office": _office(language),
        "section": section,
        "section_mark": "page" if name == section else "true",
    }


def _office(language: str) -> Wording | None:
    """The name of the office behind the site, in English where there is none in this language; None without one."""
    names: dict[str, str] = settings.SITE_OFFICE
    if not names:
        return None
    return Wording.of(names[language], language) if language in names else Wording.of(names["en"], "en")
