"""The preview beside the form: the page of what is typed, its text as issued, and what it still lacks."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from institutes.desk.requests import DeskRequest
from releases.admin.shown_gaps import shown_gaps
from releases.admin.typed_form import read_typed
from releases.editorial.issued_text import text_of_typed
from releases.editorial.typed_edition import TypedEdition, gaps_of_typed
from releases.models import Release
from releases.publication.typed_page import answer_for_typed
from releases.views.detail import framed_page

# In bytes: far more than a form of words has, and little enough to be drawn in a moment.
LARGEST = 2 * 1024 * 1024
LARGEST_KEY = 2**63


class LivePreviewDesk(admin.ModelAdmin):
    """What is typed is shown as its readers would get it. Nothing of it is saved, kept or locked."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.typed_view)
        return [
            path("add/typed/", view, {"key": None}, name="releases_release_typed_new"),
            path("<int:key>/typed/", view, name="releases_release_typed"),
            *super().get_urls(),
        ]

    @method_decorator(require_POST)
    def typed_view(self, request: DeskRequest, key: int | None) -> HttpResponse:
        """`page`, `text` and `gaps` of the form that was sent, as markup and text, for who may save it; else 403."""
        row = None
        if key is None:
            if not self.has_add_permission(request):
                raise PermissionDenied
        else:
            row = self.get_queryset(request).filter(pk=key).first() if key < LARGEST_KEY else None
            if row is None or not self.has_change_permission(request, row):
                raise PermissionDenied
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
            return JsonResponse({"message": _("This is too long to be shown while you type.")}, status=413)
        return self._answer(request, row, read_typed(self, request, row))

    def _answer(self, request: DeskRequest, row: Release | None, typed: TypedEdition) -> JsonResponse:
        release = typed.release
        gaps = render_to_string(
            "admin/releases/release/_gaps.html", {"gaps": shown_gaps(gaps_of_typed(typed))}
        )
        at = max(release.publish_at or request.at, request.at)
        with override(release.language):
            page = framed_page(request, answer_for_typed(typed, at), at, {"typed": typed})
        content, encoding = text_of_typed(release, typed.joint_symbols, typed.contacts)
        text = content.decode(encoding, errors="replace")
        response = JsonResponse({"page": page, "text": text, "gaps": gaps, "language": release.language})
        response["Cache-Control"] = "private, no-store"
        return response
