"""No word of a text is lost unsaid: each is in a field, in a block, or named as left out with its line."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from releases.intake.files.encoding import decode
from releases.wire.document import Document
from releases.wire.lines import clean
from releases.wire.parser import parse

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))
LINES = st.sampled_from(
    [
        "UNIS/CP/509",
        "UNIS/CP/509/Corr.1",
        "UNIS/CP/510-SOC/CP/7",
        "21 April 2005",
        "Issued: 21 April 2005",
        "8 May 2001",
        "20010508",
        "Press Release",
        "Press Release UNIS/CP/509",
        "Press Release No:  UNIS/CP/509",
        "Background Release",
        "CORRECTION",
        "For information only - not an official document",
        "Home",
        "English | Français | Español",
        "In progress at UNHQ",
        "Skip to main content",
        "Department of Public Information",
        "New York",
        "Harbour Radio",
        "THE CHIEF KEEPER",
        "— — —",
        "20010508 OF DRILLS",
        "SECRETARY-",
        "In Valletta, 14-20 May 2001",
        "(Based on words sent",
        "by the keepers)",
        "Lamp Day, 8 May 2001",
        "Keepers Report to",
        "Published: 8 May 2001, 10:15",
        "FOR RELEASE: 8 May 2001, 10 a.m.",
        "FOR INFORMATION OF KEEPERS ONLY",
        "Fecha: Viena, 8 de mayo de 2001",
        "General Assembly",
        "Economic and Social Council",
        "General AssemblyGA/PAL/1300",
        "14th Meeting (AM)",
        "Sixth Committee, 14th Meeting (AM)   21 April 2005",
        "Eleventh United Nations Congress on Crime Prevention and Criminal Justice",
        "Bangkok, 18-25 April 2005",
        "VIENNA",
        "GENEVA",
        "Vienna, 12 March 2003",
        "VIENNA, 5 May (UN Information Service) -- Forty keepers met.",
        "VIENNA, 5 May (UN Information",
        "Service) -- The keepers met for an hour and agreed on nothing.",
        "GENEVA, 6 May 2001",
        "(Geneva, 6 May 2001)",
        "LONDON (Harbour News) - The keepers met for an hour and agreed on nothing.",
        "7 May (Harbour News) -- The keepers met for an hour and agreed on nothing.",
        "TRIESTE, 5 May 2001 (Harbour News)",
        "-- The keepers met for an hour and agreed on nothing.",
        "(Harbour News)",
        "Nairobi – The keepers met for an hour and agreed on nothing, and went home.",
        "(Reissued as received.)",
        "(Based on information received)",
        "Embargoed until",
        "5 May 2001, 11 a.m. CET",
        "KEEPERS OF LIGHTHOUSES MEET AT",
        "THE HARBOUR OF VALLETTA",
        "Keepers of Lighthouses Meet",
        "Keepers of Lighthouses Meet | Meetings Coverage and Press Releases",
        "Forty keepers of nine coastal States met in the harbour today, with one borrowed lamp.",
        "The following statement was issued today.",
        "** Lamps",
        "-- one lamp",
        "What:  a walk",
        "***",
        "* *** *",
        "For further information, please contact: Ida Holm, tel. +43 1 0000",
        "Back to top",
        "",
        "",
        "",
    ]
)


GLUED = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")


def words(text: str) -> set[str]:
    """The words of a text, parted where small letters, capitals or figures are glued to each other."""
    return set(re.findall(r"[^\W_]+", GLUED.sub(" ", clean(text)).casefold()))


def told(document: Document) -> set[str]:
    """Every word that is in a field, in a block, or named as left out."""
    fields = (
        *document.symbols_as_printed,
        *(document.title, document.subtitle, document.issued_on_as_printed, document.dateline_city),
        *(document.dateline_as_printed, document.source, document.note_of_origin, document.meeting),
        *document.labels,
        *document.banners,
    )
    blocks = (block.text for block in document.blocks)
    left_out = (omission.text for omission in document.omitted)
    return {word for text in (*fields, *blocks, *left_out) for word in words(text)}


def unsaid(text: str) -> set[str]:
    return words(text) - told(parse(text))


@settings(max_examples=500, deadline=None)
@given(st.lists(LINES, min_size=1, max_size=14))
@example(["8 May 2001", "Vienna, 12 March 2003", "GENEVA, 6 May 2001"])
def test_no_word_of_any_mixture_of_lines_is_lost_unsaid(lines):
    assert unsaid("\n".join(lines)) == set()


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_no_word_of_a_sample_is_lost_unsaid(path):
    assert unsaid(decode(path.read_bytes()).text) == set()


@pytest.mark.parametrize(
    ("text", "left_out"),
    [
        ("Home\nUNIS/CP/1\n1 May 2001\n\nA Title of Words", [(1, "Home", "navigation of a web page")]),
        (
            "UNIS/CP/1\n1 May 2001\n\nLamps Burn\n\nPress Release\n\nLAMPS BURN\n\nThe keepers met for an hour.",
            [(8, "LAMPS BURN", "the title or a line of it printed again")],
        ),
        (
            "UNIS/CP/1\n1 May 2001\n2 May 2001\n\nA Title of Words\n\nA sentence of six words stands here.",
            [(3, "2 May 2001", "a second date")],
        ),
        (
            "General AssemblyGA/PAL/1\n1 May 2001\n\nA Title of Words\n\nA sentence of six words stands here.",
            [(1, "General Assembly", "names the organ")],
        ),
    ],
)  # fmt: skip
def test_what_is_left_out_has_its_line_and_a_reason(text, left_out):
    assert [(omission.line, omission.text, omission.reason) for omission in parse(text).omitted] == left_out
