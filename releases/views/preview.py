"""The preview of a release in the admin: its page as readers will see it."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from institutes.requests import SiteRequest
from releases.models import Release
from releases.views.detail import preview_page


@require_safe
def preview(request: SiteRequest, key: int) -> HttpResponse:
    """The page of any edition, for staff who may see releases; no cache or crawler keeps it.

    Everyone else gets the answer of an edition that does not exist.
    """
    release = None
    if request.user.is_staff and request.user.has_perm("releases.view_release"):
        release = Release.objects.select_related("series").filter(pk=key).first()
    if release is None:
        raise Http404(_("There is no page at this address."))
    form_url = reverse("admin:releases_release_change", args=[release.pk])
    response = preview_page(request, release, form_url=form_url)
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
