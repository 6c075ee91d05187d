"""Facets count what another choice would give, and the chart what the list has."""

from datetime import date

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from institutes.models import InstituteName
from releases.facets import count_facets
from releases.models import Release
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


def narrowed(**filters):
    """A set of public releases by the values in force, less those of the dimensions left out."""

    def without(leave_out):
        releases = Release.objects.public(LATER)
        if "kind" in filters and "kind" not in leave_out:
            releases = releases.filter(kind__in=filters["kind"])
        if "institute" in filters and "institute" not in leave_out:
            releases = releases.filter(institutes__slug__in=filters["institute"]).distinct()
        return releases.search("okapi") if "q" in filters else releases

    return without


def counts(facets, name):
    return {choice.value: choice.count for choice in facets.choices[name]}


@pytest.mark.usefixtures("archive")
def test_every_dimension_is_counted_and_what_is_hidden_is_not(django_assert_num_queries):
    with django_assert_num_queries(4):  # the counts; names of institutes, events and series
        facets = count_facets(narrowed(), {}, page_language="fr")

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
    chosen = {"institute": ["river"], "kind": ["press_release"]}
    facets = count_facets(narrowed(**chosen), chosen, page_language="en")

    assert facets.total == 1
    assert counts(facets, "institute") == {"river": 1, "hill": 1}
    assert counts(facets, "kind") == {"press_release": 1, "statement": 1}
    assert counts(facets, "year") == {"2004": 1}
    assert [choice.value for choice in facets.choices["kind"] if choice.is_chosen] == ["press_release"]


@pytest.mark.usefixtures("archive")
def test_what_was_chosen_stays_when_nothing_answers_to_it():
    chosen = {"institute": ["river"], "kind": ["press_briefing"]}
    facets = count_facets(narrowed(**chosen, q="okapi"), chosen, page_language="en")

    assert facets.total == 0
    assert counts(facets, "institute")["river"] == 0
    assert counts(facets, "kind")["press_briefing"] == 0


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("between", "level", "first", "count"),
    [
        ((None, None), "month", "2004-03", 14),
        ((date(2005, 4, 1), date(2005, 4, 30)), "day", "2004-03-01", 398),
    ],
)
def test_chart_has_a_bar_for_every_time_between(between, level, first, count):
    chart = count_facets(narrowed(), {}, page_language="en", between=between).chart

    assert chart.level == level
    assert chart.bars[0].written == first
    assert len(chart.bars) == count
    assert sum(bar.count for bar in chart.bars) == 4


def test_long_times_are_counted_by_year():
    for year in (1995, 2005):
        make_public_release(issued_on=date(year, 4, 21))
    chart = count_facets(narrowed(), {}, page_language="en").chart

    assert (chart.level, len(chart.bars), chart.highest) == ("year", 11, 1)


@pytest.mark.usefixtures("archive")
def test_pages_lead_to_every_choice():
    address = QueryDict("q=okapi&institute=river&page=3")
    chosen = {"institute": ["river"]}
    facets = count_facets(narrowed(**chosen), chosen, page_language="en")
    shown = render_to_string("releases/_facets.html", {"facets": facets, "address": address})
    chart = render_to_string("releases/_chart.html", {"chart": facets.chart, "address": address})

    assert 'href="?q=okapi&amp;institute=river&amp;institute=hill"' in shown
    assert 'href="?q=okapi&amp;institute=river&amp;from=2004&amp;to=2004"' not in shown  # one year only
    assert 'class="facet-chosen" href="?q=okapi"' in shown
    assert 'href="?q=okapi&amp;institute=river&amp;from=2004-03&amp;to=2004-03"' in chart
    assert "style=" not in shown + chart
