"""Every address of the site."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from releases.views import events, front, institutes, shared, symbols

# An institute's or event's page is a list of releases, so its view lives with the releases; the name of
# its address belongs to what it shows.
institute_urls = (
    [
        path("", institutes.institute_list, name="list"),
        path("<slug:slug>/", institutes.institute, name="detail"),
    ],
    "institutes",
)
event_urls = (
    [path("", events.event_list, name="list"), path("<slug:slug>/", events.event, name="detail")],
    "events",
)

urlpatterns = [
    path("", front.choose_language),
    path("symbol/<path:anything>", symbols.symbol, name="symbol"),
    re_path(r"^preview/(?P<token>[\w-]{1,100})/\Z", shared.shared, name="shared"),
    re_path(r"^preview/(?P<token>[\w-]{1,100})\.txt\Z", shared.shared_text, name="shared-text"),
    path("admin/", admin.site.urls),
    path("media/photos/", include("releases.photo_urls")),
    path("media/logos/", include("institutes.logo_urls")),
    *i18n_patterns(
        path("", front.front, name="front"),
        path("institutes/", include(institute_urls)),
        path("events/", include(event_urls)),
        path("", include("releases.urls")),
    ),
]
