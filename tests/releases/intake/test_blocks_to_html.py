import pytest

from releases.intake.blocks_to_html import from_blocks, from_paragraphs
from releases.wire.document import Block, BlockKind


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
