"""The directory has institutes and events in the order in which pages name them, and none that is only proposed."""

from datetime import date, timedelta

import pytest

from releases.listing.public_index import read_names
from tests.factories import make_event, make_institute

pytestmark = pytest.mark.django_db
DAY = date(2005, 4, 18)


def test_the_parts_of_an_event_are_in_the_order_of_their_days_then_of_their_numbers():
    congress = make_event("congress", kind="congress")
    days = {
        "undated": {},
        "later": {"starts_on": DAY + timedelta(days=1), "ends_on": DAY + timedelta(days=1)},
        "unnumbered": {"starts_on": DAY, "ends_on": DAY},
        "second": {"starts_on": DAY, "ends_on": DAY, "number": 2},
        "first": {"starts_on": DAY, "ends_on": DAY, "number": 1},
        "proposed": {"starts_on": DAY, "ends_on": DAY, "is_proposed": True},
    }
    for slug, fields in days.items():
        make_event(slug, parent=congress, **fields)

    directory = read_names()
    parts = directory.parts_of(directory.events[congress.pk])

    assert [part.slug for part in parts] == ["first", "second", "unnumbered", "later", "undated"]
    assert directory.parts_of(parts[0]) == []


def test_the_predecessors_of_an_institute_are_in_the_order_of_their_slugs():
    heir = make_institute("heir")
    for slug in ("second", "first"):
        make_institute(slug, successor=heir)
    make_institute("proposed", successor=heir, is_proposed=True)

    directory = read_names()
    predecessors = directory.predecessors_of(directory.institutes[heir.pk])

    assert [institute.slug for institute in predecessors] == ["first", "second"]
    assert directory.predecessors_of(predecessors[0]) == []
