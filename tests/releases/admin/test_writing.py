"""What the text editor asks the server."""

import pytest
from django.contrib.auth.models import Permission

from releases.editorial.groups import PRESS_OFFICERS
from tests.factories import (
    make_embargoed_release,
    make_event,
    make_institute,
    make_public_release,
    make_release,
    make_user,
    make_withdrawn_release,
)

pytestmark = pytest.mark.django_db
LEFT_OUT = "/admin/releases/release/left-out/"
TARGETS = "/admin/releases/release/link-targets/"


@pytest.fixture
def _officer(client):
    client.force_login(make_user(PRESS_OFFICERS))


@pytest.mark.usefixtures("_officer")
@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ({}, ""),
        ({"deletions": 1}, "Left out: 1 deletion."),
        ({"deletions": 2, "comments": 1, "pictures": 1}, "Left out: 2 deletions, 1 comment and 1 picture."),
        ({"hidden": 3}, "Left out: 3 hidden passages."),
        ({"deletions": "-1", "comments": "many", "hidden": "٣", "other": 4}, "Left out: 3 hidden passages."),
        ({"pictures": "9" * 400}, ""),
    ],
)
def test_what_was_left_out_is_one_sentence(client, counts, sentence):
    assert client.get(LEFT_OUT, counts).json() == {"message": sentence}


@pytest.mark.usefixtures("_officer")
def test_a_link_is_offered_to_what_is_public_and_to_nothing_else(client, settings):
    settings.SITE_URL = "https://press.example.org"
    make_public_release(symbol="BKK/CP/14", title="Timber workshop")
    make_public_release(symbol="BKK/CP/14", title="Timber: atelier", language="fr")
    make_release(symbol="BKK/CP/15", title="Timber, a draft")
    make_embargoed_release(symbol="BKK/CP/16", title="Timber, embargoed")
    make_withdrawn_release(symbol="BKK/CP/17", title="Timber, withdrawn")
    make_institute("timber-institute", name="Timber Institute")
    make_event("timber-week", name="Timber week")

    def offered(**query):
        return client.get(TARGETS, query).json()["targets"]

    assert offered(q="timber", language="en") == [
        {"label": "Timber Institute", "url": "https://press.example.org/en/institutes/timber-institute/"},
        {"label": "Timber week", "url": "https://press.example.org/en/events/timber-week/"},
        {"label": "Timber workshop", "url": "https://press.example.org/en/releases/BKK/CP/14/"},
    ]
    assert [one["label"] for one in offered(q="timber", language="fr")][-1] == "Timber: atelier"
    assert [one["label"] for one in offered(q="bkk/cp/1", language="xx")] == ["BKK/CP/14"]
    assert offered(q="") == []
    assert offered(q="x" * 2000) == []


@pytest.mark.parametrize("address", [LEFT_OUT, TARGETS])
@pytest.mark.parametrize(("account", "status"), [(None, 302), ({}, 403)])
def test_nobody_else_is_answered(client, address, account, status):
    if account is not None:
        client.force_login(make_user(**account))

    assert client.get(address, {"q": "timber"}).status_code == status


@pytest.mark.parametrize("address", [LEFT_OUT, TARGETS])
def test_who_may_only_read_is_not_answered(client, address):
    reader = make_user()
    reader.user_permissions.add(Permission.objects.get(codename="view_release"))
    client.force_login(reader)

    assert client.get("/admin/releases/release/").status_code == 200
    assert client.get(address).status_code == 403
