"""“Your account”: what a person at the desk chooses for themselves."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from institutes.accounts import languages
from institutes.desk.requests import DeskRequest
from institutes.models import Preferences


class AccountForm(forms.Form):
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the desk"),
        required=False,
        help_text=gettext_lazy("Pages and mails of the desk come in this language."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["language"]
        field.choices = [("", _("The one my browser asks for")), *languages.offered()]


def account(request: DeskRequest) -> HttpResponse:
    """The page with the choices of whoever is signed in; sent back, they hold from the next page on."""
    chosen = Preferences.objects.of(request.user)
    form = AccountForm(request.POST or None, initial={"language": chosen.language})
    if form.is_valid():
        languages.choose(request, form.cleaned_data["language"])
        with override(languages.language_for(request)):
            messages.success(request, _("Your choices are saved."))
        return redirect("admin:account")
    context = admin.site.each_context(request) | {"title": _("Your account"), "form": form}
    return TemplateResponse(request, "admin/account/account.html", context)
