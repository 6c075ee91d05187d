"""What was public is never a hole: symbols, series and links say of a withdrawn release that it was withdrawn."""

from datetime import timedelta

import pytest

from releases.models import FormerReference, JointSymbol, ReleaseLink
from tests.factories import NOON, make_public_release, make_release, make_series, make_withdrawn_release

pytestmark = pytest.mark.django_db
KEPT = pytest.mark.parametrize("keeps_text", [True, False])
NOTICE = "Withdrawn on 22 April 2005. <bdi>Invented reason.</bdi>"
# Withdrawn at the very second at which it would have gone out.
NEVER_PUBLIC = {"withdrawn_at": NOON}


def page_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@KEPT
@pytest.mark.parametrize("anything", ["BKK/CP/15", "bkkcp15.html", "BKK CP 015", "SG/SM/9", "OLD/7"])
def test_a_symbol_leads_to_the_notice(client, anything, keeps_text):
    release = make_withdrawn_release(symbol="BKK/CP/15", withdrawal_keeps_text=keeps_text)
    JointSymbol.objects.bulk_create([JointSymbol(release=release, symbol="SG/SM/9", symbol_key="sgsm9")])
    make_series("OLD")
    FormerReference.objects.create(
        former="OLD/7", reference="BKK/CP/15", language="en", since=NOON, edition=release
    )

    response = client.get(f"/symbol/{anything}")

    assert (response.status_code, response.url) == (302, "/en/releases/BKK/CP/15/")
    assert client.get(response.url).status_code == (200 if keeps_text else 410)


def test_a_symbol_leads_to_what_is_public_before_what_was_withdrawn(client):
    old, new = make_withdrawn_release(symbol="BKK/CP/15"), make_public_release(symbol="BKK/CP/16")
    JointSymbol.objects.bulk_create(
        [JointSymbol(release=release, symbol="SG/SM/9", symbol_key="sgsm9") for release in (old, new)]
    )
    make_public_release(symbol="BKK/CP/15", language="fr")

    asked = [("SG/SM/9", "en"), ("BKK/CP/15", "en"), ("BKK/CP/15", "fr"), ("BKK/CP/15", "es")]
    led = [client.get(f"/symbol/{text}", headers={"Accept-Language": code}).url for text, code in asked]

    assert led == [
        *("/en/releases/BKK/CP/16/", "/en/releases/BKK/CP/15/"),
        *("/fr/releases/BKK/CP/15/", "/fr/releases/BKK/CP/15/"),
    ]


@KEPT
def test_the_number_stays_in_its_series(client, keeps_text):
    make_public_release(symbol="BKK/CP/14")
    make_withdrawn_release(symbol="BKK/CP/15", title="Taken back", withdrawal_keeps_text=keeps_text)
    make_public_release(symbol="BKK/CP/17")

    page = page_of(client, "/en/series/BKK/CP/")

    assert '<a href="/en/releases/BKK/CP/15/"><bdi class="symbol">BKK/CP/15</bdi>' in page
    assert NOTICE in page
    assert ("Taken back" in page) == keeps_text
    assert [number for number in (14, 15, 16, 17) if f"Not in this collection: {number}<" in page] == [16]


def test_a_series_of_which_all_was_withdrawn_keeps_its_page(client):
    make_withdrawn_release(symbol="BKK/CP/15")

    assert NOTICE in page_of(client, "/en/series/BKK/CP/")


def test_a_withdrawn_release_has_one_place_whatever_became_of_its_editions(client):
    hour = timedelta(hours=1)
    first = make_withdrawn_release(symbol="BKK/CP/15", superseded_at=NOON + hour)
    make_withdrawn_release(symbol="BKK/CP/15", edition=2, previous=first, publish_at=NOON + hour)
    again = make_withdrawn_release(symbol="BKK/CP/16")
    make_public_release(
        symbol="BKK/CP/16", edition=2, previous=again, publish_at=NOON + timedelta(days=2), title="Once more"
    )

    # Its correction was taken back in the second in which it would have gone out.
    make_withdrawn_release(symbol="BKK/CP/17", superseded_at=NOON + timedelta(days=1))
    make_withdrawn_release(symbol="BKK/CP/17", edition=2, publish_at=NOON + timedelta(days=1))

    page = page_of(client, "/en/series/BKK/CP/")

    assert (page.count(NOTICE), page.count(">BKK/CP/17</bdi>")) == (2, 1)
    assert (page.count(">BKK/CP/15</bdi>"), page.count(">BKK/CP/16</bdi>")) == (1, 1)
    assert "Once more" in page


@KEPT
@pytest.mark.parametrize(
    ("withdrawn", "public", "label"),
    [
        ("BKK/CP/15", "BKK/CP/15/Corr.1", "Corrects"),
        ("BKK/CP/15/Corr.1", "BKK/CP/15", "Corrected by"),
    ],
)
def test_base_and_corrigendum_name_the_withdrawn_one(client, withdrawn, public, label, keeps_text):
    taken = make_withdrawn_release(symbol=withdrawn, title="Taken back", withdrawal_keeps_text=keeps_text)
    shown = make_public_release(symbol=public)
    correcting, base = (taken, "BKK/CP/15") if label == "Corrected by" else (shown, "BKK/CP/15")
    ReleaseLink.objects.bulk_create([ReleaseLink(release=correcting, kind="corrects", reference=base)])

    page = page_of(client, shown.get_absolute_url())

    assert f'<span class="role">{label}</span> <a href="/en/releases/{withdrawn}/"' in page
    assert NOTICE in page
    assert ("Taken back" in page) == keeps_text


def test_what_was_withdrawn_before_anybody_saw_it_has_no_place(client):
    make_public_release(symbol="BKK/CP/14")
    never = make_withdrawn_release(symbol="BKK/CP/15", **NEVER_PUBLIC)
    make_withdrawn_release(symbol="SECRET/1", **NEVER_PUBLIC)
    shown = make_public_release(symbol="BKK/CP/16")
    ReleaseLink.objects.bulk_create(
        [
            ReleaseLink(release=never, kind="see", reference="BKK/CP/16"),
            ReleaseLink(release=shown, kind="see", reference="BKK/CP/15"),
        ]
    )

    assert client.get("/symbol/BKK/CP/15").status_code == 404
    assert client.get("/en/series/SECRET/").status_code == 404
    assert "Not in this collection: 15<" in page_of(client, "/en/series/BKK/CP/")
    assert "BKK/CP/15" not in page_of(client, "/en/releases/BKK/CP/16/")


@pytest.mark.parametrize("count", [1, 4])
def test_queries_do_not_grow_with_what_was_withdrawn(client, django_assert_num_queries, count):
    shown = make_public_release(symbol="BKK/CP/1")
    for number in range(2, 2 + count):
        taken = make_withdrawn_release(symbol=f"BKK/CP/{number}")
        ReleaseLink.objects.bulk_create([ReleaseLink(release=taken, kind="see", reference="BKK/CP/1")])
    for address in ("/en/series/BKK/CP/", "/en/releases/BKK/CP/1/"):
        client.get(address)
    make_release(state="approved", publish_at=NOON)
    client.get("/en/")

    with django_assert_num_queries(5):
        assert client.get("/en/series/BKK/CP/").content.count(b"Withdrawn on") == count
    with django_assert_num_queries(4):
        assert client.get(shown.get_absolute_url()).content.count(b"Withdrawn on") == count
