"""Former references lead to the present one: in one hop, on time, and never in a circle."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from releases.models import FormerReference
from tests.factories import NOON

HOUR = timedelta(hours=1)
LETTERS = st.sampled_from("ABCD")


def move(former, reference, hours, language="en"):
    return FormerReference.objects.create(
        former=former, reference=reference, since=NOON + hours * HOUR, language=language
    )


def resolve(reference, hours, language="en"):
    return FormerReference.objects.resolve(reference, language, NOON + hours * HOUR)


@pytest.mark.django_db
def test_a_chain_is_one_hop_and_every_link_waits_for_its_time():
    move("A/1", "B/1", 0)
    move("B/1", "C/1", 2)

    assert [resolve("a/1", hours) for hours in (-1, 0, 1, 2, 3)] == [None, "B/1", "B/1", "C/1", "C/1"]
    assert [resolve("B/1", hours) for hours in (-1, 0, 1, 2, 3)] == [None, None, None, "C/1", "C/1"]
    assert resolve("A/1", 3, "fr") is None
    assert resolve("C/1", 3) is None


@pytest.mark.django_db
def test_changed_and_changed_back_is_no_circle():
    move("A/1", "B/1", 0)
    move("B/1", "A/1", 1)

    assert (resolve("A/1", 0), resolve("B/1", 0)) == ("B/1", None)
    assert (resolve("A/1", 1), resolve("B/1", 1)) == (None, "A/1")


@pytest.mark.django_db
def test_a_reference_does_not_lead_to_itself():
    with pytest.raises(IntegrityError, match="former_reference_moves"), transaction.atomic():
        move("A/1", "A/1", 0)
    move("A/1", "B/1", 0)
    with pytest.raises(IntegrityError), transaction.atomic():
        move("a/1", "C/1", 0)

    assert FormerReference.objects.get().reference == "B/1"


class Chains(TestCase):
    @settings(max_examples=40)
    @given(
        st.lists(st.tuples(st.sampled_from("ABCD"), st.sampled_from("ABCD"), st.integers(0, 5)), max_size=8)
    )
    def test_any_table_resolves_to_something_else_or_nothing(self, moves):
        for former, reference, hours in moves:
            if former != reference and not FormerReference.objects.filter(
                former=former, since=NOON + hours * HOUR
            ):
                move(former, reference, hours)

        for reference in "ABCD":
            for hours in range(-1, 6):
                target = resolve(reference, hours)
                assert target != reference
                known = {reference for former, reference, since in moves if since <= hours}
                assert target is None or target in known
