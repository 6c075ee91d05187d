"""Moments entered on the clock of a city, and told on the clocks of others."""

# ruff: noqa: DTZ001 - a time on the wall has no zone: that is what is entered

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from institutes import places
from releases.editorial import clock
from tests.factories import NOON

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("local", "zone", "later", "expected"),
    [
        (datetime(2005, 4, 21, 10), "Asia/Bangkok", None, datetime(2005, 4, 21, 3, tzinfo=UTC)),
        (datetime(2005, 4, 21, 10), "UTC", None, datetime(2005, 4, 21, 10, tzinfo=UTC)),
        (datetime(2005, 4, 21, 1), "America/New_York", None, datetime(2005, 4, 21, 5, tzinfo=UTC)),
        # Vienna: summer time began on 27 March 2005 at 2:00 and ended on 30 October 2005 at 3:00.
        (
            datetime(2005, 3, 27, 1, 59, 59),
            "Europe/Vienna",
            None,
            datetime(2005, 3, 27, 0, 59, 59, tzinfo=UTC),
        ),
        (datetime(2005, 3, 27, 3), "Europe/Vienna", None, datetime(2005, 3, 27, 1, tzinfo=UTC)),
        (datetime(2005, 10, 30, 2, 30), "Europe/Vienna", False, datetime(2005, 10, 30, 0, 30, tzinfo=UTC)),
        (datetime(2005, 10, 30, 2, 30), "Europe/Vienna", True, datetime(2005, 10, 30, 1, 30, tzinfo=UTC)),
        (datetime(2005, 10, 30, 3), "Europe/Vienna", None, datetime(2005, 10, 30, 2, tzinfo=UTC)),
    ],
)
def test_a_local_time_is_one_moment(local, zone, later, expected):
    assert clock.moment(local, zone, later=later) == expected


@pytest.mark.parametrize(
    ("local", "zone", "message"),
    [
        (
            datetime(2005, 3, 27, 2, 30),
            "Europe/Vienna",
            "In Vienna the clocks go forward that night: there is no 02:30. Choose 03:30.",
        ),
        (
            datetime(2005, 10, 30, 2, 30),
            "Europe/Vienna",
            (
                "In Vienna the clocks go back that night: 02:30 comes twice, at 00:30 and at 01:30 UTC. "
                "Say which of the two you mean."
            ),
        ),
        (
            datetime(2026, 3, 8, 2, 0),
            "America/New_York",
            "In New York the clocks go forward that night: there is no 02:00. Choose 03:00.",
        ),
        # Lord Howe Island moves its clocks by half an hour.
        (
            datetime(2025, 10, 5, 2, 10),
            "Australia/Lord_Howe",
            "In Lord Howe the clocks go forward that night: there is no 02:10. Choose 02:40.",
        ),
    ],
)
def test_the_missing_and_the_doubled_hour_are_explained(local, zone, message):
    with pytest.raises(clock.ClockChangeError) as caught:
        clock.moment(local, zone)

    assert caught.value.messages == [message]


@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2037, 1, 1)).map(lambda at: at.replace(microsecond=0)),
    st.sampled_from(sorted(set(places.zones().values()) | {"Australia/Lord_Howe", "Asia/Kathmandu"})),
    st.booleans(),
)
def test_what_is_accepted_shows_on_that_clock_again(local, zone, later):
    try:
        found = clock.moment(local, zone, later=later)
    except clock.ClockChangeError:
        # Skipped by the clocks: no moment of the two days around it shows that time.
        near = (local.replace(tzinfo=UTC) + MINUTE * minutes for minutes in range(-24 * 60, 24 * 60, 30))
        minute = local.replace(second=0)
        shown = {at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, second=0) for at in near}
        assert minute not in shown
        return

    assert found.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local
    # Both readings of a doubled time differ; any other has one.
    assert (clock.moment(local, zone, later=not later) == found) == (not doubled(local, zone))


def doubled(local, zone):
    try:
        clock.moment(local, zone)
    except clock.ClockChangeError:
        return True
    return False


@pytest.mark.parametrize(
    ("publish_at", "event_ends_on", "expected"),
    [
        (NOON + HOUR, None, []),
        (NOON + MINUTE, None, []),
        (NOON - timedelta(seconds=1), None, [("That moment has passed.", True)]),
        (NOON, None, [("That is in less than a minute", False)]),
        (NOON + timedelta(seconds=59), None, [("That is in less than a minute", False)]),
        (NOON + DAY, date(2005, 4, 21), [("The event that the release announces will be over", False)]),
        (NOON + DAY, date(2005, 4, 22), []),
    ],
)
def test_what_there_is_to_say_about_a_moment(publish_at, event_ends_on, expected):
    found = clock.concerns(publish_at, at=NOON, event_ends_on=event_ends_on)

    assert [one.blocks for one in found] == [blocks for _start, blocks in expected]
    for one, (start, _blocks) in zip(found, expected, strict=True):
        assert str(one.message).startswith(start)


def test_the_last_day_of_an_event_is_that_of_its_city():
    late = datetime(2005, 4, 21, 18, tzinfo=UTC)
    says = [
        bool(clock.concerns(late, at=NOON, event_ends_on=date(2005, 4, 21), zone=zone))
        for zone in ("UTC", "Asia/Bangkok")
    ]

    assert says == [False, True]


@pytest.mark.parametrize(
    ("dateline", "zone"),
    [
        ("BANGKOK", "Asia/Bangkok"),
        ("Vienna", "Europe/Vienna"),
        ("MONTREAL/ROME", "America/Toronto"),
        ("NEW  YORK", "America/New_York"),
        ("GENEVA and BANGKOK", "Europe/Zurich"),
        ("Springfield, Rome", "Europe/Rome"),
        ("Genève", "Europe/Zurich"),
        ("ATLANTIS", None),
        ("", None),
    ],
)
def test_the_zone_of_a_dateline(dateline, zone):
    assert clock.zone_of(dateline) == zone


def test_every_station_has_a_zone_that_exists():
    assert set(places.zones().values()) <= available_timezones()
    assert len(places.zones()) > 50


@pytest.mark.parametrize(
    ("publish_at", "zones", "line"),
    [
        (NOON + 3 * HOUR, ("Asia/Bangkok",), "public in 3 h (22:00 Bangkok, 15:00 UTC)"),
        (NOON + 90 * MINUTE, (), "public in 1 h 30 min (13:30 UTC)"),
        (NOON + 5 * MINUTE, ("UTC", "UTC"), "public in 5 min (12:05 UTC)"),
        (NOON + timedelta(seconds=8), (), "public in 8 s (12:00 UTC)"),
        (
            NOON + 30 * HOUR,
            ("Asia/Bangkok", "Europe/Vienna", "Asia/Bangkok"),
            "public in 30 h (2005-04-23 01:00 Bangkok, 2005-04-22 20:00 Vienna, 2005-04-22 18:00 UTC)",
        ),
        (NOON + 3 * DAY, (), "public in 3 days (2005-04-24 12:00 UTC)"),
        (NOON - 2 * DAY, (), "public since 2005-04-19 12:00 UTC, 2 days ago"),
        (NOON, (), "public since 12:00 UTC, now"),
    ],
)
def test_one_line_says_when_a_release_is_public(publish_at, zones, line):
    with translation.override("en"):
        assert clock.announcement(publish_at, at=NOON, zones=zones) == line
