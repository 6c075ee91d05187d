"""Templates of rows look the same to Django and to Jinja2, and see only what they are given."""

import re
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template, engines
from django.utils.translation import gettext_lazy, override

FOLDER = Path(settings.BASE_DIR) / "templates"
NAMES = sorted(
    {name for path in FOLDER.rglob("*.html") for name in re.findall(r'{% rows "([^"]+)"', path.read_text())}
)
CARD = {
    "href": "/ar/releases/BKK/CP/14/?a=1&b=2",
    "symbol": "BKK/CP/14",
    "issued_on": "2005-04-21",
    "day": "21 April 2005",
    "kind": gettext_lazy("Press release"),
    "language": "ar",
    "direction": "rtl",
    "language_name": "العربية",
    "title": "<script>alert('x')</script>",
    "text": '“Quoted” & "quoted"',
    "is_corrected": True,
    "is_invented": True,
}
BAR = {"href": "?from=2004&to=2004", "label": "2004", "count": "3", "x": "0", "y": "0", "height": "100"}
CHART = {"level": "year", "highest": "3", "width": "20", "bars": [BAR, BAR], "rows": [BAR], "first": "2004"}
LINK = {
    "id": "kind-a%22",
    "href": "?kind=a&q=%22",
    "label": '"><i>',
    "lang": "fr",
    "dir": "ltr",
    "count": "1",
    "spoken": "1 release",
    "is_chosen": True,
}
FACET = {
    "name": "kind",
    "title": gettext_lazy("Kind"),
    "links": [LINK, LINK | {"is_chosen": False, "lang": ""}],
    "whole": "?q=%22&facet=kind",
    "size": "1,200",
    "problem": "“<b>” is not known.",
}
NUMBER = {
    "href": "/en/releases/BKK/CP/14/",
    "symbol": "BKK/CP/14",
    "title": "<b>A title",
    "issued_on": "2005-04-21",
    "day": "21 April 2005",
    "withdrawn": gettext_lazy("Withdrawn"),
    "reason": "A “reason” & more",
    "missing": "12–13",
}
VALUES = {
    "releases/_card_rows.html": [{"cards": [CARD, CARD | {"language": "", "symbol": ""}], "level": 3}],
    "releases/_chart.html": [{"chart": CHART}, {"chart": CHART | {"level": "day"}}, {"chart": None}],
    "releases/_facets.html": [{"facets": [FACET, FACET | {"whole": "", "problem": ""}]}, {"facets": []}],
    "releases/_number_rows.html": [
        {"rows": [NUMBER, NUMBER | {"withdrawn": "", "missing": ""}]},
        {"rows": []},
    ],
}


def test_there_are_values_for_every_template_of_rows():
    assert sorted(VALUES) == NAMES


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("name", NAMES)
def test_both_languages_of_templates_say_the_same(name, language):
    for values in VALUES[name]:
        with override(language):
            by_django = engines["django"].get_template(name).render(values)
            by_jinja = engines["rows"].get_template(name).render(values)

        assert unescape(by_jinja) == unescape(by_django)
        assert by_jinja.count("<") == by_django.count("<")


def test_rows_are_escaped_and_translated():
    page = Template('{% load site %}{% rows "releases/_card_rows.html" cards=cards level=2 %}')

    with override("fr"):
        written = page.render(Context({"cards": [CARD]}))

    assert "&lt;script&gt;alert(" in written
    assert "<script>" not in written
    assert '<p class="card-note">Rectifié</p>' in written
    assert "</a></h2>" in written


def test_rows_see_only_what_they_are_given():
    page = Template('{% load site %}{% rows "releases/_chart.html" other=chart %}')

    assert page.render(Context({"chart": CHART})).strip() == ""
