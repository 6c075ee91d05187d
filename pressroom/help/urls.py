"""The addresses of the help, below /admin/."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from pressroom.help import views


def help_urls(site: AdminSite) -> list[URLPattern]:
    """What `site` answers about how it is used."""
    view = site.admin_view
    return [
        path("help/", view(views.contents), name="help"),
        path("help/words/", view(views.words), name="help_words"),
        path("help/<slug:slug>/", view(views.task), name="help_task"),
    ]
