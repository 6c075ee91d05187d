import datetime
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releases.wire.document import Relation
from releases.wire.parser import parse
from releases.wire.writer import write

HEADER = (
    "UNIS/CP/509\n{date}\n\nA Title of Five Words\n\n"
    "{dateline}A sentence of seven words stands here.\n\n* *** *\n"
)
LINE_STARTS = st.sampled_from(
    [
        "BKK/CP/14",
        "21 April 2005",
        "Press Release",
        "VIENNA, 5 May (UNIS) -- ",
        "* *** *",
        "***",
        "** Topic",
        "-- item",
        "19980624",
        "Embargoed until ",
        "(Reissued as received.)",
        "14th Meeting (AM)",
        "|",
        "\t",
        "",
        "  ",
        "CORRECTION",
        "Following is the text",
        "TITLE IN CAPITALS",
        "Background",
        "a sentence.",
        "Contact: tel",
        "2005年4月21日",
        "١٢ آب",
    ]
)


@given(st.text())
def test_any_text_is_read_and_comes_back(text):
    assert write(parse(text)) == text


@settings(max_examples=300)
@given(
    st.lists(
        st.tuples(LINE_STARTS, st.text(max_size=12), st.sampled_from(["\n", "\r\n", "\r", "\n\n"])),
        max_size=25,
    )
)
def test_any_mixture_of_header_lines_is_read_and_comes_back(parts):
    text = "".join(start + tail + end for start, tail, end in parts)
    document = parse(text)
    assert write(document) == text
    assert all(1 <= problem.line <= text.count("\n") + text.count("\r") + 1 for problem in document.problems)
    assert document.embargo is None or document.embargo.tzinfo is not None


MANY = 2_000_000
PIECES = [
    "A",
    "a",
    " ",
    "*",
    "-",
    "(",
    "/",
    "1",
    "A/",
    "A/1-",
    "* ",
    "- ",
    "|",
    "é",
    "年",
    "1月",
    "١",
    "آ",
    "“",
    "1 May ",
    "5 ",
    "\t",
    "VIENNA, ",
    "VIENNA, 5 May (",
    "Press Release ",
    "Release Date: ",
    "embargo ",
    "First ",
    "session, ",
    "1st meeting ",
    "commission on ",
    "19990101 ",
    "The following ",
    "http://",
    "@",
    "a@b.",
    "GA/SC/1/",
    "\u200b",
    "\x00",
    "、",
    "Congress ",
]


@pytest.mark.parametrize("piece", PIECES)
def test_megabytes_of_one_thing_take_linear_time(piece):
    def seconds(size):
        text = (piece * (size // len(piece) + 1))[:size]
        start = time.process_time()
        assert write(parse(text)) == text
        return time.process_time() - start

    assert seconds(MANY) < 20 * (seconds(MANY // 10) + 0.05)


@pytest.mark.parametrize(
    "line", ["A", "a sentence.", "- a", "** a", "BKK/CP/14", "a |", "(a)", "1 May 2005", "a   b    c", ""]
)
def test_very_many_lines_take_linear_time(line):
    def seconds(count):
        text = f"{line}\n" * count
        start = time.process_time()
        assert write(parse(text)) == text
        return time.process_time() - start

    assert seconds(20_000) < 20 * (seconds(2_000) + 0.05)


@pytest.mark.parametrize(
    ("date", "dateline", "codes"),
    [
        ("21 April 2005", "VIENNA, 21 April (UNIS) -- ", []),
        ("31 September 2006", "", ["false-date", "no-date"]),
        ("21 April 2005\n22 April 2005", "", ["dates-differ"]),
        ("21 April 2005", "VIENNA, 31 April (UNIS) -- ", ["false-date"]),
        ("21 April 2005", "VIENNA, 21 April 2004 (UNIS) -- ", ["dates-differ"]),
        ("", "VIENNA, 21 April (UNIS) -- ", ["no-year", "no-date"]),
    ],
)
def test_what_looks_false_is_kept_and_flagged(date, dateline, codes):
    document = parse(HEADER.format(date=date, dateline=dateline))
    assert [problem.code for problem in document.problems] == codes
    assert document.issued_on_as_printed == date.partition("\n")[0]


def test_problem_names_its_line():
    document = parse("UNIS/CP/509\n31 September 2006\n\nA Title\n\nA sentence of seven words stands here.")
    first = document.problems[0]
    assert (first.line, first.message) == (2, "There is no such day as 31 September 2006.")


def test_guesses_are_marked():
    document = parse(HEADER.format(date="2 January 2001", dateline="VIENNA, 31 December (UNIS) -- "))
    assert document.dateline_on == datetime.date(2000, 12, 31)
    assert [(guess.field, guess.line) for guess in document.guesses] == [("dateline_on", 6)]


@pytest.mark.parametrize(
    ("text", "field", "line"),
    [
        ("UNIS/CP/509\n\nA Title\n\nVIENNA, 5 May 2001 (UNIS) -- Some words stand here.", "issued_on", 5),
        ("UNIS/CP/509\n8 May 2001\n\nA Title\n\nA sentence of seven words stands here.", "body", 6),
        ("UNIS/CP/509\n8 May 2001\n\nA Title Set\n\nIn a Second Line\n\nVIENNA, 5 May (UNIS) -- Text.", "subtitle", 6),
        ("UNIS/CP/509\n31 June 2001\n2 July 2001\n\nA Title\n\nA sentence of seven words is here.", "issued_on", 3),
        ("UNIS/CP/509\n8 May 2001\n\nA Title\n\nVIENNA\n\nA sentence of seven words stands here.", "dateline_on", 6),
        ("A Title\n8 May 2001", "language", 0),
    ],
)  # fmt: skip
def test_a_guess_names_the_line_it_came_from(text, field, line):
    assert line in [guess.line for guess in parse(text).guesses if guess.field == field]


@pytest.mark.parametrize(
    ("sentence", "cited"),
    [
        (
            "On page 2 of Press Release GA/SHC/3612 of 20 October, the name should read Maria.",
            [("GA/SHC/3612", Relation.CORRECTS)],
        ),
        ("[For background, see Press Release WOM/1400 of 3 July.]", [("WOM/1400", Relation.BACKGROUND)]),
        ("The talks go on (see Press Release GA/L/3400).", [("GA/L/3400", Relation.SEE)]),
        ("Nothing is cited, not even HIV/AIDS or A/65/592.", []),
    ],
)
def test_cited_releases_and_what_is_said_of_them(sentence, cited):
    text = f"GA/SHC/3612/Corr.1\n24 October 2000\n\nA TITLE OF WORDS\nCORRECTION\n\n{sentence}\n\n* *** *"
    assert [(citation.symbol.reference, citation.relation) for citation in parse(text).cited] == cited


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("UNIS/CP/1\n1 May 2001\nBackground Release", "background_release"),
        ("UNIS/CP/1\n1 May 2001\nROUND-UP OF SESSION", "round_up"),
        ("UNIS/CP/1\n1 May 2001", "press_release"),
        ("SG/SM/1\n1 May 2001", "statement"),
        ("UNIS/MA/1\n1 May 2001", "media_advisory"),
        ("BIO/1\n1 May 2001", "biographical_note"),
        ("NOTE 5672\n1 May 2001", "note_to_correspondents"),
        ("SC/1\n1 May 2001\n14th Meeting (AM)", "meeting_coverage"),
        ("SC/1/Corr.1\n1 May 2001", "correction"),
        ("1 May 2001\nPress Briefing", "press_briefing"),
    ],
)
def test_kind_is_told(head, kind):
    assert parse(f"{head}\n\nA TITLE OF WORDS\n\nA sentence of seven words stands here.").kind == kind


@pytest.mark.parametrize(
    ("text", "title", "first"),
    [
        (
            "UNIS/SGSM/55\n3 May 2004\n\nAnsprache zum Tag\n\nMeine Damen und Herren,\n\nwir feiern.",
            "Ansprache zum Tag",
            "Meine Damen und Herren,",
        ),
        (
            "SG/T/2388\n14 July 2003\n\nA VISIT TO WASHINGTON, D.C.\n14 JULY\n\nHe left home on 14 July.",
            "A VISIT TO WASHINGTON, D.C. 14 JULY",
            "He left home on 14 July.",
        ),
        ("UNIS/CP/1\n1 May 2001\n\nOne Title\n\nSee the annex", "One Title", "See the annex"),
        (
            "SC/1\n1 May 2001\n\nGENEVA, 5 MAY -- WHAT COMES NEXT\n\nThe Council met for an hour today.",
            "GENEVA, 5 MAY -- WHAT COMES NEXT",
            "The Council met for an hour today.",
        ),
        (
            "Partners launch a handbook\nVienna, 11 October 2017 - UNODC launched it.\nIt is short.",
            "Partners launch a handbook",
            "UNODC launched it.",
        ),
        (
            "UNIS/CP/1\n1 May 2001\n\nOne Title\n\nVIENNA, 1 May (UN Information\nService) -- The Board met.",
            "One Title",
            "The Board met.",
        ),
    ],
)
def test_body_begins_where_the_header_ends(text, title, first):
    document = parse(text)
    assert (document.title, document.paragraphs[0]) == (title, first)
