"""The pages of series: what is here with its meaning, and the catalogue of what is not."""

import pytest

from tests.factories import make_public_release, make_release

pytestmark = pytest.mark.django_db


def page_of(client, address):
    return " ".join(client.get(address).content.decode().split())


def test_series_that_are_here_stand_before_the_catalogue(client):
    make_public_release(symbol="UNIS/CP/500")
    make_release(symbol="SC/1")

    page = page_of(client, "/en/series/")
    here, catalogue = page.split('id="catalogue"')

    assert '<a href="/en/series/UNIS/CP/"><bdi class="symbol">UNIS/CP</bdi></a>' in here
    assert "<td>Crime prevention and criminal justice</td>" in here
    assert '<bdi class="symbol">UNIS/CP</bdi>' not in catalogue
    assert '<dt><bdi class="symbol">SC</bdi></dt> <dd>Security Council</dd>' in catalogue
    assert "/en/series/SC/" not in page


def test_the_meaning_is_told_in_the_language_of_the_page(client):
    make_public_release(symbol="UNIS/CP/500", language="ar")

    page = page_of(client, "/ar/series/UNIS/CP/")

    assert '<span class="subtitle">منع الجريمة والعدالة الجنائية</span>' in page
    assert "<title>UNIS/CP: منع الجريمة والعدالة الجنائية · " in page
