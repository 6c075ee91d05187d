import pytest

from releases.wire.body.reader import read_body
from releases.wire.lines import read_lines


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A sentence ends here.\nAnother ends here.", ["paragraph", "paragraph"]),
        ("A sentence ends here.\n\nBackground\n\nAnother ends here.", ["paragraph", "heading", "paragraph"]),
        ("They agreed:\n\n-- one item;\n-- two items.", ["paragraph", "list_item", "list_item"]),
        ("They agreed:\n• one\n• two", ["paragraph", "list_item", "list_item"]),
        ("They agreed:\n? one;\n? two.", ["paragraph", "list_item", "list_item"]),
        ("The meeting, which began at\n12:05 p.m., was adjourned at\n12:11 p.m.", ["paragraph"]),
        ("The Committee will meet again at its usual place at\n\n10 a.m. on Monday.", ["paragraph"]),
        ("** Harbours\n\nA sentence ends here.", ["heading", "paragraph"]),
        ("**Harbours -- Report\n\nA sentence ends here.", ["heading", "paragraph"]),
        ("A sentence ends here.\n\n***\n\nAnother ends here.", ["paragraph", "paragraph"]),
        ("A sentence ends here.\n\n(For the vote, see annex I.)", ["paragraph", "note"]),
        ("A sentence ends here.\n\n* Reissued to correct a name.", ["paragraph", "note"]),
        ("Monday      8 a.m. - 6 p.m.\nSunday      closed", ["table_row", "table_row"]),
        ("A sentence ends here.\n\nContact: Ann Lee, tel. (+43-1) 555-0100", ["paragraph", "contact"]),
        (
            "A sentence ends here.\n\nMedia contacts\nAnn Lee\nTel: 555-0100",
            ["paragraph", "contact", "contact", "contact"],
        ),
        ("A sentence ends here.\n\nFor information media. Not an official record.", ["paragraph", "footer"]),
        ("A sentence ends here.\n\nBack to top", ["paragraph", "footer"]),
        ("1. Background\n\nA sentence ends here.", ["heading", "paragraph"]),
        ("24. August was a Monday in that year.", ["paragraph"]),
        ("Question: Is the mayor well?\n\nSpokesman: He is.", ["paragraph", "paragraph"]),
    ],
)
def test_body_is_read_as_blocks(text, kinds):
    assert [block.kind.value for block in read_body(read_lines(text)).blocks] == kinds


def test_hard_wrapped_paragraphs_are_joined_and_keep_their_spaces():
    text = (
        "The library opened this morning in the presence of its neighbours, who\n"
        "had brought chairs.  They had travelled far with them and sat down at\n"
        "once.\n"
        "     A lamp has been ordered by the director, and the lamp will be lit in\n"
        "the evening.\n"
    )
    blocks = read_body(read_lines(text)).blocks
    assert [(block.line, block.text[:11], block.text[-9:]) for block in blocks] == [
        (1, "The library", " at once."),
        (4, "A lamp has ", " evening."),
    ]
    assert "chairs.  They" in blocks[0].text


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("* *** *", True),
        ("*  ***  *", True),
        ("  * *** *  ", True),
        ("***", False),
        ("*****", False),
        ("** Topic", False),
    ],
)
def test_end_mark_is_told_from_other_stars(line, ends):
    body = read_body(read_lines(f"A sentence ends here.\n\n{line}\n\nCall 555-0100 for more."))
    assert body.end_mark is ends
    assert [block.kind.value for block in body.blocks if block.kind.value == "paragraph"] == (
        ["paragraph"] if ends else ["paragraph", "paragraph"]
    )


def test_nothing_after_the_end_mark_is_body():
    text = "A sentence ends.\n\n* *** *\n\n* A footnote.\n\nAnn Lee\nTel: 555-0100\n\nMore sentences. More."
    assert [block.kind.value for block in read_body(read_lines(text)).blocks] == [
        "paragraph",
        "note",
        "contact",
        "contact",
        "footer",
    ]
