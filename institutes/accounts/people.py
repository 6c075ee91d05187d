"""What chief editors do with the accounts of others: invite, change groups, lock. Each function checks who may."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from institutes.accounts import audit, devices, links, notices, second_factor, sessions
from institutes.accounts.origin import Origin
from institutes.enums import AccountAction, LinkPurpose
from institutes.mail.queue import checked_address
from institutes.models import AccountLink

PERMISSION = "institutes.manage_people"


class PeopleError(ValidationError):
    """It is not done, and the message is a sentence that says why. `code` is `forbidden` where the person may not."""


def may_manage(by: Any) -> bool:
    """Whether `by` may manage the accounts of others at all."""
    return by.is_active and by.has_perm(PERMISSION)


def grantable_groups(by: Any) -> list[Group]:
    """The groups that `by` may give: those that may nothing that `by` may not, by name."""
    if not may_manage(by):
        return []
    groups = Group.objects.order_by("name").prefetch_related("permissions__content_type")
    return [group for group in groups if _holds(by, group.permissions.all())]


def refusal(by: Any, person: Any) -> str:
    """Why `by` may not change the account of `person`, in a sentence; empty where they may."""
    if not may_manage(by):
        return _("You may not manage the accounts of others.")
    if person.pk == by.pk:
        return _("Nobody changes their own account here; ask another chief editor.")
    if by.is_superuser:
        return ""
    theirs = Permission.objects.filter(Q(group__user=person) | Q(user=person)).select_related("content_type")
    if person.is_superuser or not _holds(by, theirs.distinct()):
        return _("This person may do what you may not, so you cannot change their account.")
    return ""


def invite(address: str, groups: Iterable[Group], *, by: Any, at: datetime, origin: Origin) -> Any:
    """An account with that address and these groups is there, and its person gets a mail with a link to take it up.

    Raises PeopleError, or ValidationError where the address is none.
    """
    address = checked_address(address)
    chosen = _checked_groups(groups, by)
    users = get_user_model()
    with transaction.atomic():
        if users.objects.filter(Q(username__iexact=address) | Q(email__iexact=address)).exists():
            raise PeopleError(
                _("Somebody with this address has an account already, or is invited."), code="taken"
            )
        person = users(username=address[:150], email=address, is_staff=True, is_active=False)
        person.set_unusable_password()
        person.save()
        person.groups.set(chosen)
        _send_invitation(person, by=by, at=at)
        names = _names(chosen)
        audit.note(AccountAction.INVITED, person, by=by, at=at, origin=origin, details=names)
    return person


def invite_again(person: Any, *, by: Any, at: datetime, origin: Origin) -> None:
    """Somebody who was invited gets a new link; the one before does not work any more. Raises PeopleError."""
    _check(by, person)
    if not is_invited(person):
        raise PeopleError(_("This person has an account already."), code="taken")
    with transaction.atomic():
        _send_invitation(person, by=by, at=at)
        audit.note(AccountAction.INVITED, person, by=by, at=at, origin=origin)


def take_invitation_back(person: Any, *, by: Any, at: datetime, origin: Origin) -> None:
    """The link does not work any more, and there is no such account. Raises PeopleError."""
    _check(by, person)
    with transaction.atomic():
        locked = get_user_model().objects.select_for_update().filter(pk=person.pk).first()
        if locked is None or not is_invited(locked):
            raise PeopleError(_("This person has an account already."), code="taken")
        audit.note(AccountAction.INVITATION_REVOKED, person, by=by, at=at, origin=origin)
        locked.delete()


def is_invited(person: Any) -> bool:
    """Whether `person` was invited and has not taken up the account yet."""
    return (
        not person.is_active
        and not person.has_usable_password()
        and AccountLink.objects.filter(user=person, purpose=LinkPurpose.INVITATION).exists()
    )


def join(link: AccountLink, *, name: str, first_name: str, last_name: str, password: str,
         at: datetime, origin: Origin) -> bool:  # fmt: skip
    """Whoever was invited has the account, under the user name `name`. Returns False where the link is spent."""
    person = link.user
    with transaction.atomic():
        if not links.spend(link, at) or person.is_active:
            return False
        person.username, person.first_name, person.last_name = name, first_name, last_name
        person.is_active = True
        person.set_password(password)
        person.save()
        audit.note(AccountAction.JOINED, person, by=person, at=at, origin=origin)
    return True


def change_groups(person: Any, groups: Iterable[Group], *, by: Any, at: datetime, origin: Origin) -> None:
    """`person` is in these groups and in no others. Raises PeopleError."""
    _check(by, person)
    chosen = _checked_groups(groups, by)
    with transaction.atomic():
        before = list(person.groups.select_for_update().order_by("name"))
        if set(before) == set(chosen):
            return
        person.groups.set(chosen)
        details = f"{_names(before)} → {_names(chosen)}"
        audit.note(AccountAction.GROUPS_CHANGED, person, by=by, at=at, origin=origin, details=details)


def lock(person: Any, *, by: Any, at: datetime, origin: Origin) -> None:
    """`person` cannot sign in, and is signed out everywhere at once. Raises PeopleError."""
    _set_active(person, by=by, at=at, origin=origin, is_active=False)


def unlock(person: Any, *, by: Any, at: datetime, origin: Origin) -> None:
    """`person` can sign in again. Raises PeopleError."""
    _set_active(person, by=by, at=at, origin=origin, is_active=True)


def remove_second_factor(person: Any, *, by: Any, at: datetime, origin: Origin) -> None:
    """`person`, who lost their telephone, signs in with the password alone until they add another factor.

    They are signed out everywhere, and no device is known any more. Raises PeopleError.
    """
    _check(by, person)
    with transaction.atomic():
        second_factor.remove_all(person, by=by, at=at, origin=origin)
        sessions.end(person)
        devices.forget(person)


def _set_active(person: Any, *, by: Any, at: datetime, origin: Origin, is_active: bool) -> None:
    _check(by, person)
    if is_invited(person):
        raise PeopleError(
            _("This person has not taken up the invitation yet; take it back instead."), code="invited"
        )
    with transaction.atomic():
        changed = get_user_model().objects.filter(pk=person.pk, is_active=not is_active)
        if not changed.update(is_active=is_active):
            return
        if not is_active:
            sessions.end(person)
            links.end(LinkPurpose.NEW_PASSWORD, person, at=at)
        what = AccountAction.UNLOCKED if is_active else AccountAction.LOCKED
        audit.note(what, person, by=by, at=at, origin=origin)
    person.is_active = is_active


def _send_invitation(person: Any, *, by: Any, at: datetime) -> None:
    token = links.make(LinkPurpose.INVITATION, person, at=at, by=by)
    notices.send_invitation(person, token, at=at, by=by, ends_at=at + links.LIVES[LinkPurpose.INVITATION])


def _check(by: Any, person: Any) -> None:
    why_not = refusal(by, person)
    if why_not:
        raise PeopleError(why_not, code="forbidden")


def _checked_groups(groups: Iterable[Group], by: Any) -> list[Group]:
    if not may_manage(by):
        raise PeopleError(_("You may not manage the accounts of others."), code="forbidden")
    chosen, grantable = list(groups), grantable_groups(by)
    if not chosen:
        raise PeopleError(
            _("Choose a group: without one a person may do nothing at the desk."), code="required"
        )
    if any(group not in grantable for group in chosen):
        raise PeopleError(_("A group that may do what you may not is not yours to give."), code="forbidden")
    return chosen


def _holds(by: Any, permissions: Iterable[Permission]) -> bool:
    return all(by.has_perm(f"{each.content_type.app_label}.{each.codename}") for each in permissions)


def _names(groups: Iterable[Group]) -> str:
    return ", ".join(sorted(group.name for group in groups))
