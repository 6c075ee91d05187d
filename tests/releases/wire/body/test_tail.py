import pytest

from releases.wire.body.reader import read_body
from releases.wire.lines import read_lines
from releases.wire.parser import parse

BODY = "A sentence ends here.\n\n* *** *\n\n"


def tail(text):
    blocks = read_body(read_lines(BODY + text)).blocks
    return [(block.kind.value, block.text) for block in blocks[1:]]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param(
            "Contact:\n\nAnn Lee\nReferentin\n\nOffice of Harbours\nQuay 4, 1010 Vienna\nTel.: +43 (0)1 4000 555",
            [
                *("Contact:", "Ann Lee", "Referentin", "Office of Harbours", "Quay 4, 1010 Vienna"),
                "Tel.: +43 (0)1 4000 555",
            ],
            id="name, office and street above the number",
        ),
        pytest.param(
            "For information contact: Ann Lee\nTel.: 555-0100\n\nMission of the Northern Skerries\n12 Harbour Street",
            [
                *("For information contact: Ann Lee", "Tel.: 555-0100"),
                *("Mission of the Northern Skerries", "12 Harbour Street"),
            ],
            id="a street below it",
        ),
        pytest.param(
            "For further information, please contact the office of the harbour master in\nTrieste, tel. 555-0100.",
            [
                "For further information, please contact the office of the harbour master in Trieste, tel. 555-0100."
            ],
            id="a wrapped sentence",
        ),
        pytest.param(
            "Контакты:\nИда Холм\nтел. 555-0100",
            ["Контакты:", "Ида Холм", "тел. 555-0100"],
            id="Russian",
        ),
    ],
)
def test_contacts_after_the_end_mark_are_whole(text, lines):
    assert tail(text) == [("contact", line) for line in lines]
    assert parse(BODY + text).contacts == tuple(lines)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("1/ See document A/58/317.\n\n[2] The number was raised.", ["note", "note"]),
        ("* Reissued to correct a name.", ["note"]),
        ("Note to editors: the congress takes place every five years.", ["note"]),
        ("About the harbour\n\nThe harbour was founded by seven towns in the year 1200.", ["note", "note"]),
        ("For information media. Not an official record.", ["footer"]),
        ("News\n\nOther releases of the day", ["footer", "footer"]),
        ("Back to top\n\n© 2003 United Nations", ["footer", "footer"]),
        ("Ann Lee\nTel. 555-0100\n\nBack to top", ["contact", "contact", "footer"]),
    ],
)
def test_text_after_the_end_mark_is_no_body(text, kinds):
    assert [kind for kind, _text in tail(text)] == kinds


@pytest.mark.parametrize(
    "head", ["ANNEX", "Annex I", "Annexe", "Anexo II", "Anhang", "ПРИЛОЖЕНИЕ", "附件", "مرفق"]
)
def test_an_annex_is_shown_as_what_it_is_and_counts_as_no_body(head):
    text = f"Ann Lee\nTel. 555-0100\n\n{head}\n\nThe votes were cast as follows:\n\nDenmark      12\nChile         8"
    blocks = read_body(read_lines(BODY + text)).blocks[1:]
    assert [(block.kind.value, block.shown_as and block.shown_as.value, block.cells) for block in blocks] == [
        ("contact", None, ()),
        ("contact", None, ()),
        ("note", "heading", ()),
        ("note", "paragraph", ()),
        ("table_row", None, ("Denmark", "12")),
        ("table_row", None, ("Chile", "8")),
    ]


def test_what_a_page_prints_around_a_text_is_named_as_left_out():
    assert [(omission.line, omission.text) for omission in parse(BODY + "Back to top").omitted] == [
        (5, "Back to top")
    ]
