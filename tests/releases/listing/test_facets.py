"""Facets count what another choice would give, and the chart what the list has."""

from copy import copy
from dataclasses import replace
from datetime import date

import pytest
from django.http import QueryDict

from institutes.models import InstituteName
from releases.listing import public_index
from releases.listing.facets import count_facets
from releases.listing.filters import ReleaseFilter
from releases.listing.listing import Listing
from releases.listing.rows import cards
from releases.listing.selection import Selection
from tests.factories import (
    NOON,
    SECOND,
    make_embargoed_release,
    make_event,
    make_institute,
    make_public_release,
)

pytestmark = pytest.mark.django_db
LATER = NOON + SECOND


@pytest.fixture
def archive():
    """Four public releases and an embargoed one that would show in every count."""
    river, hill = make_institute("river", name="River"), make_institute("hill", name="Hill")
    InstituteName.objects.create(institute=river, language="fr", name="Fleuve")
    congress = make_event("congress", name="Congress")
    workshop = make_event("workshop", name="Workshop", parent=congress)
    make_public_release(issued_on=date(2004, 3, 1), institutes=(river,), events=(workshop, congress))
    make_public_release(issued_on=date(2004, 5, 1), institutes=(river, hill), kind="statement")
    make_public_release(issued_on=date(2005, 4, 1), institutes=(hill,), language="fr", title="Okapi")
    make_public_release(issued_on=date(2005, 4, 2), symbol="OTHER/1", events=(workshop,))
    make_embargoed_release(
        issued_on=date(2003, 1, 1), institutes=(river,), events=(congress,), kind="round_up"
    )


def facets_of(query="", *, page_language="en"):
    """The facets of the list at that query string, in every language unless it says otherwise."""
    releases = ReleaseFilter(QueryDict(query if "language=" in query else f"language=all&{query}"), at=LATER)
    assert releases.form.is_valid()
    return count_facets(releases.listing, page_language=page_language)


def counts(facets, name):
    return {choice.value: choice.count for choice in facets.choices[name]}


@pytest.mark.usefixtures("archive")
def test_every_dimension_is_counted_and_what_is_hidden_is_not(django_assert_num_queries):
    public_index.read(LATER)
    with django_assert_num_queries(1):  # whether anything has changed
        facets = facets_of(page_language="fr")

    assert facets.total == 4
    assert counts(facets, "year") == {"2005": 2, "2004": 2}
    assert counts(facets, "institute") == {"river": 2, "hill": 2}
    assert counts(facets, "event") == {"congress": 2, "workshop": 2}
    assert counts(facets, "kind") == {"press_release": 3, "statement": 1}
    assert counts(facets, "language") == {"en": 3, "fr": 1}
    assert counts(facets, "series") == {"TEST/SER": 3, "OTHER": 1}
    assert {choice.label for choice in facets.choices["institute"]} == {"Fleuve", "Hill"}


@pytest.mark.usefixtures("archive")
def test_a_dimension_counts_under_all_filters_but_its_own():
    facets = facets_of("institute=river&kind=press_release")

    assert facets.total == 1
    assert counts(facets, "institute") == {"river": 1, "hill": 1}
    assert counts(facets, "kind") == {"press_release": 1, "statement": 1}
    assert counts(facets, "year") == {"2004": 1}
    assert [choice.value for choice in facets.choices["kind"] if choice.is_chosen] == ["press_release"]


@pytest.mark.usefixtures("archive")
def test_what_was_chosen_stays_when_nothing_answers_to_it():
    facets = facets_of("institute=river&kind=press_briefing&q=okapi")

    assert facets.total == 0
    assert counts(facets, "institute")["river"] == 0
    assert counts(facets, "kind")["press_briefing"] == 0


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("query", "level", "first", "bars", "count"),
    [
        ("", "month", "2004-03", 14, 4),
        ("from=2005-04-01&to=2005-04-30", "day", "2005-04-01", 2, 2),
        ("from=2004-03&to=2004-05", "month", "2004-03", 3, 2),
    ],
)
def test_chart_has_a_bar_for_every_time_between(query, level, first, bars, count):
    chart = facets_of(query).chart

    assert chart.level == level
    assert chart.bars[0].period.written == first
    assert len(chart.bars) == bars
    assert sum(bar.count for bar in chart.bars) == count


def test_long_times_are_counted_by_year():
    for year in (1995, 2005):
        make_public_release(issued_on=date(year, 4, 21))
    chart = facets_of().chart

    assert (chart.level, len(chart.bars), chart.highest) == ("year", 11, 1)


@pytest.mark.usefixtures("archive")
def test_pages_lead_to_every_choice(client):
    page = client.get("/en/releases/?language=all&institute=river&page=3").content.decode()

    assert 'href="?language=all&amp;institute=river&amp;institute=hill"' in page
    assert 'href="?institute=river&amp;language=all&amp;from=2004&amp;to=2004"' not in page  # one year only
    assert 'class="facet-chosen" href="?language=all"' in page
    assert 'href="?institute=river&amp;language=all&amp;from=2004-03&amp;to=2004-03"' in page
    assert "style=" not in page


@pytest.mark.usefixtures("archive")
def test_an_institute_whose_name_is_not_read_yet_is_left_out():
    index = public_index.read(LATER)
    river = index.directory.institutes_by_slug["river"]
    directory = copy(index.directory)
    directory.institutes = {key: named for key, named in directory.institutes.items() if named != river}
    listing = Listing(replace(index, directory=directory), Selection(), cards, at=LATER)
    facets = count_facets(listing, page_language="en")

    assert counts(facets, "institute") == {"hill": 2}
    assert facets.total == 4
