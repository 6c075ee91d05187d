"""Showing an edition before it is public: at the desk in every format, and by links to those without an account."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from institutes.desk.missing import not_there
from institutes.desk.requests import DeskRequest
from releases.editorial.clock import clock_times, zones_of
from releases.editorial.errors import WorkflowError
from releases.editorial.preview_links import revoke_preview, share_preview
from releases.enums import ReleaseState
from releases.models import PreviewLink, Release
from releases.publication.formats.text import text_as_issued
from releases.views.preview import preview

HOURS = [
    (24, gettext_lazy("1 day")),
    (72, gettext_lazy("3 days")),
    (24 * 7, gettext_lazy("7 days")),
    (24 * 30, gettext_lazy("30 days")),
]


class LinkForm(forms.Form):
    """How long a link is to last, and for whom it is."""

    hours = forms.TypedChoiceField(label=gettext_lazy("Lasts for"), choices=HOURS, coerce=int)
    note = forms.CharField(
        label=gettext_lazy("For whom"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For your colleagues: who was sent the link."),
    )


@require_safe
def preview_text(request: DeskRequest, key: int) -> HttpResponse:
    """The plain text of any edition as readers will get it, for staff who may see releases; a 404 for others."""
    release = None
    if request.user.is_staff and request.user.has_perm("releases.view_release"):
        release = Release.objects.select_related("series").filter(pk=key).first()
    if release is None:
        raise Http404(_("There is no page at this address."))
    issued = text_as_issued(release)
    response = HttpResponse(issued.content, content_type=issued.content_type)
    add_never_cache_headers(response)
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


class SharingDesk(admin.ModelAdmin):
    """Previews, and the links by which others see one."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            # Not behind the login page: an address that asks for a password says that something is there.
            path("<int:key>/preview/", preview, name="releases_release_preview"),
            path("<int:key>/preview.txt", preview_text, name="releases_release_preview_text"),
            path("<int:key>/links/", view(self.links_view), name="releases_release_links"),
            *super().get_urls(),
        ]

    def links_view(self, request: DeskRequest, key: int) -> HttpResponse:
        """The links to an edition, each with its openings; makes one, and revokes one."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        release = Release.objects.filter(pk=key).first()
        if release is None:
            return not_there(request, self.opts, str(key))
        form = LinkForm(request.POST if "make" in request.POST else None, initial={"hours": 72})
        made = ""
        if "revoke" in request.POST:
            return self._revoke(request, release)
        if form.is_bound and form.is_valid():
            made = self._make_link(request, release, form)
        return self._links_page(request, release, form, made)

    def _links_page(self, request: DeskRequest, release: Release, form: LinkForm, made: str) -> HttpResponse:
        links = release.preview_links.select_related("created_by").prefetch_related("openings")
        zones = zones_of([release])
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Preview links"),
            "release": release,
            "form": form,
            "made": made,
            "is_open": release.state in ReleaseState.OPEN,
            "links": [(link, self._link_status(link, request, zones)) for link in links],
        }
        response = TemplateResponse(request, "admin/releases/release/links.html", context)
        # The secret of a link is on the page that makes it and nowhere else.
        add_never_cache_headers(response)
        return response

    def _link_status(self, link: PreviewLink, request: DeskRequest, zones: list[str]) -> str:
        if link.revoked_at is not None:
            return _("revoked at %(time)s") % {"time": clock_times(link.revoked_at, zones, dated=True)}
        ends = clock_times(link.expires_at, zones, dated=True)
        if link.expires_at <= request.at:
            return _("expired at %(time)s") % {"time": ends}
        return _("works until %(time)s") % {"time": ends}

    def _make_link(self, request: DeskRequest, release: Release, form: LinkForm) -> str:
        """The address of the new link; empty when it was refused."""
        life = timedelta(hours=form.cleaned_data["hours"])
        try:
            _link, token = share_preview(
                release, by=request.user, at=request.at, life=life, note=form.cleaned_data["note"]
            )
        except WorkflowError as error:
            form.add_error(None, error.messages)
            return ""
        return f"{settings.SITE_URL}/preview/{token}/"

    def _revoke(self, request: DeskRequest, release: Release) -> HttpResponse:
        key = request.POST["revoke"]
        link = release.preview_links.filter(pk=key if key.isdecimal() and len(key) < 19 else 0).first()
        if link is not None:
            revoke_preview(link, by=request.user, at=request.at)
            self.message_user(request, _("The link opens nothing any more."), messages.SUCCESS)
        return redirect("admin:releases_release_links", release.pk)
