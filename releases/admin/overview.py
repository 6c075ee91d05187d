"""What will go out, who forced what, what was deleted, and all that happened to one release."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _

from institutes.desk.lists import Count
from institutes.desk.missing import not_there
from institutes.desk.requests import DeskRequest
from releases.editorial.clock import time_in_words
from releases.editorial.comments import Conversation
from releases.editorial.deleted_drafts import restore_draft
from releases.editorial.errors import WorkflowError
from releases.editorial.history import history_of
from releases.editorial.schedule import schedule
from releases.models import DeletedDraft, Transition

SHOWN = 200


class OverviewDesk(admin.ModelAdmin):
    """Pages about all releases: for whoever may see releases; restoring is for the workflow to allow."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            path("schedule/", view(self.schedule_view), name="releases_release_schedule"),
            path("forced/", view(self.forced_view), name="releases_release_forced"),
            path("deleted/", view(self.deleted_view), name="releases_release_deleted"),
            *super().get_urls(),
        ]

    def _require_reading(self, request: DeskRequest) -> None:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied

    def _overview(self, request: DeskRequest, name: str, title: str, **context: Any) -> HttpResponse:
        every = self.admin_site.each_context(request) | {"opts": self.opts, "title": title}
        return TemplateResponse(request, f"admin/releases/release/{name}.html", every | context)

    def schedule_view(self, request: DeskRequest) -> HttpResponse:
        """What is to go out, in the order of its time; what needs attention on top."""
        self._require_reading(request)
        to_come = schedule(request.at, most=SHOWN + 1)
        entries = [(entry, time_in_words(entry.release, request.at)) for entry in to_come[:SHOWN]]
        more = Count.up_to(SHOWN, len(to_come)) if len(to_come) > SHOWN else None
        return self._overview(request, "schedule", _("What will go out"), entries=entries, more=more)

    def forced_view(self, request: DeskRequest) -> HttpResponse:
        """Who forced how many approvals, and the latest of them."""
        self._require_reading(request)
        forced = Transition.objects.forced().select_related("by", "release")[:SHOWN]
        people = Transition.objects.forced_by_person()
        return self._overview(request, "forced", _("Forced approvals"), people=people, forced=forced)

    def deleted_view(self, request: DeskRequest) -> HttpResponse:
        """The drafts that were deleted; sent back with the key of one, it is there again."""
        self._require_reading(request)
        if request.method == "POST":
            return self._restore(request)
        kept = DeletedDraft.objects.select_related("by").defer("rows")[:SHOWN]
        may_restore = request.user.has_perm("releases.add_release")
        return self._overview(request, "deleted", _("Deleted drafts"), kept=kept, may_restore=may_restore)

    def _restore(self, request: DeskRequest) -> HttpResponse:
        key = request.POST.get("draft", "")
        known = DeletedDraft.objects.filter(pk=key if key.isdecimal() and len(key) < 19 else 0)
        try:
            # One that is gone is for the function to refuse, in its words.
            kept = known.first() or DeletedDraft(pk=0)
            release = restore_draft(kept, by=request.user, at=request.at)
        except WorkflowError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return redirect("admin:releases_release_deleted")
        said = _("%(reference)s is there again.") % {"reference": release.reference}
        self.message_user(request, said, messages.SUCCESS)
        return redirect("admin:releases_release_change", release.pk)

    def history_view(
        self, request: DeskRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        """Every save and move of every edition of a release in its language, with what each changed."""
        release = self.get_object(request, unquote(object_id))
        if release is None:
            return not_there(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, release):
            raise PermissionDenied
        return self._overview(
            request,
            "history",
            _("History"),
            release=release,
            entries=history_of(release),
            conversation=Conversation(release),
            **(extra_context or {}),
        )
