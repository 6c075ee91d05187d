"""Dates among other words, as they are typed into the search box."""

import pytest

from releases.search.query import parse


@pytest.mark.parametrize(
    ("text", "periods", "words"),
    [
        ("24/06/2004", ["2004-06-24"], []),
        ("06/24/2004", ["2004-06-24"], []),
        ("04/05/2005 extradition", ["2005-05-04"], ["extradition"]),
        ("24-6-2004", ["2004-06-24"], []),
        ("2004/06/24", ["2004-06-24"], []),
        ("20040624", ["2004-06-24"], []),
        ("٢٤/٠٦/٢٠٠٤", ["2004-06-24"], []),
        ("２００４年６月", ["2004-06"], []),
        ("31/02/2004", [], ["31/02/2004"]),
        ("20041399", [], ["20041399"]),
        ('"24/06/2004"', [], ["24/06/2004"]),
        ("A/RES/58/138", [], ["A/RES/58/138"]),
        ("A/58/2004/12/1", [], ["A/58/2004/12/1"]),
    ],
)
def test_dates_are_told_from_words_and_symbols(text, periods, words):
    clauses = list(parse(text).positive)

    assert [clause.period.written for clause in clauses if clause.period] == periods
    assert [clause.text for clause in clauses if not clause.period] == words
