"""The kinds of blocks that a page names, from its markup to the blocks of the release."""

import pytest

from releases.intake.pages.page import read_page
from releases.wire.blocks import BlockKind
from releases.wire.parser import parse

HEADER = "<p>SOC/CP/624</p><p>14 May 2003</p><h1>Assembly of Orchards Opens</h1>"
PROSE = (
    "VIENNA, 14 May (UN Information Service) -- The assembly of orchards opened this morning with a report on late "
    "frost, read by its author."
)
LAST = "<p>The assembly goes on tomorrow, and the day after.</p>"
H, P, L, R, N = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.TABLE_ROW,
    BlockKind.NOTE,
)


def blocks(markup, header=HEADER):
    page = read_page(f"{header}<p>{PROSE}</p>{markup}{LAST}")
    document = parse(page.text, page.marks)
    assert document.title == "Assembly of Orchards Opens"
    assert document.paragraphs[0].startswith("The assembly of orchards")
    return [(block.kind, block.text) for block in document.blocks[1:-1]]


LONG_HEADING = (
    "Statement by Ida Holm, Chair of the Union of Small Orchards of the Northern Shore, on the Frost of May."
)


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<h3>Action taken:</h3><p>Is it May?</p>", [(H, "Action taken:"), (P, "Is it May?")]),
        (f"<h4>{LONG_HEADING}</h4><p>The Frost</p>", [(H, LONG_HEADING), (P, "The Frost")]),
        ("<h2>Report<br>on Frost</h2><p>Text.</p>", [(H, "Report on Frost"), (P, "Text.")]),
        ("<p><strong>Action taken:</strong></p><p>The Frost</p>", [(H, "Action taken:"), (P, "The Frost")]),
        ("<p><b>Action taken</b><br>It was noted.</p>", [(H, "Action taken"), (P, "It was noted.")]),
        (
            "<div><b><u>Frost</u></b><br>It was noted.<br><br>It was late.</div>",
            [(H, "Frost"), (P, "It was noted."), (P, "It was late.")],
        ),
        ("<p><b>The chair was right.</b></p>", [(P, "The chair was right.")]),
        ("<p>The Report</p>", [(H, "The Report")]),
        ("<ul><li><p>Apples;</p></li><li>Pears</li></ul>", [(L, "• Apples;"), (L, "• Pears")]),
        (
            "<ol start='3'><li>Apples<p>and plums</p></li><li>Pears</li></ol>",
            [(L, "3. Apples and plums"), (L, "4. Pears")],
        ),
        ("<ul><li>Apples<ul><li>Red ones</li></ul></li></ul>", [(L, "• Apples"), (L, "• Red ones")]),
        ("<figure><img src='a'><figcaption>An apple</figcaption></figure>", [(N, "An apple")]),
        (
            "<dl><dt>What:</dt><dd>Press conference</dd><dt>Who</dt><dd>Ida Holm</dd><dd>Otto Holm</dd></dl>",
            [(R, "What: Press conference"), (R, "Who: Ida Holm"), (R, "Otto Holm")],
        ),
        (
            "<dl><dt>Is it May?</dt><dd>" + "It is. " * 30 + "</dd></dl>",
            [(P, "Is it May?"), (P, ("It is. " * 30).strip())],
        ),
        (
            "<p>In its report<sup>1</sup> it is 10<sup>3</sup> m<sup>2</sup>.</p>",
            [(P, "In its report [1] it is 10³ m².")],
        ),
        ("<p>On the 1<sup>st</sup> CO<sub>2</sub> fell.</p>", [(P, "On the 1st CO2 fell.")]),
        (
            "<table><tr><th>Fruit</th><th>Tons</th></tr><tr><td></td><td>41</td></tr></table>",
            [(R, "Fruit | Tons"), (R, "| 41")],
        ),
        (
            "<div>Frost came late,</div><div>and rain came early.</div>",
            [(P, "Frost came late,"), (P, "and rain came early.")],
        ),
        ("<pre>Frost came late,\nand rain came early.</pre>", [(P, "Frost came late, and rain came early.")]),
        ("<dl><dd>Frost is late.<dd>It is.</dl>", [(P, "Frost is late."), (P, "It is.")]),
        (
            "<h3>Votes</h3><p>Albora</p><p>Belmar</p><p>Corland</p>",
            [(H, "Votes"), (L, "Albora"), (L, "Belmar"), (L, "Corland")],
        ),
        (
            "<p>1.&nbsp;&nbsp;&nbsp;&nbsp; Plums;</p><p>2.&nbsp;&nbsp;&nbsp;&nbsp; Pears.</p>",
            [(L, "1. Plums;"), (L, "2. Pears.")],
        ),
        ("<ol><li>Plums<li value=5>Pears<li>Nuts</ol>", [(L, "1. Plums"), (L, "5. Pears"), (L, "6. Nuts")]),
        ("<h3>Late</h3><div>The Frost<p>of May</p></div>", [(H, "Late"), (P, "The Frost"), (P, "of May")]),
        ("<blockquote><p>Frost is late.</p></blockquote>", [(P, "Frost is late.")]),
    ],
)
def test_a_block_is_what_the_page_says(markup, expected):
    assert blocks(markup) == expected


def test_the_one_title_of_a_page_is_the_title_whatever_stands_above_it():
    above = "<p>Ministry of Lakes and Rivers</p><p>The Official Voice of Water</p>"
    page = read_page(f"{above}{HEADER}<p>Frost Was Late</p><p>{PROSE}</p>{LAST}")

    document = parse(page.text, page.marks)

    assert (document.title, document.subtitle) == ("Assembly of Orchards Opens", "Frost Was Late")
    assert document.symbol.reference == "SOC/CP/624"


def test_of_two_titles_none_is_the_title_for_that():
    page = read_page(f"<h1>Frost Institute</h1>{HEADER}<p>{PROSE}</p>{LAST}")

    assert not any(mark.is_title for mark in page.marks.values())


def test_symbol_and_date_in_a_list_of_terms_are_the_header():
    terms = "<dl><dt>Symbol</dt><dd>SOC/CP/624</dd><dt>Date</dt><dd>14 May 2003</dd></dl>"
    header = f"<h1>Assembly of Orchards Opens</h1>{terms}"
    page = read_page(f"{header}<p>{PROSE}</p>{LAST}")

    document = parse(page.text, page.marks)

    assert (document.symbol.reference, document.issued_on.isoformat()) == ("SOC/CP/624", "2003-05-14")


def test_paragraphs_of_old_pages_that_are_broken_by_hand_stay_whole():
    lines = [
        "Frost came late to the orchards of the northern shore in this",
        "year, said the chair of the union.",
    ]

    assert blocks(f"<p>{'<br>'.join(lines)}</p>") == [(P, " ".join(lines))]
