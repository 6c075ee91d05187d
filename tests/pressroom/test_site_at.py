"""The whole site as of a moment to come: for who may see releases, kept by nobody, leaked by no address."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from releases.editorial.groups import PRESS_OFFICERS
from releases.editorial.publishing_together import add, make_set
from releases.listing import public_index
from tests.factories import make_event, make_photo, make_public_release, make_release, make_user

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SITE_AT = "/admin/site-at/"
PAGES = (
    "/en/",
    "/en/releases/",
    "/en/releases/?q=embargoed",
    "/en/series/TEST/SER/",
    "/en/events/opening/",
    "/en/releases/TEST/SER/1/",
)


@pytest.fixture
def then():
    """When an embargoed release goes out; others are public, planned and open."""
    moment = timezone.now() + DAY
    event = make_event("opening")
    make_public_release(title="Known", events=(event,))
    embargoed = make_release(
        symbol="TEST/SER/1", title="Embargoed words", state="approved", publish_at=moment, events=(event,)
    )
    make_photo(embargoed)
    later = {"state": "approved", "publish_at": moment + DAY}
    make_release(symbol="TEST/SER/2", title="Embargoed until later", events=(event,), **later)
    make_release(symbol="TEST/SER/3", title="Embargoed draft", events=(event,))
    return moment


@pytest.fixture
def officer(client):
    client.force_login(make_user(PRESS_OFFICERS))
    return client


def look_ahead(client, moment):
    return client.post(SITE_AT, {"moment": moment.isoformat()})


def page(client, address):
    return text(client.get(address))


def text(response):
    """The page without the marks on words that were searched for."""
    return re.sub("</?mark[^>]*>", "", response.content.decode())


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_as_of_then(officer, then, address):
    assert "Embargoed words" not in page(officer, address)

    assert look_ahead(officer, then)["Location"] == "/en/"
    response = officer.get(address)
    shown = text(response)

    assert response.status_code == 200
    assert "Embargoed words" in shown
    assert "Embargoed until later" not in shown
    assert "Embargoed draft" not in shown
    assert "The site as of" in shown
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert not response.has_header("ETag")


@pytest.mark.parametrize("address", PAGES)
def test_everybody_else_sees_now_before_and_after(officer, then, address):
    before = Client().get(address)
    look_ahead(officer, then)
    ahead = officer.get(address)

    after = Client().get(address)

    assert (after.status_code, after.content, after.headers.get("ETag")) == (
        before.status_code,
        before.content,
        before.headers.get("ETag"),
    )
    assert ahead.content != after.content
    assert "Embargoed words" not in text(after)
    assert Client().get(address, headers={"If-None-Match": "*"}).status_code in (304, 404)


def test_the_index_of_everybody_stays_where_it_is(officer, then):
    now = timezone.now()
    index = public_index.read(now)
    look_ahead(officer, then)
    assert "2" in page(officer, "/en/releases/")

    assert public_index.read(now) is index


def test_a_cookie_without_the_permission_shows_now(officer, then):
    look_ahead(officer, then)
    assert "Embargoed words" in page(officer, "/en/releases/")
    user = make_user()
    stranger = Client()
    stranger.force_login(user)
    session = stranger.session
    session["site_at"] = then.isoformat()
    session.save()

    assert "Embargoed words" not in page(stranger, "/en/releases/")
    assert look_ahead(stranger, then).status_code == 403
    assert look_ahead(Client(), then).status_code == 302


def test_who_signs_out_sees_now(officer, then):
    look_ahead(officer, then)
    officer.post(reverse("admin:logout"))

    assert "Embargoed words" not in page(officer, "/en/releases/")


def test_photos_are_as_of_then_and_kept_by_nobody(officer, then):
    look_ahead(officer, then)
    address = page(officer, "/en/releases/TEST/SER/1/").split("/media/photos/")[1].split()[0].strip('",')
    photo = officer.get(f"/media/photos/{address}")

    assert photo.status_code == 200
    assert photo["Cache-Control"] == "no-store, private"
    assert Client().get(f"/media/photos/{address}").status_code == 404


def test_back_to_now(officer, then):
    look_ahead(officer, then)
    assert "Back to now" in page(officer, "/en/")

    officer.post(SITE_AT)

    assert "The site as of" not in page(officer, "/en/")


def test_when_the_moment_has_come_the_site_is_as_it_is(officer, then, monkeypatch):
    look_ahead(officer, then)
    monkeypatch.setattr("django.utils.timezone.now", lambda: then)

    shown = page(officer, "/en/releases/")

    assert "Embargoed words" in shown
    assert "The site as of" not in shown


@pytest.mark.parametrize(
    "moment",
    ["", "tomorrow", "2999-01-01T00:00:00", "2005-04-21T00:00Z", "0001-01-01T00:00+14:00"],
)
def test_only_moments_to_come(officer, then, moment):
    officer.post(SITE_AT, {"moment": moment})

    assert "The site as of" not in page(officer, "/en/")


def test_the_banner_names_what_is_missing_then(officer, then):
    writer = make_user(PRESS_OFFICERS)
    chosen = make_set("Opening", then, by=writer, at=timezone.now())
    add(chosen, [make_release(symbol="TEST/SER/9", language="fr")], by=writer, at=timezone.now())
    look_ahead(officer, then)

    shown = page(officer, "/en/")

    assert "Not approved yet, and missing here:" in shown
    assert "TEST/SER/9" in shown


def test_the_desk_is_always_as_of_now(officer, then):
    look_ahead(officer, then)

    assert "The site as of" not in page(officer, reverse("admin:releases_release_changelist"))
