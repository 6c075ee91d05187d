"""The preview of what is not public: for the desk alone, kept by nobody."""

import pytest
from django.urls import reverse

from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from tests.factories import (
    NOON,
    make_embargoed_release,
    make_photo,
    make_public_release,
    make_release,
    make_user,
    make_withdrawn_release,
)

pytestmark = pytest.mark.django_db
EDITIONS = {
    "draft": make_release,
    "submitted": lambda: make_release(state="submitted"),
    "embargoed": make_embargoed_release,
    "withdrawn": make_withdrawn_release,
    "superseded": lambda: make_public_release(superseded_at=NOON),
    "public": make_public_release,
}


def address(key):
    return reverse("admin:releases_release_preview", args=[key])


def told(response):
    return response.status_code, sorted(response.headers.items()), response.content


@pytest.mark.parametrize("name", EDITIONS)
@pytest.mark.parametrize("group", [PRESS_OFFICERS, EDITORS, CHIEF_EDITORS])
def test_the_desk_sees_any_edition_as_readers_will(client, name, group):
    release = EDITIONS[name]()
    client.force_login(make_user(group))

    response = client.get(address(release.pk))

    assert response.status_code == 200
    assert release.title in response.content.decode()
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert '<meta name="robots" content="noindex' in response.content.decode()
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))


@pytest.mark.parametrize("name", EDITIONS)
def test_outsiders_are_told_the_same_as_of_an_edition_that_never_was(client, name):
    release = EDITIONS[name]()

    assert told(client.get(address(release.pk))) == told(client.get(address(999_999)))
    assert client.get(address(release.pk)).status_code == 404


@pytest.mark.parametrize("fields", [{}, {"is_staff": False}])
def test_an_account_without_the_right_is_an_outsider(client, fields):
    release = make_release()
    user = make_user(*([EDITORS, PRESS_OFFICERS] if fields else []))
    for name, value in fields.items():
        setattr(user, name, value)
    user.save()
    client.force_login(user)

    assert client.get(address(release.pk)).status_code == 404


def test_a_preview_of_a_draft_says_so_and_gives_no_public_address_away(client):
    release = make_release(title="Not yet told")
    client.force_login(make_user(EDITORS, PRESS_OFFICERS))

    assert b"This page is not public." in client.get(address(release.pk)).content
    client.logout()
    assert b"Not yet told" not in client.get(release.get_absolute_url()).content


def test_only_reading_is_allowed(client):
    client.force_login(make_user(EDITORS, PRESS_OFFICERS))

    assert client.post(address(make_release().pk)).status_code == 405
    assert client.get(address(make_photo(make_release()).pk + 10**6)).status_code == 404
