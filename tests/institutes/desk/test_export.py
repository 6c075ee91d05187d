"""What goes into a CSV file or a workbook comes out of it again, and nothing in it is run as a formula."""

import csv
from io import BytesIO, StringIO

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from institutes.desk.export import FORMULA, ExportColumn, csv_lines, guarded, write_workbook

COLUMNS = [
    ExportColumn("Text", lambda row: row[0]),
    ExportColumn("Number", lambda row: row[1]),
]
ROWS = [("=1+1", 1), (" @SUM(A1)", None), ("Plain, with “marks”\nand lines", 0), ("نص", 7), ("", 2)]


@given(st.text())
def test_no_text_in_a_csv_file_is_a_formula(text):
    assert not FORMULA.match(str(guarded(text)))
    assert str(guarded(text)).removeprefix("'") == text.removeprefix("'")


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        *((f"{sign}1", f"'{sign}1") for sign in "=+-@"),
        *(("\t=1", "'\t=1"), ("\r=1", "'\r=1"), (" =1", "' =1")),
        *(("a=1", "a=1"), ("", ""), (None, ""), (-3, -3)),
    ],
)
def test_a_formula_is_guarded_and_nothing_else(value, cell):
    assert guarded(value) == cell


def test_a_csv_file_has_the_mark_of_utf_8_and_every_cell():
    content = b"".join(csv_lines(COLUMNS, ROWS))

    assert content.startswith(b"\xef\xbb\xbf")
    assert list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""))) == [
        ["Text", "Number"],
        *([str(guarded(text)), "" if number is None else str(number)] for text, number in ROWS),
    ]


@pytest.mark.parametrize(("language", "is_from_the_right"), [("en", False), ("ar", True)])
def test_a_workbook_has_every_cell_as_text_or_number(language, is_from_the_right):
    file = BytesIO()
    with translation.override(language):
        write_workbook(COLUMNS, [*ROWS, ("bell\x07", 1)], file, title="a/b: list")
    sheet = load_workbook(file).active

    assert bool(sheet.sheet_view.rightToLeft) is is_from_the_right
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["Text", "Number"],
        *([text or None, number] for text, number in ROWS),
        ["bell", 1],
    ]
    assert {cell.data_type for row in sheet.rows for cell in row} <= {"s", "n", "inlineStr"}
