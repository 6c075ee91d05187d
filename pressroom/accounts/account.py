"""“Your account”: the choices, the password and the sessions of whoever is signed in."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.hashers import check_password
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.debug import sensitive_post_parameters

from institutes.accounts import (
    audit,
    confirmed,
    languages,
    limits,
    passwords,
    second_factor,
    sessions,
    sign_in,
)
from institutes.accounts.origin import origin_of
from institutes.desk.requests import DeskRequest
from institutes.enums import AccountAction
from institutes.models import Preferences
from pressroom.accounts.forms import ChangePasswordForm, LanguageForm


def inside(request: DeskRequest, name: str, title: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page about accounts at the desk."""
    every = admin.site.each_context(request) | {"title": title}
    return TemplateResponse(request, f"admin/account/{name}.html", every | context, status=status)


def account(request: DeskRequest) -> HttpResponse:
    """The page with the choices of whoever is signed in; sent back, they hold from the next page on."""
    chosen = Preferences.objects.of(request.user)
    form = LanguageForm(request.POST or None, initial={"language": chosen.language})
    if form.is_valid():
        languages.choose(request, form.cleaned_data["language"])
        with override(languages.language_for(request)):
            messages.success(request, _("Your choices are saved."))
        return redirect("admin:account")
    return inside(
        request,
        "account",
        _("Your account"),
        form=form,
        sessions=len(sessions.sessions_of(request.user, request.at)),
        has_second_factor=second_factor.has_one(request.user),
        is_required=second_factor.is_required(request.user),
    )


@sensitive_post_parameters("old_password", "password", "again")
def password(request: DeskRequest) -> HttpResponse:
    """A new password; every other session of the person ends with it."""
    form = ChangePasswordForm(request.POST if request.method == "POST" else None, person=request.user)
    status = 200
    if form.is_valid():
        try:
            if _is_password(request, form.cleaned_data["old_password"]):
                return _change_password(request, form.cleaned_data["password"])
            form.add_error("old_password", _("This is not your password until now."))
        except limits.TooManyTriesError as error:
            form.add_error("old_password", error.sentence)
            status = 429
    return inside(request, "password", _("New password"), form=form, status=status)


def _is_password(request: DeskRequest, typed: str) -> bool:
    """Whether it is the password of whoever is signed in. Raises limits.TooManyTriesError."""
    buckets = sign_in.buckets_of(request, request.user.get_username())
    limits.take(buckets, request.at)
    is_right = check_password(typed, request.user.password)
    if is_right:
        limits.put_back(buckets)
    else:
        origin = origin_of(request)
        what = AccountAction.CONFIRMATION_FAILED
        audit.note(what, request.user, by=request.user, at=request.at, origin=origin)
    return is_right


def _change_password(request: DeskRequest, new: str) -> HttpResponse:
    key = request.session.session_key
    passwords.set_password(request.user, new, at=request.at, origin=origin_of(request), besides=key)
    update_session_auth_hash(request, request.user)
    sessions.renamed(key, request.session.session_key)
    confirmed.remember(request.session, request.at)
    messages.success(request, _("Your password is changed, and you are signed out everywhere else."))
    return redirect("admin:account")


def open_sessions(request: DeskRequest) -> HttpResponse:
    """Where the person is signed in. One session can be ended, or all of them, this one included."""
    mine = sessions.sessions_of(request.user, request.at)
    if request.method != "POST":
        return inside(
            request,
            "sessions",
            _("Where you are signed in"),
            sessions=mine,
            current=request.session.session_key,
        )
    origin = origin_of(request)
    if "everywhere" in request.POST:
        what = AccountAction.SIGNED_OUT_EVERYWHERE
        audit.note(what, request.user, by=request.user, at=request.at, origin=origin)
        sessions.end(request.user, besides=request.session.session_key)
        return admin.site.logout(request)
    named = request.POST.get("session", "")
    ended = sessions.end(request.user, only=int(named)) if named.isdecimal() and len(named) < 19 else 0
    if ended:
        what = AccountAction.SESSION_ENDED
        audit.note(what, request.user, by=request.user, at=request.at, origin=origin)
        messages.success(request, _("The session is ended."))
    return redirect("admin:sessions")
