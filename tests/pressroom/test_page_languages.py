"""The same page in other languages, at its head for readers and in hreflang for search engines."""

import re
from datetime import timedelta

import pytest

from institutes.models import InstituteText
from tests.factories import (
    NOON,
    make_event,
    make_institute,
    make_public_release,
    make_release,
    make_series,
    make_withdrawn_release,
)

pytestmark = pytest.mark.django_db
SIX = ["en", "fr", "es", "ru", "ar", "zh-Hans"]


def switch(page):
    """What the languages at the head of the page lead to, by code: the address and what is said of it."""
    [nav] = re.findall(r'<nav id="languages".*?</nav>', page, re.DOTALL)
    links = re.findall(r'<a href="([^"]*)"[^>]*? hreflang="([^"]*)"([^>]*)>(.*?)</a>', nav, re.DOTALL)
    return {
        code: (href, "missing" if "missing-said" in text else "current" if "aria-current" in rest else "")
        for href, code, rest, text in links
    }


def hreflang(page):
    return dict(
        re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="http://testserver([^"]+)">', page)
    )


def test_the_languages_lead_to_the_same_page_with_what_it_understands(client):
    page = client.get('/fr/events/?page=2&x="><b>').content.decode()

    assert "%3Cb%3E" not in page
    assert switch(page) == {
        code: (f"/{code.lower()}/events/?page=2", "current" if code == "fr" else "") for code in SIX
    }
    assert page.index('id="languages"') < page.index('<main id="main"')
    assert '<a href="/fr/events/?page=2" lang="fr" hreflang="fr" aria-current="true">Français</a>' in page


@pytest.mark.parametrize(
    ("address", "elsewhere"),
    [
        ("/en/nothing/at-all/", "/fr/nothing/at-all/"),
        ("/en/releases/NONE/1/", "/fr/releases/NONE/1/"),
        ("/nothing", "/fr/"),
        ("/symbol/BKK/CP/99", "/fr/releases/?q=BKK%2FCP%2F99"),
        ("/en/releases/2005/", "/fr/releases/2005/"),
        ("/en/", "/fr/"),
        ("/en/releases/?q=x&page=2", "/fr/releases/?q=x&amp;page=2"),
    ],
)
def test_every_page_has_a_way_into_another_language(client, address, elsewhere):
    page = client.get(address).content.decode()

    assert switch(page)["fr"] == (elsewhere, "")
    assert list(switch(page)) == SIX


def test_of_a_release_a_language_leads_to_the_version_or_says_that_there_is_none(client):
    make_public_release(symbol="BKK/CP/14")
    make_public_release(symbol="BKK/CP/14", language="ar")
    make_public_release(symbol="BKK/CP/14", language="de")
    make_release(symbol="BKK/CP/14", language="es")

    page = client.get("/en/releases/BKK/CP/14/").content.decode()

    assert switch(page) == {
        "en": ("/en/releases/BKK/CP/14/", "current"),
        "fr": ("/fr/releases/BKK/CP/14/", "missing"),
        "es": ("/es/releases/BKK/CP/14/", "missing"),
        "ru": ("/ru/releases/BKK/CP/14/", "missing"),
        "ar": ("/ar/releases/BKK/CP/14/", ""),
        "zh-Hans": ("/zh-hans/releases/BKK/CP/14/", "missing"),
        "de": ("/de/releases/BKK/CP/14/", ""),
    }


def test_who_follows_a_language_without_a_version_finds_a_way_on(client):
    make_public_release(symbol="BKK/CP/14", language="ar")

    response = client.get("/fr/releases/BKK/CP/14/")
    page = response.content.decode()

    assert response.status_code == 404
    assert '<html lang="fr"' in page
    assert switch(page)["fr"] == ("/fr/releases/BKK/CP/14/", "current")
    assert switch(page)["ar"] == ("/ar/releases/BKK/CP/14/", "")


def test_a_withdrawn_release_and_an_earlier_edition_keep_the_languages(client):
    first = make_public_release(symbol="BKK/CP/14", publish_at=NOON, superseded_at=NOON + timedelta(days=1))
    make_public_release(
        symbol="BKK/CP/14",
        edition=2,
        previous=first,
        publish_at=NOON + timedelta(days=1),
        correction_note="A name.",
    )
    make_public_release(symbol="BKK/CP/14", language="fr")
    make_withdrawn_release(symbol="BKK/CP/15")

    edition = switch(client.get("/en/releases/BKK/CP/14/editions/1/").content.decode())
    withdrawn = client.get("/en/releases/BKK/CP/15/")

    assert edition["en"] == ("/en/releases/BKK/CP/14/editions/1/", "current")
    assert edition["fr"] == ("/fr/releases/BKK/CP/14/", "")
    assert edition["es"] == ("/es/releases/BKK/CP/14/", "missing")
    assert withdrawn.status_code == 200
    assert switch(withdrawn.content.decode())["fr"] == ("/fr/releases/BKK/CP/15/", "missing")


def test_search_engines_are_told_of_every_language_the_page_itself_and_one_for_all_others(client):
    make_institute("heuni")

    for path in ("", "releases/", "institutes/", "institutes/heuni/", "events/", "series/"):
        page = client.get(f"/es/{path}").content.decode()
        assert hreflang(page) == {code: f"/{code.lower()}/{path}" for code in SIX} | {
            "x-default": f"/en/{path}"
        }


def test_search_engines_are_told_only_of_the_versions_of_a_release_that_are_there(client):
    make_public_release(symbol="BKK/CP/14", language="ar")
    make_public_release(symbol="BKK/CP/14", language="fr")
    make_release(symbol="BKK/CP/14", language="en")

    page = client.get("/ar/releases/BKK/CP/14/").content.decode()

    there = {"fr": "/fr/releases/BKK/CP/14/", "ar": "/ar/releases/BKK/CP/14/"}
    assert hreflang(page) == there | {"x-default": "/fr/releases/BKK/CP/14/"}


@pytest.mark.parametrize(
    "address", ["/en/releases/?q=x", "/en/events/?page=2", "/en/nothing/", "/symbol/NONE/1"]
)
def test_of_what_is_in_one_language_only_or_not_there_search_engines_are_told_nothing(client, address):
    make_event("congress")

    assert hreflang(client.get(address).content.decode()) == {}


@pytest.mark.parametrize(
    ("address", "canonical"),
    [
        ("/en/", "/en/"),
        ("/en/?utm_source=x", "/en/"),
        ("/en/releases/?institute=heuni&x=1", "/en/releases/?institute=heuni"),
        ("/en/releases/?page=1", "/en/releases/"),
        ("/en/events/?page=2", "/en/events/?page=2"),
        ("/en/releases/2005/?from=2004", "/en/releases/2005/"),
        ("/en/releases/BKK/CP/14/?utm_source=x", "/en/releases/BKK/CP/14/"),
        ("/en/series/BKK/CP/", "/en/series/BKK/CP/"),
        ("/en/institutes/heuni/", "/en/institutes/heuni/"),
        ("/en/nothing/", None),
        ("/symbol/NONE/1", None),
        ("/fr/releases/BKK/CP/14/", None),
    ],
)
def test_a_page_has_one_address(client, address, canonical):
    make_institute("heuni")
    make_series("BKK/CP")
    make_public_release(symbol="BKK/CP/14")

    page = client.get(address).content.decode()

    expected = [f"http://testserver{canonical}"] if canonical else []
    assert re.findall(r'<link rel="canonical" href="([^"]+)">', page) == expected
    assert re.findall(r'<meta property="og:url" content="([^"]+)">', page) == expected


def test_a_card_of_a_messenger_says_what_the_page_says(client):
    make_public_release(symbol="BKK/CP/14", title='A "title" & more', summary="What it is about.")

    page = client.get("/en/releases/BKK/CP/14/").content.decode()

    cards = dict(re.findall(r'<meta (?:property|name)="([a-z:_]+)" content="([^"]*)">', page))
    assert cards["og:title"] == "BKK/CP/14: A &quot;title&quot; &amp; more"
    assert cards["description"] == cards["og:description"] != ""
    assert (cards["og:type"], cards["og:locale"], cards["twitter:card"]) == (
        "article",
        "en_GB",
        "summary_large_image",
    )
    assert cards["og:site_name"] == "Press room"


@pytest.mark.parametrize(
    ("address", "status", "heading", "looked_for"),
    [
        ("/en/nothing/", 404, "Page not found", ""),
        ("/en/releases/BKK/CP/99/", 404, "Page not found", "BKK/CP/99"),
        ("/symbol/BKK/CP/99", 404, "No release has this symbol", "BKK/CP/99"),
        ("/fr/releases/BKK/CP/14/", 404, "BKK/CP/14 n’est pas", ""),
        ("/en/releases/BKK/CP/15/", 410, "BKK/CP/15 was withdrawn", ""),
    ],
)
def test_what_is_not_here_says_so_and_leads_on(client, address, status, heading, looked_for):
    make_public_release(symbol="BKK/CP/14")
    make_withdrawn_release(symbol="BKK/CP/15", withdrawal_keeps_text=False)

    response = client.get(address)
    page = response.content.decode()

    assert response.status_code == status
    assert heading in re.findall(r"<h1>(.*?)</h1>", page, re.DOTALL)[0]
    assert f'<input id="look" type="search" name="q" maxlength="300" value="{looked_for}">' in page
    assert '<meta name="robots" content="noindex">' in page


def test_pages_of_one_kind_each_say_what_they_are_about(client):
    institute = make_institute("heuni", name="European Institute")
    InstituteText.objects.create(institute=institute, language="en", description='Prevention & "control".')
    make_event("congress", name="Eleventh Congress")
    make_series("BKK/CP")
    make_public_release(symbol="BKK/CP/14", body="<p>What the release is about.</p>")

    said = {}
    for path in (
        "",
        "releases/",
        "releases/2005/",
        "releases/BKK/CP/14/",
        "events/",
        "events/congress/",
        "institutes/",
        "institutes/heuni/",
        "series/",
        "series/BKK/CP/",
    ):
        page = client.get(f"/en/{path}").content.decode()
        [said[path]] = re.findall(r'<meta name="description" content="([^"]+)">', page)
        assert f'<meta property="og:description" content="{" ".join(said[path].split())}">' in page

    assert len(set(said.values())) == len(said)
    assert said["institutes/heuni/"].startswith("Prevention &amp; &quot;control&quot;. · ")
    assert said["events/congress/"].startswith("Eleventh Congress")
