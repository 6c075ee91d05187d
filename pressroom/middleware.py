"""What is true of every answer of the site."""

import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language_from_request, override

from institutes.requests import SiteRequest
from releases.delivery.page_cache import AT

# In bytes, as sent.
LONGEST_QUERY_STRING = 2048
Handler = Callable[[Any], HttpResponse]


def short_query(get_response: Handler) -> Handler:
    """A query string over LONGEST_QUERY_STRING bytes is refused with a sentence, before anything reads it.

    No link of the site comes near: what is longer would only be copied, kept or searched for.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if len(request.META.get("QUERY_STRING", "")) <= LONGEST_QUERY_STRING:
            return get_response(request)
        language = get_language_from_request(request, check_path=True)
        with override(language):
            response = render(None, "414.html", {"most": LONGEST_QUERY_STRING}, status=414)
        response.headers["Content-Language"] = language
        return response

    return middleware


def moment(get_response: Handler) -> Handler:
    """`request.at` is the aware UTC instant at which the request is answered.

    The clock is read here and in the page cache before it, and nowhere deeper: every part of one page speaks
    of the same second.
    """

    def middleware(request: SiteRequest) -> HttpResponse:
        request.at = request.META.setdefault(AT, timezone.now())
        return get_response(request)

    return middleware


def no_cache_by_default(get_response: Handler) -> Handler:
    """Sets `Cache-Control: no-cache` where nothing else is set: caches ask before they use a copy.

    What is public changes at a second that nobody outside knows: a time for which copies may be kept would
    either outlive it or tell of it. Permanent redirects too can be taken back by the next edition.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Cache-Control", "no-cache")
        return response

    return middleware


def content_security_policy(get_response: Handler) -> Handler:
    """Every answer carries the policy of `settings.SECURE_CSP`.

    A page that reads `request.csp_nonce` may run the one inline script that bears it: the import map of
    the text editor in the admin is the only such page. Django 6 brings the same under the same setting.
    """

    def middleware(request: SiteRequest) -> HttpResponse:
        made = []

        def nonce() -> str:
            made.append(secrets.token_urlsafe(16))
            return made[0]

        request.csp_nonce = SimpleLazyObject(nonce)
        response = get_response(request)
        policy = {name: list(sources) for name, sources in settings.SECURE_CSP.items()}
        if made:
            policy["script-src"].append(f"'nonce-{made[0]}'")
        response.headers.setdefault(
            "Content-Security-Policy",
            "; ".join(f"{name} {' '.join(sources)}" for name, sources in policy.items()),
        )
        return response

    return middleware
