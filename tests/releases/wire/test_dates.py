import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.wire.dates import find_date, find_days, leading_digits, read_date
from releases.wire.writer import full_date

DAY = datetime.date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("21 April 2005", DAY(2005, 4, 21)),
        ("Thursday, 21 April 2005", DAY(2005, 4, 21)),
        ("06/07/2004", DAY(2004, 7, 6)),
        ("6/5/2005", DAY(2005, 5, 6)),
        ("01/05/02", DAY(2002, 5, 1)),
        ("01/05/76", DAY(1976, 5, 1)),
        ("April 21, 2005", DAY(2005, 4, 21)),
        ("2005-04-21", DAY(2005, 4, 21)),
        ("19990423", DAY(1999, 4, 23)),
        ("16 novembre 2000", DAY(2000, 11, 16)),
        ("1er juillet 2004", DAY(2004, 7, 1)),
        ("16 AOUT 1999", DAY(1999, 8, 16)),
        ("26 de junio de 2016", DAY(2016, 6, 26)),
        ("24. August 2009", DAY(2009, 8, 24)),
        ("3. Jänner 2010", DAY(2010, 1, 3)),
        ("18 декабря 2018 года", DAY(2018, 12, 18)),
        ("24. 10. 03", DAY(2003, 10, 24)),
        ("12 آب/أغسطس 2020", DAY(2020, 8, 12)),
        ("1 كانون الثاني/يناير 2017", DAY(2017, 1, 1)),
        ("2 حزيران/يونيو(يونيه) 2010", DAY(2010, 6, 2)),
        ("٢٥ نوفمبر ٢٠٢٥", DAY(2025, 11, 25)),
        ("2021年2月26日", DAY(2021, 2, 26)),
        ("二〇〇五年四月二十一日", DAY(2005, 4, 21)),
        ("06/30/2004", DAY(2004, 6, 30)),
        ("08-05-2001", DAY(2001, 5, 8)),
        ("08-05-01", DAY(2001, 5, 8)),
        ("8.5.2001", DAY(2001, 5, 8)),
        ("2001/05/08", DAY(2001, 5, 8)),
        ("2001.5.8", DAY(2001, 5, 8)),
        ("8-May-01", DAY(2001, 5, 8)),
        ("8-MAY-2001", DAY(2001, 5, 8)),
        ("8/mai/2001", DAY(2001, 5, 8)),
        ("8.Mai.2001", DAY(2001, 5, 8)),
        ("12/III/2003", DAY(2003, 3, 12)),
        ("12.III.2003", DAY(2003, 3, 12)),
        ("12-XII-2003", DAY(2003, 12, 12)),
        ("12 III 2003", DAY(2003, 3, 12)),
        ("12. III. 2003", DAY(2003, 3, 12)),
        ("[12 March 2003]", DAY(2003, 3, 12)),
        ("(12 March 2003)", DAY(2003, 3, 12)),
        ("（2003年3月12日）", DAY(2003, 3, 12)),
        ("12th March 2003", DAY(2003, 3, 12)),
        ("the 12th of March 2003", DAY(2003, 3, 12)),
        ("March 12th, 2003", DAY(2003, 3, 12)),
        ("Wed. 12 March 2003", DAY(2003, 3, 12)),
        ("Wednesday 12 March 2003", DAY(2003, 3, 12)),
        ("12 March 2003, Wednesday", DAY(2003, 3, 12)),
        ("12 March 2003 (Wednesday)", DAY(2003, 3, 12)),
        ("mercredi 12 mars 2003", DAY(2003, 3, 12)),
        ("Le mercredi 12 mars 2003", DAY(2003, 3, 12)),
        ("le 1er mars 2003", DAY(2003, 3, 1)),
        ("miércoles, 12 de marzo de 2003", DAY(2003, 3, 12)),
        ("1º de marzo de 2003", DAY(2003, 3, 1)),
        ("Mittwoch, den 12. März 2003", DAY(2003, 3, 12)),
        ("Mittwoch, 12. März 2003", DAY(2003, 3, 12)),
        ("среда, 12 марта 2003 года", DAY(2003, 3, 12)),
        ("الأربعاء، 12 آذار/مارس 2003", DAY(2003, 3, 12)),
        ("الأربعاء ١٢ مارس ٢٠٠٣", DAY(2003, 3, 12)),
        ("2003年3月12日 星期三", DAY(2003, 3, 12)),
        ("2003年3月12日（星期三）", DAY(2003, 3, 12)),
        ("星期三，2003年3月12日", DAY(2003, 3, 12)),
    ],
)
def test_date_is_read(text, day):
    assert read_date(text).on == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "April",
        "2005",
        "21 April 2005 in Vienna",
        "A/65/592",
        "12.5",
        "10-17 April 2000",
        "x" * 500,
        "The 12",
        "Wednesday",
        "98-05-200",
        "12/XIV/2003",
        "10 and 11 April 2000",
        "1-2-3-2004",
        "[A] 5 May 2001",
    ],
)
def test_text_that_is_no_date(text):
    assert read_date(text) is None


def test_false_day_is_kept_as_printed():
    found = read_date("31 September 2006")
    assert (found.printed, found.on, found.is_false) == ("31 September 2006", None, True)


def test_month_first_reading_is_marked():
    assert read_date("06/30/2004").swapped
    assert not read_date("06/07/2004").swapped


@pytest.mark.parametrize(
    ("text", "is_ambiguous"),
    [
        ("08-05-2001", True),
        ("08/05/2001", True),
        ("08.05.2001", False),
        ("13-05-2001", False),
        ("5-5-2001", False),
        ("05-13-2001", False),
        ("2001-05-08", False),
        ("8-May-01", False),
        ("8 May 2001", False),
    ],
)
def test_date_of_which_either_number_may_be_the_month_is_marked(text, is_ambiguous):
    assert read_date(text).is_ambiguous == is_ambiguous


@pytest.mark.parametrize(
    ("text", "printed", "later"),
    [
        ("GENEVA, 11 and 12 March 2003", "11 and 12 March 2003", DAY(2003, 3, 12)),
        ("GENEVA, 11-12 March 2003", "11-12 March 2003", DAY(2003, 3, 12)),
        ("GENEVA, 11/12 March 2003", "11/12 March 2003", DAY(2003, 3, 12)),
        ("GENEVA, 28 February to 1 March 2003", "28 February to 1 March 2003", DAY(2003, 3, 1)),
        ("GENEVA, March 11-12, 2003", "March 11-12, 2003", DAY(2003, 3, 12)),
        ("GENEVA, February 28 and March 1, 2003", "February 28 and March 1, 2003", DAY(2003, 3, 1)),
        ("GENÈVE, 11 et 12 mars 2003", "11 et 12 mars 2003", DAY(2003, 3, 12)),
        ("GINEBRA, 11 y 12 de marzo de 2003", "11 y 12 de marzo de 2003", DAY(2003, 3, 12)),
        ("GENF, 11. und 12. März 2003", "11. und 12. März 2003", DAY(2003, 3, 12)),
        ("ЖЕНЕВА, 11 и 12 марта 2003 года", "11 и 12 марта 2003 года", DAY(2003, 3, 12)),
        ("جنيف، 11 و 12 آذار/مارس 2003", "11 و 12 آذار/مارس 2003", DAY(2003, 3, 12)),
        ("日内瓦，2003年3月11日至12日", "2003年3月11日至12日", DAY(2003, 3, 12)),
        ("NAIROBI, 12.03.2003", "12.03.2003", DAY(2003, 3, 12)),
        ("NAIROBI, 12 March 2003", "12 March 2003", DAY(2003, 3, 12)),
    ],
)
def test_of_two_days_the_later_is_read(text, printed, later):
    found = find_days(text)
    assert (found.printed, found.on) == (printed, later)
    assert text[found.start : found.end] == printed


@pytest.mark.parametrize(
    ("printed", "issued", "nearest"),
    [
        ("31 December", DAY(2001, 1, 2), DAY(2000, 12, 31)),
        ("2 January", DAY(2000, 12, 31), DAY(2001, 1, 2)),
        ("21 April", DAY(2005, 4, 21), DAY(2005, 4, 21)),
        ("29 February", DAY(2004, 3, 3), DAY(2004, 2, 29)),
    ],
)
def test_year_is_the_one_nearest_to_the_day_of_issue(printed, issued, nearest):
    assert find_date(printed).nearest(issued) == nearest


def test_digits_glued_to_text_are_parted():
    assert leading_digits("19970516VIENNA, 15 May") == ("19970516", "VIENNA, 15 May")
    assert leading_digits("19971616VIENNA") is None
    assert leading_digits("1997051") is None


@given(
    st.dates(DAY(1946, 1, 1), DAY(2099, 12, 31)),
    st.sampled_from(["en", "fr", "es", "de", "ru", "ar", "zh-hans"]),
)
def test_every_written_date_is_read_again(day, language):
    assert read_date(full_date(day, language)).on == day


@given(st.text(max_size=100))
def test_any_text_is_read_without_error(text):
    for found in (read_date(text), find_date(text), find_days(text)):
        assert found is None or found.on is None or found.on.year == found.year
