"""The pages about the site itself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from institutes.requests import SiteRequest
from releases.enums import SitePageKind
from releases.publication.site_pages import site_page


def page(request: SiteRequest, kind: SitePageKind) -> HttpResponse:
    """One of them, in the page's language or in the one that there is."""
    language = get_language() or ""
    shown = site_page(kind, language)
    return render(request, "site_pages/page.html", {"page": shown, "is_foreign": shown.language != language})
