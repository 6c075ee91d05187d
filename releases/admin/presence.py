"""Who has an edition open at the editors' desk, and what a time is on other clocks."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import OperationalError
from django.http import JsonResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from institutes.desk.locks import waiting_briefly
from institutes.desk.requests import DeskRequest
from releases.admin.moment_field import MomentField
from releases.editorial.clock import announcement, clock_times, zones_of
from releases.models import Presence, Release


class PresenceDesk(admin.ModelAdmin):
    """The form tells who else has it open; its page reports while it stays open. It works without that.

    To open the form writes nothing, so that it opens whatever the database is busy with.
    """

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            path("moment/", view(self.moment_view), name="releases_release_moment"),
            path(
                "<int:key>/presence/",
                view(require_POST(self.presence_view)),
                name="releases_release_presence",
            ),
            *super().get_urls(),
        ]

    def others_present(self, request: DeskRequest, release: Release) -> list[str]:
        """Who else has the open edition before them, each in a sentence."""
        if not self.has_change_permission(request, release):
            return []
        zones = zones_of([release])
        return [
            _("%(name)s has had this open since %(time)s.")
            % {
                "name": one.user.get_full_name() or one.user.get_username(),
                "time": clock_times(one.opened_at, zones),
            }
            for one in Presence.objects.others(release, user=request.user, at=request.at)
        ]

    def presence_view(self, request: DeskRequest, key: int) -> JsonResponse:
        """The page is still open, or (`leaving`) was closed. Answers with who else is there, and the version."""
        release = Release.objects.filter(pk=key).first()
        if not self.has_change_permission(request):
            raise PermissionDenied
        if release is None or not self.has_change_permission(request, release):
            gone = _("This edition can no longer be changed. Copy what you typed before you leave the page.")
            return JsonResponse({"others": [gone], "version": None}, status=409)
        is_leaving = "leaving" in request.POST
        try:
            with waiting_briefly():
                if is_leaving:
                    Presence.objects.leave(release, user=request.user)
                else:
                    Presence.objects.note(release, user=request.user, at=request.at)
        except OperationalError:
            # Nobody waits for this; the page reports again.
            return JsonResponse({}, status=503)
        if is_leaving:
            return JsonResponse({})
        return JsonResponse({"others": self.others_present(request, release), "version": release.version})

    def moment_view(self, request: DeskRequest) -> JsonResponse:
        """What the day, time and place that are being entered mean on other clocks."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        release = Release(dateline_city=request.GET.get("city", "")[:100])
        zones = zones_of([release])
        entered = MomentField(required=False)
        entered.offer(zones)
        try:
            value = entered.clean([request.GET.get(name, "") for name in ("day", "time", "zone", "which")])
        except ValidationError as error:
            return JsonResponse({"is_right": False, "message": " ".join(error.messages)})
        said = announcement(value, at=request.at, zones=zones) if value else ""
        return JsonResponse({"is_right": True, "message": said})
