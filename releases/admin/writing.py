"""What the text editor of the desk asks the server: what to say of a paste, and where a link may lead."""

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import JsonResponse
from django.urls import path
from js_asset import ImportMap
from js_asset.media import Media

from institutes.desk.requests import DeskRequest
from institutes.enums import Language
from releases.intake.left_out import LeftOut
from releases.listing.suggestions import suggest

EDITOR_MODULES = Media(
    importmap=ImportMap(
        {
            f"pressroom/paste/{name}": f"pressroom/paste/{name}.js"
            for name in ("addresses", "clean", "left-out", "lists", "styles")
        }
    )
)
"""By which names the modules of the editor know one another, since the names of their files change with them."""

_MOST = 10_000
_LONGEST = 100


class WritingDesk(admin.ModelAdmin):
    """Answers for those who may write a release. The editor works without them."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view
        return [
            path("left-out/", view(self.left_out_view), name="releases_release_left_out"),
            path("link-targets/", view(self.link_targets_view), name="releases_release_link_targets"),
            *super().get_urls(),
        ]

    def left_out_view(self, request: DeskRequest) -> JsonResponse:
        """The sentence for what a paste left out: `deletions`, `comments`, `hidden` and `pictures` are its counts."""
        self._require_writing(request)
        counts = {name: request.GET.get(name, "") for name in LeftOut.__slots__}
        given = {
            name: min(int(text), _MOST) for name, text in counts.items() if text.isdecimal() and len(text) < 9
        }
        return JsonResponse({"message": str(LeftOut(**given))})

    def link_targets_view(self, request: DeskRequest) -> JsonResponse:
        """Releases, events, institutes and series whose names or symbols begin as `q`, with whole public addresses.

        Only what the public may see now; titles in `language`, that of the release that is written.
        """
        self._require_writing(request)
        language = request.GET.get("language", "")
        language = language if language in Language.values else settings.LANGUAGE_CODE
        suggestions = suggest(request.GET.get("q", "")[:_LONGEST], at=request.at, language=language)
        targets = [{"label": one.label, "url": f"{settings.SITE_URL}{one.url}"} for one in suggestions]
        return JsonResponse({"targets": targets})

    def _require_writing(self, request: DeskRequest) -> None:
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
