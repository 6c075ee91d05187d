"""Adding a second factor and taking it away, and showing again who one is."""

from datetime import timedelta
from unittest.mock import patch

import pytest

from institutes.accounts import codes
from institutes.models import AccountEvent, AuthenticatorApp, Passkey, QueuedMail, RecoveryCode
from tests.factories import NOON, make_user

pytestmark = pytest.mark.django_db
FACTOR = "/admin/account/second-factor/"
APP, PASSKEY = f"{FACTOR}app/", f"{FACTOR}passkey/"
LATER = NOON + timedelta(minutes=11)


@pytest.fixture
def clock():
    with patch("django.utils.timezone.now", return_value=NOON) as now:
        yield lambda at: setattr(now, "return_value", at)


@pytest.fixture
def anna(client, clock):
    user = make_user("Editors", username="anna", email="anna@example.org")
    client.force_login(user)
    return user


def add_app(client, at=NOON):
    client.post(FACTOR, {"action": "add_app"})
    secret = client.session["new_app_secret"]
    page = client.post(APP, {"code": codes.code_at(secret, codes.step_at(at))})
    return secret, page


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "94287082"), (1111111109, "07081804"), (1111111111, "14050471"), (20000000000, "65353130")],
)
def test_codes_are_those_of_rfc_6238(seconds, code):
    known = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"

    assert codes.code_at(known, seconds // codes.SECONDS) == code[-6:]


def test_an_app_is_added_with_the_code_it_shows(client, anna):
    secret, page = add_app(client)

    assert len(page.context["codes"]) == codes.RECOVERY_CODES
    assert secret not in AuthenticatorApp.objects.get(user=anna).secret
    assert client.get(FACTOR).context["codes_left"] == codes.RECOVERY_CODES
    assert list(AccountEvent.objects.values_list("what", "details")) == [("factor_added", "app")]
    assert [mail.subject for mail in QueuedMail.objects.all()] == ["A second factor was added"]


@pytest.mark.usefixtures("anna")
def test_the_qr_code_is_a_picture_that_the_policy_allows(client):
    assert client.get(f"{APP}code.svg").status_code == 404
    client.post(FACTOR, {"action": "add_app"})
    picture = client.get(f"{APP}code.svg")

    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<?xml")
    assert b"style" not in picture.content


@pytest.mark.usefixtures("anna")
def test_a_wrong_code_adds_nothing(client):
    client.post(FACTOR, {"action": "add_app"})
    page = client.post(APP, {"code": "000000"})

    assert list(page.context["form"].errors) == ["code"]
    assert AuthenticatorApp.objects.count() == 0


def test_the_last_factor_takes_its_recovery_codes_along(client, anna):
    add_app(client)
    client.post(FACTOR, {"action": "remove_app"})

    assert (AuthenticatorApp.objects.count(), RecoveryCode.objects.count()) == (0, 0)
    assert AccountEvent.objects.filter(what="factor_removed", by=anna).count() == 1


def test_nobody_takes_away_what_is_anothers(client, anna):
    other = make_user()
    passkey = Passkey.objects.create(user=other, name="x", credential_id="x", credential=b"x", added_at=NOON)
    client.post(FACTOR, {"action": "remove_passkey", "passkey": passkey.pk})

    assert Passkey.objects.count() == 1


@pytest.mark.parametrize(
    "answer", ["", "{}", "[]", "null", '{"id": 1}', "x" * 30_000, '{"rawId": "AAAA", "response": {}}']
)
@pytest.mark.usefixtures("anna")
def test_an_answer_that_is_none_makes_no_passkey_and_signs_nobody_in(client, answer):
    client.get(f"{PASSKEY}question/", headers={"host": "localhost"})
    state = client.get(f"{PASSKEY}question/").json()["state"]
    made = client.post(PASSKEY, {"name": "Mine", "answer": answer, "state": state})
    client.logout()
    used = client.post("/admin/login/passkey/", {"answer": answer, "state": state})

    assert (made.status_code, used.status_code, Passkey.objects.count()) == (200, 403, 0)
    assert client.get("/admin/").status_code == 302


@pytest.mark.usefixtures("anna")
def test_a_passkey_cannot_be_had_where_the_address_is_a_number(client, settings):
    page = client.get(FACTOR, headers={"host": "127.0.0.1"})

    assert page.context["can_have_passkeys"] is False


@pytest.mark.parametrize(
    ("typed", "status", "has_secret"),
    [("invented-password", 302, True), ("wrong", 403, False), ("", 403, False), (None, 403, False)],
)
@pytest.mark.usefixtures("anna")
def test_after_ten_minutes_the_password_is_asked_for_again(client, clock, typed, status, has_secret):
    clock(LATER)
    sent = {"action": "add_app"} | ({} if typed is None else {"confirm_password": typed})
    answer = client.post(FACTOR, sent)

    assert (answer.status_code, "new_app_secret" in client.session) == (status, has_secret)


def test_a_code_of_the_app_will_do_too(client, anna, clock):
    secret, _page = add_app(client)
    clock(LATER)
    code = codes.code_at(secret, codes.step_at(LATER))

    assert client.post(FACTOR, {"action": "new_codes", "confirm_password": code}).status_code == 200
    assert AccountEvent.objects.filter(what="confirmed").count() == 1


@pytest.mark.usefixtures("anna")
def test_who_one_is_can_be_guessed_no_more_often_than_a_password(client, clock):
    clock(LATER)
    sent = {"action": "add_app", "confirm_password": "wrong"}
    answers = [client.post(FACTOR, sent).status_code for _ in range(8)]

    assert answers == [403] * 5 + [429] * 3


def test_what_was_typed_before_the_question_goes_on_from_it(client, clock):
    client.force_login(make_user("Chief editors"))
    clock(LATER)
    typed = {"address": "bo@example.org", "groups": ["1", "2"]}
    asked = client.post("/admin/people/invite/", typed)

    assert asked.status_code == 403
    assert "no-store" in asked.headers["Cache-Control"]
    assert sorted(asked.context["sent"]) == [("address", "bo@example.org"), ("groups", "1"), ("groups", "2")]
