"""The pages of institutes: what is issued, the facts beside it, where they are, what they were called."""

from datetime import date

import pytest

from institutes.models import InstituteName
from tests.factories import make_institute, make_public_release

pytestmark = pytest.mark.django_db


def page_of(client, address):
    return " ".join(client.get(address).content.decode().split())


def test_a_place_is_shown_on_a_map_and_in_words(client):
    make_institute("heuni", city="Helsinki", country="FI", latitude="60.17", longitude="24.94")
    make_institute("isisc")

    page = page_of(client, "/en/institutes/heuni/")

    assert (
        '<svg class="map-land" viewBox="-195.9 -791.7 640 380" role="img" aria-label="Helsinki, Finland">'
        in page
    )
    assert '<circle class="map-place" cx="124.1" cy="-601.7" r="9"/>' in page
    assert 'class="map-land"' not in page_of(client, "/en/institutes/isisc/")


def test_the_list_has_a_dot_for_each_place_and_a_heading_for_each_kind(client):
    make_institute("one", kind="un_office", latitude="48.21", longitude="16.37")
    make_institute("two", kind="associated", latitude="48.21", longitude="16.37")
    make_institute("three", kind="associated")

    page = page_of(client, "/en/institutes/")

    assert page.count('<circle class="map-place"') == 1
    assert "<h2>United Nations offices</h2>" in page
    assert "<h2>Associated institutes</h2>" in page
    assert "<h2>Regional institutes affiliated with the United Nations</h2>" not in page


def test_names_are_told_in_time_and_by_language(client):
    institute = make_institute("isisc", name="Siracusa Institute")
    InstituteName.objects.create(
        institute=institute, name="Former Institute", valid_from=1972, valid_until=2017
    )
    InstituteName.objects.create(institute=institute, name="Institut de Syracuse", language="fr")
    InstituteName.objects.create(institute=institute, name="The Siracusans", is_official=False)

    page = page_of(client, "/en/institutes/isisc/")

    through_time, other_names = page.split('id="through-time"')[1].split('id="other-names"')
    assert 'Former Institute</bdi> <span class="hint">1972–2017</span>' in through_time
    assert '<bdi lang="fr">Institut de Syracuse</bdi>' in other_names
    assert "Siracusans" not in page


def test_releases_over_time_lead_to_the_lists_of_their_years(client):
    institute = make_institute("heuni")
    for year in (2003, 2005):
        make_public_release(issued_on=date(year, 4, 21), institutes=(institute,))

    page = page_of(client, "/en/institutes/heuni/")

    assert '<a href="/en/releases/?institute=heuni&amp;from=2003&amp;to=2003" tabindex="-1">' in page
    assert page.count('<rect class="chart-bar"') == 3
