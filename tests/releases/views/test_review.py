"""The page on which a reviewer without an account answers: by the secret of its address, and nothing else."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.test import Client
from django.urls import reverse

from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.editorial.preview_links import MOST_OPENINGS, revoke_preview, share_preview
from releases.models import PreviewOpening, ReviewAnswer
from tests.factories import NOON, make_release, make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with patch("django.utils.timezone.now", return_value=NOON) as now:
        yield now


def shared(**fields):
    release = make_release(**{"title": "Not yet told", "body": "<p>First.</p><p>Second.</p>"} | fields)
    link, token = share_preview(release, by=make_user(PRESS_OFFICERS), at=NOON, life=DAY)
    return release, link, f"/preview/{token}/answers/"


def seen(page):
    return page.context["seen"]


def test_somebody_without_an_account_answers(client):
    _release, _link, address = shared()
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(address)
    assert page.status_code == 200
    assert "Second." in page.content.decode()

    # As a browser sends it that tells nobody where it is.
    data = {
        "seen": seen(page),
        "name": "Ms. X",
        "verdict-0": "agreed",
        "verdict-3": "change",
        "comment-3": "Third.",
    }
    sent = browser.post(address, data, HTTP_ORIGIN="null")

    assert (sent.status_code, sent["Location"]) == (302, f"{address}?recorded")
    assert "Your answers are recorded" in browser.get(sent["Location"]).content.decode()
    assert sorted(ReviewAnswer.objects.values_list("place", "verdict", "comment")) == [
        (0, "agreed", ""),
        (3, "change", "Third."),
    ]
    assert not browser.cookies


def test_who_writes_and_who_decides_is_shown_what_was_answered(client):
    release, _link, address = shared(state="submitted")
    data = {
        "seen": seen(client.get(address)),
        "name": "Ms. <X>",
        "verdict-1": "change",
        "comment-1": "Shorter.",
    }
    client.post(address, data)
    client.force_login(make_user(PRESS_OFFICERS, EDITORS))
    pages = [
        reverse("admin:releases_release_change", args=[release.pk]),
        reverse("admin:releases_release_move", args=[release.pk, "approve"]),
        reverse("admin:releases_release_history", args=[release.pk]),
    ]

    for address in pages:
        page = client.get(address).content.decode()
        assert "Ms. &lt;X&gt;" in page, address
        assert "Shorter." in page, address
        assert "void: the draft was changed since" not in page, address
    release.title = "Another"
    release.save()
    for address in pages[:2]:
        assert "void: the draft was changed since" in client.get(address).content.decode(), address


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"name": ""}, 400, "Give your name."),
        ({"verdict-1": ""}, 400, "Choose an answer for one of the paragraphs at least."),
        ({"comment-1": ""}, 400, "Say what is to be changed."),
        ({"seen": "x"}, 409, "The draft was changed while you read it."),
    ],
)
def test_what_is_refused_comes_back_with_all_that_was_typed(client, changes, status, sentence):
    _release, _link, address = shared()
    data = {
        "seen": seen(client.get(address)),
        "name": "Typed name",
        "verdict-1": "change",
        "comment-1": "Typed words",
    }

    answer = client.post(address, data | changes)

    page = answer.content.decode()
    assert (answer.status_code, ReviewAnswer.objects.count()) == (status, 0)
    assert sentence in page
    assert "comment-1" in changes or "Typed words</textarea>" in page
    assert "name" in changes or 'value="Typed name"' in page


def test_nobody_keeps_it_lists_it_or_learns_its_address(client):
    _release, _link, address = shared()
    for answer in (client.get(address), client.post(address, {}), client.get(f"{address}?recorded")):
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"


def test_a_link_that_holds_no_more_answers_as_one_that_never_was(client):
    _release, link, address = shared()
    revoke_preview(link, by=make_user(PRESS_OFFICERS), at=NOON)

    for method in (client.get, client.post):
        answer = method(address)
        assert answer.status_code == 404
        assert b"Not yet told" not in answer.content
    assert client.put(address).status_code == 405


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr"), ("en", "ltr")])
def test_it_is_in_the_language_of_the_release(client, language, direction):
    _release, _link, address = shared(language=language)

    assert f'<html lang="{language}" dir="{direction}">' in client.get(address).content.decode()


def test_the_preview_leads_to_the_answers(client):
    _release, _link, address = shared()

    assert f'href="{address}"' in client.get(address.removesuffix("answers/")).content.decode()


def test_openings_are_noted_once_and_not_for_ever(client, clock):
    _release, link, address = shared()
    for _time in range(5):
        client.get(address, HTTP_USER_AGENT="One\0")
    client.get(address, HTTP_USER_AGENT="Another")
    assert link.openings.count() == 2
    clock.return_value = NOON + timedelta(minutes=11)
    client.get(address, HTTP_USER_AGENT="Another")
    assert link.openings.count() == 3

    PreviewOpening.objects.bulk_create(
        PreviewOpening(link=link, at=NOON, agent="x") for _each in range(MOST_OPENINGS)
    )
    before = link.openings.count()
    assert client.get(address, HTTP_USER_AGENT="A third").status_code == 200
    assert link.openings.count() == before
