"""What the series stand for, in every language of the site."""

import csv

import pytest
from django.conf import settings
from django.utils.translation import override

from releases.models import Series, series_names
from releases.wire.series import SERIES

COLUMNS = ["prefix", "en", "fr", "es", "ru", "ar", "zh-hans", "de"]


@pytest.mark.parametrize(
    ("prefix", "language", "title"),
    [
        ("SC", "en", "Security Council"),
        ("SC", "ar", "مجلس الأمن"),
        ("GA/L", "fr", "Assemblée générale, Sixième Commission (questions juridiques)"),
        ("HR/CT/98", "es", "Órganos de tratados de derechos humanos"),
        ("UNIS/CP", "zh-hans", "预防犯罪和刑事司法"),
        ("SG/SM", "ru", "Генеральный секретарь, заявления и послания"),
        ("CS", "en", "Security Council, in French"),
    ],
)
def test_letters_stand_for_a_body_or_subject(prefix, language, title):
    with override(language):
        found = series_names.title_of(prefix)

    assert (found, found.lang) == (title, "")


def test_of_letters_that_nobody_explained_nothing_is_said():
    assert [series_names.title_of(prefix) for prefix in ("SAG", "INVENTED")] == [None, None]
    assert "SAG" in SERIES


def test_every_series_that_has_a_title_has_it_in_every_language():
    with series_names._TABLE.open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))

    assert list(rows[0]) == COLUMNS
    assert [row["prefix"] for row in rows] == [known.prefix for known in SERIES.values() if known.title]
    assert [row["prefix"] for row in rows if not all(row.values())] == []
    assert {code for code, _name in settings.LANGUAGES} == set(COLUMNS[1:])


@pytest.mark.parametrize(
    ("language", "meaning", "lang"),
    [("en", "Crime, as we say", ""), ("fr", "Prévention du crime et justice pénale", "")],
)
def test_an_editors_title_goes_before_the_catalogue_in_its_language(language, meaning, lang):
    series = Series(prefix="UNIS/CP", title="Crime, as we say")

    with override(language):
        assert (series.meaning, series.meaning.lang) == (meaning, lang)


def test_a_title_of_letters_that_nobody_knows_is_said_to_be_english():
    series = Series(prefix="INVENTED", title="Something invented", office="Invented office")

    with override("ar"):
        assert (series.meaning, series.meaning.lang, series.issuer) == (
            "Something invented",
            "en",
            "Invented office",
        )
