"""The rule of what is public, in the database and in memory, on one table."""

from datetime import timedelta

import pytest

from releases.models import Mention, Release
from releases.models.visibility import public_q, withdrawn_q
from tests.factories import NOON, SECOND, make_institute, make_release

HOUR = timedelta(hours=1)
ROWS = [
    # state, publish_at, superseded_at, withdrawn_at
    ("draft", None, None, None),
    ("draft", NOON, None, None),
    ("submitted", NOON, None, None),
    ("approved", NOON, None, None),
    ("approved", NOON, NOON, None),
    ("approved", NOON, NOON + HOUR, None),
    ("withdrawn", NOON, None, NOON + HOUR),
    ("withdrawn", NOON, None, NOON),
    ("withdrawn", NOON, NOON + HOUR, NOON + 2 * HOUR),
]
MOMENTS = [
    moment + step for moment in (NOON, NOON + HOUR, NOON + 2 * HOUR) for step in (-SECOND, 0 * SECOND, SECOND)
]


def expected_public(state, publish_at, superseded_at, withdrawn_at, at):
    if state not in ("approved", "withdrawn") or at < publish_at:
        return False
    return all(end is None or at < end for end in (superseded_at, withdrawn_at))


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=str)
def test_both_rules_say_the_same_at_every_second(row):
    state, publish_at, superseded_at, withdrawn_at = row
    institute = make_institute()
    release = make_release(
        state=state,
        publish_at=publish_at,
        superseded_at=superseded_at,
        withdrawn_at=withdrawn_at,
        withdrawal_reason="Invented reason." if withdrawn_at else "",
        institutes=(institute,),
    )

    for at in MOMENTS:
        expected = expected_public(*row, at)
        rows = [release] if expected else []
        assert release.is_public(at) is expected
        assert list(Release.objects.public(at)) == rows
        assert [mention.release for mention in Mention.objects.filter(public_q(at, "release__"))] == rows
        taken_back = [release] if withdrawn_at and publish_at < withdrawn_at <= at else []
        assert release.is_withdrawn(at) is bool(taken_back)
        assert list(Release.objects.filter(withdrawn_q(at))) == taken_back
        assert [m.release for m in Mention.objects.filter(withdrawn_q(at, "release__"))] == taken_back
        assert release.is_readable(at) is (release.is_issued(at) or bool(taken_back))


@pytest.mark.django_db
def test_a_superseded_edition_stays_issued():
    release = make_release(state="approved", publish_at=NOON, superseded_at=NOON + HOUR)

    assert list(Release.objects.public(NOON + HOUR)) == []
    assert list(Release.objects.issued(NOON + HOUR)) == [release]
    assert release.is_issued(NOON + HOUR) is True
    assert list(Release.objects.issued(NOON - SECOND)) == []
    assert release.is_issued(NOON - SECOND) is False
