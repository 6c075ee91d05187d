"""What readers may ask of the list, and what they are told when they ask the impossible."""

from datetime import date

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import QueryDict
from django.utils.translation import override
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from releases.listing.filters import ReleaseFilter
from releases.models import Release
from tests.factories import NOON, make_event, make_institute, make_public_release, make_series
from tests.oracle import answer_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive():
    """Five releases with something to tell each by."""
    heuni, isisc = make_institute("heuni"), make_institute("isisc")
    congress = make_event("congress", kind="congress")
    workshop = make_event("workshop", kind="workshop", parent=congress)
    make_series("BKK/CP", event=congress)
    make_public_release(
        symbol="BKK/CP/14", title="fourteen", institutes=(heuni, isisc), events=(workshop, congress)
    )
    make_public_release(symbol="BKK/CP/15", title="fifteen", issued_on=date(2005, 4, 22))
    make_public_release(
        symbol="UNIS/CP/500", title="vienna", issued_on=date(2004, 12, 31), institutes=(isisc,)
    )
    make_public_release(symbol="", title="briefing", issued_on=date(2006, 1, 1), kind="press_briefing")
    make_public_release(symbol="BKK/CP/14", title="quatorze", language="fr", institutes=(heuni,))


def titles(query, language="en"):
    with override(language):
        releases = ReleaseFilter(QueryDict(query), Release.objects.public(NOON), at=NOON)
        found = [release.title for release in answer_to(releases, Release.objects.public(NOON))]
        listed = releases.listing()
        # What the index lists is what the database would.
        assert [release.title for release in listed.late(0, 20)] == found
        assert listed.count() == len(found)
        return found, dict(releases.form.errors)


EVERYTHING = ["briefing", "fifteen", "fourteen", "vienna"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", EVERYTHING),
        ("from=2005-04-21&to=2005-04-21", ["fourteen"]),
        ("from=2005-04-22", ["briefing", "fifteen"]),
        ("to=2005-04-21", ["fourteen", "vienna"]),
        ("from=2005&to=2005", ["fifteen", "fourteen"]),
        ("from=2005-04&to=2005-04", ["fifteen", "fourteen"]),
        ("to=2004", ["vienna"]),
        ("from=&to=", EVERYTHING),
        ("institute=heuni", ["fourteen"]),
        ("institute=HEUNI", ["fourteen"]),
        ("institute=isisc", ["fourteen", "vienna"]),
        ("institute=heuni&institute=isisc", ["fourteen", "vienna"]),
        ("event=workshop", ["fourteen"]),
        ("event=congress", ["fifteen", "fourteen"]),
        ("event=congress&event=workshop", ["fifteen", "fourteen"]),
        ("series=BKK/CP", ["fifteen", "fourteen"]),
        ("series=bkk/cp&series=UNIS/CP", ["fifteen", "fourteen", "vienna"]),
        ("kind=press_briefing", ["briefing"]),
        ("kind=press_briefing&kind=press_release", EVERYTHING),
        ("language=fr", ["quatorze"]),
        ("sort=oldest", ["vienna", "fourteen", "fifteen", "briefing"]),
        ("sort=newest", EVERYTHING),
        ("sort=relevance", EVERYTHING),
        ("institute=isisc&from=2005", ["fourteen"]),
    ],
)
def test_the_list_is_what_was_asked_for(archive, query, expected):
    assert titles(query) == (expected, {})


def test_without_a_language_the_page_decides(archive):
    assert titles("", language="fr") == (["quatorze"], {})
    assert titles("", language="ru") == ([], {})


def test_all_languages_are_listed_when_asked_for(archive):
    found, errors = titles("language=all&institute=heuni")

    assert (sorted(found), errors) == (["fourteen", "quatorze"], {})


@pytest.mark.parametrize(
    ("query", "expected", "field", "message"),
    [
        (
            "from=yesterday",
            EVERYTHING,
            "from",
            "“yesterday” is not a date. Write it as year-month-day, such as 2005-04-21.",
        ),
        (
            "from=2005-02-30&to=2005-04-21",
            ["fourteen", "vienna"],
            "from",
            "“2005-02-30” is not a date. Write it as year-month-day, such as 2005-04-21.",
        ),
        ("institute=nobody", EVERYTHING, "institute", "“nobody” is not known; it was left out."),
        (
            "institute=nobody&institute=heuni",
            ["fourteen"],
            "institute",
            "“nobody” is not known; it was left out.",
        ),
        (
            "event=nothing&kind=press_briefing",
            ["briefing"],
            "event",
            "“nothing” is not known; it was left out.",
        ),
        ("series=XX/YY", EVERYTHING, "series", "“XX/YY” is not known; it was left out."),
        ("institute=%00", EVERYTHING, "institute", "“\x00” is not known; it was left out."),
        ("kind=poem", EVERYTHING, "kind", "“poem” is not known; it was left out."),
        (
            "language=tlh",
            EVERYTHING,
            "language",
            "Select a valid choice. tlh is not one of the available choices.",
        ),
        (
            "from=2006&to=2005",
            [],
            "to",
            "The last day, 2005-12-31, comes before the first; nothing can match.",
        ),
    ],
)
def test_what_cannot_be_used_is_said_and_the_rest_applies(archive, query, expected, field, message):
    assert titles(query) == (expected, {field: [message]})


def test_a_filter_without_a_queryset_is_refused():
    with pytest.raises(ImproperlyConfigured, match="the default one is not public"):
        ReleaseFilter(QueryDict(""), at=NOON)


@example({"q": ":"})
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            ["q", "from", "to", "institute", "event", "series", "kind", "language", "sort", "page"]
        ),
        st.text(max_size=60),
    )
)
def test_no_value_breaks_the_list(client, values):
    assert client.get("/en/releases/", values).status_code == 200
