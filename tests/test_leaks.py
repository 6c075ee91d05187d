"""What is not public does not exist: no door of the site tells an outsider that it is there."""

from datetime import date

import pytest
from django.test import Client
from django.urls import get_resolver

from releases.models import JointSymbol
from tests.factories import (
    make_embargoed_release,
    make_event,
    make_institute,
    make_public_release,
    make_release,
    make_series,
    make_withdrawn_release,
)

pytestmark = pytest.mark.django_db

HIDDEN = {
    "draft": make_release,
    "submitted": lambda **fields: make_release(**{"state": "submitted"} | fields),
    "embargoed": make_embargoed_release,
    "withdrawn": make_withdrawn_release,
}

# Every address that shows releases to outsiders, with what it must show of the public one.
DOORS = {
    "front": ("/en/", "openword"),
    "releases:list": ("/en/releases/?language=all", "openword"),
    "releases:list searched": ("/en/releases/?q=sentinel&language=all", "openword"),
    "releases:list narrowed": ("/en/releases/?institute=heuni&event=congress&series=BKK/CP", "openword"),
    "releases:list empty": ("/en/releases/?q=hiddenword", "answers to"),
    "releases:year": ("/en/releases/2005/", "openword"),
    "releases:month": ("/en/releases/2005/04/", "openword"),
    "releases:day": ("/en/releases/2005/04/21/", "openword"),
    "releases:detail": ("/en/releases/BKK/CP/14/", "openword"),
    "releases:text": ("/en/releases/BKK/CP/14.txt", "openword"),
    "releases:series-list": ("/en/series/", "BKK/CP"),
    "releases:series": ("/en/series/BKK/CP/", "openword"),
    "events:list": ("/en/events/", "Invented Meeting congress"),
    "events:detail": ("/en/events/congress/", "openword"),
    "institutes:list": ("/en/institutes/", "1 release<"),
    "institutes:detail": ("/en/institutes/heuni/", "openword"),
    "symbol": ("/symbol/BKK/CP/99", "openword"),
}
# Doors that show no release. What photos show to whom is tested in tests/releases/views/test_photos.py.
OTHERS = {"releases:edition", "shared", "shared-text", "", "admin", "photos:photo", "logos:logo"}


def names(patterns, space=""):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = f"{pattern.namespace}:" if pattern.namespace else space
            yield from names(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name or ''}"


def test_every_door_is_on_the_list():
    known = {door.split(" ")[0] for door in DOORS} | OTHERS
    found = {name for name in names(get_resolver().url_patterns) if not name.startswith("admin:")}

    assert found - known == set()
    assert known - found - {"admin"} == set()


@pytest.fixture
def heuni():
    return make_institute("heuni")


@pytest.fixture
def congress():
    return make_event("congress", kind="congress")


@pytest.fixture
def shown(heuni, congress):
    make_series("BKK/CP", event=congress)
    return make_public_release(
        symbol="BKK/CP/14",
        title="sentinel openword",
        body="<p>sentinel</p>",
        institutes=(heuni,),
        events=(congress,),
    )


def hide(kind, heuni, congress):
    hidden = HIDDEN[kind](
        symbol="BKK/CP/15",
        title="sentinel hiddenword",
        body="<p>sentinel hiddenword</p>",
        issued_on=date(2005, 4, 21),
        institutes=(heuni,),
        events=(congress,),
    )
    JointSymbol.objects.create(release=hidden, symbol="SG/SM/777", symbol_key="sgsm777")
    HIDDEN[kind](symbol="SECRET/1", title="hiddenword", issued_on=date(2004, 4, 21))
    HIDDEN[kind](symbol="BKK/CP/14", title="hiddenword", language="fr")
    return hidden


def fetch(address):
    """What an outsider is given, apart from what differs between any two answers."""
    response = Client().get(address)
    headers = {name: value for name, value in response.headers.items() if name not in {"Date", "Set-Cookie"}}
    return response.status_code, headers, response.content


@pytest.mark.parametrize("kind", HIDDEN)
@pytest.mark.parametrize("door", DOORS)
def test_a_door_answers_as_if_the_hidden_were_not_there(shown, heuni, congress, door, kind):
    address, present = DOORS[door]
    before = fetch(address)

    hide(kind, heuni, congress)

    assert present in before[2].decode()
    assert fetch(address) == before


@pytest.mark.parametrize("kind", HIDDEN.keys() - {"withdrawn"})
@pytest.mark.parametrize(
    "address",
    [
        "/en/releases/BKK/CP/15/",
        "/en/releases/bkk/cp/15/",
        "/fr/releases/BKK/CP/15/",
        "/en/releases/BKK/CP/15.txt",
        "/symbol/SG/SM/777",
        "/en/series/SECRET/",
        "/en/releases/2004/",
        "/en/releases/?series=SECRET",
        "/en/releases/SECRET/1/",
    ],
)
def test_a_hidden_address_answers_as_one_that_never_was(shown, heuni, congress, address, kind):
    before = fetch(address)

    hide(kind, heuni, congress)

    assert fetch(address) == before


@pytest.mark.parametrize("kind", HIDDEN.keys() - {"withdrawn"})
def test_the_signed_in_see_no_more_on_public_pages(shown, heuni, congress, kind, django_user_model):
    client = Client()
    client.force_login(django_user_model.objects.create_superuser("root"))
    hide(kind, heuni, congress)

    assert client.get("/en/releases/BKK/CP/15/").status_code == 404
    assert "hiddenword" not in client.get("/en/releases/?language=all").content.decode()
