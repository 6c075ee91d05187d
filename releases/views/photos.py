"""The files of photos, as they are sent."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from institutes.pictures.files import Rendition
from institutes.views import no_picture, picture_response
from releases.models import Photo

# Longer would outlive a correction or a withdrawal; until the next one planned would tell of it.
KEPT_UNASKED = timedelta(0)


@require_safe
def photo(request: HttpRequest, token: str, width: str, suffix: str) -> HttpResponseBase:
    """One rendition of a photo, while an edition that uses it is public; to staff who may see photos always.

    Everyone else gets the answer of a name that never was.
    """
    found = Photo.objects.public(request.at).filter(token=token).first()
    if found is not None:
        rendition, keep = found.rendition(int(width), suffix), KEPT_UNASKED
    else:
        rendition, keep = _for_staff(request, token, int(width), suffix), None
    if rendition is None:
        raise no_picture()
    return picture_response(request, rendition, keep)


def _for_staff(request: HttpRequest, token: str, width: int, suffix: str) -> Rendition | None:
    # Asked of every reader alike, so that the answer's headers do not tell a private photo from none.
    if not (request.user.is_staff and request.user.has_perm("releases.view_photo")):
        return None
    found = Photo.objects.filter(token=token).first()
    return found and found.rendition(width, suffix)
