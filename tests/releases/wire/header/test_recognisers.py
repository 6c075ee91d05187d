import datetime

import pytest

from releases.wire.header.pieces import PieceKind
from releases.wire.header.recognisers import read_pieces
from releases.wire.parser import parse

TEXT = "Forty keepers of nine coastal States met in the harbour today, with one borrowed lamp."


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


DAY = datetime.date(2001, 5, 8)


@pytest.mark.parametrize(
    "line",
    [
        "Issued: 8 May 2001",
        "ISSUED ON 8 MAY 2001",
        "For release: 8 May 2001",
        "FOR RELEASE 8 May 2001",
        "Released: Tuesday, 8 May 2001",
        "Release Date: 8 May 2001",
        "Date: 08-05-2001",
        "Date : 8/V/2001",
        "Date of issue: 8 May 2001",
        "Published: 8 May 2001, 10:15",
        "Posted on 8 May 2001 at 10:15 GMT",
        "Dated 8 May 2001",
        "Publié le 8 mai 2001",
        "Date de publication : 8 mai 2001",
        "En date du 8 mai 2001",
        "Fecha: 8 de mayo de 2001",
        "Publicado el 8 de mayo de 2001",
        "Fecha de publicación: 08/05/2001",
        "Datum: 8. Mai 2001",
        "Veröffentlicht am 8. Mai 2001",
        "Дата: 8 мая 2001 года",
        "Опубликовано 8 мая 2001 г.",
        "التاريخ: 8 أيار/مايو 2001",
        "صدر في ٨ أيار/مايو ٢٠٠١",
        "日期：2001年5月8日",
        "发布时间：2001年5月8日",
        "08-05-2001",
        "8-May-01",
        "8/V/2001",
        "[8 May 2001]",
        "(8 May 2001)",
        "Tuesday 8 May 2001",
        "le mardi 8 mai 2001",
        "8th May 2001",
        "二〇〇一年五月八日",
        "٨ أيار/مايو ٢٠٠١",
    ],
)
@pytest.mark.parametrize("symbol", ["", "UNIS/TR/711\n"])
def test_date_of_issue_is_read_and_is_no_title(line, symbol):
    document = parse(f"{symbol}{line}\n\nKeepers Count Lamps\n\n{TEXT}\n")
    assert (document.title, document.subtitle, document.issued_on) == ("Keepers Count Lamps", "", DAY)
    assert document.embargo is None


@pytest.mark.parametrize(
    ("line", "city"),
    [
        ("Issued: Vienna, 8 May 2001", "Vienna"),
        ("Date: VALLETTA, 8 May 2001", "VALLETTA"),
        ("Fecha: Viena, 8 de mayo de 2001", "Viena"),
    ],
)
def test_place_may_stand_between_label_and_date(line, city):
    document = parse(f"{line}\n\nKeepers Count Lamps\n\n{TEXT}\n")
    assert (document.title, document.dateline_city, document.issued_on) == ("Keepers Count Lamps", city, DAY)


def test_release_at_a_time_of_day_is_an_embargo():
    document = parse(f"UNIS/TR/711\nFOR RELEASE: 8 May 2001, 10 a.m. CET\n\nKeepers Count Lamps\n\n{TEXT}\n")
    assert (document.title, document.embargo.isoformat()) == (
        "Keepers Count Lamps",
        "2001-05-08T10:00:00+01:00",
    )


@pytest.mark.parametrize(
    "line",
    ["Date Palms of the North", "Issued Lamps Come Back", "Release of Gulls, a Report", "Stand der Dinge"],
)
def test_title_that_begins_like_a_label_of_a_date_is_none(line):
    assert parse(f"UNIS/TR/711\n8 May 2001\n\n{line}\n\n{TEXT}\n").title == line


@pytest.mark.parametrize(
    "note",
    [
        "(Reissued as received.)",
        "(Based on information received from the keepers)",
        "(Établi sur la base de renseignements\n\nfournis par le greffe)",
        "(Établi sur la base de renseignements\nfournis par le greffe)",
        "(D’après les informations du greffe)",
        "(Preparado sobre la base de información\ndel faro)",
        "(Подготовлено на основе сведений\nсмотрителей)",
        "(Auf der Grundlage von Angaben\nder Wärter)",
        "Reissued as received",
        "Delayed in transmission",
        "Unofficial translation",
        "Translated from French",
        "Original: English",
        "Traduction non officielle",
        "Неофициальный перевод",
        "非正式译文",
    ],
)
@pytest.mark.parametrize("before", [True, False])
def test_note_of_origin_is_neither_title_nor_subtitle(note, before):
    lines = (note, "KEEPERS COUNT LAMPS") if before else ("KEEPERS COUNT LAMPS", note)
    document = parse("UNIS/TR/711\n8 May 2001\n\n" + "\n\n".join(lines) + f"\n\n{TEXT}\n")
    assert (document.title, document.subtitle) == ("KEEPERS COUNT LAMPS", "")
    assert document.note_of_origin == " ".join(note.split())
    assert document.paragraphs == (TEXT,)


@pytest.mark.parametrize(
    "title",
    ["Delayed Ferry Comes In", "Received Wisdom on Lamps", "Translated Lamps", "Transmitted Light Measured"],
)
def test_title_that_begins_like_a_note_of_origin_is_none(title):
    document = parse(f"UNIS/TR/711\n8 May 2001\n\n{title}\n\n{TEXT}\n")
    assert (document.title, document.note_of_origin) == (title, "")


@pytest.mark.parametrize(
    "line",
    [
        "FOR INFORMATION OF CORRESPONDENTS ONLY",
        "For the information of the press only",
        "(For use of information media only)",
        "FOR MEDIA USE ONLY",
        "À l’usage exclusif des correspondants",
        "Pour l’information des correspondants seulement",
        "Únicamente para información de los corresponsales",
        "Только для сведения корреспондентов",
        "لاستعمال المراسلين فقط",
        "仅供新闻记者参考",
        "Nur zur Information der Presse",
    ],
)
@pytest.mark.parametrize("symbol", ["", "UNIS/TR/711\n"])
def test_line_that_says_for_whose_use_a_text_is_is_a_banner(line, symbol):
    document = parse(f"{symbol}8 May 2001\n{line}\n\nKeepers Count Lamps\n\n{TEXT}\n")
    assert (document.title, document.subtitle, document.banners) == ("Keepers Count Lamps", "", (line,))


@pytest.mark.parametrize(
    ("line", "label", "left_out"),
    [
        ("Posted on 19 May 2015 by admin", "Posted on", "by admin"),
        ("Publié le 19 mai 2015 par admin", "Publié le", "par admin"),
        ("Publicado el 19 de mayo de 2015 por Redacción", "Publicado el", "por Redacción"),
        ("Veröffentlicht am 19. Mai 2015 von admin", "Veröffentlicht am", "von admin"),
    ],
)
def test_date_of_issue_is_read_before_the_name_of_who_posted_it(line, label, left_out):
    document = parse(f"Keepers Count Lamps\n{line}\n\n{TEXT}\n")
    assert (document.title, document.subtitle) == ("Keepers Count Lamps", "")
    assert (str(document.issued_on), document.labels) == ("2015-05-19", (label,))
    assert [omission.text for omission in document.omitted] == [left_out]


@pytest.mark.parametrize(
    "session",
    [
        "Soixante et onzième session",
        "Vingt et unième session",
        "Soixante-dixième session",
        "Quatre-vingtième session",
        "Session de fond de 2009",
        "Session d’organisation de 2009",
        "Session de 2009",
    ],
)
def test_french_session_is_part_of_the_meeting(session):
    document = parse(
        f"AG/11711\n{session}\n64e séance plénière – après-midi\n\nLe Comité compte ses puits\n\n{TEXT}\n"
    )
    assert document.meeting == f"{session}, 64e séance plénière – après-midi"
    assert (document.title, document.subtitle) == ("Le Comité compte ses puits", "")
