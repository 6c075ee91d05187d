"""A period is what the calendar has, however it is written."""

from datetime import date

import pytest

from releases.search.periods import Period


@pytest.mark.parametrize(
    ("text", "period", "written"),
    [
        ("2005", Period(2005), "2005"),
        ("2005-04", Period(2005, 4), "2005-04"),
        ("2005-4", Period(2005, 4), "2005-04"),
        ("2005-4-1", Period(2005, 4, 1), "2005-04-01"),
        ("0001-01-01", Period(1, 1, 1), "0001-01-01"),
    ],
)
def test_a_period_is_read_as_it_is_written(text, period, written):
    assert Period.parse(text) == period
    assert period.written == written


@pytest.mark.parametrize(
    "text",
    ["", "05", "0000", "2005-13", "2005-00", "2005-02-30", "2005-04-21x", "2005-04-21\n", "٢٠٠٥", "2005/04"],
)
def test_what_no_calendar_has_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - Python says it in other words from version to version
        Period.parse(text)


@pytest.mark.parametrize(
    ("period", "following", "last"),
    [
        (Period(2004), Period(2005), date(2004, 12, 31)),
        (Period(2004, 12), Period(2005, 1), date(2004, 12, 31)),
        (Period(2004, 2), Period(2004, 3), date(2004, 2, 29)),
        (Period(2004, 2, 29), Period(2004, 3, 1), date(2004, 2, 29)),
    ],
)
def test_periods_follow_one_another(period, following, last):
    assert (period.next, period.last) == (following, last)
    assert period < following
