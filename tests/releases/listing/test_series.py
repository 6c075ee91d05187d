"""A series by number: what readers know in one language, a page at a time."""

from datetime import timedelta

import pytest

from releases.listing.series import Numbers, series_at
from tests.factories import (
    NOON,
    SECOND,
    make_embargoed_release,
    make_public_release,
    make_series,
    make_withdrawn_release,
)

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=2)


def make_run():
    for number in (1, 4, 5, 9):
        make_public_release(symbol=f"BKK/CP/{number}")
    make_public_release(symbol="BKK/CP/7", language="fr")
    make_withdrawn_release(symbol="BKK/CP/6")
    make_embargoed_release(symbol="BKK/CP/8", publish_at=LATER + SECOND)
    make_public_release(symbol="XX/8")


@pytest.mark.parametrize(
    ("language", "withdrawn", "numbers"),
    [("en", 1, [(9, 7), (6, 5), (5, 4), (4, 1), (1, None)]), ("fr", None, [(7, 6)]), ("ar", None, [])],
)
def test_each_release_has_the_number_below_it_that_is_known_in_any_language(language, withdrawn, numbers):
    make_run()
    series = series_at("bkk/CP", language, LATER)
    rows = Numbers(series, language, LATER, len(numbers))

    assert series.withdrawn == withdrawn
    assert rows.count() == len(numbers)
    for start in range(len(numbers) + 1):
        assert [(row.number, row.below) for row in rows[start : start + 2]] == numbers[start : start + 2]


def test_a_page_costs_two_queries_however_deep(django_assert_num_queries):
    make_run()
    rows = Numbers(series_at("BKK/CP", "en", LATER), "en", LATER, 5)

    for places in (slice(0, 1), slice(1, 4)):
        with django_assert_num_queries(2):
            assert len(rows[places]) == places.stop - places.start


def test_a_series_is_known_from_its_first_release_on_and_after_it_was_withdrawn():
    make_withdrawn_release(symbol="BKK/CP/6")
    make_series("UNUSED")

    found = [series_at(prefix, "en", at) for prefix in ("BKK/CP", "UNUSED") for at in (NOON - SECOND, LATER)]

    assert [series and series.prefix for series in found] == [None, "BKK/CP", None, None]
