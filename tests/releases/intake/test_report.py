from releases.intake.recognition import Findings
from releases.intake.report import of_document
from releases.wire.parser import parse


def test_reasons_and_lines_of_guesses_stand_beside_each_other():
    text = "UNIS/CP/509\n2 January 2001\n\nA Title\n\nVIENNA, 31 December (UNIS) -- Words.\n"
    report = of_document(parse(text), Findings())
    assert report["guesses"] == {
        "dateline_on": "the year was taken from the date of issue",
        "language": "the text is too short to tell",
    }
    assert report["guess_lines"] == {"dateline_on": 6}


def test_what_was_left_out_is_said_with_its_line_and_the_reason():
    report = of_document(parse("Home\nUNIS/CP/509\n2 January 2001\n\nA Title\n"), Findings())
    assert report["left_out"] == [{"line": 1, "text": "Home", "reason": "navigation of a web page"}]
