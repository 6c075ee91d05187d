"""What is answered when a page could not be made."""

import sys

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_from_request, override
from django.views.defaults import bad_request, server_error

SECONDS_UNTIL_RETRY = 30


def page_not_made(request: HttpRequest) -> HttpResponse:
    """Status 503 and when to try again where the database does not answer; otherwise 500.

    Asks the database nothing. Django calls it while it handles the exception, which it has logged.
    """
    if not _is_of_database(sys.exception()):
        return server_error(request)
    language = get_language_from_request(request, check_path=True)
    with override(language):
        response = render(None, "503.html", status=503)
    response.headers["Content-Language"] = language
    response.headers["Retry-After"] = str(SECONDS_UNTIL_RETRY)
    response.headers["Cache-Control"] = "no-store"
    return response


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Status 413, and what to do, where a form has too many fields, files or bytes; otherwise 400."""
    if not isinstance(exception, (TooManyFieldsSent, TooManyFilesSent, RequestDataTooBig)):
        return bad_request(request, exception)
    language = get_language_from_request(request, check_path=True)
    with override(language):
        context = {
            "most": settings.DATA_UPLOAD_MAX_NUMBER_FIELDS,
            "most_files": settings.DATA_UPLOAD_MAX_NUMBER_FILES,
            "is_of_files": isinstance(exception, TooManyFilesSent),
        }
        response = render(None, "admin/too_much_sent.html", context, status=413)
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    return response


def _is_of_database(error: BaseException | None) -> bool:
    """Whether this, or what led to it, is that the database could not answer."""
    while error is not None:
        if isinstance(error, (OperationalError, InterfaceError)):
            return True
        error = error.__cause__ or error.__context__
    return False
