"""Facets lead where they say, whatever stands in the address, and what they show is escaped."""

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string

from releases.listing.facets import Chart, Choice, Facets
from releases.views.facets import facet_links

NO_CHART = Chart("year", ())


@pytest.mark.parametrize(
    ("name", "value", "is_chosen", "address", "href"),
    [
        ("institute", "heuni", False, "", "?institute=heuni"),
        ("institute", "heuni", False, "page=3&q=a+b", "?q=a+b&institute=heuni"),
        ("institute", "heuni", False, "institute=isisc&q=x", "?q=x&institute=isisc&institute=heuni"),
        ("institute", "heuni", True, "institute=HEUNI&institute=isisc", "?institute=isisc"),
        ("institute", "heuni", True, "institute=heuni", "?"),
        ("series", "BKK/CP", False, "q=%22%3E%3Cb%3E%26", "?q=%22%3E%3Cb%3E%26&series=BKK%2FCP"),
        ("kind", "statement", True, "q=x&kind=statement", "?q=x"),
        ("year", "2005", False, "from=2003&to=2004-06&q=x", "?q=x&from=2005&to=2005"),
        ("year", "2005", True, "from=2005&to=2005", "?"),
        ("language", "fr", False, "language=es&page=2", "?language=fr"),
        ("language", "fr", True, "language=fr", "?language=all"),
    ],
)
def test_a_value_leads_to_the_list_with_it_or_without_it(name, value, is_chosen, address, href):
    choices = (Choice(value, "Shown", 7000, is_chosen), Choice("other", "Other", 1))

    [facet] = facet_links(Facets(8, {name: choices}, NO_CHART), QueryDict(address))

    link = facet["links"][0]
    assert (link["href"], link["label"], link["count"]) == (href, "Shown", "7,000")
    assert link["is_chosen"] == is_chosen


def test_labels_and_values_are_escaped():
    choices = (Choice('"><i>', '<script>"&', 1), Choice("b", "B", 1, is_chosen=True))
    facets = facet_links(Facets(2, {"series": choices}, NO_CHART), QueryDict())

    page = render_to_string("releases/_facets.html", {"facets": facets})

    assert '<a id="series-%22%3E%3Ci%3E" href="?series=%22%3E%3Ci%3E">' in page
    assert '<bdi>&lt;script&gt;&quot;&amp;</bdi> <span class="facet-count">1</span>' in page
    assert '<a id="series-b" class="facet-chosen" href="?">' in page


def test_a_dimension_with_nothing_to_choose_is_left_out():
    one = (Choice("en", "English", 1),)

    assert facet_links(Facets(1, {"language": one, "kind": ()}, NO_CHART), QueryDict()) == []
    assert [
        facet["name"]
        for facet in facet_links(
            Facets(1, {"language": one, "kind": (Choice("a", "A", 0, is_chosen=True),)}, NO_CHART),
            QueryDict(),
        )
    ] == ["kind"]
