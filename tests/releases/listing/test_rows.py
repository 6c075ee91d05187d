"""Rows are read by keys, and only those that the public may see."""

from datetime import timedelta

import pytest

from releases.listing.rows import cards, cards_with_texts, titles
from tests.factories import NOON, SECOND, make_embargoed_release, make_public_release, make_withdrawn_release

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("read", [cards, cards_with_texts, titles], ids=lambda read: read.__name__)
def test_public_releases_are_read_in_one_question(django_assert_num_queries, read):
    public = [make_public_release(title=f"Okapi {number}") for number in range(3)]
    hidden = [make_embargoed_release(), make_withdrawn_release()]
    keys = [release.pk for release in (*public, *hidden)]
    later = NOON + timedelta(days=400)

    with django_assert_num_queries(1):
        found = read(at=later, keys=keys[1:])
        assert sorted(release.title for release in found) == ["Okapi 1", "Okapi 2"]
    assert read(at=NOON - SECOND, keys=keys) == []
    assert read(at=NOON, keys=[]) == []


def test_texts_are_read_only_where_they_are_shown(django_assert_num_queries):
    key = make_public_release(body="<p>Okapi.</p>").pk
    (with_text,) = cards_with_texts(at=NOON, keys=[key])
    with django_assert_num_queries(0):
        assert with_text.body_text == "Okapi."
    (without,) = cards(at=NOON, keys=[key])
    with django_assert_num_queries(1):
        assert without.body_text == "Okapi."
