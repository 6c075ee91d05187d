"""The pages that links in mails lead to: a forgotten password, a new one, an invitation."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.debug import sensitive_post_parameters

from institutes.accounts import limits, links, passwords, people, second_factor, sign_in
from institutes.accounts.origin import origin_of
from institutes.enums import LinkPurpose
from institutes.models import AccountLink
from institutes.requests import SiteRequest
from pressroom.accounts.forms import ForgottenForm, JoinForm, NewPasswordForm
from pressroom.accounts.sign_in import outside, wait


@never_cache
@csrf_protect
def forgotten(request: SiteRequest) -> HttpResponse:
    """Asks for a user name or an address; what it answers says nothing about whether there is such an account."""
    form = ForgottenForm(request.POST if request.method == "POST" else None)
    title = _("Forgotten password")
    if not form.is_valid():
        return outside(request, "forgotten", title, form=form)
    try:
        passwords.ask_for_new(form.cleaned_data["name"], at=request.at, origin=origin_of(request))
    except limits.TooManyTriesError as error:
        form.add_error(None, error.sentence)
        return wait(outside(request, "forgotten", title, form=form), error)
    return outside(request, "forgotten_sent", title)


@never_cache
@csrf_protect
@sensitive_post_parameters("password", "again")
def new_password(request: SiteRequest, token: str) -> HttpResponse:
    """The person of the link chooses a new password, and then signs in with it."""
    link = links.find(LinkPurpose.NEW_PASSWORD, token, request.at)
    if link is None or not link.user.is_active:
        return _dead(request, LinkPurpose.NEW_PASSWORD)
    form = NewPasswordForm(request.POST if request.method == "POST" else None, person=link.user)
    if not form.is_valid():
        return outside(request, "new_password", _("New password"), form=form, person=link.user)
    password = form.cleaned_data["password"]
    if not passwords.set_by_link(link, password, at=request.at, origin=origin_of(request)):
        return _dead(request, LinkPurpose.NEW_PASSWORD)
    return _sign_in(request, link, how="new password")


@never_cache
@csrf_protect
@sensitive_post_parameters("password", "again")
def invitation(request: SiteRequest, token: str) -> HttpResponse:
    """Whoever was invited gives a name and a password, and is signed in."""
    link = links.find(LinkPurpose.INVITATION, token, request.at)
    if link is None or link.user.is_active:
        return _dead(request, LinkPurpose.INVITATION)
    initial = {"name": link.user.get_username()}
    form = JoinForm(request.POST if request.method == "POST" else None, person=link.user, initial=initial)
    if not form.is_valid():
        groups = list(link.user.groups.order_by("name"))
        title = _("Welcome to the press room")
        return outside(request, "invitation", title, form=form, groups=groups, by=link.made_by)
    given = {name: form.cleaned_data[name] for name in ("name", "first_name", "last_name", "password")}
    if not people.join(link, **given, at=request.at, origin=origin_of(request)):
        return _dead(request, LinkPurpose.INVITATION)
    return _sign_in(request, link, how="invitation")


def _sign_in(request: SiteRequest, link: AccountLink, *, how: str) -> HttpResponse:
    """The person of the link goes on to the desk, over their second factor if they have one."""
    person = link.user
    if second_factor.has_one(person):
        sign_in.hold(request, person, at=request.at, next_page=resolve_url(settings.LOGIN_REDIRECT_URL))
        return redirect("admin:second_step")
    response = HttpResponseRedirect(resolve_url(settings.LOGIN_REDIRECT_URL))
    sign_in.complete(request, response, person, at=request.at, how=how, tell=False)
    return response


def _dead(request: SiteRequest, purpose: LinkPurpose) -> HttpResponse:
    is_invitation = purpose == LinkPurpose.INVITATION
    response = outside(request, "dead_link", _("This link no longer works"), is_invitation=is_invitation)
    response.status_code = 410
    return response
