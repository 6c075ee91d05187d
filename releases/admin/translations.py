"""Which releases there are in which languages: a page for those who see to the translations."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from institutes.desk.day_field import DayField
from institutes.desk.requests import DeskRequest
from releases.admin.translating import number
from releases.editorial.clock import status_with_time
from releases.editorial.errors import WorkflowError
from releases.editorial.translation.standing import OFFICIAL, Cell, listed, standings
from releases.editorial.workflow import open_translation
from releases.enums import Status
from releases.models import Release, Series

ON_A_PAGE = 50
LAST_PAGE = 200


class Wanted(forms.Form):
    """Which releases the page lists; what cannot be understood narrows nothing and says so."""

    first = DayField(label=gettext_lazy("From"), required=False)
    last = DayField(label=gettext_lazy("To"), required=False)
    series = forms.ModelChoiceField(
        label=pgettext_lazy("singular", "Series"), queryset=Series.objects.order_by("prefix"), required=False
    )
    lacking = forms.MultipleChoiceField(
        label=gettext_lazy("Not there in"),
        choices=[(language.value, language.label) for language in OFFICIAL],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class TranslationsDesk(admin.ModelAdmin):
    """The page of translations: it shows what whoever may see releases may see, and opens drafts by the workflow."""

    class Media:
        css = {"all": ["pressroom/translate.css"]}

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.translations_view)
        return [path("translations/", view, name="releases_release_translations"), *super().get_urls()]

    def translations_view(self, request: DeskRequest) -> HttpResponse:
        """Releases by languages, fifty at a time; sent back with a release and a language, a draft is opened."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._open(request)
        form = Wanted(request.GET)
        form.is_valid()
        page = min(max(number(request.GET.get("page")), 1), LAST_PAGE)
        start = (page - 1) * ON_A_PAGE
        wanted = {name: value for name, value in form.cleaned_data.items() if value}
        references = list(listed(**wanted).values_list("reference", flat=True)[start : start + ON_A_PAGE + 1])
        found = standings(references[:ON_A_PAGE], request.at)
        context = self.admin_site.each_context(request) | {
            "opts": self.opts,
            "title": _("Translations"),
            "form": form,
            "languages": OFFICIAL,
            "rows": [language_row(found[reference], request) for reference in references[:ON_A_PAGE]],
            "may_translate": request.user.has_perm("releases.add_release"),
            "newer": _page(request, page - 1) if page > 1 else "",
            "older": _page(request, page + 1) if len(references) > ON_A_PAGE and page < LAST_PAGE else "",
            "media": self.media + form.media,
        }
        return TemplateResponse(request, "admin/releases/release/translations.html", context)

    def history_view(
        self, request: DeskRequest, object_id: str, extra_context: dict | None = None
    ) -> HttpResponse:
        """As it is, with the languages of the release above it."""
        release = Release.objects.only("reference").filter(pk=number(object_id)).first()
        context = self.languages_shown(request, release) if release is not None else {}
        return super().history_view(request, object_id, (extra_context or {}) | context)

    def languages_shown(self, request: DeskRequest, release: Release) -> dict[str, Any]:
        """The languages of one release, for the pages of its editions."""
        found = standings([release.reference], request.at).get(release.reference)
        return {
            "languages": language_row(found, request) if found is not None else None,
            "may_translate": request.user.has_perm("releases.add_release"),
        }

    def _open(self, request: DeskRequest) -> HttpResponse:
        """The draft that the button asks for, on the page beside its original; one that is there is gone on with."""
        key, _dash, language = request.POST.get("open", "").partition("-")
        release = Release.objects.filter(pk=number(key)).first()
        if release is None:
            self.message_user(request, _("That release is gone."), messages.ERROR)
            return redirect("admin:releases_release_translations")
        try:
            draft = open_translation(release, language, by=request.user, at=request.at)
        except WorkflowError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            there = Release.objects.filter(reference=release.reference, language=language).order_by(
                "-edition"
            )
            if there.exists():
                return redirect("admin:releases_release_change", there[0].pk)
            return redirect("admin:releases_release_translations")
        return redirect("admin:releases_release_translate", draft.pk)


def language_row(standing: Any, request: DeskRequest) -> dict[str, Any]:
    """One release with its cells as the page shows them."""
    return {
        "source": standing.source,
        "cells": [shown_cell(cell, request) for cell in standing.cells],
        "others": [shown_cell(cell, request) for cell in standing.others],
    }


def shown_cell(cell: Cell, request: DeskRequest) -> dict[str, Any]:
    """A cell with what people read in it."""
    edition = cell.edition
    words = status_with_time(edition, request.at) if edition is not None else ""
    writer = cell.shown.modified_by if cell.shown is not None and cell.shown.state in Status.OPEN else None
    return {"cell": cell, "words": words, "writer": writer, "language": cell.language}


def _page(request: DeskRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return f"?{query.urlencode()}"
