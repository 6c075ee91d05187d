"""What a release, series or event refuses to be, in the form and in the database."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from releases.models import Event, Release, Series, prose
from releases.models.series import UnknownSeriesError
from tests.factories import NOON, make_event, make_release, make_series

pytestmark = pytest.mark.django_db

BROKEN = {
    "release_state_known": {"state": "burnt"},
    "release_kind_known": {"kind": "poem"},
    "release_language_known": {"language": "tlh"},
    "release_edition_from_one": {"edition": 0},
    "release_issued_has_time": {"state": "approved"},
    "release_superseded_after_public": {
        "state": "approved",
        "publish_at": NOON,
        "superseded_at": NOON - timedelta(seconds=1),
    },
    "release_withdrawn_with_reason": {"state": "withdrawn", "publish_at": NOON, "withdrawn_at": NOON},
}


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_what_breaks_a_rule(name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make_release(**BROKEN[name])

    assert Release.objects.count() == 0


def test_one_edition_of_a_language_is_written_at_a_time():
    make_release(symbol="BKK/CP/14")
    make_release(symbol="BKK/CP/14", language="fr")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_release(symbol="BKK/CP/14", edition=2)

    assert Release.objects.count() == 2


def test_saving_splits_the_symbol_and_makes_the_series():
    release = make_release(symbol="BKK/CP/14/Corr.1")

    assert (release.reference, release.series.prefix, release.number, release.suffix, release.symbol_key) == (
        "BKK/CP/14/Corr.1",
        "BKK/CP",
        14,
        "Corr.1",
        "bkkcp14corr1",
    )


def test_a_release_without_a_symbol_is_known_by_date_and_title():
    release = make_release(symbol="", title="Mobile library reaches the valley", issued_on=date(2012, 9, 20))

    assert release.reference == "2012/09/20/mobile-library-reaches-the-valley"

    release.title = "Another title"
    release.save()
    assert release.reference == "2012/09/20/mobile-library-reaches-the-valley"


@pytest.mark.parametrize(
    ("symbol", "message"),
    [
        ("BKK/CP/15", None),
        ("bkk/cp/15", None),
        ("NEW/15", "There is no series NEW. Correct the symbol, or add the series first."),
    ],
)
def test_a_typed_symbol_belongs_to_a_known_series(symbol, message):
    make_series("BKK/CP")
    release = Release(symbol=symbol, title="Invented", issued_on=date(2005, 4, 21), body="<p>Text</p>")

    if message is None:
        release.full_clean()
        assert release.series == Series.objects.get()
    else:
        with pytest.raises(ValidationError) as caught:
            release.full_clean()
        assert caught.value.message_dict == {"symbol": [message]}
        with pytest.raises(UnknownSeriesError) as refused:
            release.save()
        assert refused.value.message_dict == {"symbol": [message]}
        assert not Release.objects.exists()
        assert Series.objects.count() == 1


@pytest.mark.parametrize(("prefix", "prefixes"), [("bkk/cp", ["BKK/CP"]), ("NEW", ["BKK/CP", "NEW"])])
def test_a_series_is_made_only_where_it_is_asked_for(prefix, prefixes):
    make_series("BKK/CP")

    series = Series.objects.get_or_make(prefix)

    assert series.prefix == prefix.upper()
    assert [row.prefix for row in Series.objects.all()] == prefixes


def test_plain_text_and_summary_follow_the_body():
    release = make_release(body="<p>One &amp; only.</p><ul><li>First<li>Second</ul>")

    assert release.body_text == "One & only.\n\nFirst\n\nSecond"
    assert release.summary == "One & only."


def test_a_body_keeps_nothing_that_runs():
    release = Release(
        title="Invented",
        issued_on=date(2005, 4, 21),
        body='<p onclick="x()">Text<script>alert(1)</script><a href="javascript:x()">link</a></p>',
    )

    release.full_clean()

    assert "script" not in release.body
    assert "onclick" not in release.body
    assert "Text" in release.body


@pytest.mark.parametrize(
    "fields",
    [
        {"starts_on": date(2005, 4, 25), "ends_on": date(2005, 4, 18)},
        {"starts_on": date(2005, 4, 25)},
        {"status": "perhaps"},
        {"kind": "party"},
    ],
)
def test_an_event_refuses_impossible_days_and_unknown_words(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_event(**fields)

    assert Event.objects.count() == 0


def test_a_part_of_a_part_is_refused_in_the_form():
    congress = make_event(kind="congress")
    workshop = make_event(kind="workshop", parent=congress)

    with pytest.raises(ValidationError) as caught:
        Event(slug="deeper", kind="meeting", parent=workshop).full_clean()

    assert caught.value.message_dict == {
        "parent": ["Choose the congress or session itself, not one of its parts."]
    }


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("The Council met today.\n\nIt adjourned.", "The Council met today."),
        ("Excellencies,\n\nThe Council met today in New York.", "The Council met today in New York."),
        ("PROHIBICIÓN\n\nEl Consejo se reunió hoy en Nueva York.", "El Consejo se reunió hoy en Nueva York."),
        (
            "New York, 23 September - 2 October\n\nThe Assembly opens its session on Tuesday.",
            "The Assembly opens its session on Tuesday.",
        ),
        ("各位阁下，\n\n安全理事会今天举行会议讨论了局势。", "安全理事会今天举行会议讨论了局势。"),
        ("أصحاب السعادة،\n\nاجتمع المجلس اليوم في نيويورك للنظر.", "اجتمع المجلس اليوم في نيويورك للنظر."),
        ("Herr Präsident, meine Damen und Herren!\n\nDer Rat trat zusammen.", "Der Rat trat zusammen."),
        ("Уважаемый г. Председатель, дамы и господа!\n\nСовет собрался.", "Совет собрался."),
        ("Mesdames et Messieurs,\n\nLe Conseil s’est réuni.", "Le Conseil s’est réuni."),
        ("VIENNA, 12 Sept. (UN Information Service) --\n\nThe Committee met.", "The Committee met."),
        ("BACKGROUND NOTE NO. 3\n\nThe Committee met.", "The Committee met."),
        ("Only a heading", "Only a heading"),
        ("", ""),
    ],
)
def test_a_summary_says_something(text, summary):
    assert prose.summary(text) == summary
