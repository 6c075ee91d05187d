"""The pages on which a person adds a second factor, or takes one away."""

from io import BytesIO

import segno
from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from institutes.accounts import codes, confirmed, passkeys, second_factor
from institutes.accounts.confirmation import ask_again
from institutes.accounts.origin import origin_of
from institutes.desk.requests import DeskRequest
from institutes.models import AuthenticatorApp, Passkey, RecoveryCode
from pressroom.accounts.account import inside
from pressroom.accounts.forms import CodeForm, PasskeyForm

NEW_SECRET = "new_app_secret"  # noqa: S105 - where it is kept in the session
ACTIONS = frozenset({"add_app", "remove_app", "add_passkey", "remove_passkey", "new_codes"})


@never_cache
def overview(request: DeskRequest) -> HttpResponse:
    """What the person has as a second factor. Whatever changes it asks for the password first."""
    action = request.POST.get("action", "")
    if action in ACTIONS:
        asked = ask_again(request)
        return _act(request, action) if asked is None else asked
    return inside(
        request,
        "second_factor",
        _("Second factor"),
        app=AuthenticatorApp.objects.filter(user=request.user).first(),
        passkeys=list(Passkey.objects.filter(user=request.user)),
        codes_left=RecoveryCode.objects.filter(user=request.user).count(),
        can_have_passkeys=passkeys.can_be_used(request),
        is_required=second_factor.is_required(request.user),
    )


def _act(request: DeskRequest, action: str) -> HttpResponse:
    person, origin = request.user, origin_of(request)
    if action == "add_app":
        request.session[NEW_SECRET] = codes.new_secret()
        return redirect("admin:add_app")
    if action == "add_passkey":
        return redirect("admin:add_passkey")
    if action == "new_codes":
        if not second_factor.has_one(person):
            return redirect("admin:second_factor")
        return _codes_page(request, codes.new_recovery_codes(person))
    if action == "remove_app":
        second_factor.remove_app(person, at=request.at, origin=origin)
    else:
        key = request.POST.get("passkey", "")
        second_factor.remove_passkey(
            person, int(key) if key.isdecimal() and len(key) < 19 else 0, at=request.at, origin=origin
        )
    request.session[second_factor.SHOWN] = second_factor.has_one(person)
    messages.success(request, _("It is taken away."))
    return redirect("admin:second_factor")


@never_cache
def add_app(request: DeskRequest) -> HttpResponse:
    """The QR code for the app, and the field for the first code that it shows."""
    secret = request.session.get(NEW_SECRET)
    if secret is None or not confirmed.is_fresh(request.session, request.at):
        return redirect("admin:second_factor")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if codes.add_app(request.user, secret, form.cleaned_data["code"], request.at):
            del request.session[NEW_SECRET]
            return _added(request, "app", _("Your app is added."))
        form.add_error(
            "code", _("This is not the code that the app shows now. Is the clock of the telephone right?")
        )
    spaced = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return inside(request, "add_app", _("Add an app for codes"), form=form, secret=spaced)


@never_cache
def qr_code(request: DeskRequest) -> HttpResponse:
    """The picture that the app reads, an SVG file."""
    secret = request.session.get(NEW_SECRET)
    if secret is None:
        raise Http404
    picture = BytesIO()
    address = codes.address_of(secret, request.user.get_username())
    segno.make(address, micro=False).save(picture, kind="svg", scale=5, light="#fff")
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


@never_cache
def add_passkey(request: DeskRequest) -> HttpResponse:
    """The browser makes a passkey, under the name that the person gives it."""
    if not (passkeys.can_be_used(request) and confirmed.is_fresh(request.session, request.at)):
        return redirect("admin:second_factor")
    form = PasskeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            passkeys.add(request, request.user, **form.cleaned_data, at=request.at)
        except passkeys.PasskeyError:
            form.add_error(None, _("The browser made no passkey. Try again, or with another browser."))
        else:
            return _added(request, "passkey", _("The passkey is added."))
    return inside(request, "add_passkey", _("Add a passkey"), form=form)


@never_cache
def passkey_question(request: DeskRequest) -> HttpResponse:
    """What the browser is asked to make."""
    question = passkeys.ask_to_add(request, request.user, request.at)
    return JsonResponse({"options": question.options, "state": question.state})


def _added(request: DeskRequest, what: str, said: str) -> HttpResponse:
    fresh = second_factor.added(request.user, what, at=request.at, origin=origin_of(request))
    request.session[second_factor.SHOWN] = True
    messages.success(request, said)
    return _codes_page(request, fresh) if fresh else redirect("admin:second_factor")


def _codes_page(request: DeskRequest, fresh: list[str]) -> HttpResponse:
    """The new recovery codes, which are shown this once."""
    return inside(request, "recovery_codes", _("Recovery codes"), codes=fresh)
