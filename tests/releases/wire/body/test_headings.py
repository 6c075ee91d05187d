"""Short lines are headings only where text follows that they could be the heading of."""

import pytest

from releases.wire.body.reader import read_body
from releases.wire.lines import read_lines

P = "The chair of the union of the beekeepers spoke this morning before four hundred members and a swarm."
Q = "The congress will close on Sunday with a tasting, the chair added, and the hall will be aired."

LONG_TITLE = (
    "Continuation of General Debate on the Question of Access to Wells for Persons Who Travel with Animals in Any "
    "Part of the Plateau"
)
AGENDA_ITEM = (
    "Agenda item 5: the question of the access to wells for all those persons who travel with their animals in any "
    "part whatever of the plateau"
)


def kinds(*parts):
    blocks = read_body(read_lines("\n\n".join([P, *parts, Q]))).blocks
    assert [blocks[0].text, blocks[-1].text] == [P, Q]
    return " ".join(block.kind.value for block in blocks[1:-1])


@pytest.mark.parametrize(
    "heading",
    [
        "Questions of printing",
        LONG_TITLE,
        AGENDA_ITEM,
        "4. Financing of the Wells on the Plateau and of the Ropes",
        "IV. Financing of the wells",
        "*Harbours",
        "** Harbours",
        "Kenya: New Wells on the Plateau",
        "Annex I: Vote on Wells",
        "What the Mills Are Good For",
        "How Old Is the Oldest Bridge?",
    ],
)
def test_a_heading_above_a_paragraph(heading):
    assert kinds(heading) == "heading"


@pytest.mark.parametrize(
    "line",
    [
        "What does a bee ask of us?",
        "Let us plant the trees, and let us plant them now!",
        "Happy New Year!",
        "Let us plant the trees …",
        "Spokesman:  We asked it kindly. [Laughter]",
        "Spokesman:  Not that I have heard of",
        "Q: And the bees",
        "Ms. Holm: Not yet",
        "We shall plant them. Nobody will stop us",
        "Meine Damen und Herren,",
    ],
)
def test_a_line_of_speech_is_a_paragraph(line):
    assert kinds(line) == "paragraph"


@pytest.mark.parametrize(
    "lines",
    [
        ("Ida Holm (Denmark)", "Sam Okoro (Nigeria)", "Ana Petrova (Bulgaria)"),
        ("Denmark", "Nigeria"),
        ("Ida Holm, Denmark;", "Sam Okoro, Nigeria;", "Ana Petrova, Bulgaria."),
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_short_lines_after_a_colon_are_a_list(lines, gap):
    assert kinds("The members of the council are the following:", gap.join(lines)) == " ".join(
        ["paragraph", *["list_item"] * len(lines)]
    )


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_three_short_lines_without_text_between_are_a_list_and_a_guess(gap):
    body = read_body(read_lines(f"{P}\n\nIda Holm{gap}Sam Okoro{gap}Ana Petrova\n\n{Q}"))
    assert [block.kind.value for block in body.blocks[1:-1]] == ["list_item"] * 3
    assert [(guess.field, guess.line) for guess in body.guesses] == [("body", 3)]


def test_a_heading_above_a_list_of_names():
    assert (
        kinds("Members of the Council", "Ida Holm\nSam Okoro\nAna Petrova")
        == "heading list_item list_item list_item"
    )


def test_a_heading_after_a_list_of_names():
    names = ("Ida Holm (Denmark)", "Sam Okoro (Nigeria)", "Ana Petrova (Bulgaria)")
    assert (
        kinds("The members are:", *names, "Next meeting") == "paragraph list_item list_item list_item heading"
    )


def test_votes_without_a_full_stop_are_a_list():
    assert (
        kinds("In favour: Chad, Chile", "Against: Malta", "Abstaining: Mali, Nepal")
        == "list_item list_item list_item"
    )


def test_two_headings_in_a_row_are_headings():
    assert kinds("Other matters", "Date of the next congress") == "heading heading"


def test_questions_are_headings_where_a_text_is_made_of_them():
    assert kinds("What is a bee?", Q, "Who keeps it?", Q, "Where is it from?") == (
        "heading paragraph heading paragraph heading"
    )


def test_short_lines_at_the_end_are_no_headings():
    body = read_body(read_lines(f"{P}\n\n{Q}\n\nIda Holm\nChair"))
    assert [block.kind.value for block in body.blocks] == ["paragraph"] * 4


@pytest.mark.parametrize(
    "words", ["STATEMENTS ON THE COMMON FORM OF|LOGBOOKS FOR SMALL FERRIES", "Statements on the|Form"]
)
def test_a_heading_that_is_centred_over_two_lines_is_one(words):
    lines = words.split("|")
    body = read_body(read_lines("\n\n".join([P, "\n".join(line.center(72).rstrip() for line in lines), Q])))
    assert [(block.kind.value, block.text) for block in body.blocks[1:-1]] == [("heading", " ".join(lines))]


def test_lines_of_verse_are_no_headings():
    verse = "The lamp is lit, the sea is wide,\nThe boats are coming in,\nAnd nobody on either side\nHas seen the tin."
    assert "heading" not in kinds(verse)


@pytest.mark.parametrize("bullet", ["\uf0b7", "•", "-", "1."])
def test_a_tab_after_a_bullet_makes_no_table(bullet):
    second = "2." if bullet == "1." else bullet
    items = f"{bullet}\tOne lamp a pier\n{second}\tOne keeper a lamp"
    assert kinds("They agreed:", items) == "paragraph list_item list_item"
