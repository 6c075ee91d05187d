"""The rows of lists: made once for what they show, and never for anything else."""

from datetime import date

import pytest
from django.template import Context, Template
from django.utils.translation import override

from releases.models import Release
from releases.search.query import parse

PAGE = Template("{% load listed %}{% card_rows releases level query %}")


def rows(*releases, language="en", **context):
    with override(language):
        return PAGE.render(Context({"releases": releases, **context}))


def release(**fields):
    return Release(
        **{
            "reference": "BKK/CP/14", "symbol": "BKK/CP/14", "title": "Peace & talks", "language": "en",
            "issued_on": date(2005, 4, 21), "summary": "Okapi.", "body_text": "An okapi.",
        }
        | fields
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "shows"),
    [
        ({"title": "War"}, "War"),
        ({"summary": "Quagga."}, "Quagga."),
        ({"issued_on": date(2005, 4, 22)}, "22 April 2005"),
        ({"kind": "statement"}, "Statement"),
        ({"edition": 2, "correction_note": "A figure."}, "Corrected"),
        ({"symbol": "BKK/CP/15"}, "BKK/CP/15"),
        ({"reference": "BKK/CP/16"}, "/en/releases/BKK/CP/16/"),
        ({"language": "ar"}, 'dir="rtl"'),
    ],
)
def test_a_row_shows_what_its_release_has_now(changed, shows):
    assert shows not in rows(release())
    assert shows in rows(release(**changed))
    assert shows not in rows(release())


def test_a_row_speaks_the_language_of_the_page():
    assert "21 April 2005" in rows(release())
    assert "21 avril 2005" in rows(release(), language="fr")
    assert "21 April 2005" in rows(release())


def test_a_row_has_the_heading_of_its_page():
    assert "<h3 " in rows(release())
    assert "<h2 " in rows(release(), level=2)
    assert "Peace &amp; talks" in rows(release())


@pytest.mark.django_db
def test_found_words_are_marked_for_one_query_only():
    assert "<mark>Peace</mark>" in rows(release(), query=parse("peace"))
    assert "<mark>okapi</mark>" in rows(release(), query=parse("okapi"))
    assert "<mark>" not in rows(release())
