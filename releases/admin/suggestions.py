"""What the text of an edition names, offered beside its form."""

from typing import Any

from django.contrib import admin
from django.forms import BaseFormSet, ModelForm
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from institutes.desk.requests import DeskRequest
from releases.intake.suggestions import DISMISS, Suggested, name_of, settle
from releases.models import Release

PREFIX = "suggestion-"
LABELS = {
    Suggested.INSTITUTE: _("institute"),
    Suggested.EVENT: _("event"),
    Suggested.JOINT_SYMBOL: _("further symbol of this release"),
    Suggested.LINK: _("other release"),
}


class SuggestingDesk(admin.ModelAdmin):
    """A save reads the text, and does with what was suggested what the person chose."""

    def save_related(
        self,
        request: DeskRequest,
        form: ModelForm,
        formsets: list[BaseFormSet],
        change: bool,  # noqa: FBT001 - Django's signature
    ) -> None:
        super().save_related(request, form, formsets, change)
        settle(form.instance, _choices(request.POST))

    def suggested(self, request: DeskRequest, release: Release) -> list[dict[str, Any]]:
        """The suggestions for the form, each with the field that takes the choice, and what is chosen so far."""
        choices = _choices(request.POST)
        return [
            {
                "field": f"{PREFIX}{name_of(one)}",
                "label": LABELS[Suggested(one["kind"])],
                "printed": one["printed"],
                "choice": choices.get(name_of(one), _settled(one)),
            }
            for one in release.suggestions
        ]

    def has_chosen(self, release: Release, data: QueryDict) -> bool:
        """Whether `data` chooses something for a suggestion that is not settled that way already."""
        choices = _choices(data)
        return any(choices.get(name_of(one), _settled(one)) != _settled(one) for one in release.suggestions)


def _settled(suggestion: dict[str, Any]) -> str:
    return DISMISS if suggestion["dismissed"] else ""


def _choices(data: QueryDict) -> dict[str, str]:
    return {name.removeprefix(PREFIX): data.get(name, "") for name in data if name.startswith(PREFIX)}
