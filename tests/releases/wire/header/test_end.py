import datetime

import pytest

from releases.wire.parser import parse

TEXT = "Forty keepers of nine coastal States met in the harbour today, with one borrowed lamp."
MAY_8, MAY_7 = datetime.date(2001, 5, 8), datetime.date(2001, 5, 7)


@pytest.mark.parametrize(
    ("lines", "city", "on", "source"),
    [
        (f"VALLETTA, 8 May (UNIS)\n-- {TEXT}", "VALLETTA", MAY_8, "UNIS"),
        (f"VALLETTA, 8 May 2001 (UNIS)\n– {TEXT}", "VALLETTA", MAY_8, "UNIS"),
        (f"VALLETTA, 8 May\n-- {TEXT}", "VALLETTA", MAY_8, ""),
        (f"VALLETTA, 8 May (UN Information\nService) -- {TEXT}", "VALLETTA", MAY_8, "UN Information Service"),
        (
            f"VALLETTA, 8 May (UN Information\nService)\n-- {TEXT}",
            "VALLETTA",
            MAY_8,
            "UN Information Service",
        ),
        (
            f"VALLETTA, 8 May 2001\n(UN Information Service) -- {TEXT}",
            "VALLETTA",
            MAY_8,
            "UN Information Service",
        ),
        (f"VALLETTA,\n8 May (UNIS) -- {TEXT}", "VALLETTA", MAY_8, "UNIS"),
        (f"VALLETTA, 8\nMay (UNIS) -- {TEXT}", "VALLETTA", MAY_8, "UNIS"),
        (f"LONDON (IMO\nNews) - {TEXT}", "LONDON", None, "IMO News"),
        (
            f"VALLETTA, 7 and 8 May (UN\nInformation Service) -- {TEXT}",
            "VALLETTA",
            MAY_8,
            "UN Information Service",
        ),
        (f"VALLETTA, 8 May (UNIS) --\n{TEXT}", "VALLETTA", MAY_8, "UNIS"),
        (f"VALLETTA, 8 May (UNIS) --\n\n{TEXT}", "VALLETTA", MAY_8, "UNIS"),
        (f"VALLETTA, 8 May (UNIS)\n\n-- {TEXT}", "VALLETTA", MAY_8, "UNIS"),
        (f"VALLETTA, 8 May (UNIS)\n\n{TEXT}", "VALLETTA", MAY_8, "UNIS"),
        (f"VALLETTA, 8 May 2001\n\n{TEXT}", "VALLETTA", MAY_8, ""),
        (f"Valletta, 8 May\n\n{TEXT}", "Valletta", MAY_8, ""),
        (f"(Valletta, 8 May 2001)\n\n{TEXT}", "Valletta", MAY_8, ""),
        (f"[VALLETTA, 8 May 2001]\n\n{TEXT}", "VALLETTA", MAY_8, ""),
        (f"Valletta: 8 May 2001\n\n{TEXT}", "Valletta", MAY_8, ""),
        (f"8 May 2001, Valletta\n\n{TEXT}", "Valletta", MAY_8, ""),
        (f"VALLETTA\n\n8 May (UNIS) -- {TEXT}", "VALLETTA", MAY_8, "UNIS"),
        (f"VALLETTA, 7 May (UNIS) -- {TEXT}", "VALLETTA", MAY_7, "UNIS"),
    ],
)
def test_dateline_may_stand_alone_or_be_broken_over_lines(lines, city, on, source):
    document = parse(f"UNIS/TR/701\n8 May 2001\n\nKeepers of Lighthouses Count Lamps\n\n{lines}\n\n* *** *\n")
    found = (document.title, document.subtitle, document.dateline_city, document.dateline_on, document.source)
    assert found == ("Keepers of Lighthouses Count Lamps", "", city, on, source)
    assert document.paragraphs == (TEXT,)
    assert not document.problems


@pytest.mark.parametrize(
    ("head", "city", "issued_on"),
    [
        ("Valletta, 8 May 2001", "Valletta", MAY_8),
        ("VALLETTA, 8 MAY 2001", "VALLETTA", MAY_8),
        ("Vienna, Tuesday, 8 May 2001", "Vienna", MAY_8),
        ("Genève, le 8 mai 2001", "Genève", MAY_8),
        ("Viena, 8 de mayo de 2001", "Viena", MAY_8),
        ("Wien, den 8. Mai 2001", "Wien", MAY_8),
        ("Вена, 8 мая 2001 года", "Вена", MAY_8),
        ("فيينا، 8 أيار/مايو 2001", "فيينا", MAY_8),
        ("维也纳，2001年5月8日", "维也纳", MAY_8),
        ("(Vienna, 8 May 2001)", "Vienna", MAY_8),
    ],
)
def test_place_and_day_above_the_title_give_city_and_date_of_issue(head, city, issued_on):
    document = parse(f"UNIS/TR/701\n{head}\n\nKeepers of Lighthouses Count Lamps\n\n{TEXT}\n")
    found = (document.title, document.dateline_city, document.dateline_on, document.issued_on)
    assert found == ("Keepers of Lighthouses Count Lamps", city, issued_on, issued_on)
    assert document.paragraphs == (TEXT,)


def test_dateline_of_the_text_counts_before_a_place_and_day_above_the_title():
    text = f"Vienna, 8 May 2001\n\nKeepers Count Lamps\n\nVALLETTA, 7 May (UNIS) -- {TEXT}\n"
    document = parse(text)
    assert (document.issued_on, document.dateline_city, document.dateline_on) == (MAY_8, "VALLETTA", MAY_7)


@pytest.mark.parametrize(
    "votes",
    [
        "Votes were as follows:\n\nIn favour:  Algeria, Chad.\n\nAgainst:  None.",
        "In favour:  Algeria, Chad.\n\nAgainst:  None.",
        "(Received from an Information Officer.)\n\nIn favour:  Algeria, Chad.\n\nAgainst:  None.",
        "Le résultat du vote est le suivant :\n\nPour : Algérie, Tchad.\n\nContre : Néant.",
        "La votación fue la siguiente:\n\nA favor: Argelia, Chad.\n\nEn contra: Ninguno.",
        "Голоса распределились следующим образом:\n\nЗа: Алжир, Чад.\n\nПротив: никто.",
        "Abstimmungsergebnis:\n\nDafür: Algerien, Tschad.\n\nDagegen: niemand.",
        "وكانت نتيجة التصويت كما يلي:\n\nالمؤيدون: الجزائر، تشاد.\n\nالمعارضون: لا أحد.",
        "表决结果如下：\n\n赞成：阿尔及利亚、乍得。\n\n反对：无。",
    ],
)
def test_body_begins_with_votes_below_a_title(votes):
    document = parse(f"GA/9999\n19 October 2000\n\nFIFTH COMMITTEE HEARS OF LAMPS\n\n{votes}\n")
    assert (document.title, document.subtitle) == ("FIFTH COMMITTEE HEARS OF LAMPS", "")
    assert len(document.blocks) >= 2
