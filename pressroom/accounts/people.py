"""“People”: who is at the desk, for chief editors, who invite, change groups and lock."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from institutes.accounts import people, second_factor
from institutes.accounts.confirmation import ask_again
from institutes.accounts.origin import origin_of
from institutes.desk.requests import DeskRequest
from institutes.enums import LinkPurpose
from institutes.models import AccountLink
from pressroom.accounts.account import inside
from pressroom.accounts.forms import GroupsForm, InviteForm, PeopleFilter

A_PAGE = 50
LARGEST_KEY = 2**63
ACTS: dict[str, Callable[..., None]] = {
    "lock": people.lock,
    "unlock": people.unlock,
    "remove_second_factor": people.remove_second_factor,
    "invite_again": people.invite_again,
    "take_back": people.take_invitation_back,
}


def _everybody() -> QuerySet[User]:
    """Whoever is or may become able to sign in, each with what the list tells of them."""
    invitation = AccountLink.objects.filter(user=OuterRef("pk"), purpose=LinkPurpose.INVITATION)
    staff = User.objects.filter(is_staff=True).annotate(
        was_invited=Exists(invitation), seen_at=Max("desk_sessions__seen_at")
    )
    return second_factor.with_second_factor(staff).order_by("last_name", "first_name", "username", "pk")


def _narrowed(found: QuerySet[User], form: PeopleFilter) -> QuerySet[User]:
    wanted = form.cleaned_data if form.is_valid() else {}
    if text := wanted.get("q"):
        columns = ("username", "first_name", "last_name", "email")
        for word in text.split()[:10]:
            any_column = Q()
            for column in columns:
                any_column |= Q(**{f"{column}__icontains": word})
            found = found.filter(any_column)
    if group := wanted.get("group"):
        found = found.filter(groups=group)
    is_invited = Q(is_active=False, was_invited=True, password__startswith=UNUSABLE_PASSWORD_PREFIX)
    standings: dict[str, Q] = {
        "active": Q(is_active=True),
        "invited": is_invited,
        "locked": Q(is_active=False) & ~is_invited,
        "without": Q(is_active=True, has_second_factor=False),
    }
    return found.filter(standings.get(wanted.get("standing", ""), Q()))


def standing(person: Any) -> str:
    """`active`, `invited` or `locked`, for a person that `_everybody` found."""
    if person.is_active:
        return "active"
    return "invited" if person.was_invited and not person.has_usable_password() else "locked"


def _check(request: DeskRequest) -> None:
    if not people.may_manage(request.user):
        raise PermissionDenied


def listing(request: DeskRequest) -> HttpResponse:
    """Everybody at the desk: groups, standing, when last seen, whether with a second factor."""
    _check(request)
    form = PeopleFilter(request.GET)
    found = _narrowed(_everybody(), form).prefetch_related("groups")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page", ""))
    rows = [(person, standing(person), _seen(person)) for person in page.object_list]
    query = request.GET.copy()
    query.pop("page", None)
    return inside(
        request, "people", _("People"), form=form, rows=rows, page_of_people=page, query=query.urlencode()
    )


def _seen(person: Any) -> datetime | None:
    return max(filter(None, [person.seen_at, person.last_login]), default=None)


def invite(request: DeskRequest) -> HttpResponse:
    """An address and groups; the person gets a mail with a link that works for a week."""
    _check(request)
    grantable = people.grantable_groups(request.user)
    form = InviteForm(request.POST if request.method == "POST" else None, grantable=grantable)
    if form.is_valid():
        asked = ask_again(request)
        if asked is not None:
            return asked
        try:
            person = people.invite(
                form.cleaned_data["address"],
                form.cleaned_data["groups"],
                by=request.user,
                at=request.at,
                origin=origin_of(request),
            )
        except ValidationError as error:
            form.add_error("address", error.messages)
        else:
            messages.success(request, _("An invitation goes to %(address)s.") % {"address": person.email})
            return redirect("admin:people")
    return inside(request, "invite", _("Invite somebody"), form=form)


def person_page(request: DeskRequest, key: int) -> HttpResponse:
    """One person: their groups, and the buttons to lock, unlock and so on, where whoever asks may."""
    _check(request)
    person = _everybody().filter(pk=key).first() if key < LARGEST_KEY else None
    if person is None:
        raise Http404(_("There is nobody here under this number."))
    refusal = people.refusal(request.user, person)
    grantable = people.grantable_groups(request.user)
    act = request.POST.get("act", "")
    form = GroupsForm(
        request.POST if act == "groups" else None,
        grantable=grantable,
        initial={"groups": person.groups.all()},
    )
    if act in ACTS or (act == "groups" and form.is_valid()):
        asked = ask_again(request)
        return _act(request, act, person, form) if asked is None else asked
    return inside(
        request,
        "person",
        person.get_full_name() or person.get_username(),
        person=person,
        standing=standing(person),
        seen=_seen(person),
        refusal=refusal,
        form=form,
    )


def _act(request: DeskRequest, act: str, person: Any, form: GroupsForm) -> HttpResponse:
    who: dict[str, Any] = {"by": request.user, "at": request.at, "origin": origin_of(request)}
    try:
        if act == "groups":
            people.change_groups(person, form.cleaned_data["groups"], **who)
        else:
            ACTS[act](person, **who)
    except people.PeopleError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _said(act) % {"name": person.get_full_name() or person.get_username()})
    return redirect("admin:people") if act == "take_back" else redirect("admin:person", person.pk)


def _said(act: str) -> str:
    return {
        "groups": _("The groups of %(name)s are changed."),
        "lock": _("%(name)s is locked and signed out everywhere."),
        "unlock": _("%(name)s can sign in again."),
        "remove_second_factor": _(
            "%(name)s signs in with the password alone until they add a second factor."
        ),
        "invite_again": _("Another invitation goes to %(name)s; the one before no longer works."),
        "take_back": _("The invitation of %(name)s is taken back."),
    }[act]
