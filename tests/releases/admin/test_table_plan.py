"""What a table would change: an export changes nothing, and what cannot be read is said by line and column."""

from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from openpyxl import Workbook

from institutes.desk import table_plan
from institutes.desk.institute_table import TABLE as INSTITUTES
from institutes.desk.table_columns import heads
from institutes.desk.table_files import read_table
from institutes.desk.table_plan import NEW, SAME, plan
from institutes.models import Institute
from releases.admin.event_table import TABLE as EVENTS
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from tests.factories import make_event, make_institute, make_user
from tests.tables import HEAD, PAGES, ROW, csv_of, export_of, faults, planned, shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = make_user(PRESS_OFFICERS, EDITORS, username="anna")
    client.force_login(user)
    return user


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
NAMES = st.fixed_dictionaries(
    {
        "language": st.sampled_from(["en", "fr", "ar", "it", "zh-hans"]),
        "name": WORDS.filter(lambda text: text.strip()),
        "acronym": WORDS,
        "is_official": st.booleans(),
        "valid_from": st.one_of(st.none(), st.integers(1900, 1999)),
        "valid_until": st.one_of(st.none(), st.integers(2000, 2100)),
    }
)


class RoundTrip(TestCase):
    @hypothesis_settings(max_examples=25)
    @given(
        texts=st.fixed_dictionaries(dict.fromkeys(("provenance", "founded_source"), TEXT)),
        names=st.lists(
            NAMES, min_size=1, max_size=4, unique_by=lambda name: (name["language"], name["name"])
        ),
        place=st.one_of(
            st.none(), st.tuples(st.decimals(-90, 90, places=5), st.decimals(-180, 180, places=5))
        ),
        country=st.sampled_from(["", "FI", "TH", "GB"]),
        language=st.sampled_from(["en", "ar"]),
    )
    def test_an_export_of_institutes_changes_nothing(self, texts, names, place, country, language):
        latitude, longitude = place or (None, None)
        fields = {"kind": "regional", "country": country, "founded_on": date(1981, 12, 23), **texts}
        institute = Institute.objects.create(slug="one", latitude=latitude, longitude=longitude, **fields)
        for name in names:
            institute.names.create(**name)

        for kind in ("csv", "xlsx"):
            with translation.override(language):
                content = export_of(INSTITUTES, kind)
            found = plan(INSTITUTES, read_table(content))
            assert [(row.kind, shown(row), row.faults) for row in found.rows] == [(SAME, [], [])]
            assert found.unread == []


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("language", ["en", "fr", "ar", "zh-hans"])
def test_an_export_of_events_changes_nothing_whatever_its_language(kind, language):
    congress = make_event(
        "congress", kind="congress", number=11, starts_on=date(2005, 4, 18), ends_on=date(2005, 4, 25)
    )
    part = make_event("workshop", parent=congress, country="TH", provenance="=1+1\n-2", status="cancelled")
    part.institutes.add(make_institute("b"), make_institute("a"))
    make_event("merged", merged_into=congress)
    make_event("proposed", is_proposed=True)

    with translation.override(language):
        content = export_of(EVENTS, kind)

    found = plan(EVENTS, read_table(content))
    assert [row.kind for row in found.rows] == [SAME] * 4


@pytest.mark.parametrize("table", [INSTITUTES, EVENTS])
@pytest.mark.parametrize("language", ["en", "fr", "es", "ru", "ar", "zh-hans", "de"])
def test_no_two_columns_are_called_the_same(table, language):
    with translation.override(language):
        names = [str(column.head).casefold() for column in table.columns]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "content",
    [
        csv_of(HEAD, ROW),
        csv_of(HEAD, ROW, delimiter=";"),
        csv_of(HEAD, ROW, delimiter="\t", encoding="utf-16"),
        csv_of(HEAD, ROW, encoding="utf-8-sig"),
        b"sep=;\r\n" + csv_of(HEAD, ROW, delimiter=";"),
        csv_of([], HEAD, ["", ""], [*ROW, "", ""]),
        csv_of(["SLUG", "kind", "name_en", "country", "founded_on", "is_in_programme_network"], ROW),
    ],
)
def test_a_table_is_read_however_a_spreadsheet_saved_it(content):
    (row,) = plan(INSTITUTES, read_table(content)).rows

    assert (row.kind, row.slug, row.name) == (NEW, "heuni", "European Institute")
    assert row.draft.thing.country == "FI"


def test_a_workbook_gives_days_numbers_and_words():
    book = Workbook()
    book.active.append(["Address", "Kind", "Number", "Name (English)", "First day", "Last day"])
    book.active.append(["congress", "Congress", 11.0, "Congress", date(2005, 4, 18), "25.4.2005"])
    file = BytesIO()
    book.save(file)

    (row,) = plan(EVENTS, read_table(file.getvalue())).rows

    thing = row.draft.thing
    assert (thing.number, thing.starts_on, thing.ends_on) == (11, date(2005, 4, 18), date(2005, 4, 25))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"Country": "fi"}, {"country": "FI"}),
        ({"Country": "Finlande"}, {"country": "FI"}),
        ({"Country": "فنلندا"}, {"country": "FI"}),
        ({"Founded on": "23 December 1981"}, {"founded_on": date(1981, 12, 23)}),
        ({"Founded on": "23.12.1981"}, {"founded_on": date(1981, 12, 23)}),
        ({"Founded on": "٢٣/١٢/١٩٨١"}, {"founded_on": date(1981, 12, 23)}),
        ({"In the programme network": "oui"}, {"is_in_programme_network": True}),
        ({"Latitude": "60,1833", "Longitude": "24.95"}, {"latitude": "60.18330", "longitude": "24.95000"}),
        ({"Provenance": "One\r\n\r\nTwo"}, {"provenance": "One\n\nTwo"}),
    ],
)
def test_cells_are_understood_as_people_write_them(cells, expected):
    head, row = [*HEAD[:3], *cells], [*ROW[:3], *cells.values()]

    (found,) = planned(head, row).rows

    assert (found.kind, found.faults) == (NEW, [])
    assert {name: getattr(found.draft.thing, name) for name in expected} | {} == {
        name: value
        if name not in {"latitude", "longitude"}
        else found.draft.thing._meta.get_field(name).to_python(value)
        for name, value in expected.items()
    }


@pytest.mark.parametrize(
    ("cells", "letter", "sentence"),
    [
        ({"Kind": "Club"}, "B", "“Club” is none of these: United Nations office,"),
        ({"Country": "Atlantis"}, "D", "No country is called “Atlantis”."),
        ({"Founded on": "soon"}, "D", "“soon” is not understood as a day."),
        ({"In the programme network": "perhaps"}, "D", "“perhaps” is neither yes nor no."),
        ({"Latitude": "north", "Longitude": "1"}, "D", "“north” is no number."),
        ({"Latitude": "60"}, "", "Give latitude and longitude together, or neither."),
        ({"Latitude": "91", "Longitude": "1"}, "D", "Ensure this value is less than or equal to 90."),
        ({"Successor": "nobody"}, "D", "Nothing has the address “nobody”, in the catalogue or in this file."),
        ({"Successor": "waiting"}, "D", "“Invented Institute waiting” is only proposed: accept it first."),
        ({"Website": "none"}, "D", "Enter a valid URL."),
        (
            {"Address": "no good"},
            "A",
            "Enter a valid “slug” consisting of letters, numbers, underscores or hyphens.",
        ),
        ({"Name (English)": ""}, "", "Give at least one name."),
        ({"Name (English)": "n" * 301}, "C", "Ensure this value has at most 300 characters (it has 301)."),
        (
            {"Short form (Français)": "I"},
            "D",
            "There is no name in this language that it could be short for.",
        ),
        (
            {"Other names": "Istituto"},
            "D",
            "“Istituto” is no name. Write language, name, short form and years:",
        ),
        (
            {"Other names": "it | I | | soon"},
            "D",
            "“soon” is not understood as years. Write them like 1990–2005.",
        ),
        (
            {"Other names": "it | I | | 2005–1990"},
            "D",
            "The last year of a name cannot come before its first.",
        ),
        (
            {"Other names": "it | I | | | maybe"},
            "D",
            "“maybe” is not understood. Write “not official”, or nothing.",
        ),
        ({"Other names": "it|I\nit|I|X"}, "D", "“I” stands here twice in one language."),
    ],
)
def test_what_cannot_be_read_is_said_by_line_and_column(cells, letter, sentence):
    make_institute("waiting", is_proposed=True)
    row = dict(zip(HEAD[:3], ROW[:3], strict=True)) | cells

    found = planned(list(row), list(row.values()))

    (fault,) = faults(found)
    assert fault[:2] == (2, letter)
    assert fault[2].startswith(sentence)


def test_lines_are_counted_as_the_file_has_them():
    good = ["heuni", ROW[1], "First\nline"]

    found = planned(
        HEAD[:3], good, ["", "", ""], ["x", "Club", "Name"], ["heuni", *ROW[1:3]], ["", ROW[1], "Heuni"]
    )

    assert faults(found) == [
        (5, "B", found.rows[1].faults[0].sentence),
        (6, "A", "“heuni” stands in line 2 already."),
        (7, "A", "“heuni” stands in line 2 already."),
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The table is empty"),
        (csv_of(HEAD), "The table is empty"),
        (csv_of(["Colour"], ["red"]), "No column is called “Address”"),
        (csv_of(["Address", "slug"], ["a", "b"]), "Two columns are called “slug”."),
        (
            "Address,Näme\nx,y".encode("latin-1"),
            "This is neither an Excel workbook (.xlsx) nor CSV in Unicode",
        ),
        (b"\x89PNG\r\n\x1a\n\x00", "This is neither an Excel workbook"),
        (b"PK\x03\x04 no archive", "This workbook cannot be read"),
        (csv_of(["a"] * 201, ["b"]), "The table has more than 200 columns"),
        (csv_of(["Address"], *[[f"a{n}"] for n in range(5001)]), "The table has more than 5,000 rows"),
        (csv_of(["Address"], ["x" * 100_001]), "A cell has more than 100,000 signs"),
        (b'Address\n"' + b"x" * 140_000, "The file cannot be read as a table from line 2 on."),
        (b"x" * (5 * 1024 * 1024 + 1), "The file has more than 5 MB"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(client, editor, content, sentence):
    page = client.post(
        PAGES[INSTITUTES], {"read": "1", "file": SimpleUploadedFile("table.csv", content or b" ")}
    )

    assert page.status_code == 422
    assert sentence in page.content.decode()


def test_a_workbook_that_unpacks_to_more_is_not_unpacked(monkeypatch):
    from institutes.desk import table_files

    make_institute()
    monkeypatch.setattr(table_files, "LARGEST_UNPACKED", 1_000)

    with pytest.raises(table_files.TableFileError, match="unpacks to more"):
        read_table(export_of(INSTITUTES, "xlsx"))


def test_more_changes_than_can_be_looked_at_are_refused(monkeypatch):
    monkeypatch.setattr(table_plan, "MOST_CHANGES", 2)
    rows = [[f"i{n}", ROW[1], "Name"] for n in range(3)]

    with pytest.raises(table_plan.TableFileError, match="More than 2 rows are new or changed"):
        planned(HEAD[:3], *rows)


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("table", "queries"), [(INSTITUTES, 6), (EVENTS, 9)])
def test_a_table_without_changes_costs_the_same_for_one_row_and_for_three(
    table, queries, rows, django_assert_num_queries
):
    for _number in range(rows):
        institute = make_institute(successor=make_institute(), city="Bangkok")
        event = make_event(parent=make_event(), city="Bangkok")
        event.institutes.add(institute)
        for thing in (institute, event):
            thing.texts.create(language="en", description="As it says.")
    lines = read_table(export_of(table))

    with django_assert_num_queries(queries):
        found = plan(table, lines)

    assert {row.kind for row in found.rows} == {SAME}


def test_every_column_is_known_by_its_head_in_every_language():
    (column,) = [column for column in INSTITUTES.columns if column.key == "country"]

    assert {"country", "pays", "país", "страна"} <= set(heads(column))


def test_a_text_has_a_column_for_each_language_and_others_are_left_alone():
    institute = make_institute("one", kind="associated")
    institute.texts.create(language="en", description="Old")
    institute.texts.create(language="it", description="Testo")

    found = planned(
        ["Address", "Description (English)", "Description (Français)"], ["one", "", "Nouveau texte"]
    )

    (row,) = found.rows
    assert (row.kind, row.faults) == (table_plan.CHANGED, [])
    assert {text["language"]: text["description"] for text in row.draft.words["texts"]} == {
        "it": "Testo",
        "fr": "Nouveau texte",
    }
