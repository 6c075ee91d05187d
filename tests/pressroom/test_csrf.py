"""A form with the token of an earlier sign-in is not lost."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from releases.editorial.groups import PRESS_OFFICERS
from releases.models import Release
from tests.factories import make_release, make_user
from tests.posting import filled

pytestmark = pytest.mark.django_db
OWN = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def strict():
    """A browser at the desk, whose forms need a token."""
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make_user(PRESS_OFFICERS, username="writer"))
    return strict


def change(release):
    return reverse("admin:releases_release_change", args=[release.pk])


def test_what_was_typed_before_another_sign_in_is_sent_once_more(strict):
    release = make_release()
    data = filled(strict.get(change(release)), title="Typed before", contacts="\nOne\n\nTwo <b>")

    refused = strict.post(change(release), data | {"csrfmiddlewaretoken": "x" * 64, "_save": "Save"}, **OWN)

    page = refused.content.decode()
    assert refused.status_code == 403
    assert "You signed in again after this page was opened." in page
    again = re.findall(r'<textarea name="([^"]+)" hidden>\n(.*?)</textarea>', page, re.DOTALL)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.partition("content-main")[2])[1]
    sent = {unescape(name): unescape(value) for name, value in again}
    assert sent["contacts"] == "\nOne\n\nTwo <b>"
    saved = strict.post(change(release), sent | {"csrfmiddlewaretoken": token}, **OWN)
    assert saved.status_code == 302
    assert Release.objects.get().title == "Typed before"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"HTTP_ORIGIN": "http://evil.example"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "https://testserver"},
    ],
)
def test_what_another_site_made_up_is_not_offered_to_be_sent(strict, headers):
    release = make_release()

    refused = strict.post(change(release), {"title": "Made up", "user": "1"}, **headers)

    assert refused.status_code == 403
    assert b"Made up" not in refused.content
    assert b"csrfmiddlewaretoken" not in refused.content


def test_a_password_is_written_into_no_page(strict):
    response = strict.post(
        "/admin/password_change/",
        {
            "old_password": "Old-invented-1",
            "new_password1": "New-invented-2",
            "new_password2": "New-invented-2",
        },
        **OWN,
    )
    page = response.content.decode()

    assert response.status_code == 403
    assert "invented" not in page
    assert "<h1" in page


def test_what_is_sent_once_more_stays_in_no_cache(strict):
    response = strict.post("/admin/releases/release/add/", {"title": "Typed title"}, **OWN)

    assert "Typed title" in response.content.decode()
    assert response["Cache-Control"] == "no-store"


def test_a_page_of_the_same_person_gets_the_token_of_now(strict):
    person = str(User.objects.get(username="writer").pk)
    address = reverse("admin:releases_release_kept")
    asking = {"HTTP_ACCEPT": "application/json"}
    sent = {"user": person, "key": "k" * 22, "turn": "1", "fields": '[["title", "Typed"]]'}

    answers = [
        strict.post(address, sent, **OWN, **asking),
        strict.post(address, sent | {"user": "999999"}, **OWN, **asking),
        strict.post(address, sent, HTTP_ORIGIN="http://evil.example", **asking),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert ["token" in answer.content.decode() for answer in answers] == [True, False, False]
    token = {"csrfmiddlewaretoken": answers[0].json()["token"]}
    assert strict.post(address, sent | token, **OWN, **asking).status_code == 200


@pytest.mark.parametrize(("language", "words"), [("en", "Not accepted"), ("ar", 'dir="rtl"')])
def test_the_public_gets_a_plain_sentence_in_the_language_of_the_page(language, words):
    stranger = Client(enforce_csrf_checks=True, headers={"accept-language": language})

    refused = stranger.post("/admin/login/", {"username": "x"}, **OWN)

    assert refused.status_code == 403
    assert words in refused.content.decode()
    assert b"CSRF" not in refused.content
