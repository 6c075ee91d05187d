"""Days as people type them into forms, and how they were read."""

from contextlib import suppress
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from institutes import days
from institutes.desk.typed_days import TypedDayError, as_typed, in_words, read_day
from releases.search.periods import Period
from releases.search.typed_day import TypedPeriod, read_typed_period

TODAY = date(2005, 4, 20)
DAY = date(2005, 4, 21)
DESK = ("en", "fr", "es", "ru", "ar", "zh-hans", "de")


@pytest.mark.parametrize(
    "text",
    [
        "21 April 2005",
        "21 april 2005",
        "Thursday, 21 April 2005",
        "April 21, 2005",
        "april 21, 2005",
        "21 Apr 2005",
        "21.4.2005",
        "21/04/2005",
        "21-04-2005",
        "21/4/05",
        "2005-04-21",
        "20050421",
        " 2005-04-21 ",
        "21 avril 2005",
        "21 de abril de 2005",
        "21 апреля 2005 г.",
        "21. April 2005",
        "٢١ نيسان/أبريل ٢٠٠٥",
        "21 أبريل، 2005",
        "2005年4月21日",
        "21 April",
        "tomorrow",
        "Demain",
        "明天",
    ],
)
def test_a_day_in_any_usual_form(text):
    assert read_day(text, TODAY).day == DAY


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31 April 2005", "There is no day 31 April 2005 in the calendar."),
        ("29/2/2005", "There is no day 29/2/2005 in the calendar."),
        (
            "soon",
            "“soon” is not understood as a day. Type it like 21 April 2005, 21.4.2005 or 2005-04-21.",
        ),
        (
            "April 2005",
            "“April 2005” is not understood as a day. Type it like 21 April 2005, 21.4.2005 or 2005-04-21.",
        ),
    ],
)
def test_what_is_no_day_says_so(text, sentence):
    with pytest.raises(TypedDayError) as caught:
        read_day(text, TODAY)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("21.4.2005", "Thursday 21 April 2005"),
        (
            "6/7/2004",
            "Tuesday 6 July 2004. The day was taken to stand first; 7 June 2004 is typed 2004-06-07.",
        ),
        ("6/30/2004", "Wednesday 30 June 2004. The month was taken to stand first."),
        ("21 April", "Thursday 21 April 2005. The year was taken to be 2005."),
    ],
)
def test_how_a_day_was_read_is_said(text, said):
    assert in_words(read_day(text, TODAY)) == said


@given(st.dates(date(1000, 1, 1)), st.sampled_from(DESK))
def test_a_day_that_is_shown_is_read_as_the_same_day(day, language):
    with translation.override(language):
        assert read_day(as_typed(day, TODAY), TODAY).day == day


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(DESK))
def test_a_day_is_shown_in_words_in_every_language(day, language):
    with translation.override(language):
        assert as_typed(day, TODAY) != day.isoformat()


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_day_or_a_sentence(text):
    try:
        assert in_words(read_day(text, TODAY))
    except TypedDayError as error:
        said = str(error)
        assert said.endswith((".", ".”"))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("21 April 2005", "2005-04-21"),
        ("20050421", "2005-04-21"),
        ("2005/04/21", "2005-04-21"),
        ("21/04/2005", "2005-04-21"),
        ("21.4.2005", "2005-04-21"),
        ("04/21/2005", "2005-04-21"),
        ("1er mai 2005", "2005-05-01"),
        ("1º de mayo de 2005", "2005-05-01"),
        ("21 нисана 2005", None),
        ("21 نيسان/أبريل 2005", "2005-04-21"),
        ("٢١ نيسان/أبريل ٢٠٠٥", "2005-04-21"),
        ("2005年4月21日", "2005-04-21"),
        ("２００５年４月２１日", "2005-04-21"),
        ("２００５／０４／２１", "2005-04-21"),
        ("April 2005", "2005-04"),
        ("avril 2005", "2005-04"),
        ("abril de 2005", "2005-04"),
        ("апрель 2005 года", "2005-04"),
        ("نيسان/أبريل 2005", "2005-04"),
        ("كانون الأول/ديسمبر 2005", "2005-12"),
        ("2005年4月", "2005-04"),
        ("04/2005", "2005-04"),
        ("2005/4", "2005-04"),
        ("200504", "2005-04"),
        ("2005-04", "2005-04"),
        ("2005", "2005"),
        ("٢٠٠٥", "2005"),
        ("２００５", "2005"),
        ("2005年", "2005"),
        ("2005 года", "2005"),
        ("April", None),
        ("soon", None),
        ("tomorrow", None),
        ("April 2005 May 2006", None),
        ("2005-13", None),
        ("14/2005", None),
        ("", None),
        ("1" * 5000, None),
    ],
)
def test_a_day_a_month_or_a_year_in_any_usual_form(text, written):
    read = read_typed_period(text)

    assert (read.period.written if read else None) == written


@pytest.mark.parametrize("language", DESK)
@pytest.mark.parametrize("month", range(1, 13))
def test_what_the_site_writes_can_be_typed(language, month):
    on = date(2005, month, 1)
    with translation.override(language):
        typed = [read_typed_period(text) for text in (days.day(on), days.month(on), days.year(on))]

    assert [read and read.period for read in typed] == [
        Period(2005, month, 1),
        Period(2005, month),
        Period(2005),
    ]


def test_of_figures_the_day_stands_first_and_that_is_said():
    assert read_typed_period("04/05/2005") == TypedPeriod(
        Period(2005, 5, 4), "The day was taken to stand first; 5 April 2005 is typed 2005-04-05."
    )
    assert read_typed_period("2005-05-04") == TypedPeriod(Period(2005, 5, 4))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("21 April", "“21 April” has no year. Type it like 21 April 2005."),
        ("31 February 2005", "There is no day 31 February 2005 in the calendar."),
        ("2005-02-30", "There is no day 2005-02-30 in the calendar."),
        ("31 February", "There is no day 31 February in the calendar."),
    ],
)
def test_what_the_calendar_has_not_is_said(text, sentence):
    with pytest.raises(TypedDayError) as error:
        read_typed_period(text)

    assert str(error.value) == sentence


@given(st.text(max_size=70))
def test_whatever_is_typed_into_a_period_nothing_else_raises(text):
    with suppress(TypedDayError):
        read_typed_period(text)
