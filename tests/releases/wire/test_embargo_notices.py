from datetime import date, datetime

import pytest

from releases.wire.embargo_notices import Setting, is_notice, read_embargo
from releases.wire.parser import parse


@pytest.mark.parametrize(
    ("text", "until"),
    [
        ("The Report is embargoed until 5 March 2019, 11:00 a.m. CET", "2019-03-05T11:00:00+01:00"),
        ("Embargoed until 3 March 2015, 11:00 a.m. CET/ 10:00 a.m. GMT", "2015-03-03T11:00:00+01:00"),
        ("EMBARGO: 1 March 2007, 10:00 hours GMT", "2007-03-01T10:00:00+00:00"),
        ("Under embargo until 11 a.m. (CET) on Tuesday, 5 March 2024", "2024-03-05T11:00:00+01:00"),
        ("Embargoed until 3 p.m. New York time, 5 July 2004", "2004-07-05T15:00:00-04:00"),
        ("Not for release before noon GMT on 5 July 2004", "2004-07-05T12:00:00+00:00"),
        (
            "No publicar ni difundir antes de las 12.00 horas (CET) del martes 4 de marzo de 2014",
            "2014-03-04T12:00:00+01:00",
        ),
        ("Sperrfrist: 5. März 2013, 11.00 Uhr MEZ", "2013-03-05T11:00:00+01:00"),
        ("Sous embargo jusqu’au 5 mars 2013, 11 h 30, heure de Vienne", "2013-03-05T11:30:00+01:00"),
        ("Эмбарго до 11:00 CET 5 марта 2018 года", "2018-03-05T11:00:00+01:00"),
        ("不得在以下时间之前发表或播出：2014年3月4日上午11时（CET）", "2014-03-04T11:00:00+01:00"),
        ("Embargoed until 12 midnight GMT, 5 July 2004", "2004-07-05T00:00:00+00:00"),
    ],
)
def test_notice_is_read(text, until):
    assert is_notice(text)
    assert read_embargo(text, Setting()).until == datetime.fromisoformat(until)


@pytest.mark.parametrize(
    "text",
    [
        "The study, which is embargoed until 3 May 2004, 10 a.m. GMT, is in room S-378.",
        "He said the report was embargoed until 3 May 2004.",
        "The Council lifted the arms embargo on 3 May 2004.",
        "Embargo on Timber to Be Lifted, 3 May 2004",
        "I shall not embargo the truth until 5 March 2001, 11 a.m.",
        "Nothing about it",
    ],
)
def test_other_talk_of_embargoes_is_no_notice(text):
    assert not is_notice(text)


@pytest.mark.parametrize(
    ("setting", "until", "guess"),
    [
        (Setting(), "2019-03-05T11:00:00+01:00", "no time zone is printed; Europe/Vienna was taken"),
        (
            Setting(place="NEW YORK"),
            "2019-03-05T11:00:00-05:00",
            "no time zone is printed; America/New_York was taken",
        ),
        (
            Setting(office="BKK/CP"),
            "2019-03-05T11:00:00+07:00",
            "no time zone is printed; Asia/Bangkok was taken",
        ),
    ],
)
def test_missing_zone_is_guessed_from_the_setting(setting, until, guess):
    found = read_embargo("Embargoed until 5 March 2019, 11:00 a.m.", setting)
    assert (found.until, found.guess) == (datetime.fromisoformat(until), guess)


def test_missing_year_is_the_nearest():
    found = read_embargo("Embargoed until 5 March, 11 a.m. GMT", Setting(issued_on=date(2019, 3, 1)))
    assert found.until == datetime.fromisoformat("2019-03-05T11:00:00+00:00")
    assert "no year is printed" in found.guess


def test_two_notices_that_differ_are_a_problem_on_their_line():
    text = (
        "UNIS/NAR/1\n1 March 2007\n\nEmbargoed until 2 March 2007, 10 a.m. GMT\n\nTitle of Words\n\n"
        "VIENNA, 1 March (UNIS) -- A text of some words stands here.\n\n***\n\n"
        "This release is under embargo until 3 March 2007, 10 a.m. GMT\n\n***"
    )
    found = parse(text)
    assert found.embargo == datetime.fromisoformat("2007-03-02T10:00:00+00:00")
    assert [(problem.line, problem.code) for problem in found.problems] == [(12, "embargoes-differ")]
