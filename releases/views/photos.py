"""The files of photos."""

from datetime import timedelta

from django.http import HttpResponseBase
from django.views.decorators.http import require_safe

from institutes.pictures.files import Rendition
from institutes.requests import SiteRequest
from institutes.views import no_picture, picture_response
from releases.models import Photo

# How long a browser may show a public photo without asking again. Longer would outlive a correction or a
# withdrawal, and to stop at the next one that is planned would tell of it.
MAX_AGE = timedelta(0)


@require_safe
def photo(request: SiteRequest, token: str, width: str, suffix: str) -> HttpResponseBase:
    """One rendition of a photo, while an edition that uses it is public; to staff who may see photos always.

    Everyone else gets the answer of a name that does not exist.
    """
    public = Photo.objects.public(request.at).filter(token=token).first()
    if public is not None:
        rendition, max_age = public.rendition(int(width), suffix), MAX_AGE
    else:
        rendition, max_age = _for_staff(request, token, int(width), suffix), None
    if rendition is None:
        raise no_picture()
    return picture_response(request, rendition, max_age)


def _for_staff(request: SiteRequest, token: str, width: int, suffix: str) -> Rendition | None:
    # The user is read for every reader alike, so that headers do not tell a private photo from none.
    if not (request.user.is_staff and request.user.has_perm("releases.view_photo")):
        return None
    photo = Photo.objects.filter(token=token).first()
    return photo.rendition(width, suffix) if photo else None
