"""The page of an event: its days, its parts and who held them, what its series lack, what came before and after."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from releases.listing import series as series_numbers
from releases.listing.missing_numbers import Gap, gaps
from tests.factories import make_event, make_institute, make_public_release, make_release, make_series

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2005, 4, 18), date(2005, 4, 25)


def page_of(client, address):
    return " ".join(client.get(address).content.decode().split())


def make_congress(number=11, **fields):
    return make_event(
        f"crime-congress-{number}", name=f"Congress {number}", kind="congress", number=number, **fields
    )


def test_releases_are_told_day_by_day_in_their_order(client):
    congress = make_congress(starts_on=FIRST, ends_on=LAST)
    for number, day in ((1, 17), (2, 18), (3, 18), (4, 21), (5, 26)):
        make_public_release(
            symbol=f"BKK/CP/{number}",
            title=f"Title {number}",
            issued_on=date(2005, 4, day),
            events=(congress,),
        )
    # Not public: neither it nor its day is there.
    make_release(symbol="BKK/CP/6", title="Title 6", issued_on=date(2005, 4, 22), events=(congress,))

    page = page_of(client, congress.get_absolute_url())

    told = ["17 April 2005", "Before the event", "Title 1", "18 April 2005", "Day 1", "Title 2", "Title 3"]
    told += ["21 April 2005", "Day 4", "Title 4", "26 April 2005", "After the event", "Title 5"]
    releases = page.split('id="releases"')[1]
    places = [releases.index(f">{text}<") for text in told]
    assert places == sorted(places)
    assert "22 April 2005" not in releases
    assert "Title 6" not in releases


def test_parts_name_their_day_and_who_held_them(client):
    congress = make_congress()
    part = make_event(
        "workshop-1", name="Workshop 1", kind="workshop", parent=congress, starts_on=FIRST, ends_on=FIRST
    )
    part.institutes.add(make_institute("heuni", acronym="HEUNI"))
    part.institutes.add(make_institute("secret", acronym="SECRET", is_proposed=True))

    page = page_of(client, congress.get_absolute_url())

    grid = page.split('class="part-grid"')[1].split("</ul>")[0]
    assert ">Workshop 1</a>" in grid
    assert '<time datetime="2005-04-18">18 April 2005</time>' in grid
    heard = '<span class="unseen"> Invented Institute heuni</span>'
    assert f'<a href="/en/institutes/heuni/"><bdi>HEUNI</bdi>{heard}</a>' in grid
    assert "SECRET" not in page


def test_what_a_series_lacks_is_said(client):
    congress = make_congress()
    make_series("BKK/CP", event=congress)
    for number in (2, 3, 7, 9):
        make_public_release(symbol=f"BKK/CP/{number}", language="fr" if number == 3 else "en")
    make_release(symbol="BKK/CP/12")

    page = page_of(client, congress.get_absolute_url())

    assert "4 of the numbers 1–9 are in this collection." in page
    assert "Not in this collection: 1, 4–6, 8" in page


def test_a_series_that_is_too_long_is_not_counted(client, monkeypatch):
    monkeypatch.setattr(series_numbers, "MOST_NUMBERS", 1)
    series = make_series("BKK/CP", event=make_congress())
    for number in (2, 4, 5):
        make_public_release(symbol=f"BKK/CP/{number}")

    assert series_numbers.completeness([series], timezone.now()) == []


@pytest.mark.parametrize(
    ("numbers", "missing"),
    [((1, 2, 3), []), ((1, 3), [Gap(2, 2)]), ((3, 4, 9), [Gap(1, 2), Gap(5, 8)]), ((), [])],
)
def test_gaps_are_counted_from_the_first_number(numbers, missing):
    assert gaps(numbers) == missing


def test_congresses_before_and_after_are_named(client):
    for number in (10, 11, 12):
        make_congress(number)
    make_event("other-congress-12", kind="congress", number=12, name="Another congress")
    make_event("crime-congress-13", kind="congress", number=13, name="Secret congress", is_proposed=True)

    between = page_of(client, "/en/events/crime-congress-11/")
    last = page_of(client, "/en/events/crime-congress-12/")

    assert '<a rel="prev" href="/en/events/crime-congress-10/">Congress 10</a>' in between
    assert '<a rel="next" href="/en/events/crime-congress-12/">Congress 12</a>' in between
    assert 'rel="next"' not in last
    assert 'rel="prev" href="/en/events/crime-congress-11/"' in last


def test_institutes_named_most_stand_beside_the_partners(client):
    congress = make_congress()
    partner, often, once = make_institute("partner"), make_institute("often"), make_institute("once")
    congress.institutes.add(partner)
    make_public_release(events=(congress,), institutes=(partner, often, once))
    make_public_release(events=(congress,), institutes=(often,))

    page = page_of(client, congress.get_absolute_url())

    named = page.split('id="named"')[1]
    assert (
        named.index("/en/institutes/often/") < named.index("2 releases") < named.index("/en/institutes/once/")
    )
    assert "/en/institutes/partner/" not in named
    assert "/en/institutes/partner/" in page.split('id="partners"')[1]


def test_a_long_session_does_not_count_its_days(client):
    session = make_event("session", kind="session", starts_on=FIRST, ends_on=FIRST + timedelta(200))
    make_public_release(issued_on=FIRST + timedelta(100), events=(session,))

    assert "Day 1" not in page_of(client, session.get_absolute_url())


def test_past_events_stand_by_year_with_their_releases(client):
    congress = make_congress(starts_on=FIRST, ends_on=LAST)
    make_public_release(events=(congress,))
    make_public_release(events=(congress,), language="fr")
    make_release(events=(congress,))

    rows = page_of(client, "/en/events/").split('class="event-rows"')[1]

    assert '<span class="event-year"><bdi>2005</bdi></span>' in rows
    assert '<span class="event-count">1 release</span>' in rows


def test_a_part_stands_below_its_congress(client):
    congress = make_congress()
    part = make_event("workshop-1", kind="workshop", parent=congress)

    trail = page_of(client, part.get_absolute_url()).split('class="trail"')[1].split("</nav>")[0]

    assert trail.index('href="/en/events/"') < trail.index('href="/en/events/crime-congress-11/"')


@pytest.mark.parametrize(
    ("precision", "written", "machines"), [("year", "1960", "1960"), ("month", "August 1960", "1960-08")]
)
def test_days_are_told_no_more_exactly_than_they_are_known(client, precision, written, machines):
    last = date(1960, 12, 31) if precision == "year" else date(1960, 8, 31)
    first = date(1960, 1, 1) if precision == "year" else date(1960, 8, 1)
    congress = make_congress(2, starts_on=first, ends_on=last, days_precision=precision)
    make_public_release(issued_on=date(1960, 8, 9), events=(congress,))

    page = page_of(client, congress.get_absolute_url())

    assert f'<time datetime="{machines}">{written}</time>' in page
    assert "Day 9" not in page


def test_an_event_whose_days_are_not_known_is_to_come_until_its_year_is_over(client, monkeypatch):
    make_congress(16, starts_on=date(2030, 1, 1), ends_on=date(2030, 12, 31), days_precision="year")

    def headings(day):
        monkeypatch.setattr(timezone, "now", lambda: datetime(*day, 12, tzinfo=UTC))
        page = page_of(client, "/en/events/")
        return page[: page.index("Congress 16")].count("<h2")

    assert headings((2030, 6, 1)) == 1
    assert headings((2031, 1, 1)) == 1
    assert 'id="upcoming"' not in page_of(client, "/en/events/")


def test_congresses_stand_in_the_order_of_time(client):
    for number, year in ((1, 1955), (9, 1995), (8, 1990), (2, 1960)):
        make_congress(number, starts_on=date(year, 1, 1), ends_on=date(year, 12, 31), days_precision="year")

    page = page_of(client, "/en/events/")

    places = [page.index(f">Congress {number}<") for number in (9, 8, 2, 1)]
    assert places == sorted(places)


def test_how_exact_days_are_is_nothing_without_days():
    congress = make_congress()
    congress.days_precision = "year"

    with pytest.raises(ValidationError, match="Give the first and the last day of the month or year too"):
        congress.validate_constraints()
