import pytest

from releases.intake.files.open_documents import OPEN_DOCUMENT, read_open_document
from releases.intake.files.source_text import SourceError, read_source
from releases.intake.left_out import LeftOut
from releases.intake.pages.page import Link
from tests.releases.intake.files.test_source_text import archive

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
    for name, full in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
    )
)
STYLES = (
    '<style:style style:name="P1" style:parent-style-name="Title"/>'
    '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="T2" style:parent-style-name="T1"/>'
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1"/></text:list-style>'
)


def odt(body, **parts):
    content = (
        f'<office:document-content {NAMES} xmlns:xlink="http://www.w3.org/1999/xlink"><office:automatic-styles>{STYLES}'
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return archive(
        {"mimetype": OPEN_DOCUMENT, "content.xml": content}
        | {name.replace("_", "."): x for name, x in parts.items()}
    )


def test_paragraphs_headings_lists_tables_notes_and_links_are_kept():
    found = read_source(
        "a.odt",
        odt(
            '<text:p text:style-name="P1">A title</text:p><text:h text:outline-level="2">A heading</text:h>'
            '<text:p>One<text:s text:c="2"/>two<text:line-break/><text:a xlink:href="https://example.org/a">'
            "three</text:a><text:note><text:note-citation>1</text:note-citation><text:note-body>"
            "<text:p>A note.</text:p></text:note-body></text:note></text:p>"
            "<text:list><text:list-item><text:p>point</text:p></text:list-item></text:list>"
            '<text:list text:style-name="L1"><text:list-item><text:p>first</text:p></text:list-item></text:list>'
            "<table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Port</text:p></table:table-cell>"
            "<table:table-cell><text:p>Ships</text:p></table:table-cell><table:table-cell><text:p>Lost</text:p>"
            "</table:table-cell></table:table-row></table:table-header-rows><table:table-row><table:table-cell>"
            '<text:p>Split</text:p></table:table-cell><table:table-cell table:number-columns-repeated="2"/>'
            "</table:table-row></table:table>"
        ),
    )
    assert [line for line in found.text.splitlines() if line] == [
        "A title", "A heading", "One two", "three[1]", "• point", "1. first", "Port | Ships | Lost", "Split |  |"
    ]  # fmt: skip
    assert (found.content_type, found.notes) == (OPEN_DOCUMENT, ("[1] A note.",))
    assert found.links == (Link(6, "three", "https://example.org/a"),)


def test_what_is_hidden_struck_out_or_said_beside_is_left_out_and_counted():
    markup, left_out = read_open_document(
        odt(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>struck</text:p></text:deletion>"
            "</text:changed-region></text:tracked-changes>"
            '<text:p>Public<text:span text:style-name="T2"> secret</text:span><office:annotation><text:p>Why?</text:p>'
            "</office:annotation> shown</text:p><text:hidden-paragraph>gone</text:hidden-paragraph>"
            '<text:section text:display="none"><text:p>gone too</text:p></text:section>'
            "<text:p><draw:frame><draw:image/></draw:frame></text:p>"
        )
    )
    assert "<p>Public shown</p>" in markup
    assert left_out == LeftOut(deletions=1, comments=1, hidden=3, pictures=1)


def test_what_stands_in_a_box_is_read():
    body = "<text:p><draw:frame><draw:text-box><text:p>In a box</text:p></draw:text-box></draw:frame>Beside it</text:p>"
    assert read_source("a.odt", odt(body)).text == "In a box\n\nBeside it\n"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (odt(""), "There is no text in this file."),
        (odt("<text:p>x", META="x"), "This document is damaged: save it again and try once more."),
        (archive({"content.xml": "<a/>"}), "This document holds no text: save it as .odt or .docx and try again."),
        (
            archive({"content.xml": '<!DOCTYPE a [<!ENTITY x "y">]><a/>'}),
            "This document is damaged: save it again and try once more.",
        ),
        (
            archive({"content.xml": "<a/>", "META-INF/manifest.xml": "<m><encryption-data/></m>"}),
            "This document is locked with a password: save it without one.",
        ),
        (
            archive({"content.xml": b" " * 21_000_000}),
            "This document unpacks to more than 20 MB and is not opened: save its text alone.",
        ),
        (
            odt("<text:span>" * 300 + "x" + "</text:span>" * 300),
            "This document is nested too deeply: save its text alone.",
        ),
    ],
)  # fmt: skip
def test_what_gives_no_text_gives_a_sentence(data, sentence):
    with pytest.raises(SourceError) as refused:
        read_source("a.odt", data)
    assert str(refused.value) == sentence
