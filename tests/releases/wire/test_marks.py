"""A line that its page marks is what the page says, whatever it looks like."""

import pytest

from releases.wire.blocks import BlockKind
from releases.wire.marks import Mark
from releases.wire.parser import parse

HEADER = (
    "BKK/CP/99",
    "",
    "21 April 2005",
    "",
    "Mills Reopen",
    "",
    "BANGKOK, 21 April (UN Information Service) -- The mills were opened again today, all nine of them.",
    "",
)
FIRST = len(HEADER) + 1
H, P, L, R = BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.TABLE_ROW


def blocks(*lines):
    """The blocks after the first paragraph of a release that ends with these lines, each a text and its mark."""
    texts = [text for text, _mark in lines]
    marks = {FIRST + place: mark for place, (_text, mark) in enumerate(lines) if mark}
    document = parse("\n".join([*HEADER, *texts, "", "The last paragraph says nothing else."]), marks)
    return [(block.kind, block.text) for block in document.blocks[1:-1]]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Action taken by the assembly:", H),
        ("It is the last mill of the valley that is not yet open. It will be.", H),
        (" ".join(["Statement by the Chair of the Union of Small Mills of the Northern Shore"] * 2), H),
        ("Is a mill a house", P),
        ("Is a mill a house?", P),
        ("The Miller", P),
        ("Wheat and its chaff", L),
        ("2,000", R),
    ],
)
def test_a_marked_line_is_what_the_page_says(text, kind):
    assert blocks((text, Mark(1, kind))) == [(kind, text)]


def test_a_marked_line_is_joined_with_lines_of_its_block_alone():
    assert blocks(
        ("The mills of the valley, which were closed in the spring of the flood,", Mark(1)),
        ("are open again.", Mark(1)),
        ("and nobody has asked why the last of them was never closed at all,", Mark(2, P)),
        ("for it stood above the water.", Mark(3, P)),
    ) == [
        (P, "The mills of the valley, which were closed in the spring of the flood, are open again."),
        (P, "and nobody has asked why the last of them was never closed at all,"),
        (P, "for it stood above the water."),
    ]


def test_a_heading_and_an_item_of_several_lines_stay_one():
    assert blocks(
        ("THE MILLS OF THE VALLEY", Mark(1, H)),
        ("And of the Hills", Mark(1, H)),
        ("• Wheat.", Mark(2, L)),
        ("Barley.", Mark(2, L)),
        ("• Oats.", Mark(3, L)),
    ) == [(H, "THE MILLS OF THE VALLEY And of the Hills"), (L, "• Wheat. Barley."), (L, "• Oats.")]


def test_a_row_keeps_its_empty_cells_and_says_whether_it_is_the_head():
    lines = ["Mill | Wheels | Millers", "|  | 41"]
    marks = {
        FIRST: Mark(1, R, ("Mill", "Wheels", "Millers"), is_head=True),
        FIRST + 1: Mark(2, R, ("", "", "41")),
    }

    document = parse("\n".join([*HEADER, *lines]), marks)

    assert [(block.kind, block.cells, block.is_head) for block in document.blocks[1:]] == [
        (R, ("Mill", "Wheels", "Millers"), True),
        (R, ("", "", "41"), False),
    ]


def test_a_paragraph_may_still_be_an_item_a_contact_or_a_particular():
    lines = ["- Wheat", "Time: 11 a.m.", "For further information, contact Ida Holm, tel. 4060 1234."]

    assert [kind for kind, _text in blocks(*((line, Mark(n, P)) for n, line in enumerate(lines)))] == [
        L,
        R,
        BlockKind.CONTACT,
    ]


def test_a_dateline_keeps_the_mark_of_its_line():
    text = "\n".join(
        [*HEADER[:6], "BANGKOK, 21 April (UN Information Service) -- What is a mill?", "", "It is that."]
    )

    assert [block.kind for block in parse(text, {7: Mark(1, P), 9: Mark(2, P)}).blocks] == [P, P]
