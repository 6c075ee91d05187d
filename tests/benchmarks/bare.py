"""A Django project with nothing in it: one view, no middleware, so many bytes. What pages are compared with."""

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.urls import path


def bare(_request: HttpRequest, length: int) -> HttpResponse:
    """So many bytes of HTML."""
    return HttpResponse(b"x" * length, headers={"Content-Length": str(length)})


urlpatterns = [path("bare/<int:length>", bare)]

if not settings.configured:
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="x" * 50)
    django.setup()
application = WSGIHandler()
