"""Former references lead to the present one: at every address, in one hop, and never early."""

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains

from releases.models import FormerReference, ReleaseLink
from tests.factories import NOON, make_embargoed_release, make_public_release, make_withdrawn_release

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def moved():
    """What was BKK/CP/14 for a day, then BKK/CP/15 for a day, and is BKK/CP/16."""
    editions = []
    for number in (1, 2, 3):
        editions.append(
            make_public_release(
                symbol=f"BKK/CP/{13 + number}",
                edition=number,
                previous=editions[-1] if editions else None,
                title=f"Title {number}",
                publish_at=NOON + (number - 1) * DAY,
                superseded_at=NOON + number * DAY if number < 3 else None,
                correction_note="Another symbol." if number > 1 else "",
            )
        )
        if number > 1:
            FormerReference.objects.create(
                former=editions[-2].reference,
                reference=editions[-1].reference,
                language="en",
                since=editions[-1].publish_at,
                edition=editions[-1],
            )
    return editions


@pytest.mark.parametrize("former", ["BKK/CP/14", "BKK/CP/15", "bkk/cp/14"])
@pytest.mark.parametrize("suffix", ["/", ".txt", "/editions/1/", "/editions/1/?against=2"])
def test_a_former_address_leads_to_the_same_thing_at_the_present_one(client, moved, former, suffix):
    response = client.get(f"/en/releases/{former}{suffix}")

    assert (response.status_code, response.url) == (301, f"/en/releases/BKK/CP/16{suffix}")
    assert response["Cache-Control"] == "no-cache"
    assert client.get(response.url).status_code == 200


@pytest.mark.parametrize("anything", ["BKK/CP/14", "bkkcp15", "bkkcp14.html", "BKK CP 16"])
def test_a_former_symbol_finds_the_release(client, moved, anything):
    response = client.get(f"/symbol/{anything}")

    assert (response.status_code, response.url) == (302, "/en/releases/BKK/CP/16/")


def test_every_edition_is_readable_below_the_present_address(client, moved):
    assert "<h1>Title 1</h1>" in client.get("/en/releases/BKK/CP/16/editions/1/").content.decode()
    assert "<h1>Title 2</h1>" in client.get("/en/releases/BKK/CP/16/editions/2/").content.decode()
    changed = client.get("/en/releases/BKK/CP/16/editions/1/?against=2").content.decode()
    assert "<h2>Symbol</h2>" in changed


def test_each_move_shows_at_its_second(client, moved, monkeypatch):
    seen = []
    for moment in (NOON - DAY, NOON, NOON + DAY, NOON + 2 * DAY):
        for at in (moment - timedelta(seconds=1), moment):
            monkeypatch.setattr(timezone, "now", lambda at=at: at)
            response = client.get("/en/releases/BKK/CP/14/")
            seen.append((response.status_code, getattr(response, "url", "")[-3:]))

    assert seen == [
        *[(404, "")] * 3,
        *[(200, "")] * 2,
        *[(301, "15/")] * 2,
        (301, "16/"),
    ]


def test_the_other_languages_know_where_the_release_went(client, moved):
    response = client.get("/fr/releases/BKK/CP/14/")

    assert response.status_code == 404
    assert b'<a href="/en/releases/BKK/CP/16/" lang="en" hreflang="en">' in response.content


def test_a_version_that_kept_the_symbol_does_not_hide_the_one_that_moved(client, moved):
    make_public_release(symbol="BKK/CP/14", language="fr")

    assert client.get("/en/releases/BKK/CP/14/").url == "/en/releases/BKK/CP/16/"
    assert client.get("/fr/releases/BKK/CP/14/").status_code == 200
    assert client.get("/symbol/bkkcp14").url == "/en/releases/BKK/CP/16/"
    assert client.get("/symbol/bkkcp14", headers={"Accept-Language": "fr"}).url == "/fr/releases/BKK/CP/14/"


@pytest.mark.parametrize("make", [None, make_embargoed_release, "withdrawn early"])
@pytest.mark.parametrize(
    "address",
    ["/en/releases/OLD/1/", "/en/releases/OLD/1.txt", "/en/releases/OLD/1/editions/1/", "/symbol/OLD/1"],
)
def test_an_address_of_an_older_website_leads_nowhere_before_there_is_something(client, address, make):
    before = client.get(address)
    FormerReference.objects.create(former="OLD/1", reference="BKK/CP/14", language="en", since=NOON)
    if make == "withdrawn early":
        make_withdrawn_release(symbol="BKK/CP/14", withdrawn_at=NOON)
    elif make is not None:
        make(symbol="BKK/CP/14")

    after = client.get(address)

    assert (after.status_code, after.content) == (404, before.content)
    assert sorted(after.headers.items()) == sorted(before.headers.items())


def test_an_address_of_an_older_website_leads_to_what_is_there(client):
    FormerReference.objects.create(former="OLD/1.htm", reference="BKK/CP/14", language="en", since=NOON)
    make_public_release(symbol="BKK/CP/14")

    assert client.get("/en/releases/OLD/1.htm/").url == "/en/releases/BKK/CP/14/"
    assert client.get("/symbol/OLD/1.htm").url == "/en/releases/BKK/CP/14/"


def test_a_former_address_leads_to_the_notice_of_withdrawal(client):
    FormerReference.objects.create(former="BKK/CP/13", reference="BKK/CP/14", language="en", since=NOON)
    make_withdrawn_release(symbol="BKK/CP/14", withdrawal_keeps_text=False)

    response = client.get("/en/releases/BKK/CP/13/", follow=True)

    assert (response.status_code, len(response.redirect_chain)) == (410, 1)


def test_links_to_a_former_reference_name_the_release(client, moved):
    naming = make_public_release(symbol="SG/SM/1", title="Naming")
    ReleaseLink.objects.create(release=naming, kind="see", reference="BKK/CP/14")

    assertContains(
        client.get("/en/releases/SG/SM/1/"),
        '<a href="/en/releases/BKK/CP/16/"><bdi>BKK/CP/16</bdi> <bdi lang="en" dir="ltr">Title 3</bdi></a>',
        html=True,
    )
    assertContains(
        client.get("/en/releases/BKK/CP/16/"),
        '<a href="/en/releases/SG/SM/1/"><bdi>SG/SM/1</bdi> <bdi lang="en" dir="ltr">Naming</bdi></a>',
        html=True,
    )
