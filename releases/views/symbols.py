"""The address that finds a release by its symbol, however the symbol is written."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from releases.models import Release
from releases.publication.symbol_lookup import find_by_symbol, near_symbol


def symbol(request: HttpRequest, anything: str) -> HttpResponse:
    """A redirect to the release that `anything` means, in the reader's language where there is one.

    Otherwise a page with status 404 that names what is near.
    """
    # No symbol has a null character, and PostgreSQL refuses a text with one.
    anything = anything.replace("\x00", "")
    versions = find_by_symbol(anything, at=request.at)
    if versions:
        response = redirect(min(versions, key=_readers_language_first))
        patch_vary_headers(response, ("Accept-Language",))
        return response
    context = {"asked": anything[:80], "near": near_symbol(anything, at=request.at)}
    return render(request, "releases/symbol_unknown.html", context, status=404)


def _readers_language_first(version: Release) -> tuple[bool, bool, str]:
    """A sort key: the version in the reader's language, else the English one, else any."""
    return version.language != get_language(), version.language != "en", version.language
