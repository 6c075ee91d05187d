"""Signing in at the desk, and not being able to."""

import logging
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from institutes.accounts import audit, codes
from institutes.models import AccountEvent, AuthenticatorApp, DeskSession, QueuedMail, TryLimit
from tests.factories import NOON, make_user

pytestmark = pytest.mark.django_db
LOGIN, SECOND = "/admin/login/", "/admin/login/second/"
RIGHT = "invented-password"
HERE, ELSEWHERE = "192.0.2.7", "198.51.100.1"


@pytest.fixture
def clock():
    """The clock of the site; it stands until a test moves it."""
    with patch("django.utils.timezone.now", return_value=NOON) as now:
        yield lambda at: setattr(now, "return_value", at)


@pytest.fixture
def anna():
    return make_user("Editors", username="anna", email="anna@example.org")


def try_to_sign_in(client, password=RIGHT, username="anna", network=HERE, **fields):
    sent = {"username": username, "password": password, **fields}
    return client.post(LOGIN, sent, REMOTE_ADDR=network)


def lines(*names):
    return [tuple(getattr(line, name) for name in names) for line in AccountEvent.objects.order_by("pk")]


@pytest.mark.usefixtures("anna", "clock")
def test_who_gives_name_and_password_is_at_the_desk(client):
    answer = try_to_sign_in(client)

    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")
    assert client.get("/admin/").status_code == 200
    assert lines("what", "person_name", "network", "details") == [
        ("signed_in", "anna", HERE, "password"),
        ("new_device", "anna", HERE, ""),
    ]


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/admin/account/", "/admin/account/"),
        ("https://evil.example/", "/admin/"),
        ("//evil.example/", "/admin/"),
        ("/\\evil.example", "/admin/"),
        ("javascript:alert(1)", "/admin/"),
        ("", "/admin/"),
    ],
)
@pytest.mark.usefixtures("anna", "clock")
def test_the_page_after_it_is_one_of_this_site(client, wanted, goes_to):
    assert client.get(LOGIN, {"next": wanted}).context["next"] == goes_to
    assert try_to_sign_in(client, next=wanted).headers["Location"] == goes_to


@pytest.mark.parametrize(
    ("username", "password", "known"),
    [("anna", "wrong", "anna"), ("nobody", "wrong", ""), ("Anna", RIGHT, ""), ("reader", RIGHT, "reader")],
)
@pytest.mark.usefixtures("anna", "clock")
def test_who_is_wrong_is_told_the_same_whatever_was_wrong(client, caplog, username, password, known):
    User.objects.create_user("reader", password=RIGHT)
    with caplog.at_level(logging.WARNING, "institutes.accounts.audit"):
        answer = try_to_sign_in(client, password, username)

    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors() == [
        "User name or password is wrong. Capital and small letters differ in both."
    ]
    assert lines("what", "person_name", "network") == [("sign_in_failed", known, HERE)]
    assert caplog.messages == [f"sign_in_failed: {known or 'an unknown account'}, from {HERE}"]


@pytest.mark.usefixtures("anna", "clock")
def test_a_password_typed_as_the_name_is_kept_nowhere(client, caplog):
    try_to_sign_in(client, "x", username="my secret words")

    kept = [str(vars(line)) for line in AccountEvent.objects.all()]
    assert [text for text in [*kept, *caplog.messages] if "secret" in text] == []


def test_a_locked_account_is_wrong_too(client, anna, clock):
    User.objects.filter(pk=anna.pk).update(is_active=False)

    assert try_to_sign_in(client).status_code == 200


@pytest.mark.usefixtures("anna")
def test_a_thousand_wrong_passwords_from_one_address(client, clock):
    """The account is safe, nearly all cost nothing, and its owner gets in at home, and on a known device anywhere."""
    known = Client()
    try_to_sign_in(known)
    hashed = []
    with patch("institutes.accounts.sign_in.authenticate", side_effect=lambda *_, **__: hashed.append(1)):
        answers = [try_to_sign_in(client, f"wrong {number}").status_code for number in range(1000)]

    assert (answers.count(200), answers.count(429), len(hashed)) == (5, 995, 5)
    assert try_to_sign_in(client).status_code == 429
    assert try_to_sign_in(Client(), network=ELSEWHERE).status_code == 302
    assert try_to_sign_in(known).status_code == 302
    assert AccountEvent.objects.filter(what="sign_in_failed").count() == 5
    assert AccountEvent.objects.filter(what="slowed").count() == 1
    assert TryLimit.objects.count() <= 10
    clock(NOON + timedelta(minutes=5))
    assert try_to_sign_in(client).status_code == 302


@pytest.mark.usefixtures("anna", "clock")
def test_a_try_that_is_refused_asks_little_and_writes_nothing(client):
    for _ in range(5):
        try_to_sign_in(client, "wrong")
    before = AccountEvent.objects.count()

    with CaptureQueriesContext(connection) as asked:
        answer = try_to_sign_in(client)

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "300")
    assert answer.context["form"].non_field_errors() == [
        "There were too many tries. Wait 5 minutes, then try again."
    ]
    assert len(asked) == 1
    assert AccountEvent.objects.count() == before


@pytest.mark.usefixtures("anna", "clock")
def test_one_network_tries_many_names_no_more_often(client):
    answers = [try_to_sign_in(client, "wrong", f"name {number}").status_code for number in range(40)]

    assert (answers.count(200), answers.count(429)) == (20, 20)


@pytest.mark.usefixtures("anna", "clock")
def test_many_networks_try_one_account_no_more_often(client):
    answers = [try_to_sign_in(Client(), "wrong", network=f"10.0.{n}.1").status_code for n in range(80)]

    assert (answers.count(200), answers.count(429)) == (50, 30)


@pytest.mark.usefixtures("anna", "clock")
def test_a_cookie_that_nobody_gave_out_is_no_known_device(client):
    client.cookies["desk_device"] = "invented"
    answers = [try_to_sign_in(client, "wrong").status_code for _ in range(8)]

    assert answers == [200] * 5 + [429] * 3


@pytest.mark.usefixtures("anna", "clock")
def test_what_strangers_cause_in_the_log_is_bounded(client, monkeypatch):
    monkeypatch.setattr(audit, "MOST_FAILURES_AN_HOUR", 7)
    for number in range(30):
        try_to_sign_in(client, "wrong", f"name {number}", network=f"10.0.{number}.1")

    assert AccountEvent.objects.count() == 7


def test_a_new_device_is_told_by_mail_and_a_known_one_is_not(anna, clock):
    mine = Client(headers={"user-agent": "Firefox/145.0 (Windows)"})
    try_to_sign_in(mine)
    mine.post("/admin/logout/")
    try_to_sign_in(mine)

    (mail,) = QueuedMail.objects.all()
    assert (mail.to, mail.subject, mail.language) == ("anna@example.org", "Sign-in on a new device", "en")
    assert "Your account anna was used to sign in" in mail.text
    assert f"When: 21 April 2005, 12:00 UTC\nDevice: Firefox, Windows\nNetwork: {HERE}\n" in mail.text


def test_with_a_second_factor_the_password_alone_opens_nothing(client, anna, clock):
    secret = codes.new_secret()
    codes.add_app(anna, secret, codes.code_at(secret, codes.step_at(NOON) - 1), NOON)
    first = try_to_sign_in(client, next="/admin/account/")
    desk = client.get("/admin/")
    wrong = client.post(SECOND, {"code": "000000"})
    code = codes.code_at(secret, codes.step_at(NOON))
    right = client.post(SECOND, {"code": f" {code[:3]} {code[3:]}"})

    assert (first.headers["Location"], desk.status_code) == (SECOND, 302)
    assert (wrong.status_code, wrong.context["refusal"]) == (
        200,
        "That was not right, or was used before. Try the next code.",
    )
    assert (right.status_code, right.headers["Location"]) == (302, "/admin/account/")
    assert client.get("/admin/").status_code == 200


def test_a_code_counts_once_and_a_recovery_code_too(anna, clock):
    secret = codes.new_secret()
    codes.add_app(anna, secret, codes.code_at(secret, codes.step_at(NOON) - 1), NOON)
    paper = codes.new_recovery_codes(anna)[0]
    code = codes.code_at(secret, codes.step_at(NOON))
    answers = []
    for typed in (code, code, paper, paper.upper(), paper):
        browser = Client()
        try_to_sign_in(browser)
        answers.append(browser.post(SECOND, {"code": typed}).status_code)

    assert answers == [302, 200, 302, 200, 200]
    assert AccountEvent.objects.filter(what="recovery_code").count() == 1


def test_codes_are_guessed_no_more_often_than_passwords(client, anna, clock):
    secret = codes.new_secret()
    codes.add_app(anna, secret, codes.code_at(secret, codes.step_at(NOON) - 1), NOON)
    try_to_sign_in(client)

    answers = [client.post(SECOND, {"code": "000000"}).status_code for _ in range(8)]

    assert answers == [200] * 5 + [429] * 3


@pytest.mark.usefixtures("clock")
def test_the_second_step_needs_the_first(client):
    assert client.get(SECOND).headers["Location"] == LOGIN
    assert client.post(SECOND, {"code": "000000"}).headers["Location"] == LOGIN


def test_the_second_step_is_over_after_ten_minutes_and_with_another_password(client, anna, clock):
    AuthenticatorApp.objects.create(user=anna, secret=codes.encrypted(codes.new_secret()), added_at=NOON)
    try_to_sign_in(client)
    anna.set_password("another invented one")
    anna.save()
    changed = client.get(SECOND).status_code
    try_to_sign_in(client, "another invented one")
    clock(NOON + timedelta(minutes=11))

    assert (changed, client.get(SECOND).status_code) == (302, 302)


@pytest.mark.parametrize(
    ("waits", "why"),
    [
        (timedelta(minutes=179), None),
        (timedelta(minutes=180), "nothing happened for a long time"),
    ],
)
def test_a_session_that_nobody_uses_ends_and_the_page_says_why(client, anna, clock, waits, why):
    client.force_login(anna)
    clock(NOON + waits)
    answer = client.get("/admin/account/", follow=True)

    assert (why is None) == (answer.redirect_chain == [])
    assert why is None or why in answer.content.decode()


def test_a_session_that_is_used_all_day_ends_too(client, anna, clock):
    client.force_login(anna)
    for hours in range(2, 12, 2):
        clock(NOON + timedelta(hours=hours))
        assert client.get("/admin/account/").status_code == 200
    clock(NOON + timedelta(hours=12))
    answer = client.get("/admin/account/", follow=True)

    assert "you signed in many hours ago" in answer.content.decode()
    assert DeskSession.objects.count() == 0


def test_a_session_that_was_ended_elsewhere_is_said_to_have_ended(client, anna, clock):
    client.force_login(anna)
    client.session.delete()

    assert "Your session has ended." in client.get("/admin/", follow=True).content.decode()


@pytest.mark.usefixtures("clock")
def test_a_stranger_is_told_of_no_session(client):
    page = client.get("/admin/", follow=True).content.decode()

    assert "session" not in page
    assert "<h1>Log in</h1>" in page


@pytest.mark.parametrize(
    ("need", "group", "goes_to"),
    [
        ("none", "Editors", None),
        ("editors", "Press officers", None),
        ("editors", "Editors", "/admin/account/second-factor/"),
        ("all", "Press officers", "/admin/account/second-factor/"),
    ],
)
def test_whoever_needs_a_second_factor_adds_one_first(client, settings, clock, need, group, goes_to):
    settings.SECOND_FACTOR_REQUIRED = need
    client.force_login(make_user(group))
    answer = client.get("/admin/")

    assert answer.headers.get("Location") == goes_to
    assert client.get("/admin/account/second-factor/").status_code == 200
