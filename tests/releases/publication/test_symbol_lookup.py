"""A release that was imported under a symbol of any shape is saved, found and shown under its address."""

from datetime import UTC, datetime

import pytest

from releases.intake.importer import import_bytes
from releases.models import Release, Series

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
TEXT = "{}\n3 May 2005\n\nInvented title of it\n\nVIENNA, 3 May (UN Information Service) -- Invented text.\n\n* *** *\n"


@pytest.mark.parametrize(
    ("printed", "symbol", "series", "reference", "spellings"),
    [
        ("HR/CT/98/27", "HR/CT/98/27", "HR/CT/98", "HR/CT/98/27", ["hr/ct/98/27", "hrct9827", "HR-CT-98-27"]),
        ("ILO/98/17", "ILO/98/17", "ILO/98", "ILO/98/17", ["ilo/98/17.html", "ILO 98 17"]),
        ("UNODC/PR/2009/3", "UNODC/PR/2009/3", "UNODC/PR/2009", "UNODC/PR/2009/3", ["unodcpr20093"]),
        (
            "Press Release No. 03/12",
            "03/12",
            "PR/03",
            "PR/03/12",
            ["Press Release No. 03/12", "03/12", "No. 03/12", "PR/03/12"],
        ),
        ("Communiqué No. 7", "No. 7", "PR", "PR/7", ["No. 7", "PR/7", "communiqué no. 7"]),
        ("UNIS / CP / 941", "UNIS/CP/941", "UNIS/CP", "UNIS/CP/941", ["unis / cp / 941", "UNIS CP 941"]),
        (
            "Ref: UNIS/CP/941 (E)",
            "UNIS/CP/941",
            "UNIS/CP",
            "UNIS/CP/941",
            ["Ref: UNIS/CP/941 (E)", "uniscp941"],
        ),
        (
            "UNIS/TR/708\nCorr.1",
            "UNIS/TR/708/Corr.1",
            "UNIS/TR",
            "UNIS/TR/708/Corr.1",
            ["UNIS/TR/708 Corr.1", "unistr708c1", "UNIS/TR/708 & Corr.1"],
        ),
        (
            "UNIS/TR/710 and DIS/88",
            "UNIS/TR/710",
            "UNIS/TR",
            "UNIS/TR/710",
            ["dis/88", "UNIS/TR/710 and DIS/88"],
        ),
    ],
)
def test_a_symbol_of_any_shape_is_kept_found_and_shown(client, printed, symbol, series, reference, spellings):
    import_bytes(TEXT.format(printed).encode(), filename="a.txt", by=None, at=NOW, approve=True)
    release = Release.objects.get()
    assert (release.symbol, release.series.prefix, release.reference, release.state) == (
        symbol,
        series,
        reference,
        "approved",
    )
    release.full_clean()
    Series._meta.get_field("prefix").run_validators(series)
    address = f"/en/releases/{reference}/"
    assert [client.get(f"/symbol/{spelling}").headers.get("Location") for spelling in spellings] == [
        address
    ] * len(spellings)
    assert client.get(address).status_code == 200
    assert client.get(f"/en/series/{series}/").status_code == 200
