import pytest
from django.core.exceptions import ValidationError

from releases.editorial.symbol_check import report_symbol
from releases.models import Series
from tests.factories import NOON, make_release, make_series

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "prefix", "number", "reference"),
    [
        ("UNIS / CP / 941 (E)", "UNIS/CP", 941, "UNIS/CP/941"),
        ("hr/ct/98/27", "HR/CT/98", 27, "HR/CT/98/27"),
        ("Press Release No. 03/12", "PR/03", 12, "PR/03/12"),
        ("UNIS/CP/941 Rev.1", "UNIS/CP", 941, "UNIS/CP/941/Rev.1"),
    ],
)
def test_the_desk_takes_what_the_importer_takes(text, prefix, number, reference):
    make_series(prefix=prefix)
    report = report_symbol(text, language="en", at=NOON)
    assert (report.is_right, report.series, report.number, report.reference) == (
        True,
        prefix,
        number,
        reference,
    )


def test_what_is_typed_is_kept_as_it_is_printed():
    make_series(prefix="UNIS/CP")
    release = make_release(symbol="UNIS/CP/940")
    release.symbol = " UNIS / CP / 941 (E) "
    release.clean()
    assert (release.symbol, release.symbol_key) == ("UNIS/CP/941", "uniscp941")


@pytest.mark.parametrize(
    ("prefix", "is_right"),
    [
        ("BKK/CP", True),
        ("HR/CT/98", True),
        ("UNODC/PR/2009", True),
        ("BKK/CP/914", False),
        ("BKK/", False),
        ("98", False),
    ],
)
def test_a_series_is_letters_and_a_year(prefix, is_right):
    field = Series._meta.get_field("prefix")
    if is_right:
        assert field.run_validators(prefix) is None
    else:
        with pytest.raises(ValidationError):
            field.run_validators(prefix)
