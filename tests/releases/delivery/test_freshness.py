"""A generation lasts as long as the public sees the same."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from releases.database import immutability
from releases.delivery import freshness
from releases.delivery.freshness import FreshnessReader
from releases.models import FormerReference, Release
from tests.factories import (
    NOON,
    make_institute,
    make_public_release,
    make_release,
    make_series,
    make_withdrawn_release,
)

pytestmark = pytest.mark.django_db
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


def generation(at):
    return FreshnessReader("default").read(at).generation


def test_a_draft_changes_nothing():
    make_series("TEST/SER")
    make_public_release()
    before = generation(NOON)

    draft = make_release()
    Release.objects.filter(pk=draft.pk).update(title="Okapi")
    draft.delete()

    assert generation(NOON) == before


def test_a_name_changes_everything_at_once():
    institute = make_institute()
    before = generation(NOON)
    institute.names.update(name="Okapi")

    assert generation(NOON) != before


@pytest.mark.parametrize("column", ["publish_at", "superseded_at", "since"])
def test_what_is_planned_changes_nothing_before_its_moment(column):
    release = make_public_release(publish_at=NOON - HOUR)
    before, moment = generation(NOON), NOON + HOUR
    match column:
        case "publish_at":
            make_public_release(publish_at=moment)
        case "superseded_at":
            with immutability.lifted(connection):
                Release.objects.filter(pk=release.pk).update(superseded_at=moment)
        case "since":
            FormerReference.objects.create(former="A/1", language="en", reference="A/2", since=moment)

    assert generation(NOON) == generation(moment - SECOND) == before
    assert generation(moment) != before
    assert generation(moment) == generation(moment + HOUR)


def test_a_withdrawal_changes_what_is_seen_from_its_moment_on():
    make_withdrawn_release(withdrawn_at=NOON + HOUR)

    assert generation(NOON) == generation(NOON + HOUR - SECOND) != generation(NOON + HOUR)


def test_a_day_ends_where_the_site_is(settings):
    settings.TIME_ZONE = "Asia/Bangkok"
    midnight = datetime(2005, 4, 21, 17, tzinfo=UTC)

    assert generation(NOON) == generation(midnight - SECOND) != generation(midnight)


def test_what_a_reader_found_out_holds_until_something_changes():
    make_public_release()
    reader = FreshnessReader("default")
    first = reader.read(NOON)

    with CaptureQueriesContext(connection) as asked:
        assert reader.read(NOON + HOUR) is first
    assert len(asked) == 1
    make_public_release()
    with CaptureQueriesContext(connection) as asked:
        assert reader.read(NOON + HOUR) != first
    assert len(asked) == 4


def test_the_clock_may_go_back():
    make_public_release(publish_at=NOON)
    reader = FreshnessReader("default")
    before = reader.read(NOON - SECOND).generation
    after = reader.read(NOON).generation

    assert reader.read(NOON - SECOND).generation == before != after


def test_an_approval_for_later_is_noticed_in_time():
    """Who found out that nothing comes until midnight learns of what was planned since."""
    make_public_release(publish_at=NOON - HOUR)
    reader = FreshnessReader("default")
    before = reader.read(NOON).generation
    make_public_release(publish_at=NOON + HOUR)

    assert reader.read(NOON + HOUR - SECOND).generation == before
    assert reader.read(NOON + HOUR).generation != before


def test_every_process_gives_a_generation_the_same_name():
    make_public_release()

    assert freshness.read(NOON).generation == generation(NOON)
