"""Sets that count themselves."""

import pytest

from releases.models import Release, Series
from tests.factories import NOON, SECOND, make_embargoed_release, make_public_release, make_series

pytestmark = pytest.mark.django_db


def test_one_question_counts_the_language_and_the_others(django_assert_num_queries):
    for language in ("en", "en", "fr", "ar", "ar"):
        make_public_release(language=language)
    make_embargoed_release(language="en")

    with django_assert_num_queries(3):
        assert Release.objects.public(NOON).count_in("en") == (2, 3)
        assert Release.objects.public(NOON).in_order().count_in("de") == (0, 5)
        assert Release.objects.public(NOON - SECOND).count_in("en") == (0, 0)


def test_a_series_counts_its_public_references_once():
    make_series("BKK/EMPTY")
    for number, language in ((1, "en"), (1, "fr"), (2, "en")):
        make_public_release(symbol=f"BKK/CP/{number}", language=language)
    make_embargoed_release(symbol="BKK/CP/3")

    counted = Series.objects.order_by("prefix").with_counts(NOON)

    assert [(series.prefix, series.release_count) for series in counted] == [("BKK/CP", 2), ("BKK/EMPTY", 0)]
