"""Facets and the chart lead where they say, whatever stands in the address, and escape what they show."""

from datetime import date

import pytest
from django.http import QueryDict
from django.utils.translation import override

from releases.listing.facets import Bar, Chart, Choice, Facets
from releases.templatetags.charts import drawing, facet_lists

NONE = Chart("year", ())
APRIL = Bar("2005-04", date(2005, 4, 1), date(2005, 4, 30), 3)
MAY = Bar("2005-05", date(2005, 5, 1), date(2005, 5, 31), 0)


@pytest.mark.parametrize(
    ("name", "value", "is_chosen", "address", "href"),
    [
        ("institute", "heuni", False, "", "?institute=heuni"),
        ("institute", "heuni", False, "page=3&q=a+b", "?q=a+b&amp;institute=heuni"),
        ("institute", "heuni", False, "institute=isisc&q=x", "?q=x&amp;institute=isisc&amp;institute=heuni"),
        ("institute", "heuni", True, "institute=HEUNI&institute=isisc", "?institute=isisc"),
        ("institute", "heuni", True, "institute=heuni", "?"),
        ("series", "BKK/CP", False, "q=%22%3E%3Cb%3E%26", "?q=%22%3E%3Cb%3E%26&amp;series=BKK%2FCP"),
        ("kind", "statement", True, "q=x&kind=statement", "?q=x"),
        ("year", "2005", False, "from=2003&to=2004-06&q=x", "?q=x&amp;from=2005&amp;to=2005"),
        ("year", "2005", True, "from=2005&to=2005", "?"),
        ("language", "fr", False, "language=es&page=2", "?language=fr"),
        ("language", "fr", True, "language=fr", "?language=all"),
    ],
)
def test_a_value_leads_to_the_list_with_it_or_without_it(name, value, is_chosen, address, href):
    choices = (Choice(value, "Shown", 7, is_chosen), Choice("other", "Other", 1))
    [facet] = facet_lists(Facets(8, {name: choices}, NONE), QueryDict(address))

    assert f'href="{href}"' in facet["choices"]
    assert ("facet-chosen" in facet["choices"]) == is_chosen


def test_labels_and_values_are_escaped():
    choices = (Choice('"><i>', '<script>"&', 1), Choice("b", "B", 1))
    [facet] = facet_lists(Facets(2, {"series": choices}, NONE), QueryDict())

    assert 'href="?series=%22%3E%3Ci%3E"' in facet["choices"]
    assert "<bdi>&lt;script&gt;&quot;&amp;</bdi>" in facet["choices"]


def test_a_dimension_with_nothing_to_choose_is_left_out():
    one = (Choice("en", "English", 1),)

    assert facet_lists(Facets(1, {"language": one, "kind": ()}, NONE), QueryDict()) == []


@pytest.mark.parametrize(("language", "label"), [("en", "April 2005"), ("fr", "avril 2005")])
def test_bars_lead_to_their_time_and_empty_ones_are_not_in_the_table(language, label):
    with override(language):
        drawn = drawing(Chart("month", (APRIL, MAY)), QueryDict("q=x&from=2004&page=2"))

    assert (drawn.width, drawn.height) == (20, 100)
    assert drawn.first == label
    assert drawn.bars.count("?q=x&amp;from=2005-04&amp;to=2005-04") == 1
    assert f"<title>{label}: 3</title>" in drawn.bars
    assert drawn.rows == (
        f'<tr><th scope="row"><a href="?q=x&amp;from=2005-04&amp;to=2005-04">{label}</a></th><td>3</td></tr>'
    )


def test_a_bar_that_has_releases_can_be_seen():
    many, one = (
        Bar("2004", date(2004, 1, 1), date(2004, 12, 31), 900),
        Bar("2005", date(2005, 1, 1), date(2005, 12, 31), 1),
    )
    drawn = drawing(Chart("year", (many, one)), QueryDict())

    assert 'y="0" width="8" height="100"' in drawn.bars
    assert 'y="99" width="8" height="1"' in drawn.bars
