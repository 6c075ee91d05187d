"""The bars of a chart stand where they should, and lead to the list of their time."""

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.translation import override

from releases.listing.facets import Bar, Chart
from releases.search.periods import Period
from releases.views.charts import drawing_of

APRIL = Bar(Period(2005, 4), 3)
MAY = Bar(Period(2005, 5), 0)


@pytest.mark.parametrize(
    ("language", "labels"), [("en", ("April 2005", "May 2005")), ("fr", ("Avril 2005", "Mai 2005"))]
)
def test_bars_lead_to_their_time(language, labels):
    with override(language):
        drawing = drawing_of(Chart("month", (APRIL, MAY)), QueryDict("q=x&from=2004&page=2"))

    first, last = labels
    assert drawing.pop("rows") == drawing["bars"][:1]
    assert drawing == {
        "level": "month",
        "highest": "3",
        "width": "20",
        "bars": [
            {
                "href": "?q=x&from=2005-04&to=2005-04",
                "label": first,
                "count": "3",
                "x": "0",
                "y": "0",
                "height": "100",
            },
            {
                "href": "?q=x&from=2005-05&to=2005-05",
                "label": last,
                "count": "0",
                "x": "10",
                "y": "100",
                "height": "0",
            },
        ],
        "first": first,
        "last": last,
    }


def test_a_bar_that_has_releases_can_be_seen():
    many = Bar(Period(2004), 900)
    few = Bar(Period(2005), 1)

    bars = drawing_of(Chart("year", (many, few)), QueryDict())["bars"]

    assert [(bar["y"], bar["height"], bar["label"]) for bar in bars] == [
        ("0", "100", "2004"),
        ("99", "1", "2005"),
    ]


@pytest.mark.parametrize("bars", [(), (APRIL,)])
def test_a_single_bar_is_no_chart(bars):
    assert drawing_of(Chart("month", bars), QueryDict()) is None


def test_times_without_releases_are_not_in_the_table():
    chart = drawing_of(Chart("month", (APRIL, MAY)), QueryDict("q=<b>"))

    page = render_to_string("releases/_chart.html", {"chart": chart})

    href = "?q=%3Cb%3E&amp;from=2005-04&amp;to=2005-04"
    assert f'<a href="{href}" tabindex="-1">' in page
    assert f'<th scope="row"><a href="{href}">April 2005</a></th>' in page
    assert "<title>May 2005: 0</title>" in page
    assert page.count("<tr>") == 2
    assert 'viewBox="0 0 20 100"' in page
