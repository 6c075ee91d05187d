"""The page of a release, its text, and the look-up of symbols."""

from datetime import date

import pytest
from django.utils import timezone
from django.utils.http import content_disposition_header

from releases.listing import public_index
from releases.models import JointSymbol
from tests.factories import (
    WHETHER_INVENTED,
    make_embargoed_release,
    make_event,
    make_institute,
    make_public_release,
    make_series,
)

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("_no_page_cache")
@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_what_a_release_names(client, django_assert_num_queries, count):
    congress = make_event(kind="congress")
    make_series("BKK/CP")
    institutes = tuple(make_institute() for _ in range(count))
    events = tuple(make_event(parent=congress) for _ in range(count))
    for number in (13, 14, 15):
        make_public_release(symbol=f"BKK/CP/{number}", institutes=institutes, events=events)

    public_index.read(timezone.now())
    # The release with all that its page shows, whether the index that is kept still holds, and what stands beside it.
    with django_assert_num_queries(3 + WHETHER_INVENTED):
        response = client.get("/en/releases/BKK/CP/14/")

    assert response.status_code == 200


def test_a_release_says_what_it_is_and_what_it_names(client):
    heuni = make_institute("heuni", name="European Institute", acronym="HEUNI")
    workshop = make_event("workshop", name="Workshop on Cooperation")
    make_public_release(symbol="BKK/CP/13", title="Before")
    make_public_release(symbol="BKK/CP/15", title="After")
    make_public_release(
        symbol="BKK/CP/14",
        title="Workshop to Discuss Cooperation",
        dateline_city="BANGKOK",
        dateline_on=date(2005, 4, 21),
        source="UN Information Service",
        institutes=(heuni,),
        events=(workshop,),
    )

    page = client.get("/en/releases/BKK/CP/14/").content.decode()

    assert "<h1>Workshop to Discuss Cooperation</h1>" in page
    dateline = " ".join(page.split('class="dateline">')[1].split("</p>")[0].split())
    assert dateline == (
        '<bdi>BANGKOK</bdi>, <bdi><time datetime="2005-04-21">21 April</time></bdi> '
        "<bdi>(UN Information Service)</bdi> --"
    )
    assert '<a href="/en/institutes/heuni/">European Institute</a>' in page
    assert '<a href="/en/events/workshop/">Workshop on Cooperation</a>' in page
    assert (
        "UN Information Service, “Workshop to Discuss Cooperation”, press release "
        "<bdi>BKK/CP/14</bdi>, 21 April 2005." in " ".join(page.split())
    )
    assert '<a rel="prev" href="/en/releases/BKK/CP/13/">' in page
    assert '<a rel="next" href="/en/releases/BKK/CP/15/">' in page


@pytest.mark.parametrize("written", ["bkk/cp/14", "Bkk/Cp/14"])
def test_any_case_leads_to_the_one_address(client, written):
    make_public_release(symbol="BKK/CP/14")

    response = client.get(f"/en/releases/{written}/")

    assert (response.status_code, response.url) == (301, "/en/releases/BKK/CP/14/")


def test_a_language_without_a_version_names_those_there_are(client):
    make_public_release(symbol="BKK/CP/14", title="English title")
    make_public_release(symbol="BKK/CP/14", title="عنوان", language="ar")

    response = client.get("/fr/releases/BKK/CP/14/")
    page = response.content.decode()

    assert response.status_code == 404
    assert (
        '<a href="/en/releases/BKK/CP/14/" lang="en" hreflang="en">English: <bdi>English title</bdi></a>'
        in page
    )
    assert '<a href="/ar/releases/BKK/CP/14/" lang="ar" hreflang="ar">العربية: <bdi>عنوان</bdi></a>' in page


def test_an_arabic_release_is_written_from_right_to_left(client):
    make_public_release(symbol="BKK/CP/14", title="عنوان", language="ar")

    page = client.get("/ar/releases/BKK/CP/14/").content.decode()

    assert '<html lang="ar" dir="rtl">' in page
    assert '<article class="release" lang="ar" dir="rtl">' in page


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_the_text_comes_back_to_the_byte(client, encoding):
    issued = "BKK/CP/14\r\n21 April 2005\r\n\r\nTitre d’été\n\n* *** *".encode(encoding)
    make_public_release(
        symbol="BKK/CP/14", as_issued=issued, as_issued_type="text/plain", as_issued_encoding=encoding
    )

    response = client.get("/en/releases/BKK/CP/14.txt")

    assert response.content == issued
    assert response["Content-Type"] == f"text/plain; charset={encoding}"
    assert response["Content-Disposition"] == content_disposition_header(
        as_attachment=False, filename="BKK-CP-14.en.txt"
    )


def test_a_release_that_was_typed_is_composed_in_the_layout_of_the_service(client):
    make_public_release(
        symbol="BKK/CP/14",
        title="Title",
        dateline_city="BANGKOK",
        dateline_on=date(2005, 4, 21),
        source="UN Information Service",
        body="<p>First.</p><p>Second.</p>",
    )

    assert client.get("/en/releases/BKK/CP/14.txt").content.decode() == (
        "BKK/CP/14\n21 April 2005\n\nTitle\n\n"
        "BANGKOK, 21 April (UN Information Service) -- First.\n\nSecond.\n\n* *** *"
    )


@pytest.mark.parametrize(
    "anything",
    [
        "BKK/CP/14",
        "bkk/cp/14",
        "bkkcp14",
        "bkkcp14.html",
        "BKK CP 14",
        "bkk-cp-14",
        "BKK/CP/014",
        "SG/SM/9181",
        "sgsm9181",
    ],
)
def test_a_symbol_is_found_however_it_is_written(client, anything):
    release = make_public_release(symbol="BKK/CP/14")
    JointSymbol.objects.create(release=release, symbol="SG/SM/9181", symbol_key="sgsm9181")

    response = client.get(f"/symbol/{anything}")

    assert (response.status_code, response.url) == (302, "/en/releases/BKK/CP/14/")


def test_a_symbol_leads_to_the_readers_language(client):
    make_public_release(symbol="BKK/CP/14")
    make_public_release(symbol="BKK/CP/14", language="fr")

    response = client.get("/symbol/bkkcp14", headers={"Accept-Language": "fr"})

    assert response.url == "/fr/releases/BKK/CP/14/"
    assert "Accept-Language" in response["Vary"]


def test_an_unknown_symbol_names_what_is_near(client):
    make_public_release(symbol="BKK/CP/14", title="Near by")
    make_embargoed_release(symbol="BKK/CP/15", title="Secret")

    response = client.get("/symbol/BKK/CP/15")
    page = response.content.decode()

    assert response.status_code == 404
    assert "Near by" in page
    assert "Secret" not in page


def test_what_is_near_a_symbol_is_named_once_in_the_readers_language_or_says_its_own(client):
    for language in ("ar", "en", "fr"):
        make_public_release(symbol="BKK/CP/14", language=language, title=f"In {language}")
    make_public_release(symbol="BKK/CP/12", language="ar", title="Only in Arabic")

    page = " ".join(
        client.get("/symbol/BKK/CP/15", headers={"Accept-Language": "fr"}).content.decode().split()
    )

    assert "In fr" in page
    assert "In ar" not in page
    assert "In en" not in page
    assert '<bdi lang="ar" dir="rtl">Only in Arabic</bdi>' in page
    assert '<span class="hint">Arabe</span>' in page


@pytest.mark.parametrize("anything", ["/", "%00", "??", "\u202e", "x" * 3000, "a/65/592", "<script>"])
def test_no_look_up_breaks_the_page(client, anything):
    response = client.get(f"/symbol/{anything}")

    assert response.status_code == 404
    assert b"<script>" not in response.content


@pytest.mark.parametrize("address", ["/en/releases/a%00b/", "/en/releases/a%00b.txt", "/en/series/%00/"])
def test_a_null_character_is_at_no_address(client, address):
    assert client.get(address).status_code == 404


def test_the_root_chooses_the_readers_language(client):
    response = client.get("/", headers={"Accept-Language": "ar,en;q=0.5"})

    assert (response.status_code, response.url) == (302, "/ar/")
    assert "Accept-Language" in response["Vary"]
