"""The rows of lists say what their releases have, in the language of the page."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from releases.models import Release
from releases.publication.cards import cards_of
from releases.search.query import NameLookup
from releases.search.ranking import understand

NO_NAMES = NameLookup([])


def card(*, page_language="en", query=None, **fields):
    values = {
        "reference": "BKK/CP/14", "symbol": "BKK/CP/14", "title": "Peace & talks", "language": "en",
        "issued_on": date(2005, 4, 21), "summary": "Okapi.", "body_text": "An okapi.",
    }  # fmt: skip
    with override(page_language):
        [made] = cards_of([Release(**values | fields)], query)
        return {name: value if isinstance(value, bool) else str(value) for name, value in made.items()}


def test_a_card_says_what_its_release_has():
    assert card() == {
        "href": "/en/releases/BKK/CP/14/",
        "symbol": "BKK/CP/14",
        "issued_on": "2005-04-21",
        "day": "21 April 2005",
        "kind": "Press release",
        "language": "",
        "direction": "",
        "language_name": "",
        "title": "Peace & talks",
        "text": "Okapi.",
        "is_corrected": False,
        "is_invented": False,
    }


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ({"language": "ar"}, "language", "ar"),
        ({"language": "ar"}, "direction", "rtl"),
        ({"language": "ar"}, "language_name", "Arabic"),
        ({"language": "zh-hans"}, "language", "zh-Hans"),
        ({"language": "ar"}, "href", "/ar/releases/BKK/CP/14/"),
        ({"language": "fr"}, "direction", "ltr"),
        ({"kind": "statement"}, "kind", "Statement"),
        ({"edition": 2, "correction_note": "A figure."}, "is_corrected", True),
        ({"edition": 2}, "is_corrected", False),
        ({"correction_note": "A figure."}, "is_corrected", False),
    ],
)
def test_a_card_says_what_is_out_of_the_ordinary(fields, name, value):
    assert card(**fields)[name] == value


def test_a_card_speaks_the_language_of_the_page():
    french = card(page_language="fr")

    assert (french["day"], french["kind"]) == ("21\N{NO-BREAK SPACE}avril 2005", "Communiqué de presse")
    assert (french["language"], french["language_name"]) == ("en", "Anglais")


def test_the_words_of_a_query_are_marked_and_what_is_around_them_is_escaped():
    found = card(query=understand("peace okapi", NO_NAMES))

    assert found["title"] == "<mark>Peace</mark> &amp; talks"
    assert found["text"] == "An <mark>okapi</mark>."


@pytest.mark.parametrize("level", [2, 3])
def test_a_row_is_escaped_and_has_the_heading_of_its_page(level):
    with override("en"):
        row = render_to_string("releases/_card_rows.html", {"cards": [card()], "level": level})

    assert (
        f'<h{level} class="card-title"><a href="/en/releases/BKK/CP/14/">Peace &amp; talks</a></h{level}>'
        in row
    )


def test_only_title_and_text_of_a_row_are_in_the_language_of_the_release():
    with override("fr"):
        values = {
            "cards": [card(page_language="fr", language="ar", edition=2, correction_note="x")],
            "level": 2,
        }
        row = " ".join(render_to_string("releases/_card_rows.html", values).split())

    assert row.count('lang="') == row.count('lang="ar" dir="rtl">') == 2
    assert '<h2 class="card-title" lang="ar" dir="rtl">' in row
    assert '<p class="card-text" lang="ar" dir="rtl">' in row
    assert '<span class="language">Arabe</span>' in row
