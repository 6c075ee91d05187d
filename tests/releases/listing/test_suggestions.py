"""What readers are offered comes from public texts only."""

import pytest

from releases.listing import public_index
from releases.listing.selection import Selection
from releases.listing.suggestions import WiderQuery, other_queries, suggest
from releases.models import Release
from releases.search.ranking import understand
from tests.factories import (
    NOON,
    SECOND,
    make_embargoed_release,
    make_event,
    make_institute,
    make_public_release,
    make_release,
    make_series,
    make_withdrawn_release,
)
from tests.oracle import search

pytestmark = pytest.mark.django_db
LATER = NOON + SECOND


def help_with(typed, at=LATER):
    """What is offered to a reader who found nothing with these words in any language."""
    index = public_index.read(at)
    query = understand(typed, index.directory.names)
    return other_queries(query, index, Selection(), Release.objects.public(at))


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("negotiatons", "negotiations"),
        ("peace negotiatoins", "peace negotiations"),
        ("Negociations", "negotiations"),
        ("переговори", "переговоры"),
        ("peace", ""),
        ("xqzwv", ""),
        ("secretword", ""),
        ("secretwords", ""),
    ],
)
def test_spelling_is_corrected_by_public_words(typed, wanted):
    make_public_release(title="Peace", body="<p>Negotiations. Переговоры.</p>")
    make_embargoed_release(body="<p>Secretword.</p>")

    assert help_with(typed).spelling == wanted


def test_wider_queries_name_what_was_removed():
    make_public_release(body="<p>Okapi and zebra.</p>")
    make_public_release(body="<p>Okapi.</p>")
    make_embargoed_release(body="<p>Quagga okapi zebra.</p>")

    assert help_with("okapi zebra quagga").wider == (WiderQuery("okapi zebra", "quagga", 1),)
    assert help_with("quagga").wider == ()


def test_a_spelling_that_finds_nothing_either_is_offered_in_its_part_that_does():
    make_public_release(title="Peace", body="<p>Negotiations.</p>")

    help_given = help_with("negotiatons okapi")

    assert help_given.spelling == ""
    assert help_given.wider == (WiderQuery("negotiations", "okapi", 1),)


def test_suggestions_of_every_sort():
    make_institute("okapi", name="Okapi Institute", acronym="OKI")
    make_event("okapi-congress", name="Congress on the Okapi")
    make_public_release(title="Okapi found", symbol="OKA/PI/14")

    def kinds(typed):
        return [(one.kind, one.label) for one in suggest(typed, at=LATER, language="en")]

    assert kinds("oka") == [
        ("institute", "Okapi Institute"),
        ("event", "Congress on the Okapi"),
        ("series", "OKA/PI"),
        ("title", "Okapi found"),
    ]
    assert kinds("oka/pi/1") == [("symbol", "OKA/PI/14")]
    assert kinds("o") == []
    assert kinds("\x00") == []


def test_a_suggested_name_in_another_language_says_so():
    make_institute("okapi", name="Okapi Institute", acronym="OKI")
    make_public_release(title="Okapi found", symbol="OKA/PI/14", language="fr")

    suggested = {one.kind: one.lang for one in suggest("oka", at=LATER, language="fr")}

    assert suggested == {"institute": "en", "series": "", "title": ""}


def answers(at):
    """All that a reader can learn by looking for words that hidden editions have."""
    found = []
    for typed in (
        "okapi",
        "secret",
        "secre",
        "secret okapi",
        "okap",
        '"okapi secret"',
        "SEC/RET/1",
        "-okapi",
        "se*",
    ):
        hits = search(Release.objects.public(at), typed)
        help_given = help_with(typed, at)
        found.append(
            (
                typed,
                [release.title for release in hits],
                hits.count(),
                help_given.spelling,
                [(one.text, one.count) for one in help_given.wider],
                [(one.kind, one.label) for one in suggest(typed, at=at, language="en")],
            )
        )
    return found


def test_what_is_not_public_does_not_exist():
    make_series("PUB")
    for number in range(1, 6):
        make_public_release(
            title=f"Okapi {number}",
            symbol=f"PUB/{number}",
            body="<p>Okapi.</p>" * number + "<p>Seen by the public.</p>",
        )
    before = answers(LATER)
    # Many, so that any statistics over all texts would change.
    for number in range(1, 31):
        make = (make_embargoed_release, make_withdrawn_release, make_release)[number % 3]
        make(title="Secret okapi", symbol=f"SEC/RET/{number}", body="<p>Secret okapi, okapi secret.</p>" * 5)

    withdrawn_again = LATER.replace(year=2006)
    assert answers(withdrawn_again) == before
    assert search(Release.objects.all(), "secret").count() == 30
