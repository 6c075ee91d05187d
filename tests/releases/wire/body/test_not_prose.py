import pytest

from releases.wire.body.reader import read_body
from releases.wire.lines import read_lines

PROSE = "The archivists met this morning and talked for an hour."


def kinds(*texts):
    return [block.kind.value for block in read_body(read_lines("\n\n".join(texts))).blocks]


@pytest.mark.parametrize(
    "text",
    [
        "Privacy of the living",
        "Return to the families",
        "Back to School",
        "Related documents of the year",
        "Last updated lists of lamps",
        "Terms of use of the quay",
        "Share on equal terms",
        "Webmaster of the harbour elected",
        "Copyright and the heirs",
        "Department of Public Information",
    ],
)
def test_nothing_in_the_middle_of_a_body_is_a_footer(text):
    assert kinds(PROSE, text, PROSE) == ["paragraph", "heading", "paragraph"]
    assert kinds(PROSE, f"{text} was what they talked about.", PROSE) == ["paragraph"] * 3


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Back to top", "footer"),
        ("© 2003 United Nations", "footer"),
        ("Last updated: 3 May 2003", "footer"),
        ("Privacy notice", "footer"),
        ("Alle Rechte vorbehalten", "footer"),
        ("For information media. Not an official record.", "footer"),
        ("Copyright in the letters stays with the heirs, he recalled.", "paragraph"),
        ("Contacts between the two towns: it is by telephone that they were taken up, he said.", "paragraph"),
        ("Received by the editors in March, the tables had to be set twice.", "paragraph"),
        ("(Reissued as received.)", "note"),
        ("1/ See document A/58/317.", "note"),
        ("[1] The number was later raised to three.", "note"),
        ("¹ The number was later raised to three.", "note"),
    ],
)
def test_the_end_of_a_body_is_told_from_what_stands_below_it(text, kind):
    assert kinds(PROSE, text) == ["paragraph", kind]


def test_a_sentence_that_could_be_a_footer_is_one_beside_others():
    weak = "Copyright in all pages of this site stays with the heirs."
    assert kinds(PROSE, weak, "© 2003 United Nations") == ["paragraph", "footer", "footer"]


@pytest.mark.parametrize("mark", ["1/", "[1]", "¹"])
def test_a_footnote_in_the_middle_is_one_where_its_mark_stands_above(mark):
    cited, note = f"The horns had been heard as far as the islands.{mark}", f"{mark} See the list of horns."
    assert kinds(cited, note, PROSE) == ["paragraph", "note", "paragraph"]
    assert kinds(PROSE, f"The lamps were lit.{mark}", PROSE) == ["paragraph"] * 3
