"""What people at the desk say about an edition: a page, and the form below every page about it."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from institutes.desk.missing import not_there
from institutes.desk.requests import DeskRequest
from releases.admin.moves import LARGEST_KEY, http_status_of
from releases.editorial.comments import conversation, say
from releases.editorial.errors import WorkflowError
from releases.models import Release

# What `comments.js` sends with a comment, to be answered by the thread alone.
IN_PLACE = "X-In-Place"


class CommentingDesk(admin.ModelAdmin):
    """The comments of one edition, for whoever may see it; whether somebody may add one the rules say."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.comments_view)
        return [path("<int:key>/comments/", view, name="releases_release_comments"), *super().get_urls()]

    def comments_view(self, request: DeskRequest, key: int) -> HttpResponse:
        """The thread; sent `text`, it has that too, and its sender is back on the page named by `next`."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        release = Release.objects.filter(pk=key if key < LARGEST_KEY else 0).first()
        if release is None:
            return not_there(request, self.opts, str(key))
        if request.method != "POST":
            return self._comments_page(request, release)
        text = request.POST.get("text", "")
        try:
            say(release, by=request.user, at=request.at, text=text)
        except WorkflowError as error:
            return self._comments_page(request, release, status=http_status_of(error), text=text, error=error)
        if IN_PLACE in request.headers:
            context = {"conversation": conversation(release)}
            return TemplateResponse(request, "admin/releases/release/_thread.html", context)
        self.message_user(request, _("Your comment is there for all who work on it."), messages.SUCCESS)
        return redirect(f"{_origin(request, release)}#comments")

    def _comments_page(
        self, request: DeskRequest, release: Release, *, status: int = 200, **more: Any
    ) -> HttpResponse:
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Comments"),
            "release": release,
            "conversation": conversation(release),
        }
        page = "admin/releases/release/comments.html"
        return TemplateResponse(request, page, context | more, status=status)


def _origin(request: DeskRequest, release: Release) -> str:
    """The page on which the comment was written, if it is one of ours."""
    origin = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(origin, allowed_hosts=None):
        return origin
    return reverse("admin:releases_release_change", args=[release.pk])
