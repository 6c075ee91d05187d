"""The digests of what was published in a month."""

from datetime import UTC, datetime

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from institutes.requests import SiteRequest
from releases.editorial.issued_text import PLAIN
from releases.publication.formats.hashes import hashes_of


def hashes(request: SiteRequest, year: str, month: str) -> HttpResponse:
    """The digests of a month for `sha256sum -c`, the same in every language; a month without any is not there."""
    content = hashes_of(datetime(int(year), int(month), 1, tzinfo=UTC), request.at)
    if not content:
        raise Http404(_("There is no page at this address."))
    headers = {"Content-Language": "en", "X-Content-Type-Options": "nosniff", "X-Robots-Tag": "noindex"}
    response = HttpResponse(content, content_type=f"{PLAIN}; charset=utf-8", headers=headers)
    response.is_in_every_language = True  # type: ignore[attr-defined]  # the page cache reads it
    return response
