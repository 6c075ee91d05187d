"""The pages about people, sessions, passwords and the log of accounts."""

import csv
import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutes.accounts import people
from institutes.accounts.audit import note
from institutes.accounts.origin import Origin
from institutes.enums import AccountAction
from institutes.models import AccountEvent, DeskSession
from tests.factories import NOON, make_user

pytestmark = pytest.mark.django_db
PEOPLE, LOG, SESSIONS = "/admin/people/", "/admin/people/log/", "/admin/account/sessions/"
CHANGE = "/admin/password_change/"
HERE = Origin("192.0.2.7", "Firefox, Linux")


@pytest.fixture(autouse=True)
def clock():
    with patch("django.utils.timezone.now", return_value=NOON) as now:
        yield lambda at: setattr(now, "return_value", at)


@pytest.fixture
def chief(client):
    user = make_user("Chief editors", username="chief", first_name="Chi", last_name="Ef")
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    ("group", "status"), [("Chief editors", 200), ("Editors", 403), ("Press officers", 403), (None, 302)]
)
@pytest.mark.parametrize("address", [PEOPLE, f"{PEOPLE}invite/", LOG, f"{LOG}?format=csv", f"{PEOPLE}1/"])
def test_people_are_for_chief_editors(client, group, status, address):
    make_user(pk=1, username="first")
    if group:
        client.force_login(make_user(group))

    assert client.get(address).status_code == status


@pytest.mark.parametrize(
    "act", ["groups", "lock", "unlock", "remove_second_factor", "invite_again", "take_back"]
)
def test_an_editor_who_sends_the_form_changes_nothing(client, act):
    other = make_user("Press officers")
    client.force_login(make_user("Editors"))
    sent = {"act": act, "groups": [Group.objects.get(name="Editors").pk]}

    assert client.post(f"{PEOPLE}{other.pk}/", sent).status_code == 403
    assert AccountEvent.objects.count() == 0


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["anna@example.org", "editor", "locked", "officer", "chief"]),
        ("standing=invited", ["anna@example.org"]),
        ("standing=locked", ["locked"]),
        ("standing=active", ["editor", "officer", "chief"]),
        ("q=chi+ef", ["chief"]),
        ("q=example.org", ["anna@example.org"]),
        (
            "standing=nonsense&group=99999&page=x",
            ["anna@example.org", "editor", "locked", "officer", "chief"],
        ),
    ],
)
def test_the_list_of_people_is_narrowed(client, chief, query, names):
    make_user("Press officers", username="officer")
    make_user("Editors", username="editor")
    make_user("Editors", username="locked", is_active=False)
    User.objects.create_user("reader")
    people.invite("anna@example.org", [Group.objects.get(name="Editors")], by=chief, at=NOON, origin=HERE)
    page = client.get(f"{PEOPLE}?{query}")

    assert [person.get_username() for person, *_ in page.context["rows"]] == names


def test_the_list_asks_as_much_for_many_people_as_for_few(client, chief):
    counts = []
    for _round in range(2):
        client.get(PEOPLE)
        with CaptureQueriesContext(connection) as asked:
            client.get(PEOPLE)
        counts.append(len(asked))
        for _number in range(5):
            make_user("Editors", "Press officers")

    assert counts[0] == counts[1]


def test_a_chief_editor_changes_groups_and_locks_by_the_buttons(client, chief):
    officer = make_user("Press officers", username="officer")
    address = f"{PEOPLE}{officer.pk}/"
    editors = Group.objects.get(name="Editors")
    client.post(address, {"act": "groups", "groups": [editors.pk]})
    client.post(address, {"act": "lock"})
    page = client.get(address)

    officer.refresh_from_db()
    assert (list(officer.groups.all()), officer.is_active, page.context["standing"]) == (
        [editors],
        False,
        "locked",
    )
    client.post(address, {"act": "unlock"})
    officer.refresh_from_db()
    assert officer.is_active


def test_ones_own_page_has_no_buttons(client, chief):
    page = client.get(f"{PEOPLE}{chief.pk}/")
    client.post(f"{PEOPLE}{chief.pk}/", {"act": "lock"})

    assert page.context["refusal"] == "Nobody changes their own account here; ask another chief editor."
    assert b'name="act"' not in page.content
    assert client.get(PEOPLE).status_code == 200


def test_an_address_that_is_taken_comes_back_with_a_sentence(client, chief):
    sent = {"address": "anna@example.org", "groups": [Group.objects.get(name="Editors").pk]}
    client.post(f"{PEOPLE}invite/", sent)
    refused = client.post(f"{PEOPLE}invite/", sent)

    assert refused.context["form"].errors["address"] == [
        "Somebody with this address has an account already, or is invited."
    ]
    assert refused.context["form"]["address"].value() == "anna@example.org"


@pytest.fixture
def lines(chief):
    anna = make_user(username="anna")
    for hours, (what, person, by) in enumerate(
        [
            (AccountAction.SIGNED_IN, anna, anna),
            (AccountAction.SIGN_IN_FAILED, anna, None),
            (AccountAction.SIGN_IN_FAILED, None, None),
            (AccountAction.LOCKED, anna, chief),
        ]
    ):
        note(what, person, at=NOON + timedelta(hours=8 * hours), origin=HERE, by=by, details="=1+1")


@pytest.mark.parametrize(
    ("query", "whats"),
    [
        ("", ["locked", "sign_in_failed", "sign_in_failed", "signed_in"]),
        ("person=anna", ["locked", "sign_in_failed", "signed_in"]),
        ("person=chief", ["locked"]),
        ("what=sign_in_failed", ["sign_in_failed", "sign_in_failed"]),
        ("since=2005-04-22", ["locked", "sign_in_failed"]),
        ("until=2005-04-21", ["sign_in_failed", "signed_in"]),
        ("until=21 April 2005", ["sign_in_failed", "signed_in"]),
        ("what=nonsense&since=x&before=-1", ["locked", "sign_in_failed", "sign_in_failed", "signed_in"]),
    ],
)
@pytest.mark.usefixtures("lines")
def test_the_log_is_narrowed_as_a_page_and_as_a_file(client, query, whats):
    page = client.get(f"{LOG}?{query}")
    file = client.get(f"{LOG}?{query}&format=csv").content.decode().splitlines()

    assert [line.what for line in page.context["lines"]] == whats
    rows = list(csv.reader(file))
    assert [row[1] for row in rows[1:]] == whats
    assert {row[6] for row in rows[1:]} == {"'=1+1"}


def test_the_log_goes_on_with_older_lines(client, chief):
    for _number in range(101):
        note(AccountAction.SIGNED_IN, chief, at=NOON, origin=HERE, by=chief)
    first = client.get(LOG).context
    second = client.get(LOG, {"before": first["last"]}).context

    assert [(len(page["lines"]), page["last"] is None) for page in (first, second)] == [
        (100, False),
        (1, True),
    ]


def test_a_session_is_listed_and_ended(client, chief):
    other = Client(headers={"user-agent": "Firefox/145.0 (Windows)"})
    other.post("/admin/login/", {"username": "chief", "password": "invented-password"})
    stranger = Client()
    stranger.force_login(make_user("Editors"))
    page = client.get(SESSIONS)
    assert [session.device for session in page.context["sessions"]] == ["Firefox, Windows", ""]
    theirs = DeskSession.objects.exclude(user=chief).get()
    client.post(SESSIONS, {"session": theirs.pk})
    client.post(SESSIONS, {"session": DeskSession.objects.get(device="Firefox, Windows").pk})

    assert [each.get("/admin/").status_code for each in (client, other, stranger)] == [200, 302, 200]


def test_signing_out_everywhere_ends_this_session_too(client, chief):
    other = Client()
    other.force_login(chief)
    answer = client.post(SESSIONS, {"everywhere": "yes"})

    assert "You are signed out." in answer.content.decode()
    assert [each.get("/admin/").status_code for each in (client, other)] == [302, 302]
    assert DeskSession.objects.count() == 0


def test_a_changed_password_leaves_only_the_session_in_hand(client, chief):
    other = Client()
    other.force_login(chief)
    new = {"password": "three invented words", "again": "three invented words"}
    wrong = client.post(CHANGE, new | {"old_password": "wrong"})
    done = client.post(CHANGE, new | {"old_password": "invented-password"})

    assert wrong.context["form"].errors["old_password"] == ["This is not your password until now."]
    assert done.status_code == 302
    assert [each.get("/admin/").status_code for each in (client, other)] == [200, 302]
    assert len(client.get(SESSIONS).context["sessions"]) == 1


@pytest.mark.parametrize("address", [PEOPLE, LOG, SESSIONS])
def test_each_cell_of_a_table_names_its_column_where_there_is_no_room_for_columns(client, chief, address):
    note(AccountAction.SIGNED_IN, chief, by=chief, at=NOON, origin=HERE)

    shown = client.get(address).content.decode()

    columns = re.findall(r'<th role="columnheader" scope="col">(.*?)</th>', shown)
    rows = [re.findall(r'data-label="(.*?)"', row) for row in shown.split('<tr role="row">')[2:]]
    assert rows
    for labels in rows:
        assert labels == columns[-len(labels) :]
        assert len(labels) >= len(columns) - 1
