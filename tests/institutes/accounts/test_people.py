"""Who may do what with whose account."""

from datetime import timedelta
from functools import partial

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import ValidationError

from institutes.accounts import people
from institutes.accounts.origin import Origin
from institutes.enums import LinkPurpose
from institutes.models import AccountEvent, AccountLink, DeskSession, QueuedMail
from tests.factories import NOON, make_user

pytestmark = pytest.mark.django_db
HERE = Origin("192.0.2.7", "Firefox, Linux")
CHIEF, EDITOR, OFFICER = "Chief editors", "Editors", "Press officers"
MAY_NOT = "You may not manage the accounts of others."
NOT_ONESELF = "Nobody changes their own account here; ask another chief editor."
NOT_MORE = "This person may do what you may not, so you cannot change their account."


def groups(*names):
    return list(Group.objects.filter(name__in=names))


@pytest.fixture
def chief():
    return make_user(CHIEF, username="chief", email="chief@example.org")


def invited(by, address="anna@example.org", *names):
    return people.invite(address, groups(*(names or [OFFICER])), by=by, at=NOON, origin=HERE)


def people_by_name():
    made = {name: make_user(name, username=name.lower()) for name in (CHIEF, EDITOR, OFFICER)}
    made["reader"] = make_user(username="reader")
    made["other chief"] = make_user(CHIEF, username="other chief")
    made["more"] = make_user(OFFICER, username="more")
    made["more"].user_permissions.add(Permission.objects.get(codename="change_user"))
    made["root"] = make_user(username="root", is_superuser=True)
    made["locked chief"] = make_user(CHIEF, username="locked chief", is_active=False)
    return made


@pytest.mark.parametrize(
    ("by", "whose", "why_not"),
    [
        (CHIEF, OFFICER, ""),
        (CHIEF, EDITOR, ""),
        (CHIEF, "other chief", ""),
        (CHIEF, "reader", ""),
        (CHIEF, CHIEF, NOT_ONESELF),
        (CHIEF, "more", NOT_MORE),
        (CHIEF, "root", NOT_MORE),
        (EDITOR, OFFICER, MAY_NOT),
        (OFFICER, OFFICER, MAY_NOT),
        ("more", EDITOR, MAY_NOT),
        ("locked chief", OFFICER, MAY_NOT),
        ("root", CHIEF, ""),
        ("root", "more", ""),
        ("root", "root", NOT_ONESELF),
    ],
)
def test_who_may_change_whose_account(by, whose, why_not):
    made = people_by_name()
    who = {"by": made[by], "at": NOON, "origin": HERE}
    person = made[whose]
    was_active, was_in = person.is_active, set(person.groups.all())

    assert people.refusal(made[by], person) == why_not
    for act in (
        partial(people.change_groups, person, groups(OFFICER, EDITOR)),
        partial(people.lock, person),
        partial(people.unlock, person),
        partial(people.remove_second_factor, person),
    ):
        if why_not:
            with pytest.raises(people.PeopleError, match=why_not.split(";", maxsplit=1)[0].rstrip(".")):
                act(**who)
        else:
            act(**who)
    person.refresh_from_db()
    is_unchanged = (person.is_active, set(person.groups.all())) == (was_active, was_in)
    assert is_unchanged == bool(why_not)


@pytest.mark.parametrize(
    ("by", "given", "names"),
    [
        (CHIEF, [CHIEF], [CHIEF, EDITOR, OFFICER]),
        (EDITOR, [], []),
        ("root", ["Administrators"], ["Administrators", CHIEF, EDITOR, OFFICER]),
    ],
)
def test_nobody_gives_more_than_they_have(by, given, names):
    administrators = Group.objects.create(name="Administrators")
    administrators.permissions.add(Permission.objects.get(codename="delete_user"))
    who = people_by_name()[by]

    assert [group.name for group in people.grantable_groups(who)] == names
    if "Administrators" not in names:
        with pytest.raises(people.PeopleError):
            people.invite("x@example.org", [administrators], by=who, at=NOON, origin=HERE)
        assert not User.objects.filter(email="x@example.org").exists()


def test_an_invitation_is_an_account_that_nobody_can_use_yet_and_a_mail(chief):
    person = invited(chief, " Anna@Example.org ", EDITOR)

    assert (person.is_active, person.is_staff, person.has_usable_password()) == (False, True, False)
    assert [group.name for group in person.groups.all()] == [EDITOR]
    (mail,) = QueuedMail.objects.all()
    assert (mail.to, mail.subject) == ("Anna@Example.org", "You are invited to the press room")
    assert "chief has invited you" in mail.text
    assert "It works once and until 28 April 2005, 12:00 UTC." in mail.text
    (line,) = AccountEvent.objects.all()
    assert (line.what, line.by, line.person, line.details) == ("invited", chief, person, EDITOR)


@pytest.mark.parametrize("address", ["", "anna", "anna@", "a b@example.org"])
def test_what_is_no_address_is_not_invited(chief, address):
    with pytest.raises(ValidationError):
        invited(chief, address)
    assert QueuedMail.objects.count() == 0


def test_nobody_is_invited_twice(chief):
    invited(chief)
    for address in ("anna@example.org", "ANNA@example.org", "chief@example.org"):
        with pytest.raises(people.PeopleError, match="has an account already"):
            invited(chief, address)


def test_an_invitation_needs_a_group(chief):
    with pytest.raises(people.PeopleError, match="Choose a group"):
        people.invite("anna@example.org", [], by=chief, at=NOON, origin=HERE)


def join(link, name="anna"):
    return people.join(
        link, name=name, first_name="Anna", last_name="Katz", password="three invented words",
        at=NOON, origin=HERE,
    )  # fmt: skip


def test_an_invitation_is_taken_up_once(chief):
    invited(chief)
    link = AccountLink.objects.get()

    assert (join(link), join(link, "other")) == (True, False)
    anna = User.objects.get(username="anna")
    assert (anna.get_full_name(), anna.is_active, anna.check_password("three invented words")) == (
        "Anna Katz",
        True,
        True,
    )


def test_another_invitation_ends_the_one_before(chief):
    person = invited(chief)
    people.invite_again(person, by=chief, at=NOON + timedelta(days=1), origin=HERE)

    assert list(AccountLink.objects.order_by("pk").values_list("used_at", flat=True)) == [
        NOON + timedelta(days=1),
        None,
    ]
    assert QueuedMail.objects.count() == 2


def test_an_invitation_that_is_taken_back_leaves_only_its_lines(chief):
    people.take_invitation_back(invited(chief), by=chief, at=NOON, origin=HERE)

    assert not User.objects.filter(email="anna@example.org").exists()
    assert list(AccountEvent.objects.order_by("pk").values_list("what", flat=True)) == [
        "invited",
        "invitation_revoked",
    ]


def test_an_account_in_use_is_not_taken_back(chief):
    person = invited(chief)
    join(AccountLink.objects.get())
    person.refresh_from_db()

    for act in (people.take_invitation_back, people.invite_again):
        with pytest.raises(people.PeopleError, match="has an account already"):
            act(person, by=chief, at=NOON, origin=HERE)
    people.lock(person, by=chief, at=NOON, origin=HERE)
    with pytest.raises(people.PeopleError, match="has an account already"):
        people.take_invitation_back(person, by=chief, at=NOON, origin=HERE)


def test_whoever_is_locked_is_signed_out_at_once(chief, client):
    editor = make_user(EDITOR)
    client.force_login(editor)
    people.lock(editor, by=chief, at=NOON, origin=HERE)

    assert client.get("/admin/").status_code == 302
    assert DeskSession.objects.filter(user=editor).count() == 0
    assert AccountLink.objects.filter(purpose=LinkPurpose.NEW_PASSWORD, used_at=None).count() == 0


def test_a_change_of_groups_says_before_and_after(chief):
    officer = make_user(OFFICER)
    people.change_groups(officer, groups(EDITOR, OFFICER), by=chief, at=NOON, origin=HERE)
    people.change_groups(officer, groups(EDITOR, OFFICER), by=chief, at=NOON, origin=HERE)

    assert list(AccountEvent.objects.values_list("what", "details")) == [
        ("groups_changed", "Press officers → Editors, Press officers")
    ]
