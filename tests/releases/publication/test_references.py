"""Citations for programs: BibTeX and RIS say the same as the page, whatever stands in a title."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.models import Release
from releases.publication.formats.references import bibtex, ris
from tests.factories import make_public_release, make_release, make_withdrawn_release

LINK = "https://press.example/en/releases/BKK/CP/14/"


def release(**fields):
    return Release(
        **{
            "reference": "BKK/CP/14",
            "symbol": "BKK/CP/14",
            "language": "en",
            "kind": "press_release",
            "title": "Workshop on 50% of {all} cases & more",
            "source": "United Nations Information Service",
            "issued_on": date(2005, 4, 21),
            "edition": 1,
        }
        | fields
    )


def test_bibtex():
    made = bibtex(release(), LINK, ["edition 2"])

    assert (made.filename, made.content_type) == ("BKK-CP-14.en.bib", "application/x-bibtex; charset=utf-8")
    assert made.content.decode() == (
        "@techreport{BKK-CP-14-en,\n"
        "  author = {{United Nations Information Service}},\n"
        r"  title = {{Workshop on 50\% of {\textbraceleft}all{\textbraceright} cases \& more}},"
        "\n"
        "  type = {Press release},\n"
        "  number = {BKK/CP/14},\n"
        "  institution = {United Nations},\n"
        "  date = {2005-04-21},\n"
        "  year = {2005},\n"
        "  langid = {english},\n"
        "  url = {https://press.example/en/releases/BKK/CP/14/},\n"
        "  month = apr,\n"
        "  note = {edition 2},\n"
        "}\n"
    )


def test_ris():
    made = ris(release(language="zh-hans", title="讨论加强\n国际执法合作"), LINK, [])

    assert made.filename == "BKK-CP-14.zh-hans.ris"
    assert made.content.decode().split("\r\n") == [
        "TY  - RPRT",
        "AU  - United Nations Information Service,",
        "TI  - 讨论加强 国际执法合作",
        "PB  - United Nations",
        "M3  - Press release",
        "M1  - BKK/CP/14",
        "DA  - 2005/04/21/",
        "PY  - 2005",
        "LA  - zh-Hans",
        f"UR  - {LINK}",
        "ER  - ",
        "",
    ]


@given(st.text(max_size=60), st.text(max_size=30))
def test_nothing_in_a_title_breaks_out_of_its_field(title, source):
    entry = bibtex(release(title=title, source=source), LINK, []).content.decode()
    record = ris(release(title=title, source=source), LINK, []).content.decode()

    assert entry.count("{") == entry.count("}")
    assert [line.partition(" = ")[0].strip() for line in entry.split("\n")[1:4]][:1] == ["author"]
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in record.split("\r\n")[:-1])
    assert record.count("TI  - ") <= 1 + title.count("TI  - ") + source.count("TI  - ")


@pytest.mark.django_db
@pytest.mark.parametrize("suffix", ["bib", "ris"])
def test_references_are_downloaded_as_long_as_there_is_something_to_cite(
    client, suffix, django_assert_num_queries
):
    make_public_release(symbol="BKK/CP/14", title="A public title")
    make_release(symbol="BKK/CP/15")
    make_withdrawn_release(symbol="BKK/CP/16", title="A hidden title", withdrawal_keeps_text=False)
    make_withdrawn_release(symbol="BKK/CP/17", title="A title that stays", withdrawal_keeps_text=True)
    client.get("/en/releases/BKK/CP/14.txt")

    # What changed since the answers that are kept, and the release.
    with django_assert_num_queries(2):
        public = client.get(f"/en/releases/BKK/CP/14.{suffix}")
    draft, hidden, kept = (client.get(f"/en/releases/BKK/CP/{number}.{suffix}") for number in (15, 16, 17))

    assert "A public title" in public.content.decode()
    assert public["Content-Disposition"] == f'attachment; filename="BKK-CP-14.en.{suffix}"'
    assert (draft.status_code, hidden.status_code, kept.status_code) == (404, 410, 200)
    assert "hidden title" not in hidden.content.decode()
    assert "withdrawn on 22 April 2005" in kept.content.decode()
    assert client.get(f"/en/releases/bkk/cp/14.{suffix}")["Location"] == f"/en/releases/BKK/CP/14.{suffix}"
