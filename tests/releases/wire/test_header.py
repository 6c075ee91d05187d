import pytest

from releases.wire.header import PieceKind, read_pieces


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("BKK/CP/14", [("symbols", "BKK/CP/14")]),
        ("21 April 2005", [("date", "21 April 2005")]),
        ("Press Release", [("label", "Press Release")]),
        (
            "For information only - not an official document",
            [("banner", "For information only - not an official document")],
        ),
        ("Press Release No:  UNIS/CP/388", [("label", "Press Release No:  "), ("symbols", "UNIS/CP/388")]),
        (
            "BACKGROUND RELEASE Release Date:  14 July 2000",
            [("label", "BACKGROUND RELEASE"), ("label", "Release Date:  "), ("date", "14 July 2000")],
        ),
        ("General AssemblyGA/PAL/1300", [("organ", "General Assembly"), ("symbols", "GA/PAL/1300")]),
        ("Conseil de sécuritéCS/10450", [("organ", "Conseil de sécurité"), ("symbols", "CS/10450")]),
        ("Press Release SC/7500 |", [("label", "Press Release"), ("symbols", "SC/7500")]),
        (
            "19970516 (Reissued as received.)NAIROBI",
            [("date", "19970516"), ("note of origin", "(Reissued as received.)"), ("city", "NAIROBI")],
        ),
        (
            "19970516 Background Release Words of it",
            [("date", "19970516"), ("label", "Background Release"), ("text", "Words of it")],
        ),
        (
            "79th Meeting (AM)            23 July 2001",
            [("meeting", "79th Meeting (AM)"), ("date", "23 July 2001")],
        ),
        ("97thMeeting (PM)", [("meeting", "97thMeeting (PM)")]),
        ("12 th Meeting (AM)", [("meeting", "12 th Meeting (AM)")]),
        ("4e séance – matin", [("meeting", "4e séance – matin")]),
        ("8e séance – après midi", [("meeting", "8e séance – après midi")]),
        ("1ère séance", [("meeting", "1ère séance")]),
        ("Plenary - 14th Meeting (PM)", [("meeting", "Plenary - 14th Meeting (PM)")]),
        ("Session de 2019,", [("meeting", "Session de 2019,")]),
        ("Fifty-sixth General Assembly", [("meeting", "Fifty-sixth General Assembly")]),
        ("41st and 42nd Meetings (AM & PM)", [("meeting", "41st and 42nd Meetings (AM & PM)")]),
        ("Sixth Committee", [("organ", "Sixth Committee")]),
        ("Bangkok, 18-25 April 2005", [("place and dates", "Bangkok, 18-25 April 2005")]),
        ("Durban, 31 August - 7 September", [("place and dates", "Durban, 31 August - 7 September")]),
        ("A/65/592", [("note", "A/65/592")]),
        ("HIV/AIDS", [("text", "HIV/AIDS")]),
        ("PR 96/46", [("number of an agency", "PR 96/46")]),
        ("Home", [("navigation", "Home")]),
        ("English | Français | Español", [("navigation", "English | Français | Español")]),
        ("0", [("navigation", "0")]),
        ("|", []),
        ("* *** *", [("end mark", "* *** *")]),
        ("***", [("separator", "***")]),
        ("COMMITTEE ON BELLS CONCLUDES SESSION", [("text", "COMMITTEE ON BELLS CONCLUDES SESSION")]),
        ("Third Committee Concludes Its Session", [("text", "Third Committee Concludes Its Session")]),
        (
            "Press Briefing by the Keeper of Lighthouses",
            [("text", "Press Briefing by the Keeper of Lighthouses")],
        ),
    ],
)
def test_line_is_read_as_typed_pieces(text, pieces):
    assert [(piece.kind.value, piece.text) for piece in read_pieces(text, 7)] == pieces


def test_piece_keeps_its_line_and_the_gap_before_it():
    piece = read_pieces("Sixth Committee", 7, gap=True)[0]
    assert (piece.kind, piece.line, piece.gap) == (PieceKind.ORGAN, 7, True)
