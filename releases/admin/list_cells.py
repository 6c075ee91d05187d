"""The cells of the list of releases, each made by a template."""

from typing import Any

from django.contrib import admin
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from releases.editorial.clock import status_with_time
from releases.enums import Status
from releases.models import Release
from releases.models.visibility import status

CELLS = "admin/releases/release/cells"


class ListedDesk(admin.ModelAdmin):
    """The columns of the list: symbol with language and edition, title with author and kind, status, date, change."""

    list_display = [
        "listed_symbol",
        "listed_title",
        "listed_status",
        "issued_on",
        "listed_kind",
        "listed_change",
    ]
    list_display_links = None

    @admin.display(description=_("symbol"), ordering="symbol")
    def listed_symbol(self, release: Release) -> str:
        at = timezone.now()
        line: Any = release
        versions = {
            name: [(row, Status(status(row, at)).label) for row in getattr(line, name, [])]
            for name in ("other_editions", "other_languages")
        }
        return _cell("symbol", release, **versions)

    @admin.display(description=_("title"))
    def listed_title(self, release: Release) -> str:
        return _cell("title", release)

    @admin.display(description=_("status"), ordering="publish_at")
    def listed_status(self, release: Release) -> str:
        at = timezone.now()
        now = status(release, at)
        is_out = now in Status.ISSUED
        return _cell("status", release, status=now, words=status_with_time(release, at), is_out=is_out)

    @admin.display(description=_("kind"))
    def listed_kind(self, release: Release) -> str:
        return release.get_kind_display()

    @admin.display(description=_("changed"), ordering="modified_at")
    def listed_change(self, release: Release) -> str:
        return _cell("change", release)


def _cell(name: str, release: Release, **context: Any) -> str:
    return render_to_string(f"{CELLS}/{name}.html", {"release": release} | context)
