"""The editors' desk as a whole."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from institutes.desk.kept_forms import browser_secret, unsaved_forms
from pressroom.dashboard import catalogue, dashboard


class Desk(AdminSite):
    """The admin, opening with what is being written, what is waiting and what went out."""

    site_header = "pressroom"
    site_title = "pressroom"
    index_title = _("Editors’ desk")
    empty_value_display = "–"

    def index(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The first page; what stands in releases only for those who may see releases."""
        context = dict(extra_context or {})
        context["not_saved"] = unsaved_forms(request.user, self)
        context["browser_secret"] = browser_secret(request.user)
        if request.user.has_perm("releases.view_release"):
            context["dashboard"] = dashboard(request.at)
        context["catalogue"] = catalogue(request.user)
        return super().index(request, context)
