"""The feet and heads of typed pages are no text, are named, and tear no paragraph."""

import pytest

from releases.wire.blocks import BlockKind
from releases.wire.body.pages import FURNITURE, read_pages
from releases.wire.lines import read_lines
from releases.wire.parser import parse

HEAD = "Press Release UNIS/TR/717\n8 May 1991\n\nFERRY INSPECTORS OPEN WEEK OF DRILLS\n\n"
FIRST = (
    "VALLETTA, 8 May (UN Information Service) -- Forty ferry inspectors from nine\n"
    "coastal States opened a week of drills in the harbour today, with one borrowed\n"
    "ship and a band.\n\n"
    "They will board her eleven times, each time by another rule book, and note the\n"
)
CUT = "broken hatch, the missing lamp and the captain who has no licence at all.\n\nThe results will go to every port."
WHOLE = (
    "They will board her eleven times, each time by another rule book, and note the broken hatch, the missing lamp and "
    "the captain who has no licence at all."
)

FEET = {
    "more, number, symbol and date": "\n          (more)\n\n          - 2 -\nPress Release UNIS/TR/717\n8 May 1991\n\n",
    "dashes": "\n-more-\n\n-2-\n\n",
    "slashes and a named number": "\n/...\n\nUNIS/TR/717\nPage 2\n\n",
    "French": "\n(à suivre)\n\n- 2 -                      UNIS/TR/717\n\n",
    "Spanish": "\n(sigue)\n\nPágina 2\n\n",
    "Russian": "\n(продолжение следует)\n\nстр. 2\n\n",
    "a form feed and a line of all": "\n\n\f2               Press Release UNIS/TR/717\n                8 May 1991\n\n",
    "a form feed alone": "\f",
    "a form feed on its own line": "\n\f\n",
    "symbol and date again": "\nPress Release UNIS/TR/717\n8 May 1991\n\n",
    "symbol and number in a line": "\nUNIS/TR/717 - Page 2\n\n",
    "a bare number in a sentence": "\n2\n\n",
    "the title again": "\n- 2 -\nFerry inspectors open week of drills\n\n",
}


@pytest.mark.parametrize("name", FEET)
def test_a_paragraph_that_a_page_cuts_is_one_again(name):
    document = parse(f"{HEAD}{FIRST}{FEET[name]}{CUT}\n\n* *** *\n")
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH] * 3
    assert document.blocks[1].text == WHOLE
    printed = [text for line in FEET[name].split("\n") if (text := line.replace("\f", " ").strip())]
    assert [(omission.text, omission.reason) for omission in document.omitted] == [
        (t, FURNITURE) for t in printed
    ]


def test_a_head_that_only_pages_print_is_known_by_its_repetition():
    page = "\n- {} -\nWeek of Drills, Valletta\n\n"
    further = "\n\nThe harbour master will tell every crew by letter what was found aboard, and who\n"
    document = parse(HEAD + FIRST + page.format(2) + CUT + further + page.format(3) + "is to mend it.")
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH] * 4
    printed = ["- 2 -", "Week of Drills, Valletta", "- 3 -", "Week of Drills, Valletta"]
    assert [omission.text for omission in document.omitted] == printed


@pytest.mark.parametrize(
    "body",
    [
        "Drills\n\nThe ship sails.\n\nDrills\n\nThe ship is back.",
        "The ship sails.\n\nThe ship sails.\n\nThe ship sails.",
        "Page 2\n\nIn the second paragraph, for ship read boat.\n\nPage 5\n\nFor boat read ship.",
        "The sums are:\n\n12\n\n214\n\n13",
        "See Press Release UNIS/TR/717.\n\nThe ship sails.",
        "More\n\nThe ship sails.",
    ],
)
def test_text_that_merely_repeats_is_no_furniture(body):
    pages = read_pages(read_lines(body), read_lines(HEAD))
    assert (pages.lines, pages.omitted) == (read_lines(body), ())


def test_a_page_that_ends_with_a_paragraph_joins_nothing():
    text = (
        f"{HEAD}{FIRST}broken hatch.\n\n(more)\n\n- 2 -\n\nThe results will go to every port that lent one.\n"
    )
    assert [block.text.split()[0] for block in parse(text).blocks] == ["Forty", "They", "The"]
