"""Tables keep every cell in its column; what only lays out a page is no table."""

import pytest

from releases.intake.pages.blocks import MOST_CELLS, PageError
from releases.intake.pages.page import read_page
from releases.wire.blocks import BlockKind


def rows(markup):
    """The cells of each row of a table, with "head" before those that name the columns."""
    marks = read_page(markup).marks
    return [
        (["head"] if mark.is_head else []) + list(mark.cells)
        for _line, mark in sorted(marks.items())
        if mark.kind is BlockKind.TABLE_ROW
    ]


VOTES = "<tr><td>Africa</td><td>50</td><td></td><td>1</td></tr>"
LONG = "The harbour master read out the list of ships that had come in without a pilot since the spring. " * 2


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (
            f"<tr><th>Region</th><th>Yes</th><th>No</th><th>Abstain</th></tr>{VOTES}",
            [["head", "Region", "Yes", "No", "Abstain"], ["Africa", "50", "", "1"]],
        ),
        (
            f"<thead><tr><td>Region</td><td>Yes</td><td>No</td><td></td></tr></thead>{VOTES}",
            [["head", "Region", "Yes", "No", ""], ["Africa", "50", "", "1"]],
        ),
        (
            f"<tr><td><b>Region</b></td><td><p><strong>Yes</strong></p></td><td></td><td></td></tr>{VOTES}",
            [["head", "Region", "Yes", "", ""], ["Africa", "50", "", "1"]],
        ),
        (
            f"{VOTES}{VOTES}<tr><td></td><td></td><td></td><td>2,000</td></tr>",
            [["Africa", "50", "", "1"], ["Africa", "50", "", "1"], ["", "", "", "2,000"]],
        ),
        (
            (
                "<tr><th>Port</th><th colspan='2'>Ships and boats</th></tr><tr><th rowspan='2'>Trieste</th><td>1</td>"
                "<td>2</td></tr><tr><td>3</td><td>4</td></tr>"
            ),
            [["head", "Port", "Ships and boats", ""], ["Trieste", "1", "2"], ["", "3", "4"]],
        ),
        (
            (
                f"<tr><td>10.00</td><td>Opening<br>in the hall</td></tr><tr><td>11.00</td><td><p>{LONG}</p><p>Ends.</p>"
                f"</td></tr><tr><td>12.00</td><td>{LONG}</td></tr>"
            ),
            [["10.00", "Opening in the hall"], ["11.00", f"{LONG}Ends."], ["12.00", LONG.strip()]],
        ),
        (
            "<tr><td></td><th>Ships</th><th>Boats</th></tr><tr><th>Bar</th><td></td><td></td></tr>",
            [["head", "", "Ships", "Boats"], ["Bar", "", ""]],
        ),
        ("<caption>Ships</caption><tr><td>Trieste</td><td>12</td></tr>", [["Trieste", "12"]]),
    ],
)
def test_a_cell_stays_in_its_column(table, expected):
    assert rows(f"<table>{table}</table>") == expected


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        (
            f"<tr><td><img src='x'></td><td><p>SOC/CP/1</p></td></tr><tr><td>Menu</td><td>{LONG * 4}</td></tr>",
            ["SOC/CP/1", "Menu", (LONG * 4).strip()],
        ),
        (
            (
                f"<tr><td>Home</td></tr><tr><td><table><tr><th>Port</th><th>Ships</th></tr>"
                f"<tr><td>Bar</td><td>2</td></tr></table></td></tr><tr><td>{LONG}</td></tr>"
            ),
            ["Home", "Port | Ships", "Bar | 2", LONG.strip()],
        ),
        ("<tr><td>SOC/CP/1</td><td>14 May 2003</td></tr>", ["SOC/CP/1 | 14 May 2003"]),
        ("<tr><td><h1>Ships</h1></td><td>a</td></tr><tr><td>b</td><td>c</td></tr>", ["Ships", "a", "b | c"]),
    ],
)
def test_a_table_that_lays_out_a_page_is_taken_apart(table, lines):
    assert [line for line in read_page(f"<table>{table}</table>").text.split("\n") if line] == lines


def test_a_link_in_a_cell_is_kept():
    page = read_page(
        f"<table>{VOTES}<tr><td><a href='https://example.org/'>Asia</a></td><td>2</td></tr>{VOTES}</table>"
    )

    assert [(link.line, link.words, link.address) for link in page.links] == [
        (3, "Asia", "https://example.org/")
    ]


@pytest.mark.parametrize(
    "markup",
    [
        ("<tr>" + "<td>1" * 10) * (MOST_CELLS // 10 + 1),
        "<tr><th>a<th>b<th>c" + "<td>x" * 90 + "<tr><td>1<td>2" * 2000,
    ],
    ids=["many", "wide"],
)
def test_a_table_without_end_is_refused_in_a_sentence(markup):
    with pytest.raises(PageError, match=r"more than 20000 cells: no press release has so many\.\Z"):
        read_page(f"<table>{markup}</table>")
