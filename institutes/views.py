"""The files of pictures, as they are sent."""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from institutes.acceptance import accepted_q
from institutes.models import InstituteLogo
from institutes.pictures.files import Rendition

LOGO_COPY = timedelta(days=1)


def no_picture() -> Http404:
    """One answer for a name that never was, a width that is not made, and a picture that is not public."""
    return Http404(_("There is no picture at this address."))


def picture_response(
    request: HttpRequest, rendition: Rendition, keep: timedelta | None = None
) -> HttpResponseBase:
    """The file, or 304 when the reader has it. `keep` is for public ones: any cache may use it that long unasked.

    Without `keep` no copy is kept anywhere.
    """
    response = HttpResponse(rendition.content, content_type=rendition.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Disposition"] = "inline"
    if keep is None:
        patch_cache_control(response, private=True, no_store=True, no_cache=True)
        return response
    response["ETag"] = rendition.etag
    if keep:
        patch_cache_control(response, public=True, max_age=int(keep.total_seconds()))
    else:
        patch_cache_control(response, public=True, no_cache=True)
    return get_conditional_response(request, etag=rendition.etag, response=response) or response


@require_safe
def logo(request: HttpRequest, token: str, width: str, suffix: str) -> HttpResponseBase:
    """One rendition of the logo of an institute; public with the institute."""
    stored = InstituteLogo.objects.filter(accepted_q("institute__"), token=token).first()
    rendition = stored.rendition(int(width), suffix) if stored else None
    if rendition is None:
        raise no_picture()
    return picture_response(request, rendition, LOGO_COPY)
