"""Which of its names an institute shows to whom."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from institutes.models import InstituteName
from institutes.names import Wording
from tests.factories import make_institute

pytestmark = pytest.mark.django_db


@pytest.fixture
def siracusa():
    institute = make_institute("isisc", name="Siracusa International Institute", acronym="SII")
    InstituteName.objects.filter(institute=institute).update(valid_from=2017)
    InstituteName.objects.create(
        institute=institute,
        name="International Institute of Higher Studies",
        acronym="ISISC",
        valid_until=2017,
    )
    InstituteName.objects.create(institute=institute, name="Institut de Syracuse", language="fr")
    return institute


@pytest.mark.parametrize(
    ("language", "year", "expected"),
    [
        ("en", None, "Siracusa International Institute"),
        ("en", 2005, "International Institute of Higher Studies"),
        ("en", 2020, "Siracusa International Institute"),
        ("fr", None, "Institut de Syracuse"),
        ("ru", None, "Siracusa International Institute"),
        ("ru", 2005, "International Institute of Higher Studies"),
    ],
)
def test_the_name_fits_reader_and_year(siracusa, language, year, expected):
    assert siracusa.name_in(language, year) == expected


def test_without_a_name_the_address_serves(siracusa):
    siracusa.names.all().delete()

    assert siracusa.name_in("en") == "isisc"


@pytest.mark.parametrize(
    ("language", "reader", "lang", "direction"),
    [
        ("en", "en", "", ""),
        ("en", "ar", "en", "ltr"),
        ("ar", "fr", "ar", "rtl"),
        ("zh-hans", "ru", "zh-Hans", "ltr"),
        ("it", "en", "it", "ltr"),
    ],
)
def test_a_wording_knows_its_language_where_it_is_not_the_readers(language, reader, lang, direction):
    wording = Wording.of("Text", language, reader)

    assert (wording, wording.lang, wording.dir) == ("Text", lang, direction)


def test_names_say_their_language(siracusa):
    with override("ar"):
        name, acronym = siracusa.name, siracusa.acronym
    with override("fr"):
        french = siracusa.name

    assert (name, name.lang, name.dir) == ("Siracusa International Institute", "en", "ltr")
    assert (acronym, acronym.lang) == ("SII", "en")
    assert (french, french.lang) == ("Institut de Syracuse", "")


def test_a_name_in_another_language_is_marked_on_pages():
    page = Template("{% load site %}{% wording name %}")
    written = [
        page.render(Context({"name": Wording.of("A & B", "en", reader)})).strip() for reader in ("en", "ar")
    ]

    assert written == ["A &amp; B", '<bdi lang="en" dir="ltr">A &amp; B</bdi>']


def test_an_acronym_travels_with_a_name_that_has_none_of_its_own(siracusa):
    with override("fr"):
        acronym = siracusa.acronym

    assert (acronym, acronym.lang) == ("SII", "en")
