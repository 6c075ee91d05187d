"""The preview of a draft for a reviewer who was sent a link: its page, and its text."""

from typing import TypeVar

from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from institutes.requests import SiteRequest
from releases.editorial.preview_links import open_link
from releases.models import Attachment, PreviewLink
from releases.publication.formats.text import text_as_issued
from releases.views.attachments import file_answer, no_file
from releases.views.detail import file_response, preview_page

Answer = TypeVar("Answer", bound=HttpResponseBase)


@require_safe
def shared(request: SiteRequest, token: str) -> HttpResponse:
    """The page of the edition that the link shows, in the language of the edition; the opening is on record."""
    release = opened(request, token).release
    with override(release.language):
        return private(
            preview_page(request, release, text_url=reverse("shared-text", args=[token]), token=token)
        )


@require_safe
def shared_text(request: SiteRequest, token: str) -> HttpResponse:
    """The text of the edition that the link shows."""
    return private(file_response(text_as_issued(opened(request, token).release)))


@require_safe
def shared_file(request: SiteRequest, token: str, file: str, name: str) -> HttpResponseBase:
    """An attachment of the edition that the link shows."""
    release = opened(request, token).release
    attachment = Attachment.objects.filter(uses__release=release, token=file, file_name=name).first()
    if attachment is None:
        raise no_file()
    return private(file_answer(request, attachment, is_public=False))


def opened(request: SiteRequest, token: str) -> PreviewLink:
    """The link, with its edition and the opening on record; Http404 where it does not hold."""
    link = open_link(token, at=request.at, agent=request.headers.get("User-Agent", ""))
    if link is None:
        raise no_page()
    return link


def no_page() -> Http404:
    """What is said of an address that opens nothing, whatever it may have opened before."""
    return Http404(_("There is no page at this address."))


def private(response: Answer) -> Answer:
    """No cache keeps the answer, no crawler lists it, and no page it leads to learns its address."""
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
