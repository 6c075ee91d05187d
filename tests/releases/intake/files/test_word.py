"""What a Word file says of its paragraphs reaches the blocks of the release."""

import datetime

import pytest

from releases.intake.files.source_text import SourceError, read_source
from releases.intake.files.word import MOST_ELEMENTS
from releases.intake.importer import read_bytes
from releases.intake.pages.page import Link
from releases.intake.recognition import Recogniser
from releases.wire.blocks import BlockKind
from releases.wire.parser import parse
from tests.releases.intake.files.word_samples import (
    item,
    link,
    note,
    note_mark,
    numbering,
    paragraph,
    run,
    style,
    table,
    text_box,
    wide,
    word_file,
)

HEADER = (
    paragraph("SOC/CP/624"),
    paragraph("14 May 2003"),
    paragraph("Assembly of Orchards Opens", style="Title"),
)
STYLES = (
    style("Title", "Title")
    + style("Untertitel", "Subtitle")
    + style("berschrift2", "heading 2")
    + style("Agenda", "Agenda item", based_on="berschrift2")
    + style("Outlined", "Chapter", paragraph='<w:outlineLvl w:val="2"/>')
    + style("Loud", "Loud", letters="<w:b/>")
    + style("Quiet", "Quiet", based_on="Loud", letters='<w:b w:val="0"/>')
)
PROSE = (
    "VIENNA, 14 May (UN Information Service) -- The assembly of orchards opened this morning with a report on late "
    "frost, read by its author."
)
LAST = "The assembly goes on tomorrow, and the day after."
H, P, L, R = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW


def read(*body, **parts):
    source = read_source(
        "a.docx", word_file(*HEADER, paragraph(PROSE), *body, paragraph(LAST), styles=STYLES, **parts)
    )
    return source, parse(source.text, source.marks)


def blocks(*body, **parts):
    _source, document = read(*body, **parts)
    assert (document.title, document.symbol.reference) == ("Assembly of Orchards Opens", "SOC/CP/624")
    return [(block.kind, block.cells or block.text) for block in document.blocks[1:-1]]


BOLD = "<w:b/>"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ([paragraph("Action taken:", style="berschrift2")], [(H, "Action taken:")]),
        ([paragraph("Late frost was discussed.", style="Agenda")], [(H, "Late frost was discussed.")]),
        ([paragraph("Report of the Panel:", style="Outlined")], [(H, "Report of the Panel:")]),
        ([paragraph("Action taken:", style="Loud")], [(H, "Action taken:")]),
        ([paragraph(run("Action ", BOLD), run("taken:", BOLD))], [(H, "Action taken:")]),
        (
            [paragraph("Frost", style="Loud"), paragraph("The Frost of May", style="Quiet")],
            [(H, "Frost"), (P, "The Frost of May")],
        ),
        (
            [item("Apples;"), item("Red ones;", level=1), item("Pears")],
            [(L, "1. Apples;"), (L, "• Red ones;"), (L, "2. Pears")],
        ),
        (
            [table(["Region", "Yes", "No"], ["Africa", "", "1"], ["", "", "2,000"], head=1)],
            [(R, ("Region", "Yes", "No")), (R, ("Africa", "", "1")), (R, ("", "", "2,000"))],
        ),
        (
            [table(["Port", wide("Ships and boats", 2)], ["Bar", "1", "2"])],
            [(R, ("Port", "Ships and boats", "")), (R, ("Bar", "1", "2"))],
        ),
        ([paragraph("What:\tPress conference")], [(R, ("What:", "Press conference"))]),
        (
            [paragraph("Frost came late.", text_box(paragraph("In a box.")), " Rain came early.")],
            [(P, "Frost came late. Rain came early."), (P, "In a box.")],
        ),
    ],
)  # fmt: skip
def test_a_block_is_what_the_word_file_says(body, expected):
    assert blocks(*body, numbering=numbering("decimal", "bullet")) == expected


def test_title_and_subtitle_are_known_by_their_styles_in_any_language():
    data = word_file(
        *HEADER, paragraph("And Closes Soon", style="Untertitel"), paragraph(PROSE), styles=STYLES
    )
    source = read_source("a.docx", data)

    document = parse(source.text, source.marks)

    assert (document.title, document.subtitle) == ("Assembly of Orchards Opens", "And Closes Soon")


def test_footnotes_stand_at_the_end_and_their_links_lead_on():
    body = [paragraph("It was short.", note_mark(2)), paragraph(link("The report", "r9"), " is out.")]
    data = word_file(
        *HEADER, paragraph(PROSE), *body, paragraph(LAST), styles=STYLES, notes=note(2, "Invented Treaty Series."),
        links={"r9": "https://www.example.org/report"},
    )  # fmt: skip

    outcome = read_bytes(
        data, filename="a.docx", by=None, at=datetime.datetime.now(datetime.UTC), names=Recogniser([])
    )

    assert [(block.kind, block.text) for block in outcome.document.blocks[1:]] == [
        (P, "It was short.[1]"),
        (P, "The report is out."),
        (P, LAST),
        (BlockKind.NOTE, "[1] Invented Treaty Series."),
    ]
    assert '<a href="https://www.example.org/report"' in outcome.release.body
    assert outcome.release.body.endswith("<p>[1] Invented Treaty Series.</p>")


def test_a_link_in_a_cell_keeps_its_address():
    source, _document = read(
        table(["Port", "Ships"], [f"<w:tc>{paragraph(link('Bar', 'r9'))}</w:tc>", "2"]),
        links={"r9": "https://example.org/bar"},
    )

    assert [(one.words, one.address) for one in source.links] == [("Bar", "https://example.org/bar")]
    assert isinstance(source.links[0], Link)


def test_texts_in_the_margins_of_pages_are_counted():
    source, _document = read(
        margins={
            "header1": paragraph("SOC/CP/624"),
            "header2": paragraph("SOC/CP/624"),
            "footer1": paragraph("Page 2 of 3"),
            "footer2": paragraph("- 2 -"),
        }
    )

    assert str(source.left_out) == "Left out: 2 texts of the margins of pages."


@pytest.mark.parametrize(
    "body",
    ["<w:p/>" * MOST_ELEMENTS, paragraph("x" * 2_000_001)],
    ids=["paragraphs", "characters"],
)
def test_a_word_file_without_end_is_refused_in_a_sentence(body):
    with pytest.raises(SourceError, match=r"\AThis Word file is far longer than any press release"):
        read_source("a.docx", word_file(body))
