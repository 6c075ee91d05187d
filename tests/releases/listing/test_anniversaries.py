"""What was issued on this day: of earlier years, in one language, public."""

from datetime import date

import pytest
from django.utils import timezone

from releases.listing import anniversaries, public_index
from releases.listing.anniversaries import on_this_day
from releases.listing.selection import Selection
from releases.models import Release
from tests.factories import make_public_release, make_release

pytestmark = pytest.mark.django_db
ENGLISH = Selection(language=("en",))


def remembered(day, most=3):
    index = public_index.read(timezone.now())
    titles = dict(Release.objects.values_list("pk", "title"))
    return [titles[key] for key in on_this_day(index, ENGLISH, day, most)]


def test_earlier_years_are_remembered_the_latest_first():
    for year in (1999, 2001, 2005, 2008):
        make_public_release(title=str(year), issued_on=date(year, 4, 21))
    make_public_release(title="day after", issued_on=date(2004, 4, 22))
    make_public_release(title="French", issued_on=date(2003, 4, 21), language="fr")
    make_release(title="draft", issued_on=date(2002, 4, 21))

    assert remembered(date(2008, 4, 21)) == ["2005", "2001", "1999"]
    assert remembered(date(2008, 4, 21), most=1) == ["2005"]
    assert remembered(date(2008, 4, 20)) == []


def test_the_leap_day_has_anniversaries_in_leap_years():
    make_public_release(title="leap", issued_on=date(2004, 2, 29))
    make_public_release(title="no leap", issued_on=date(2005, 2, 28))

    assert remembered(date(2008, 2, 29)) == ["leap"]


def test_no_more_years_are_looked_at_than_said(monkeypatch):
    monkeypatch.setattr(anniversaries, "MOST_YEARS", 2)
    for year, day in ((1999, 21), (2001, 3), (2002, 3)):
        make_public_release(title=str(year), issued_on=date(year, 4, day))

    assert remembered(date(2008, 4, 21)) == []
    assert remembered(date(2008, 4, 3)) == ["2002", "2001"]
