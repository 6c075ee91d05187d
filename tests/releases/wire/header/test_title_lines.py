import pytest

from releases.wire.parser import parse

TEXT = "Forty keepers of nine coastal States met in the harbour today, with one borrowed lamp."


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("Keepers Ask for Lamps at", "Meeting of Working Group on Fair Lights"),
        ("Keepers Report to", "Economic and Social Council"),
        ("KEEPERS REPORT TO", "ECONOMIC AND SOCIAL COUNCIL"),
        ("Loss of Lamps Keeps", "Commission on Narcotic Drugs"),
        ("Les gardiens font rapport à", "Assemblée générale"),
        ("Los faros llegan a la", "Asamblea General"),
        ("Смотрители обращаются в", "Совет Безопасности"),
        ("Leuchttürme vor der", "Generalversammlung"),
        ("KEEPERS OF LIGHTHOUSES TO MEET IN", "GENEVA"),
        ("Keepers of Lighthouses to Meet in", "New York"),
        ("Les gardiens se réunissent à", "Genève"),
        ("Los fareros se reúnen en", "Viena"),
        ("Смотрители маяков встречаются в", "Женева"),
        ("Leuchtturmwärter treffen sich in", "Wien"),
        ("Keepers of Lighthouses to Meet in", "Vienna, 6-15 March 2000"),
        ("Keepers of Lighthouses to Hold Second Week of Drills", "In Vienna, 6-15 March 2000"),
        ("Keepers of Lighthouses to Meet", "At Valletta, 14-20 May 2001"),
        ("Keepers of Lighthouses Prepare for the", "Eleventh United Nations Congress on Crime Prevention"),
        ("Keepers of Lighthouses Speak at", "Press Conference"),
        ("Keepers of Lighthouses Conclude Their", "Third session"),
        ("Lamps to Be Lit on", "9 June 2001"),
        ("Lamps to Be Lit in", "Vienna, 9 June 2001"),
    ],
)
def test_title_keeps_its_last_line(first, last):
    document = parse(f"UNIS/CP/509\n8 May 2001\n\n{first}\n{last}\n\n{TEXT}\n")
    assert (document.title, document.subtitle) == (f"{first} {last}", "")
    assert (document.dateline_city, document.meeting, document.issued_on.isoformat()) == (
        "",
        "",
        "2001-05-08",
    )


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Bangkok, 18-25 April 2005", "note"),
        ("Eleventh United Nations Congress on Crime Prevention", "note"),
        ("VIENNA", "city"),
        ("Sixth Committee", "omitted"),
    ],
)
def test_line_under_a_title_that_is_complete_is_kept_as_what_it_is(line, kept):
    document = parse(f"UNIS/CP/509\n8 May 2001\n\nKeepers of Lighthouses Meet\n\n{line}\n\n{TEXT}\n")
    places = {
        "note": [block.text for block in document.blocks],
        "city": [document.dateline_city],
        "omitted": [omission.text for omission in document.omitted],
    }
    assert document.title == "Keepers of Lighthouses Meet"
    assert line in places[kept]


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ("SECRETARY-\nGENERAL COUNTS LAMPS", "SECRETARY-GENERAL COUNTS LAMPS"),
        ("DEPUTY SECRETARY-\n\nGENERAL COUNTS LAMPS", "DEPUTY SECRETARY-GENERAL COUNTS LAMPS"),
        ("KEEPERS OPEN WEEK OF\n20010508 DRILLS", "KEEPERS OPEN WEEK OF DRILLS"),
        ("KEEPERS OPEN WEEK\n20010508 OF DRILLS", "KEEPERS OPEN WEEK OF DRILLS"),
        ("KEEPERS OPEN WEEK OF DRILLS\n20010508\nKEEPERS OPEN WEEK OF DRILLS", "KEEPERS OPEN WEEK OF DRILLS"),
        ("Keepers Open Week of Drills\nSG/SM/1\nKEEPERS OPEN WEEK\n20010508 OF DRILLS", "Keepers Open Week of Drills"),
        ("Day of Lamps, 8 May 2001", "Day of Lamps, 8 May 2001"),
        ("Lampentag, 8. Mai 2001", "Lampentag, 8. Mai 2001"),
        ("يوم المصابيح، 8 أيار/مايو 2001", "يوم المصابيح، 8 أيار/مايو 2001"),
        ("灯塔日，2001年5月8日", "灯塔日，2001年5月8日"),
        ("День маяков, 8 мая 2001 года", "День маяков, 8 мая 2001 года"),
    ],
)  # fmt: skip
def test_title_is_whole(lines, title):
    document = parse(f"{lines}\n\n{TEXT}\n")
    assert (document.title, document.subtitle, document.dateline_city) == (title, "", "")
    if "8" in lines:
        assert document.issued_on.isoformat() == "2001-05-08"


def test_long_title_and_subtitle_that_a_page_prints_twice_are_no_body():
    title = (
        "Assembly of Keepers Adopts Nine Texts on Lamps, Including One on Borrowed Oil; " * 4
        + "Also Elects Chair"
    )
    subtitle = "Delegates Also Hear Reports on Tides, Pilots, Harbours and Gulls, as Debate on Fog Begins"
    text = f"{title}\n\nGeneral Assembly\nGA/10905\n8 May 2001\n|\n|||\n{title}\n\n{subtitle}\n\n{TEXT}\n"
    document = parse(text)
    assert (document.title, document.subtitle, document.paragraphs) == (title, subtitle, (TEXT,))


@pytest.mark.parametrize(
    "lines",
    [
        ("WELL DIGGERS TO MEET AT", "HEADQUARTERS ON 23 NOVEMBER"),
        ("WELL DIGGERS TO MEET AT", "", "HEADQUARTERS ON 23 NOVEMBER"),
        ("SECRETARY-GENERAL TO ATTEND OPENING OF WELL AT", "PALAIS DES NATIONS"),
        ("Well Diggers to Meet in", "Vienna International Centre"),
        ("COUNCIL HEARS REPORT OF", "UNITED NATIONS"),
        ("LE CONSEIL ENTEND LE RAPPORT DES", "NATIONS UNIES"),
        ("EL CONSEJO EXAMINA EL INFORME DE LAS", "NACIONES UNIDAS"),
        ("COMMITTEE TO SEE FIRST ELECTRONIC", "BULLETIN BOARD ON 9 DECEMBER"),
        ("WELL COMMITTEE TO CONTINUE", "SESSION UNTIL 23 NOVEMBER 2001"),
        ("WELL COMMITTEE CONCLUDES DEBATE", "BEGUN ON 7 MAY"),
        ("LE COMITÉ DES PUITS POURSUIT", "SES TRAVAUX JUSQU’AU 23 NOVEMBRE 2001"),
    ],
)
def test_a_title_keeps_a_last_line_with_a_house_or_a_day(lines):
    text = "\n".join(["PI/901", "8 May 2001", "", *lines, "", TEXT, ""])
    document = parse(text)
    assert document.title == " ".join(" ".join(lines).split())
    assert (document.subtitle, document.dateline_city, document.banners) == ("", "", ())
