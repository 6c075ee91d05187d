import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.wire.header.dateline import find_dateline, read_dateline


@pytest.mark.parametrize(
    ("text", "city", "source", "rest"),
    [
        (
            "BANGKOK, 21 April (UN Information Service) -- A workshop",
            "BANGKOK",
            "UN Information Service",
            "A workshop",
        ),
        ("ROME,8 June-- Seeds were sown.", "ROME", "", "Seeds were sown."),
        ("DOHA, 16 April - Justice is taught.", "DOHA", "", "Justice is taught."),
        ("DOHA, 3 April 2015 (UNODC) -Delegates", "DOHA", "UNODC", "Delegates"),
        ("HUE (Viet Nam), 5 May (UNEP) -- Fish", "HUE (Viet Nam)", "UNEP", "Fish"),
        ("QUITO/ROME, 5 May (FAO) – Text", "QUITO/ROME", "FAO", "Text"),
        (
            "VIENNA/NEW YORK 12 July (UN Information Service) -- Text",
            "VIENNA/NEW YORK",
            "UN Information Service",
            "Text",
        ),
        ("THE HAGUE, 4 May 2011. The Court met.", "THE HAGUE", "", "The Court met."),
        ("Viena, 26 de junio de 2016 (Naciones Unidas).- Texto", "Viena", "Naciones Unidas", "Texto"),
        ("26 juillet 2012, New York – Trois horlogers", "New York", "", "Trois horlogers"),
        ("(Durban, 8 September 2001) - Judges", "Durban", "", "Judges"),
        ("ROME, October 28 (FAO) -- Seeds", "ROME", "FAO", "Seeds"),
        ("TUNIS, 11 May — Customs", "TUNIS", "", "Customs"),
        (
            "VIENNA, 7 May (UN Information Service) –- Two clocks",
            "VIENNA",
            "UN Information Service",
            "Two clocks",
        ),
        (
            "VIENNA, 7 May (UN Information Service) ? Two clocks",
            "VIENNA",
            "UN Information Service",
            "Two clocks",
        ),
        ("WASHINGTON, D.C., 7 May (UNIC) -- Text", "WASHINGTON, D.C.", "UNIC", "Text"),
        ("GENEVA, Thursday, 9 September (UNIS) -- Poppies", "GENEVA", "UNIS", "Poppies"),
        ("WIEN, 24. August (UNO-Informationsdienst) - Wer", "WIEN", "UNO-Informationsdienst", "Wer"),
        ("Нью-Йорк, 24 октября 2009 года - Смотрители", "Нью-Йорк", "", "Смотрители"),
        ("بيروت، 12 آب/أغسطس 2020 (الإسكوا)-- وصلت", "بيروت", "الإسكوا", "وصلت"),
        ("2012年6月26日，维也纳/纽约--（办公室）--从今天", "维也纳/纽约", "办公室", "从今天"),
        ("维也纳，3月4日（联合国新闻处）--国际", "维也纳", "联合国新闻处", "国际"),
        ("Wien, 28. August 2009", "Wien", "", ""),
        ("2020年2月27日，日内瓦", "日内瓦", "", ""),
        ("VIENNA, 8 May (UNIS)/The lamps burn.", "VIENNA", "UNIS", "The lamps burn."),
        (
            "VIENNA (UNIS)/The lamps of the port burn again.",
            "VIENNA",
            "UNIS",
            "The lamps of the port burn again.",
        ),
        ("UNITED NATIONS, New York, 8 May -- Lamps burn.", "New York", "", "Lamps burn."),
        ("UN Headquarters, New York, 8 May (DPI) -- Lamps", "New York", "DPI", "Lamps"),
        ("NATIONS UNIES, New York, le 8 mai – Les phares", "New York", "", "Les phares"),
        ("NACIONES UNIDAS, Nueva York, 8 de mayo - Los faros", "Nueva York", "", "Los faros"),
        ("VEREINTE NATIONEN, Genf, 8. Mai – Lampen", "Genf", "", "Lampen"),
        ("UNITED NATIONS, 8 May 2001 -- Lamps burn.", "UNITED NATIONS", "", "Lamps burn."),
        (
            "8 May -- The port said today that its lamps burn.",
            "",
            "",
            "The port said today that its lamps burn.",
        ),
        (
            "8 mai – Le port a dit aujourd’hui que ses phares brillent.",
            "",
            "",
            "Le port a dit aujourd’hui que ses phares brillent.",
        ),
        (
            "8 de mayo - El puerto dijo hoy que sus faros brillan.",
            "",
            "",
            "El puerto dijo hoy que sus faros brillan.",
        ),
        (
            "8 мая — Порт сообщил сегодня, что его маяки горят.",
            "",
            "",
            "Порт сообщил сегодня, что его маяки горят.",
        ),
        (
            "(UNIS/VIENNA) -- The lamps of the port burn once more.",
            "VIENNA",
            "UNIS",
            "The lamps of the port burn once more.",
        ),
        (
            "(UN Information Service) – The lamps of the port burn again.",
            "",
            "UN Information Service",
            "The lamps of the port burn again.",
        ),
    ],
)
def test_dateline_is_read(text, city, source, rest):
    found = read_dateline(text)
    assert (found.city, found.source, text[found.end :]) == (city, source, rest)
    assert text.startswith(found.printed)


TEXT = "Forty keepers of nine coastal States met in the harbour today, with one borrowed lamp."


@pytest.mark.parametrize(
    ("printed", "city", "day", "source"),
    [
        ("LONDON (IMO News) - ", "LONDON", None, "IMO News"),
        ("VALLETTA (UNIS) -- ", "VALLETTA", None, "UNIS"),
        ("Geneva (UN Information Service): ", "Geneva", None, "UN Information Service"),
        ("GENÈVE (Service d’information de l’ONU) – ", "GENÈVE", None, "Service d’information de l’ONU"),
        ("ВЕНА (Информационная служба ООН) – ", "ВЕНА", None, "Информационная служба ООН"),
        ("جنيف (دائرة الأمم المتحدة للإعلام) – ", "جنيف", None, "دائرة الأمم المتحدة للإعلام"),
        ("维也纳（联合国新闻处）—— ", "维也纳", None, "联合国新闻处"),
        ("VIENNA -- ", "VIENNA", None, ""),
        ("Nairobi – ", "Nairobi", None, ""),
        ("Bonn/Nairobi 10 May 2013 - ", "Bonn/Nairobi", (10, 5), ""),
        ("Trieste/Valletta 10 May 2013 – ", "Trieste/Valletta", (10, 5), ""),
        ("Nairobi 10 May 2013 – ", "Nairobi", (10, 5), ""),
        ("Rijeka 10 May 2013 – ", "Rijeka", (10, 5), ""),
        ("GENEVA (12 March 2003) – ", "GENEVA", (12, 3), ""),
        ("Geneva (12 March 2003) – ", "Geneva", (12, 3), ""),
        ("GENEVA [12 March 2003] – ", "GENEVA", (12, 3), ""),
        ("ЖЕНЕВА (12 марта 2003 года) – ", "ЖЕНЕВА", (12, 3), ""),
        ("日内瓦（2003年3月12日）—— ", "日内瓦", (12, 3), ""),
        (
            "VALLETTA, 11 and 12 March (UN Information Service) -- ",
            "VALLETTA",
            (12, 3),
            "UN Information Service",
        ),
        ("VALLETTA, 11-12 March (UNIS) -- ", "VALLETTA", (12, 3), "UNIS"),
        ("VALLETTA, 11/12 March 2003 -- ", "VALLETTA", (12, 3), ""),
        ("VALLETTA, 28 February and 1 March (UNIS) -- ", "VALLETTA", (1, 3), "UNIS"),
        ("GENÈVE, 11 et 12 mars (UNIS) -- ", "GENÈVE", (12, 3), "UNIS"),
        ("GINEBRA, 11 y 12 de marzo (UNIS) -- ", "GINEBRA", (12, 3), "UNIS"),
        ("WIEN, 11. und 12. März (UNIS) -- ", "WIEN", (12, 3), "UNIS"),
        ("ВЕНА, 11 и 12 марта (ИС ООН) -- ", "ВЕНА", (12, 3), "ИС ООН"),
        ("فيينا، 11 و 12 آذار/مارس (دائرة الإعلام) -- ", "فيينا", (12, 3), "دائرة الإعلام"),
        ("维也纳，3月11日至12日（联合国新闻处）—— ", "维也纳", (12, 3), "联合国新闻处"),
        ("3 de marzo de 2016 (Naciones Unidas).- ", "", (3, 3), "Naciones Unidas"),
        ("3 mars 2016 (Nations Unies) – ", "", (3, 3), "Nations Unies"),
        ("12 March 2003 (UNIS) -- ", "", (12, 3), "UNIS"),
        ("12 March 2003 – ", "", (12, 3), ""),
        ("12 March 2003 – VALLETTA – ", "VALLETTA", (12, 3), ""),
        ("12 March 2003, Valletta – ", "Valletta", (12, 3), ""),
        ("12 March 2003 (Vienna) – ", "Vienna", (12, 3), ""),
        ("12 March 2003, VIENNA (UNIS) -- ", "VIENNA", (12, 3), "UNIS"),
        ("Vienna: 12 March 2003 – ", "Vienna", (12, 3), ""),
        ("VALLETTA: 12 March -- ", "VALLETTA", (12, 3), ""),
        ("NAIROBI, 12.03.2003 – ", "NAIROBI", (12, 3), ""),
        ("NAIROBI, 12/03/2003 (UNEP) -- ", "NAIROBI", (12, 3), "UNEP"),
        ("NAIROBI, 12-03-2003 -- ", "NAIROBI", (12, 3), ""),
        ("NAIROBI, 12/III/2003 -- ", "NAIROBI", (12, 3), ""),
        ("NAIROBI, 12-Mar-03 -- ", "NAIROBI", (12, 3), ""),
        ("NAIROBI, 2003-03-12 -- ", "NAIROBI", (12, 3), ""),
        ("(UN Information Service) VIENNA, 12 March -- ", "VIENNA", (12, 3), "UN Information Service"),
        ("[UNIS] VIENNA, 12 March -- ", "VIENNA", (12, 3), "UNIS"),
        ("(UNIS) – Vienna, 12 March 2003 – ", "Vienna", (12, 3), "UNIS"),
        ("VIENNA, 12 March 2003, UNIS -- ", "VIENNA", (12, 3), "UNIS"),
        ("VIENNA, 12 March, UN Information Service – ", "VIENNA", (12, 3), "UN Information Service"),
        ("VIENNA, 12 March [UNIS] -- ", "VIENNA", (12, 3), "UNIS"),
        ("VIENNA, 12 March /UNIS/ -- ", "VIENNA", (12, 3), "UNIS"),
        ("VIENNA, 12 March, (UNIS) -- ", "VIENNA", (12, 3), "UNIS"),
        ("VIENNA (UNIS), 12 March -- ", "VIENNA", (12, 3), "UNIS"),
        ("Wien (UNO-Informationsdienst), 12. März 2003 – ", "Wien", (12, 3), "UNO-Informationsdienst"),
        ("VIENNA – 12 March 2003 – ", "VIENNA", (12, 3), ""),
        ("Vienna – 12 March 2003 – ", "Vienna", (12, 3), ""),
        ("VIENNA -- 12 March (UNIS) -- ", "VIENNA", (12, 3), "UNIS"),
        ("VIENNA - 12 March - ", "VIENNA", (12, 3), ""),
        ("(VIENNA, 12 March 2003) – ", "VIENNA", (12, 3), ""),
        ("[VIENNA, 12 March 2003] ", "VIENNA", (12, 3), ""),
        ("VIENNA, Wednesday 12 March -- ", "VIENNA", (12, 3), ""),
        ("VIENNA, Wed., 12 March -- ", "VIENNA", (12, 3), ""),
        ("VIENNA, 12th March 2003 -- ", "VIENNA", (12, 3), ""),
        ("GENÈVE, le 12 mars (UNIS) -- ", "GENÈVE", (12, 3), "UNIS"),
        ("GENÈVE, mercredi 12 mars (UNIS) -- ", "GENÈVE", (12, 3), "UNIS"),
        ("Wien, den 12. März 2003 – ", "Wien", (12, 3), ""),
        ("Wien, am 12. März 2003 – ", "Wien", (12, 3), ""),
        ("فيينا في 12 آذار/مارس 2003 – ", "فيينا", (12, 3), ""),
        ("联合国新闻处维也纳3月12日电 ", "维也纳", (12, 3), "联合国新闻处"),
        ("VIENNA, 12 MARCH 2003 (UNIS) - ", "VIENNA", (12, 3), "UNIS"),
        ("VIENNA, MARCH 12 (UNIS) - ", "VIENNA", (12, 3), "UNIS"),
        ("VIENNA. 12 March 2003 – ", "VIENNA", (12, 3), ""),
        ("VIENNA; 12 March 2003 – ", "VIENNA", (12, 3), ""),
        ("Vienna / 12 March 2003 / ", "Vienna", (12, 3), ""),
        ("Vienna | 12 March 2003 | ", "Vienna", (12, 3), ""),
        ("Vienna, on 12 March 2003 -- ", "Vienna", (12, 3), ""),
        ("VIENNA, Austria (12 March 2003) – ", "VIENNA, Austria", (12, 3), ""),
        ("VIENNA, 11, 12 March (UNIS) -- ", "VIENNA", (12, 3), "UNIS"),
        ("VIENNA, 10, 11 and 12 March (UNIS) -- ", "VIENNA", (12, 3), "UNIS"),
        ("WASHINGTON, D.C. 12 March (UNIS) -- ", "WASHINGTON, D.C.", (12, 3), "UNIS"),
        ("VIENNA, 12 March. ", "VIENNA", (12, 3), ""),
        ("Kyiv, 12 March 2003. ", "Kyiv", (12, 3), ""),
        ("VIENNA, 12 March: ", "VIENNA", (12, 3), ""),
        ("VALLETTA/TRIESTE/ROME, 12 March (UNIS)-- ", "VALLETTA/TRIESTE/ROME", (12, 3), "UNIS"),
        ("VALLETTA (Malta), 12 March (UNIS) -- ", "VALLETTA (Malta)", (12, 3), "UNIS"),
        ("VALLETTA, Malta, 12 March (UNIS) -- ", "VALLETTA, Malta", (12, 3), "UNIS"),
    ],
)
def test_dateline_of_any_form_is_read(printed, city, day, source):
    found = read_dateline(printed + TEXT)
    date = found.date and (found.date.day, found.date.month)
    assert (found.city, date, found.source) == (city, day, source)
    assert (printed + TEXT)[found.end :] == TEXT
    assert found.printed == printed.strip()


@pytest.mark.parametrize(
    "text",
    [
        "New York, 23 September - 2 October",
        "Bangkok, 18-25 April 2005",
        "21 April 2005",
        "On 5 May - a Wednesday - the sea was calm.",
        "Tenth Crime Congress to Meet in Vienna, 10 to 17 April",
        "The meeting of 5 May (in Vienna) was short.",
        "A title -- with dashes",
        "Day of Lamps, 8 May 2001",
        "Lamps and Ladders, 8 May 2001",
        "BACKGROUND -- " + TEXT,
        "SECRETARY- " + TEXT,
        "Background – " + TEXT,
        "WHAT: 12 March 2003 – " + TEXT,
        "Programme: 12 March 2003 – " + TEXT,
        "Geneva – A City of Lamps and Ladders and of Ferries",
        "Ferry Drills 8 May 2001 - " + TEXT,
        "LAMPS (FIRST PART) - " + TEXT,
        "Bangkok, 18-25 April 2005 - " + TEXT,
        "(Based on information received) " + TEXT,
        "The Keepers (UNIS) - " + TEXT,
        "On 5 May 2001 (UNIS) - " + TEXT,
        "Report of 5 May 2001 - " + TEXT,
        "",
    ],
)
def test_text_that_is_no_dateline(text):
    assert read_dateline(text) is None


def test_dateline_inside_a_line_is_found():
    text = "Board Visits Laboratories VIENNA, 5 November (UN Information Service) -- Members"
    assert text[find_dateline(text) :].startswith("VIENNA, 5 November")
    assert find_dateline("No dateline in here, 5 November") is None


@given(st.text(alphabet="VIENA, 15Mayun()-–.年月日，", max_size=120))
def test_any_text_is_read_without_error(text):
    found = read_dateline(text)
    assert found is None or 0 <= found.end <= len(text)
