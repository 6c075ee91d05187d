"""Forgotten passwords and invitations: what the links in mails do."""

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutes.accounts import codes, people
from institutes.accounts.origin import Origin
from institutes.models import AccountEvent, AuthenticatorApp, Preferences, QueuedMail
from tests.factories import NOON, make_user

pytestmark = pytest.mark.django_db
FORGOTTEN = "/admin/login/forgotten/"
NEW = "three invented words"


@pytest.fixture
def clock():
    with patch("django.utils.timezone.now", return_value=NOON) as now:
        yield lambda at: setattr(now, "return_value", at)


@pytest.fixture
def anna(clock):
    return make_user("Editors", username="anna", email="anna@example.org")


def ask(client, name="anna", network="192.0.2.7"):
    return client.post(FORGOTTEN, {"name": name}, REMOTE_ADDR=network)


def link_in_mail():
    mail = QueuedMail.objects.order_by("-pk").first()
    return re.search(r"http://testserver(/\S+)", mail.text)[1]


def choose(client, address, password=NEW):
    return client.post(address, {"password": password, "again": password})


@pytest.mark.parametrize("name", ["anna", " anna ", "anna@example.org", "Anna@Example.org"])
@pytest.mark.usefixtures("anna")
def test_a_link_goes_to_whoever_has_that_name_or_address(client, name):
    ask(client, name)

    (mail,) = QueuedMail.objects.all()
    assert (mail.to, mail.subject) == ("anna@example.org", "A new password")
    assert "It works once and until 21 April 2005, 13:00 UTC." in mail.text


@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "ar", "zh-hans"])
def test_a_mail_is_in_the_language_of_its_person(client, anna, language):
    Preferences.objects.create(user=anna, language=language)
    ask(client)

    (mail,) = QueuedMail.objects.all()
    assert (mail.language, "anna" in mail.text, "{" in mail.subject + mail.text) == (language, True, False)
    assert link_in_mail().startswith("/admin/login/new-password/")


def test_neither_the_answer_nor_what_is_done_tells_whether_there_is_an_account(client, anna):
    make_user(username="no address")
    make_user(username="locked", email="locked@example.org", is_active=False)
    User.objects.create_user("reader", email="reader@example.org", password=NEW)
    ask(client, "warm")
    answers, questions = set(), set()
    for name in ("anna", "nobody", "nobody@example.org", "no address", "locked", "reader@example.org"):
        with CaptureQueriesContext(connection) as asked:
            answers.add(ask(client, name).content)
        questions.add(len([each for each in asked if "SAVEPOINT" not in each["sql"]]))

    assert (len(answers), len(questions)) == (1, 1)
    assert list(QueuedMail.objects.values_list("to", flat=True)) == ["anna@example.org"]
    assert anna.account_links.count() == 1


@pytest.mark.usefixtures("anna")
def test_one_account_is_sent_few_mails_and_one_network_asks_few_times(client):
    few = [ask(Client(), network=f"10.0.0.{number}").status_code for number in range(6)]
    many = [ask(client, f"name {number}").status_code for number in range(12)]

    assert (few, QueuedMail.objects.count()) == ([200] * 6, 3)
    assert many == [200] * 10 + [429] * 2


def test_a_new_password_signs_out_everywhere_else_and_the_link_is_spent(client, anna):
    elsewhere = Client()
    elsewhere.force_login(anna)
    ask(client)
    address = link_in_mail()
    done = choose(client, address)

    anna.refresh_from_db()
    assert (done.status_code, anna.check_password(NEW)) == (302, True)
    assert client.get("/admin/").status_code == 200
    assert elsewhere.get("/admin/").status_code == 302
    assert choose(Client(), address, "four other invented words").status_code == 410
    assert QueuedMail.objects.filter(subject="Your password was changed").count() == 1
    whats = list(AccountEvent.objects.order_by("pk").values_list("what", flat=True))
    assert whats == ["reset_asked", "password_changed", "signed_in"]


@pytest.mark.usefixtures("anna")
def test_a_link_ends_by_itself_with_the_next_and_never_was(client, clock):
    ask(client)
    first = link_in_mail()
    ask(client)
    second = link_in_mail()

    assert (client.get(first).status_code, client.get(second).status_code) == (410, 200)
    clock(NOON + timedelta(hours=1))
    assert client.get(second).status_code == 410
    assert client.get("/admin/login/new-password/invented/").status_code == 410
    assert client.get(second.replace("new-password", "invitation")).status_code == 410


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", "Use 12 characters or more; a few words in a row do well."),
        (
            "password1234",
            "Many people use this password or one much like it. Choose words that nobody would guess.",
        ),
        ("this-is-anna-here", "Your own name or address stands in this password. Choose other words."),
    ],
)
@pytest.mark.usefixtures("anna")
def test_a_bad_password_is_refused_in_a_sentence_and_the_link_still_works(client, password, sentence):
    ask(client)
    address = link_in_mail()
    refused = choose(client, address, password)

    assert (refused.status_code, refused.context["form"].errors["password"]) == (200, [sentence])
    assert choose(client, address).status_code == 302


def test_a_link_does_not_go_round_the_second_factor(client, anna):
    AuthenticatorApp.objects.create(user=anna, secret=codes.encrypted(codes.new_secret()), added_at=NOON)
    ask(client)

    assert choose(client, link_in_mail()).headers["Location"] == "/admin/login/second/"
    assert client.get("/admin/").status_code == 302


def test_whoever_is_invited_gives_name_and_password_and_is_at_the_desk(client, clock):
    chief = make_user("Chief editors", username="chief")
    group = Group.objects.get(name="Press officers")
    people.invite("bo@example.org", [group], by=chief, at=NOON, origin=Origin())
    address = link_in_mail()
    typed = {"first_name": "Bo", "last_name": "Li", "name": "chief", "password": NEW, "again": NEW}
    taken = client.post(address, typed)
    done = client.post(address, typed | {"name": "bo"})

    assert taken.context["form"].errors["name"] == ["Somebody else has this user name; choose another."]
    assert (done.status_code, client.get("/admin/").status_code) == (302, 200)
    assert Client().get(address).status_code == 410


def test_an_invitation_of_somebody_who_was_locked_meanwhile_is_void(client, clock):
    chief = make_user("Chief editors")
    group = Group.objects.get(name="Press officers")
    people.invite("bo@example.org", [group], by=chief, at=NOON, origin=Origin())
    User.objects.filter(pk=chief.pk).update(is_active=False)

    assert client.get(link_in_mail()).status_code == 410
