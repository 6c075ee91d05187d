"""Which of its names an institute shows to whom."""

import pytest

from institutes.models import InstituteName
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
