"""The tolerant look-up of symbols."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from releases.publication.symbol_lookup import find_by_symbol, near_symbol


def symbol(request: HttpRequest, anything: str) -> HttpResponse:
    """A redirect to the release that `anything` means, in the reader's language where there is one.

    Otherwise a page with status 404 that names what is near.
    """
    # No symbol has a null character, and PostgreSQL cannot even be asked for one.
    anything = anything.replace("\x00", "")
    found = find_by_symbol(anything, at=request.at)
    language = get_language()
    for release in sorted(
        found, key=lambda one: (one.language != language, one.language != "en", one.language)
    ):
        response = redirect(release)
        patch_vary_headers(response, ("Accept-Language",))
        return response
    context = {"asked": anything[:80], "near": near_symbol(anything, at=request.at)}
    return render(request, "releases/symbol_unknown.html", context, status=404)
