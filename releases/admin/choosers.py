"""Lists of choices on forms of the desk that find nothing: the name that was typed is proposed from there."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import JsonResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from institutes.desk.requests import DeskRequest
from institutes.desk.sent_values import bare
from institutes.enums import Language
from institutes.models import Institute
from releases.admin.import_proposals import in_catalogue, propose
from releases.intake.unknown_names import typed_name
from releases.models import Event

THINGS: dict[type[models.Model], str] = {Institute: "institute", Event: "event"}


class ProposingChoices(admin.ModelAdmin):
    """Where a list of institutes or events finds nothing, it offers to propose what was typed, to who may."""

    class Media:
        js = ["pressroom/propose.js"]

    def formfield_for_dbfield(self, db_field: models.Field, request: DeskRequest, **kwargs: Any) -> Any:
        return offering(super().formfield_for_dbfield(db_field, request, **kwargs), db_field, request)


def offering(field: Any, column: models.Field, request: DeskRequest) -> Any:
    """The field of a form for that column, with what its page needs to propose from it."""
    model = column.related_model
    thing = THINGS.get(model) if isinstance(model, type) else None
    if field is not None and thing is not None and may_propose(request, thing):
        widget: forms.Widget = bare(field)
        widget.attrs |= {
            "data-propose": reverse("admin:releases_release_propose"),
            "data-propose-thing": thing,
            "data-propose-label": _("Propose “%(name)s”"),
        }
    return field


def may_propose(request: DeskRequest, thing: str) -> bool:
    """Whether the person may add institutes or events, be it as proposals."""
    model = next(model for model, name in THINGS.items() if name == thing)
    return request.user.has_perm(f"{model._meta.app_label}.add_{model._meta.model_name}")


class ChooserDesk(admin.ModelAdmin):
    """The address to which the lists of choices of all forms send what is proposed."""

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(require_POST(self.propose_view))
        return [path("propose/", view, name="releases_release_propose"), *super().get_urls()]

    def propose_view(self, request: DeskRequest) -> JsonResponse:
        """`id` and `text` of the choice for the `name` that was sent, and a sentence; only that with 403 or 409."""
        sent = request.POST
        try:
            with transaction.atomic():
                found, is_new = found_or_proposed(
                    request, sent.get("thing", ""), sent.get("name", ""), sent.get("language", "")
                )
        except ValidationError as error:
            status = 403 if getattr(error, "code", "") == "permission" else 409
            return JsonResponse({"message": " ".join(error.messages)}, status=status)
        said = (
            _("“%(name)s” is proposed and chosen here; an editor decides on it.")
            if is_new
            else _("“%(name)s” was in the catalogue already and is chosen here.")
        )
        return JsonResponse({"id": found.pk, "text": str(found), "message": said % {"name": found.name}})


def found_or_proposed(
    request: DeskRequest, thing: str, text: str, language: str
) -> tuple[Institute | Event, bool]:
    """The institute or event of that name, and whether it was proposed just now.

    Proposed by editors too: one click is no look at what would be public. Raises ValidationError where `text` is no
    name, or the person may not propose.
    """
    if thing not in THINGS.values():
        raise ValidationError(_("There is no such list of choices."), code="thing")
    if not may_propose(request, thing):
        # Before the catalogue is asked: what others proposed is not to be found out by its name.
        raise ValidationError(_("You do not have the permission for this."), code="permission")
    try:
        name = typed_name(thing, text)
    except ValueError as error:
        raise ValidationError(_("Type a name of up to 300 characters first."), code="name") from error
    there = in_catalogue(name)
    if there is not None:
        return there, False
    made: Any = propose(
        name,
        kind=name.kind,
        language=language if language in Language.values else Language.ENGLISH,
        by=request.user,
        at=request.at,
        comment=_("Asked for from a list of choices that did not have it."),
        is_decided=False,
    )
    return made, True
