"""Every address of the site."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path, re_path

from pressroom.site_logo import site_logo
from releases.enums import SitePageKind
from releases.urls import attachment_urls, event_urls, institute_urls, photo_urls
from releases.views import front, hashes, preview_links, review, site_pages, symbols

handler400 = "pressroom.errors.not_understood"
handler500 = "pressroom.errors.page_not_made"

urlpatterns = [
    path("", front.choose_language),
    path("symbol/<path:anything>", symbols.symbol, name="symbol"),
    re_path(
        r"^hashes/(?P<year>(?!0000)[0-9]{4})-(?P<month>0[1-9]|1[0-2])\.txt\Z", hashes.hashes, name="hashes"
    ),
    re_path(r"^preview/(?P<token>[\w-]{1,100})/\Z", preview_links.shared, name="shared"),
    re_path(r"^preview/(?P<token>[\w-]{1,100})/answers/\Z", review.answers, name="shared-answers"),
    re_path(r"^preview/(?P<token>[\w-]{1,100})\.txt\Z", preview_links.shared_text, name="shared-text"),
    re_path(
        r"^preview/(?P<token>[\w-]{1,100})/(?P<file>[\w-]{1,32})/(?P<name>[^/\x00]{1,150})\Z",
        preview_links.shared_file,
        name="shared-file",
    ),
    path("admin/", admin.site.urls),
    path("media/attachments/", include(attachment_urls)),
    path("media/photos/", include(photo_urls)),
    path("media/logos/", include("institutes.urls")),
    re_path(r"^media/site/(?P<name>[0-9a-f]{16}\.(?:svg|png))\Z", site_logo, name="site-logo"),
    *i18n_patterns(
        path("", front.front, name="front"),
        *(path(f"{kind}/", site_pages.page, {"kind": kind}, name=str(kind)) for kind in SitePageKind),
        path("institutes/", include(institute_urls)),
        path("events/", include(event_urls)),
        path("", include("releases.urls")),
    ),
]
