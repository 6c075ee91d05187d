import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.wire.dateline import find_dateline, read_dateline


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
    ],
)
def test_dateline_is_read(text, city, source, rest):
    found = read_dateline(text)
    assert (found.city, found.source, text[found.end :]) == (city, source, rest)
    assert text.startswith(found.printed)


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
