"""A query string that no page can need is refused with a sentence, on every address of the site."""

import re

import pytest

LONG = "x=" + "a" * 2047
SENTENCES = {
    "en": "is longer than 2048 bytes. Shorten it, and try again.",
    "fr": "dépasse 2048\xa0octets. Raccourcissez-la et réessayez.",
    "ar": "أطول من 2048 بايت. اختصره ثم حاول مرة أخرى.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_the_sentence_is_in_the_language_of_the_page(client, language):
    response = client.get(f"/{language}/releases/?{LONG}")

    assert response.status_code == 414
    assert SENTENCES[language] in response.content.decode()
    assert response.headers["Content-Language"] == language
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert b"aaaa" not in response.content


@pytest.mark.parametrize("address", ["/", "/admin/", "/admin/login/", "/symbol/x", "/media/photos/a/480.jpg"])
def test_no_address_reads_it(client, address):
    response = client.get(f"{address}?{LONG}", headers={"Accept-Language": "fr"})

    assert response.status_code == 414
    assert SENTENCES["fr"] in response.content.decode()


@pytest.mark.django_db
def test_the_longest_is_read(client):
    assert client.get(f"/en/releases/?{LONG[:-1]}").status_code == 200


@pytest.mark.django_db
def test_what_is_unknown_is_in_no_link_of_a_page(client):
    for address in ("/en/releases/", "/en/", "/en/events/", "/en/nowhere/"):
        response = client.get(f"{address}?okapi=giraffe&q=zebra")

        assert "okapi" not in response.content.decode(), address
        assert not re.search(r"giraffe", response.content.decode()), address
