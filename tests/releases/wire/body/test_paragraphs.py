"""Lines are joined as they were typed: by the layout of the whole text, not by one line alone."""

import pytest

from releases.wire.body.paragraphs import read_units
from releases.wire.lines import read_lines

HARBOUR = (
    "Opening the debate, the delegate of Malta said that her country had tried out the form for a year "
    "and had found it shorter to fill in than to explain to anybody."
)
WRAPPED = (
    "A committee of six began to draw up rules for the lighting of piers in\n"
    "small ports this morning, and heard twelve witnesses on the first day,\n"
    "each of whom had brought a lamp and a chair.\n\n"
)


def units(text):
    return [unit.text for unit in read_units(read_lines(text))]


@pytest.mark.parametrize(
    "heading",
    [
        "Statements on the Common Form of Logbooks for Small Ferries",
        "Questions of printing, and who pays for it",
        "VOTES",
    ],
)
def test_one_line_a_paragraph_without_blank_lines(heading):
    lines = [HARBOUR, heading, HARBOUR, "It was late.", HARBOUR]
    assert units("\n".join(lines)) == lines


def test_a_heading_directly_above_its_paragraph():
    heading = "Statements on the Common Form of Logbooks for Small Ferries"
    assert units(f"{HARBOUR}\n\n{heading}\n{HARBOUR}\n\n{HARBOUR}") == [HARBOUR, heading, HARBOUR, HARBOUR]


@pytest.mark.parametrize(
    "paragraph",
    [
        (
            "The guild of the lamplighters of all the coasts of the northern sea\n"
            "-- which counts nine hundred members -- had sent a proposal in March."
        ),
        (
            "The oldest of the bridges had been closed to carts by a decree of May\n"
            "12. The delegate of Andorra asked whether the decree was in force."
        ),
        (
            "Todos los puertos deben tener una lámpara encendida durante la noche\n"
            "o un guarda que cante, según el reglamento que se aprobó en abril."
        ),
        (
            "Смотрители маяков напомнили о том, что половина тех, кто здесь плавает\n"
            "— это рыбаки, у которых нет ни фонаря, ни карты, и что свет нужен всем."
        ),
        (
            "The rules for the harbour are to be found, as everybody knows, in part\n"
            "a. of the book, which has been lost since the last flood of the river."
        ),
    ],
)
def test_a_wrapped_line_that_begins_like_an_item_is_none(paragraph):
    assert units(WRAPPED + paragraph)[1:] == [paragraph.replace("\n", " ")]


@pytest.mark.parametrize(
    "bullet", ["-", "--", "–", "—", "o", "•", "►", "‣", "➢", "→", "■", "▪", "∙", "\uf0b7", "\uf0d8"]
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_items_after_an_introduction(bullet, gap):
    items = [f"{bullet} Square, so that it can be stacked;", f"{bullet} Dry, so that it can be kept."]
    assert units(f"{HARBOUR} It must be:{gap}" + gap.join(items))[1:] == items


def test_items_go_on_over_wrapped_lines():
    text = WRAPPED.rstrip() + (
        "\n\n-- Every pier must have a lamp of its own, and somebody who lights it\n"
        "   before the sun is down;\n"
        "-- Every lamp must be green.\n"
    )
    assert units(text)[1:] == [
        "-- Every pier must have a lamp of its own, and somebody who lights it before the sun is down;",
        "-- Every lamp must be green.",
    ]


@pytest.mark.parametrize(
    ("bullets", "gap"), [(("•", "•"), "\n"), (("•", "•"), "\n\n"), (("1.", "2."), "\n"), (("o", "o"), "\n")]
)
def test_a_bullet_on_a_line_of_its_own_belongs_to_the_next_line(bullets, gap):
    first, second = bullets
    text = f"It must be:\n\n{first}{gap}Square, so that it can be stacked;\n\n{second}{gap}Dry.\n\n{HARBOUR}"
    assert units(text) == [
        "It must be:",
        f"{first} Square, so that it can be stacked;",
        f"{second} Dry.",
        HARBOUR,
    ]


def test_a_sentence_that_ends_with_a_line_does_not_end_the_paragraph():
    text = (
        "The council of lamplighters met this morning in the old gas works, and\n"
        "began with the accounts.  It was agreed at once that nobody had paid.\n"
        "Turning to the budget, she said that nine thousand would be too much,\n"
        "since most of it was lent.\n\n"
        "The council will meet again in the autumn.  It will be dark by then.\n"
    )
    assert [unit.count(".") for unit in units(text)] == [3, 2]


def test_first_lines_that_are_set_in_begin_paragraphs():
    text = (
        "The council of lamplighters met this morning in the old gas works,\n"
        "and began with the accounts.\n"
        "     It was agreed that the matter would be taken up on Friday.\n"
        "Turning to the budget, she said that nine thousand would cover all\n"
        "wicks and the oil of the first two years.\n"
        "     The council will meet again in the autumn, when it is dark.\n"
    )
    assert [unit.split()[0] for unit in units(text)] == ["The", "It", "The"]


def test_double_spaced_text_is_read_as_if_it_were_single_spaced():
    lines = WRAPPED.strip().split("\n")
    text = "\n\n".join(lines) + "\n\n\n" + "\n\n".join(lines)
    assert units(text) == [" ".join(lines)] * 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "Number of windmills still grinding in the lowlands",
            "214 windmills still grind, the office found.",
        ),
        ("What the Mills Are Good For", "Most of them grind mustard."),
        ("Spokesman:  Not that I have heard of", "Question:  Then how do you know that it works?"),
        ("Meine sehr verehrten Damen und Herren, liebe Gäste,", "ich danke Ihnen, dass Sie gekommen sind."),
    ],
)
def test_a_blank_line_parts_what_could_be_one_sentence(before, after):
    assert units(f"{HARBOUR}\n\n{before}\n\n{after}\n\n{HARBOUR}")[1:3] == [before, after]


def test_a_paragraph_joined_over_a_blank_line_is_a_guess():
    first, second = read_units(read_lines(f"{HARBOUR[:90]}\n\n{HARBOUR[91:]}\n\n{HARBOUR}"))
    assert (first.text, second.text) == (HARBOUR, HARBOUR)
    assert first.doubt == "the blank line before line 3 was taken to stand inside a paragraph"


def test_blanks_that_fill_a_line_make_no_columns():
    text = (
        "The  council  of  lamplighters met this morning in the old gas works,\n"
        "and  began with    the accounts,  which were of  last year and had no\n"
        "page    nine,  since  it  had  been   burnt  to  light  a  lamp  that\n"
        "nobody could find in the dark.\n"
    )
    assert len(units(text)) == 1


def test_a_line_that_ends_with_an_abbreviation_ends_no_sentence():
    text = (
        WRAPPED
        + "The chair of the union of the small orchards of the plain thanked Mr.\nOkoro for his patience.\n"
    )
    assert units(text)[1:] == [text.rstrip().split("\n\n")[1].replace("\n", " ")]
