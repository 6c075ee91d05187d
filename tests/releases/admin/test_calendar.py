"""The calendar shows a month: what went out, what is to go out and what takes place, on its day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse

from releases.editorial.calendar import month_of
from releases.editorial.groups import PRESS_OFFICERS
from tests.factories import NOON, make_event, make_public_release, make_release, make_user

pytestmark = pytest.mark.django_db
APRIL = date(2005, 4, 1)


@pytest.fixture
def officer(client):
    client.force_login(make_user(PRESS_OFFICERS))


def address(month=""):
    return reverse("admin:releases_release_calendar") + (f"?month={month}" if month else "")


def titles(month):
    return {day.day.day: [release.title for release in day.releases] for day in month.days if day.releases}


def test_each_release_stands_on_the_day_of_its_time():
    make_public_release(title="Out")
    make_public_release(title="Earlier that day", publish_at=NOON - timedelta(hours=3))
    make_release(title="Planned", publish_at=NOON + timedelta(days=1))
    make_release(title="Submitted", state="submitted", publish_at=NOON + timedelta(days=1))
    make_release(title="Without a time")
    make_public_release(title="In May", publish_at=datetime(2005, 5, 1, tzinfo=UTC))
    make_public_release(title="Last second", publish_at=datetime(2005, 4, 30, 23, 59, 59, tzinfo=UTC))

    assert titles(month_of(APRIL)) == {
        21: ["Earlier that day", "Out"],
        22: ["Planned", "Submitted"],
        30: ["Last second"],
    }


def test_days_are_those_of_the_site(settings):
    settings.TIME_ZONE = "Asia/Bangkok"
    make_public_release(title="Morning of the first", publish_at=datetime(2005, 3, 31, 18, tzinfo=UTC))

    assert titles(month_of(APRIL)) == {1: ["Morning of the first"]}
    assert titles(month_of(date(2005, 3, 1))) == {}


def test_an_event_stands_on_each_of_its_days():
    long = make_event(starts_on=date(2005, 3, 30), ends_on=date(2005, 4, 2))
    short = make_event(starts_on=date(2005, 4, 2), ends_on=date(2005, 4, 2))
    make_event(starts_on=date(2005, 5, 1), ends_on=date(2005, 5, 2))
    make_event()

    found = {day.day.day: day.events for day in month_of(APRIL).days if day.events}

    assert found == {1: [long], 2: [long, short]}


@pytest.mark.parametrize(
    ("first", "before", "after"),
    [
        (date(2005, 1, 1), date(2004, 12, 1), date(2005, 2, 1)),
        (date(2005, 12, 1), date(2005, 11, 1), date(2006, 1, 1)),
        (date(2, 1, 1), None, date(2, 2, 1)),
        (date(9998, 12, 1), date(9998, 11, 1), None),
    ],
)
def test_a_month_leads_to_the_one_before_and_the_one_after(first, before, after):
    month = month_of(first)

    assert (month.previous, month.next) == (before, after)
    assert all(len(week) == 7 for week in month.weeks)
    assert [day.day.day for week in month.weeks for day in week if day] == [day.day.day for day in month.days]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.usefixtures("officer")
def test_a_month_asks_the_same_however_much_is_in_it(client, rows, django_assert_num_queries):
    for _ in range(rows):
        make_public_release()
        make_release(publish_at=NOON)
        make_event(starts_on=date(2005, 4, 2), ends_on=date(2005, 4, 2))
    client.get(address("2005-04"))

    # Session, user, permissions (two); issued, drafts, submitted; events and their names.
    with django_assert_num_queries(9):
        client.get(address("2005-04"))


@pytest.mark.usefixtures("officer")
def test_the_page_of_a_month(client):
    make_public_release(symbol="BKK/CP/14", title="Gone out")
    make_event(name="Invented Congress", starts_on=date(2005, 4, 18), ends_on=date(2005, 4, 25))

    page = client.get(address("2005-04")).content.decode()

    assert "Days and times are those of UTC." in page
    assert '<a class="button" rel="prev" href="?month=2005-03">' in page
    assert '<a class="button" rel="next" href="?month=2005-05">' in page
    cell = page.partition('datetime="2005-04-21"')[2].partition("</td>")[0]
    for text in ("Invented Congress", "BKK/CP/14", "Gone out", "12:00", "Public"):
        assert text in cell


@pytest.mark.parametrize("month", ["x", "2005-13", "0001-01", "9999-12", "2005-04-21"])
@pytest.mark.usefixtures("officer")
def test_what_is_no_month_is_said_beside_the_present_one(client, month):
    answer = client.get(address(month))

    assert answer.status_code == 400
    assert "Give the month as 2005-04." in answer.content.decode()


def test_who_may_not_see_releases_has_no_calendar(client):
    make_public_release()
    client.force_login(make_user())

    assert client.get(address("2005-04")).status_code == 403
