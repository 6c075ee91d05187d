"""The pages before one is signed in: name and password, the second factor, passkeys."""

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.template.response import TemplateResponse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from institutes.accounts import limits, passkeys, second_factor, sign_in
from institutes.accounts.origin import origin_of
from institutes.requests import SiteRequest
from pressroom.accounts.forms import CodeForm, SignInForm
from pressroom.accounts.open_session import WHY


def outside(
    request: SiteRequest, name: str, title: str, *, status: int = 200, **context: Any
) -> HttpResponse:
    """A page for whoever is not signed in."""
    every = admin.site.each_context(request) | {"title": title, "subtitle": None}
    return TemplateResponse(request, f"admin/account/{name}.html", every | context, status=status)


def wait(response: HttpResponse, error: limits.TooManyTriesError) -> HttpResponse:
    """The page says when to try again, to programs as well."""
    response.status_code = 429
    response.headers["Retry-After"] = str(error.seconds)
    return response


def next_page(request: SiteRequest) -> str:
    """Where a person goes on after signing in: an address of this site, else the first page of the desk."""
    wanted = request.POST.get(REDIRECT_FIELD_NAME, request.GET.get(REDIRECT_FIELD_NAME, ""))
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and is_ours else resolve_url(settings.LOGIN_REDIRECT_URL)


@never_cache
@csrf_protect
@sensitive_post_parameters("password")
def page(request: SiteRequest) -> HttpResponse:
    """Name and password. Whoever has a second factor is asked for it next; nobody is told which was wrong."""
    if request.method == "GET" and admin.site.has_permission(request):
        return redirect("admin:index")
    form = SignInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            answer = _signed_in(request, form)
        except limits.TooManyTriesError as error:
            form.add_error(None, error.sentence)
            return wait(_sign_in_page(request, form), error)
        if answer is not None:
            return answer
        form.add_error(None, _("User name or password is wrong. Capital and small letters differ in both."))
    return _sign_in_page(request, form)


def _sign_in_page(request: SiteRequest, form: SignInForm, refusal: str = "") -> HttpResponse:
    why = request.session.pop(WHY, "") or ("gone" if _has_lost_its_session(request) else "")
    return outside(
        request,
        "sign_in",
        _("Log in"),
        form=form,
        refusal=refusal,
        why=why,
        next=next_page(request),
        has_passkeys=passkeys.can_be_used(request),
    )


def _has_lost_its_session(request: SiteRequest) -> bool:
    """Whether the browser has a session that the site no longer knows."""
    has_cookie = settings.SESSION_COOKIE_NAME in request.COOKIES
    return request.method == "GET" and has_cookie and request.session.is_empty()


def _signed_in(request: SiteRequest, form: SignInForm) -> HttpResponse | None:
    """The answer to the right name and password; None where they are wrong."""
    username, password = form.cleaned_data["username"], form.cleaned_data["password"]
    person = sign_in.person_with(request, username, password, at=request.at)
    if person is None:
        return None
    if second_factor.has_one(person):
        sign_in.hold(request, person, at=request.at, next_page=next_page(request))
        return redirect("admin:second_step")
    return _complete(request, person, "password", next_page(request))


def _complete(request: SiteRequest, person: Any, how: str, page_after: str) -> HttpResponse:
    response = HttpResponseRedirect(page_after)
    sign_in.complete(request, response, person, at=request.at, how=how)
    return response


@never_cache
@csrf_protect
def second_step(request: SiteRequest) -> HttpResponse:
    """The second factor: a code of the app, a recovery code, or a passkey."""
    person, wanted = sign_in.held(request, request.at)
    if person is None:
        return redirect("admin:login")
    form = CodeForm(request.POST if request.method == "POST" and "answer" not in request.POST else None)
    refusal, status, retry = "", 200, ""
    try:
        how = _shown(request, person, form)
    except limits.TooManyTriesError as error:
        refusal, status, retry, how = error.sentence, 429, str(error.seconds), ""
    if how:
        return _complete(request, person, how, wanted)
    if request.method == "POST" and status == 200 and form.is_bound == form.is_valid():
        refusal = _("That was not right, or was used before. Try the next code.")
        sign_in.note_wrong_factor(request, person, at=request.at)
    has_passkeys = passkeys.can_be_used(request) and person.passkeys.exists()
    response = outside(
        request, "second_step", _("Second factor"), form=form, refusal=refusal, has_passkeys=has_passkeys
    )
    response.status_code = status
    if retry:
        response.headers["Retry-After"] = retry
    return response


def _shown(request: SiteRequest, person: Any, form: CodeForm) -> str:
    """Which second factor was shown rightly; empty where none was. Raises limits.TooManyTriesError."""
    if request.method != "POST":
        return ""
    if "answer" in request.POST:
        return "passkey" if _passkey_of(request, person) is not None else ""
    if not form.is_valid():
        return ""
    typed = form.cleaned_data["code"]
    is_right = second_factor.use_code(person, typed, at=request.at, origin=origin_of(request))
    return "code" if is_right else ""


def _passkey_of(request: SiteRequest, person: Any) -> Any:
    answer, state = request.POST.get("answer", ""), request.POST.get("state", "")
    try:
        return passkeys.use(request, person, answer=answer, state=state, at=request.at)
    except passkeys.PasskeyError:
        return None


@never_cache
def passkey_question(request: SiteRequest) -> HttpResponse:
    """What the browser is to ask a passkey: of the person whose password was right, or of anybody."""
    person, _wanted = sign_in.held(request, request.at) if "second" in request.GET else (None, "")
    question = passkeys.ask_to_use(request, person, request.at)
    return JsonResponse({"options": question.options, "state": question.state})


@never_cache
@csrf_protect
def passkey_sign_in(request: SiteRequest) -> HttpResponse:
    """A passkey alone signs its person in: the device has made sure that it is them."""
    if request.method != "POST":
        return redirect("admin:login")
    buckets = [(limits.OF_NETWORK, origin_of(request).network)]
    try:
        limits.take(buckets, request.at)
    except limits.TooManyTriesError as error:
        return wait(_sign_in_page(request, SignInForm(), error.sentence), error)
    passkey = _passkey_of(request, None)
    if passkey is None or not (passkey.user.is_active and passkey.user.is_staff):
        sign_in.note_wrong_factor(request, passkey and passkey.user, at=request.at)
        sentence = _(
            "The site does not know this passkey. Log in with your password, and add it under “Your account”."
        )
        response = _sign_in_page(request, SignInForm(), sentence)
        response.status_code = 403
        return response
    limits.put_back(buckets)
    return _complete(request, passkey.user, "passkey", next_page(request))
