"""What an edition lacks, where it stands, and which other languages have gone on without it."""

from datetime import timedelta

import pytest

from releases.editorial.completeness import completeness
from releases.editorial.editions import Lineage, corrected_elsewhere
from releases.enums import Status
from releases.models import JointSymbol, Mention, Release
from releases.models.visibility import status
from tests.factories import NOON, SECOND, make_institute, make_public_release, make_release

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
COMPLETE = {"dateline_city": "BANGKOK", "dateline_on": NOON.date()}


def gaps(release):
    return [(gap.field, gap.blocks) for gap in completeness(release)]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, []),
        ({"title": " "}, [("title", True)]),
        ({"body": "<p> </p>"}, [("body", True)]),
        ({"title": "\u200b\ufeff", "body": "<p>\u200b</p>"}, [("title", True), ("body", True)]),
        ({"title": "Annual \u202etroper"}, [("title", True)]),
        ({"subtitle": "never \u2067ended"}, [("subtitle", True)]),
        ({"body": "<p>fine \u202b\u202c</p><p>\u202bnever ended</p><p>\u202c</p>"}, [("body", True)]),
        ({"symbol": ""}, [("symbol", False)]),
        ({"dateline_city": ""}, [("dateline_city", False)]),
        ({"dateline_on": None}, [("dateline_on", False)]),
        (
            {"guesses": {"issued_on": "Two dates."}, "dateline_on": None},
            [("issued_on", True), ("dateline_on", False)],
        ),
        ({"guesses": {"something": "Invented."}}, [("something", True)]),
    ],
)
def test_what_is_missing(fields, expected):
    assert gaps(make_release(**COMPLETE | fields)) == expected


def test_a_gap_says_between_which_words_a_sign_stands():
    release = make_release(title="The annual \u202e report", **COMPLETE)

    assert [str(gap.message) for gap in completeness(release)] == [
        (
            "“Title” has an invisible sign (U+202E) that turns the direction of the text and is not balanced, between "
            "“The annual” and “report”: type these words anew."
        )
    ]


def test_a_symbol_that_is_taken():
    make_public_release(symbol="BKK/CP/14", language="fr")
    release = make_release(symbol="BKK/CP/14", **COMPLETE)
    assert gaps(release) == []
    other = make_public_release(symbol="BKK/CP/15")
    JointSymbol.objects.create(release=other, symbol="BKK/CP/16", symbol_key="bkkcp16")

    names = {"symbol": "BKK/CP/15", "reference": "BKK/CP/15", "symbol_key": "bkkcp15"}
    assert gaps(Release(title="Invented", body_text="Invented.", **names, **COMPLETE)) == [("symbol", True)]
    assert gaps(make_release(symbol="BKK/CP/16", **COMPLETE)) == [("symbol", False)]
    messages = {
        str(gap.message) for gap in completeness(make_release(title="", symbol="BKK/CP/17", **COMPLETE))
    }
    assert messages == {"Give the release a title."}


def test_a_correction_says_what_it_corrects():
    first = make_public_release(symbol="BKK/CP/14")
    draft = make_release(symbol="BKK/CP/14", edition=2, previous=first, **COMPLETE)

    assert gaps(draft) == [("correction_note", True)]


def test_guessed_names_do_not_keep_a_release_back():
    release = make_release(**COMPLETE)
    Mention.objects.create(release=release, institute=make_institute(), is_guess=True)

    assert gaps(release) == [("mentions", False)]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, "draft draft draft draft"),
        ({"state": "submitted", "publish_at": NOON}, "submitted submitted submitted submitted"),
        ({"state": "approved", "publish_at": NOON}, "scheduled public public public"),
        (
            {"state": "approved", "publish_at": NOON, "superseded_at": NOON + HOUR},
            "scheduled public superseded superseded",
        ),
        (
            {
                "state": "withdrawn",
                "publish_at": NOON,
                "superseded_at": NOON + HOUR,
                "withdrawn_at": NOON + 2 * HOUR,
                "withdrawal_reason": "Invented.",
            },
            "scheduled public superseded withdrawn",
        ),
    ],
)
def test_where_an_edition_stands_is_what_the_public_sees(fields, expected):
    release = make_release(**fields)
    moments = (NOON - SECOND, NOON, NOON + HOUR, NOON + 2 * HOUR)

    assert " ".join(status(release, at) for at in moments) == expected
    for at in moments:
        assert (status(release, at) == Status.PUBLIC) == release.is_public(at)


def test_other_languages_that_were_corrected_since():
    fields = {"symbol": "BKK/CP/14", "modified_at": NOON}
    english = make_public_release(**fields, superseded_at=NOON + HOUR)
    french = make_public_release(**fields, language="fr")
    draft = make_release(**fields, language="es")
    later = fields | {"modified_at": NOON + 2 * HOUR}
    russian = make_release(**later, language="ru")
    second = make_public_release(**later | {"edition": 2, "publish_at": NOON + HOUR})
    minor = {"language": "de", "edition": 2, "publish_at": NOON + HOUR, "correction_is_minor": True}
    make_public_release(**fields | minor)

    for release in (french, draft):
        assert corrected_elsewhere(release, NOON + HOUR) == [second]
        assert corrected_elsewhere(release, NOON + HOUR - SECOND) == []
    assert corrected_elsewhere(english, NOON + HOUR) == []
    assert corrected_elsewhere(russian, NOON + 3 * HOUR) == []


def test_a_lineage_follows_the_symbol_and_not_a_namesake():
    first = make_public_release(symbol="BKK/CP/14", superseded_at=NOON + HOUR)
    second = make_release(symbol="BKK/CP/15", edition=2, previous=first)
    other = make_public_release(symbol="BKK/CP/15")
    make_public_release(symbol="BKK/CP/14", language="fr")

    assert Lineage.of(second).editions == [first, second]
    assert Lineage.of(first).editions == [first, second]
    assert Lineage.of(other).editions == [other]
    # What the caller still has is of no account: another person has corrected the symbol meanwhile.
    assert Lineage.of(Release(reference="BKK/CP/1", language="fr", pk=second.pk)).editions == [first, second]
    with pytest.raises(Release.DoesNotExist):
        Lineage.of(Release(reference="BKK/CP/14", language="en", pk=0))
