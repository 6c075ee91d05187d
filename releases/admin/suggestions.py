"""What the text of an edition names, offered beside its form."""

from typing import Any

from django.forms import BaseFormSet, ModelForm
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext_lazy as _

from institutes.desk.requests import DeskRequest
from releases.admin.choosers import THINGS, ChooserDesk, found_or_proposed, may_propose
from releases.admin.import_proposals import propose
from releases.intake.suggestions import DISMISS, Suggested, name_of, settle
from releases.intake.unknown_names import UnknownName, unknown_in_texts
from releases.models import Event, Mention, Release, prose

PREFIX = "suggestion-"
# The button beside a name of the text that the catalogue has not; its value is the key of the name.
PROPOSE = "_propose_name"
# The buttons beside the fields that stand in for the lists of choices where there are no scripts; the value is a thing.
PROPOSE_TYPED, TYPED = "_propose_typed", "propose-typed-"
LABELS = {
    Suggested.INSTITUTE: _("institute"),
    Suggested.EVENT: _("event"),
    Suggested.JOINT_SYMBOL: _("further symbol of this release"),
    Suggested.LINK: _("other release"),
}


class SuggestingDesk(ChooserDesk):
    """A save reads the text, and does with what was suggested what the person chose."""

    def save_related(
        self,
        request: DeskRequest,
        form: ModelForm,
        formsets: list[BaseFormSet],
        change: bool,  # noqa: FBT001 - Django's signature
    ) -> None:
        super().save_related(request, form, formsets, change)
        if wanted := request.POST.get(PROPOSE):
            _propose(form.instance, wanted, request)
        if thing := request.POST.get(PROPOSE_TYPED):
            _propose_typed(form.instance, thing, request)
        settle(form.instance, _choices(request.POST))

    def changeform_view(self, request: DeskRequest, *arguments: Any, **named: Any) -> HttpResponse:
        """Where a button that proposes was pressed, the form is saved and shown again."""
        if request.method == "POST" and {PROPOSE, PROPOSE_TYPED} & request.POST.keys():
            data: Any = request.POST.copy()
            data["_continue"] = "yes"
            request.POST = data
        return super().changeform_view(request, *arguments, **named)

    def unknown(self, release: Release) -> list[UnknownName]:
        """What the text names and the catalogue has not, each to be proposed by a button."""
        return unknown_in_texts(_texts(release), release.issued_on)

    def typed_names(self, request: DeskRequest) -> list[tuple[str, Any, str]]:
        """What can be proposed by a name that is typed: the thing, what it is called, and what was typed already."""
        return [
            (thing, model._meta.verbose_name, request.POST.get(f"{TYPED}{thing}", ""))
            for model, thing in THINGS.items()
            if may_propose(request, thing)
        ]

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
    """What the text names is in the catalogue, or proposed, and part of the edition. Raises ValidationError."""
    for name in unknown_in_texts(_texts(release), release.issued_on):
        if name.key == key:
            thing: Any = propose(
                name,
                kind=name.kind,
                language=release.language,
                by=request.user,
                at=request.at,
                symbol=release.reference,
            )
            _take(release, thing, name.printed)


def _propose_typed(release: Release, thing: str, request: DeskRequest) -> None:
    """What was typed is part of the edition, proposed where the catalogue has not got it. Raises ValidationError."""
    text = request.POST.get(f"{TYPED}{thing}", "")
    found, _is_new = found_or_proposed(request, thing, text, release.language)
    _take(release, found, "")


def _take(release: Release, thing: Any, printed: str) -> None:
    if isinstance(thing, Event):
        release.events.add(thing)
    elif not release.mentions.filter(institute=thing).exists():
        Mention.objects.create(release=release, institute=thing, name_as_printed=printed[:300])


def _settled(suggestion: dict[str, Any]) -> str:
    return DISMISS if suggestion["dismissed"] else ""


def _choices(data: QueryDict) -> dict[str, str]:
    return {name.removeprefix(PREFIX): data.get(name, "") for name in data if name.startswith(PREFIX)}
