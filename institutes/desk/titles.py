"""What a page of the desk is called: by what is on it."""

from typing import Any

from django.contrib import admin
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.text import capfirst

from institutes.desk.requests import DeskRequest


class TitledDesk(admin.ModelAdmin):
    """A list is called by its rows, the form of a row by its kind, and a new one as `adding` says.

    Django puts the name of the kind into “Select %s to change”: no sentence where words have cases and genders.
    """

    adding: str | Promise = ""

    def changelist_view(
        self, request: DeskRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title} | (extra_context or {}))

    def changeform_view(
        self,
        request: DeskRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        title = capfirst(self.opts.verbose_name) if object_id is not None else self.adding
        return super().changeform_view(
            request, object_id, form_url, ({"title": title} if title else {}) | (extra_context or {})
        )
