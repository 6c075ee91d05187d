"""The language of the desk's pages."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from institutes.accounts.languages import language_for


def desk_language(get_response: Callable[[Any], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The desk speaks the language that its person chose; public pages stay in the one of their address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(reverse("admin:index")):
            request.LANGUAGE_CODE = language_for(request)
            translation.activate(request.LANGUAGE_CODE)
        return get_response(request)

    return middleware
