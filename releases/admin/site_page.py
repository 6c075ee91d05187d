"""The pages about the site itself at the desk: chief editors write them, in each language."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from js_asset.media import Media

from institutes.desk.admin import HistoryDeskAdmin
from institutes.desk.requests import DeskRequest
from institutes.enums import Language
from releases.admin.writing import EDITOR_MODULES
from releases.enums import SitePageKind
from releases.models import SitePage
from releases.publication.site_pages import delivered


@admin.register(SitePage)
class SitePageAdmin(HistoryDeskAdmin):
    """Accessibility, privacy, who is behind the site. Public as soon as it is saved."""

    adding = _("New page about the site")
    change_list_template = "admin/releases/sitepage/change_list.html"
    list_display = ["title", "kind", "language"]
    list_filter = ["kind", "language"]
    ordering = ["kind", "language"]
    search_fields = ["title", "body"]
    search_help_text = _("Words of the title or the text.")
    fields = ["kind", "language", "title", "body"]

    def get_form(self, request: DeskRequest, obj: SitePage | None = None, **kwargs: Any) -> Any:
        """Which page in which language a text is, stays; the editor turns with the language, so that is still there."""
        form: Any = super().get_form(request, obj, **kwargs)
        for name in {"kind", "language"} & form.base_fields.keys():
            form.base_fields[name].disabled = obj is not None
        return form

    def formfield_for_dbfield(self, db_field: models.Field, request: DeskRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "title":
            field.widget.attrs |= {"class": "vLargeTextField", "dir": "auto"}
        return field

    def get_changeform_initial_data(self, request: DeskRequest) -> dict[str, Any]:
        """The page that the address names, with the text that readers get as long as nobody writes another."""
        kind, language = request.GET.get("kind", ""), request.GET.get("language", "")
        if kind not in SitePageKind.values or language not in Language.values:
            return {}
        page = delivered(SitePageKind(kind), language)
        return {"kind": kind, "language": language, "title": page.title, "body": page.body}

    def changelist_view(
        self, request: DeskRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        rows = self._unwritten() if self.has_add_permission(request) else []
        return super().changelist_view(request, {"unwritten": rows} | (extra_context or {}))

    def _unwritten(self) -> list[dict[str, Any]]:
        """Each page with the languages in which nobody has written it, and where that is done."""
        written = set(SitePage.objects.values_list("kind", "language"))
        add = reverse("admin:releases_sitepage_add")
        return [
            {
                "page": kind.label,
                "languages": [
                    {"name": language.label, "href": f"{add}?kind={kind}&language={language}"}
                    for language in Language
                    if (str(kind), str(language)) not in written
                ],
            }
            for kind in SitePageKind
        ]

    def render_change_form(
        self, request: DeskRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        # The editor's import map; see `ReleaseAdmin.render_change_form`.
        context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce)) + EDITOR_MODULES
        return super().render_change_form(request, context, *args, **kwargs)
