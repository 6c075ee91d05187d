"""What the text of an edition names, offered beside its form."""

from typing import Any

from django.contrib import admin
from django.forms import BaseFormSet, ModelForm
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from institutes.desk.requests import DeskRequest
from releases.admin.import_proposals import propose
from releases.intake.suggestions import DISMISS, Suggested, name_of, settle
from releases.intake.unknown_names import UnknownName, unknown_institutes
from releases.models import Mention, Release, prose

PREFIX = "suggestion-"
PROPOSE_INSTITUTE = "_propose_institute"
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
        wanted = request.POST.get(PROPOSE_INSTITUTE)
        if wanted:
            _propose(form.instance, wanted, request)
        settle(form.instance, _choices(request.POST))

    def changeform_view(self, request: DeskRequest, *arguments: Any, **named: Any) -> HttpResponse:
        """Where the button at an unknown institute was pressed, the form is saved and shown again."""
        if request.method == "POST" and PROPOSE_INSTITUTE in request.POST:
            data: Any = request.POST.copy()
            data["_continue"] = "yes"
            request.POST = data
        return super().changeform_view(request, *arguments, **named)

    def unknown(self, release: Release) -> list[UnknownName]:
        """The institutes that the text names and the catalogue has not, each to be proposed by a button."""
        return unknown_institutes(_texts(release))

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


def _texts(release: Release) -> list[str]:
    return [release.title, release.subtitle, *prose.plain_text(release.body).split("\n\n")]


def _propose(release: Release, key: str, request: DeskRequest) -> None:
    """The institute is in the catalogue, or proposed, and mentioned by the edition. Raises ValidationError."""
    for name in unknown_institutes(_texts(release)):
        if name.key == key:
            institute: Any = propose(
                name,
                kind=name.kind,
                language=release.language,
                by=request.user,
                at=request.at,
                symbol=release.reference,
            )
            printed = f"{name.name} ({name.acronym})"
            Mention.objects.create(release=release, institute=institute, name_as_printed=printed[:300])


def _settled(suggestion: dict[str, Any]) -> str:
    return DISMISS if suggestion["dismissed"] else ""


def _choices(data: QueryDict) -> dict[str, str]:
    return {name.removeprefix(PREFIX): data.get(name, "") for name in data if name.startswith(PREFIX)}
