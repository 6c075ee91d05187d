import pytest

from releases.intake.blocks_to_html import contacts, from_blocks, from_paragraphs
from releases.wire.blocks import Block, BlockKind


@pytest.mark.parametrize(
    ("kind", "texts", "markup"),
    [
        (BlockKind.PARAGRAPH, ["One & <two>", "Three"], "<p>One &amp; &lt;two&gt;</p>\n<p>Three</p>"),
        (BlockKind.HEADING, ["Background"], "<h2>Background</h2>"),
        (BlockKind.LIST_ITEM, ["-- First", "• Second"], "<ul><li>First</li><li>Second</li></ul>"),
        (BlockKind.LIST_ITEM, ["1. First", "2. Second"], "<ol><li>First</li><li>Second</li></ol>"),
        (
            BlockKind.LIST_ITEM,
            ["(3) Third", "(4) Fourth"],
            '<ol start="3"><li>Third</li><li>Fourth</li></ol>',
        ),
        (BlockKind.LIST_ITEM, ["1. First", "Second"], "<ul><li>1. First</li><li>Second</li></ul>"),
        (
            BlockKind.TABLE_ROW,
            ["Monday | C1", "Tuesday\tC2"],
            "<table><tbody><tr><td>Monday</td><td>C1</td></tr><tr><td>Tuesday</td><td>C2</td></tr></tbody></table>",
        ),
        (BlockKind.CONTACT, ["Call the press office"], ""),
        (BlockKind.FOOTER, ["* *** *"], ""),
    ],
)
def test_neighbouring_blocks_of_one_kind_are_put_together(kind, texts, markup):
    assert from_blocks(Block(kind, text, number) for number, text in enumerate(texts)) == markup


def test_a_list_ends_where_a_paragraph_begins():
    kinds = [BlockKind.LIST_ITEM, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM]

    blocks = [Block(kind, f"- {number}", number) for number, kind in enumerate(kinds)]

    assert from_blocks(blocks) == "<ul><li>0</li></ul>\n<p>- 1</p>\n<ul><li>2</li></ul>"


def test_paragraphs_are_escaped():
    assert from_paragraphs(["1 < 2", "“A”"]) == "<p>1 &lt; 2</p>\n<p>“A”</p>"


def row(*cells, is_head=False):
    return Block(BlockKind.TABLE_ROW, " ".join(cells), 1, cells, is_head)


@pytest.mark.parametrize(
    ("rows", "markup"),
    [
        pytest.param(
            [row("Port", "Ships", is_head=True), row("Split", "12"), row("Rijeka", ""), row("Total", "12")],
            '<table><thead><tr><th scope="col">Port</th><th scope="col">Ships</th></tr></thead><tbody>'
            '<tr><th scope="row">Split</th><td>12</td></tr><tr><th scope="row">Rijeka</th><td></td></tr>'
            '<tr><th scope="row">Total</th><td>12</td></tr></tbody></table>',
            id="head, empty cell, total",
        ),
        pytest.param(
            [row("Place:", "Quay 4")],
            '<table><tbody><tr><th scope="row">Place:</th><td>Quay 4</td></tr></tbody></table>',
            id="particulars",
        ),
        pytest.param(
            [row("10.00", "Opening")],
            "<table><tbody><tr><td>10.00</td><td>Opening</td></tr></tbody></table>",
            id="a programme",
        ),
        pytest.param(
            [row("A", "B"), row("A", "B", "C")],
            "<table><tbody><tr><td>A</td><td>B</td></tr></tbody></table>\n"
            "<table><tbody><tr><td>A</td><td>B</td><td>C</td></tr></tbody></table>",
            id="two tables",
        ),
    ],
)
def test_rows_become_tables_whose_heads_say_what_they_name(rows, markup):
    assert from_blocks(rows) == markup


def test_an_annex_is_shown_as_what_it_is():
    blocks = [
        Block(BlockKind.NOTE, "Annex", 1, shown_as=BlockKind.HEADING),
        Block(BlockKind.NOTE, "-- One", 2, shown_as=BlockKind.LIST_ITEM),
        Block(BlockKind.NOTE, "A sentence.", 3, shown_as=BlockKind.PARAGRAPH),
    ]
    assert from_blocks(blocks) == "<h2>Annex</h2>\n<ul><li>One</li></ul>\n<p>A sentence.</p>"


def test_contacts_stand_apart_as_they_were_typed():
    lines = [(5, "Ann Lee"), (6, "Tel. 555-0100"), (8, "Ida Holm")]
    blocks = [Block(BlockKind.CONTACT, text, line) for line, text in lines]
    assert contacts([Block(BlockKind.PARAGRAPH, "Text.", 1), *blocks]) == "Ann Lee\nTel. 555-0100\n\nIda Holm"
