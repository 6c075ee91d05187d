"""How often somebody may try."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from institutes.accounts import limits
from institutes.accounts.limits import Limit, TooManyTriesError, put_back, take
from institutes.models import TryLimit
from tests.factories import NOON, SECOND

pytestmark = pytest.mark.django_db
THREE = Limit("three", 3, timedelta(minutes=1))
OF_ANNA = [(THREE, "anna")]


def used_up(buckets, at=NOON):
    """How many tries there are at one moment."""
    for count in range(1000):
        try:
            take(buckets, at)
        except TooManyTriesError:
            return count
    return None


def test_a_bucket_holds_its_tries_and_fills_again():
    assert used_up(OF_ANNA) == 3
    assert used_up([(THREE, "bert")]) == 3
    assert used_up(OF_ANNA, NOON + timedelta(minutes=1) - SECOND) == 0
    assert used_up(OF_ANNA, NOON + timedelta(minutes=1)) == 1
    assert used_up(OF_ANNA, NOON + timedelta(hours=1)) == 3


def test_who_has_to_wait_is_told_how_long():
    used_up(OF_ANNA)

    with pytest.raises(TooManyTriesError) as told:
        take(OF_ANNA, NOON + 20 * SECOND)

    assert (told.value.seconds, told.value.sentence) == (
        40,
        "There were too many tries. Wait 40 seconds, then try again.",
    )


def test_the_last_try_says_that_it_is():
    assert [take(OF_ANNA, NOON) for _ in range(3)] == [False, False, True]


def test_a_try_that_was_right_is_put_back():
    for _ in range(50):
        take(OF_ANNA, NOON)
        put_back(OF_ANNA)

    assert used_up(OF_ANNA) == 3


def test_of_several_buckets_none_is_touched_where_one_is_empty():
    used_up(OF_ANNA)
    of_both = [*OF_ANNA, (THREE, "network")]

    assert used_up(of_both) == 0
    assert used_up([(THREE, "network")]) == 3


def test_whoever_waits_costs_one_question():
    used_up(OF_ANNA)

    with (
        CaptureQueriesContext(
            connection,
        ) as asked,
        pytest.raises(TooManyTriesError),
    ):
        take(OF_ANNA, NOON)

    assert len(asked) == 1


def test_the_table_is_bounded_by_what_was_tried_of_late():
    for number in range(30):
        take([(THREE, f"network {number}")], NOON)

    take(OF_ANNA, NOON + timedelta(hours=1))

    assert TryLimit.objects.count() == 1


@given(st.lists(st.integers(0, 600), min_size=1, max_size=40))
def test_in_no_span_are_there_more_tries_than_the_limit_says(seconds):
    TryLimit.objects.all().delete()
    given = []
    for second in sorted(seconds):
        try:
            take(OF_ANNA, NOON + second * SECOND)
        except TooManyTriesError:
            continue
        given.append(second)

    for first, begin in enumerate(given):
        for last, end in enumerate(given[first:], first):
            assert last - first + 1 <= THREE.tries + (end - begin) // 60


def test_a_network_alone_never_uses_up_what_an_account_may_be_tried():
    per_account = limits.OF_ACCOUNT_FROM_NETWORK
    assert per_account.every > limits.OF_ACCOUNT.every
    assert per_account.tries < limits.OF_ACCOUNT.tries
