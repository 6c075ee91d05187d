import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releases.wire.several import DOUBT, cut, read_beginnings

BODY = "VALLETTA, 8 May (UN Information Service) -- Forty ferry inspectors opened a week of drills in port today."
FIRST = f"UNIS/TR/721\n8 May 2001\n\nFerry Inspectors Open Week of Drills\n\n{BODY}\n\nThey will board her.\n"
SECOND = FIRST.replace("721", "722").replace(
    "Ferry Inspectors Open Week of Drills", "Interpreters Ask for a Booth"
)
END = "\n* *** *\n"
GERMAN = (
    "UNIS/TR/721\n8. Mai 2001\n\nFährinspektoren beginnen Übungswoche\n\nWIEN, 8. Mai (UNO-Informationsdienst) -- "
    "Vierzig Inspektoren von Fähren haben heute im Hafen mit einer Woche von Übungen begonnen und sind dabei.\n"
)


def begins(text):
    return read_beginnings(text).lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (FIRST, (1,)),
        (f"{FIRST}\n{SECOND}", (1, 10)),
        (f"{FIRST}{END}\n{SECOND}{END}", (1, 12)),
        (f"{FIRST}{END}{SECOND}", (1, 11)),
        (f"{FIRST}\n-----------\n\n{SECOND}", (1, 12)),
        (f"{FIRST}\n\x0c\n{SECOND}", (1, 11)),
        (f"{FIRST}{END}\nFor information only - not an official document\nPress Release\n{SECOND}", (1, 12)),
        (f"{FIRST}{END}\nContact: Paul Lindner, tel.: (+43-1) 555-0102\n\nPress Release\n{SECOND}", (1, 14)),
        (f"{FIRST}\n8 May 2001\nPress Release\nUNIS/TR/722\n\n{SECOND.split(chr(10), 3)[3]}", (1, 10)),
        (f"{FIRST}{END}\n{SECOND}{END}\n{SECOND.replace('722', '723')}", (1, 12, 23)),
        (f"{FIRST}{END}\n{FIRST.replace('UNIS/TR/721', 'UNIS/TR/721/Corr.1')}", (1, 12)),
        (f"{FIRST}{END}\n{GERMAN}", (1, 12)),
        (f"{FIRST}\n{SECOND.replace('8 May 2001', '', 1).replace('8 May', '8 May 2001')}", (1, 10)),
        (f"{FIRST}\n{SECOND.replace('8 May 2001', '31 June 2001')}", (1, 10)),
        (f"{FIRST}\n{SECOND}".replace("\n", "\r\n"), (1, 10)),
    ],
)
def test_each_release_of_a_text_begins_somewhere(text, lines):
    found = read_beginnings(text)
    assert (found.lines, found.doubts) == (lines, ())
    assert "".join(cut(text, lines)) == text


@pytest.mark.parametrize(
    "more",
    [
        "UNIS/TR/721\n8 May 2001\nPage 2\n\nThe drills go on until Friday, when the ship is given back to its owner.\n",
        "Press Release UNIS/TR/721\n8 May 2001\n\n" + BODY,
        "See also:\nUNIS/TR/700\nUNIS/TR/701\n",
        "Earlier releases:\n\nUNIS/TR/700 of 3 May 2001\nUNIS/TR/701 of 4 May 2001\n",
        "UNIS/TR/700\n3 May 2001\n\nUNIS/TR/701\n4 May 2001\n",
        "The text of Press Release UNIS/TR/700 of 3 May 2001 was read out to the inspectors in the harbour office.\n",
        "A/CONF.203/1\n8 May 2001\n\nThe document was before the inspectors, who took note of it and went to lunch.\n",
        "UNIS/TR/700: Lamps for Ferries\n\nA short account of what the release says, which is enough for a digest.\n",
    ],
)
def test_further_pages_lists_and_digests_are_no_releases(more):
    for end in ("\n", END):
        assert begins(f"{FIRST}{end}\n{more}") == (1,)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        *(
            (f"{FIRST}{END}\n{annex}\n\n{SECOND}", 14)
            for annex in ("ANNEX", "Appendices", "Pièce jointe", "Anhang 2", "附录")
        ),
        (
            f"{FIRST}{END}\nAsked for a Booth\n\nGENEVA, 9 May (UN Information Service) -- They asked.\n",
            14,
        ),
    ],
)
def test_where_it_is_not_sure_the_line_is_named_and_nothing_is_cut(text, line):
    found = read_beginnings(text)
    assert found.lines == (1,)
    assert [(doubt.line, doubt.code) for doubt in found.doubts] == [(line, DOUBT)]


LINES = st.sampled_from(
    [
        "UNIS/TR/721",
        "UNIS/TR/722",
        "8 May 2001",
        "",
        "* *** *",
        "Press Release",
        BODY,
        "ANNEX",
        "A Title of It",
        "SC/1-SC/2",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(LINES, max_size=40).map("\n".join))
def test_any_text_is_cut_into_parts_that_are_the_text(text):
    found = read_beginnings(text)
    assert found.lines[0] == 1
    assert list(found.lines) == sorted(set(found.lines))
    assert "".join(cut(text, found.lines)) == text
