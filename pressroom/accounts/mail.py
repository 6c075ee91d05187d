"""The mails that a person at the desk gets, and those that did not reach them."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from institutes.desk.requests import DeskRequest
from institutes.enums import NoticeKind
from institutes.models import Preferences


class MailForm(forms.Form):
    wanted = forms.MultipleChoiceField(
        label=gettext_lazy("Send me a mail when"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, offered: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["wanted"]
        field.choices = offered


def offered_kinds(user: User) -> list[tuple[str, Any]]:
    """The kinds of mail that `user` could get, each with what it says."""
    return [(kind.value, kind.label) for kind in NoticeKind if user.has_perm(kind.permission)]


def choices(request: DeskRequest) -> HttpResponse:
    """The page on which whoever is signed in chooses; sent back, it holds from the next mail on."""
    chosen = Preferences.objects.of(request.user)
    offered = offered_kinds(request.user)
    codes = [code for code, _label in offered]
    wanted = [code for code in codes if code not in chosen.declined_notices]
    form = MailForm(request.POST or None, initial={"wanted": wanted}, offered=offered)
    if request.method == "POST" and form.is_valid():
        # What this person cannot get just now stays as they chose it once.
        others = [code for code in chosen.declined_notices if code not in codes]
        declined = [code for code in codes if code not in form.cleaned_data["wanted"]]
        Preferences.objects.update_or_create(
            user=request.user, defaults={"declined_notices": [*others, *declined]}
        )
        messages.success(request, _("Your choices are saved."))
        return redirect("admin:account_mail")
    context = admin.site.each_context(request) | {
        "title": _("Mail to me"),
        "form": form,
        "address": request.user.email,
    }
    return TemplateResponse(request, "admin/account/mail.html", context)
