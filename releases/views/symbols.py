"""The address that finds a release by its symbol, however the symbol is written."""

from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from institutes.requests import SiteRequest
from releases.models import Release
from releases.publication.symbol_lookup import find_by_symbol, near_symbol


def symbol(request: SiteRequest, anything: str) -> HttpResponse:
    """A redirect to the release that `anything` means, in the reader's language where there is one.

    That of a withdrawn release says that it was withdrawn.

    Otherwise a page with status 404 that names what is near.
    """
    # No symbol has a null character, and PostgreSQL refuses a text with one.
    anything = anything.replace("\x00", "")
    versions = find_by_symbol(anything, at=request.at)
    if versions:
        response = redirect(min(versions, key=lambda version: _order(version, request.at)))
        patch_vary_headers(response, ("Accept-Language",))
        return response
    near = near_symbol(anything, at=request.at, language=get_language() or "en")
    context = {
        "asked": anything[:80],
        "near": near,
        # The address has no language: in another one the reader looks for the same.
        "path_in_language": f"releases/?{urlencode({'q': anything[:80]})}",
    }
    return render(request, "releases/symbol_unknown.html", context, status=404)


def _order(version: Release, at: datetime) -> tuple[bool, bool, bool, str]:
    """A sort key: the version in the reader's language, else a public one, English before others."""
    is_foreign, is_withdrawn = version.language != get_language(), version.is_withdrawn(at)
    return is_foreign, is_withdrawn, version.language != "en", version.language
