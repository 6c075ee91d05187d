import contextlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.wire.series import ENGLISH_TO_FRENCH_SERIES, FRENCH_TO_ENGLISH_SERIES
from releases.wire.symbols import (
    NO_NUMBER,
    STROKES,
    Symbol,
    SymbolError,
    compact,
    find_symbols,
    is_document_symbol,
    leading_symbols,
    parse_symbol,
    split_symbols,
)


@pytest.mark.parametrize(
    ("text", "expected", "reference", "is_correction"),
    [
        ("BKK/CP/14", Symbol("BKK/CP/14", "BKK/CP", 14), "BKK/CP/14", False),
        ("BKK/CP/02", Symbol("BKK/CP/02", "BKK/CP", 2), "BKK/CP/02", False),
        ("bkk/cp/14", Symbol("bkk/cp/14", "BKK/CP", 14), "BKK/CP/14", False),
        ("PAGE/SER/1", Symbol("PAGE/SER/1", "PAGE/SER", 1), "PAGE/SER/1", False),
        ("MAY/TR/12/Rev.1", Symbol("MAY/TR/12/Rev.1", "MAY/TR", 12, "Rev.1"), "MAY/TR/12/Rev.1", True),
        ("ROOM/C/98/4", Symbol("ROOM/C/98/4", "ROOM/C/98", 4), "ROOM/C/98/4", False),
        (
            "GA/SHC/3612/Corr.1",
            Symbol("GA/SHC/3612/Corr.1", "GA/SHC", 3612, "Corr.1"),
            "GA/SHC/3612/Corr.1",
            True,
        ),
        (
            "ga/shc/3612/CORR. 1",
            Symbol("ga/shc/3612/CORR. 1", "GA/SHC", 3612, "Corr.1"),
            "GA/SHC/3612/Corr.1",
            True,
        ),
        ("SG/SM/8900/Rev.2", Symbol("SG/SM/8900/Rev.2", "SG/SM", 8900, "Rev.2"), "SG/SM/8900/Rev.2", True),
        ("SC/9000/Add.1", Symbol("SC/9000/Add.1", "SC", 9000, "Add.1"), "SC/9000/Add.1", False),
        ("SG/SM/6600*", Symbol("SG/SM/6600*", "SG/SM", 6600, "*"), "SG/SM/6600", True),
        ("GA/DIS/3190/", Symbol("GA/DIS/3190/", "GA/DIS", 3190), "GA/DIS/3190", True),
        ("Note No. 5838", Symbol("Note No. 5838", "Note", 5838), "Note/5838", False),
        ("NOTE 5672", Symbol("NOTE 5672", "Note", 5672), "Note/5672", False),
        ("HR/CT/98/27", Symbol("HR/CT/98/27", "HR/CT/98", 27), "HR/CT/98/27", False),
        ("ECA/03/04", Symbol("ECA/03/04", "ECA/03", 4), "ECA/03/04", False),
        ("WHO/98-27", Symbol("WHO/98-27", "WHO/98", 27), "WHO/98/27", False),
        ("unodc/pr/2009/3", Symbol("unodc/pr/2009/3", "UNODC/PR/2009", 3), "UNODC/PR/2009/3", False),
        (
            "HR/CT/98/27/Rev.1",
            Symbol("HR/CT/98/27/Rev.1", "HR/CT/98", 27, "Rev.1"),
            "HR/CT/98/27/Rev.1",
            True,
        ),
        ("Press Release No. 03/12", Symbol("03/12", "PR/03", 12), "PR/03/12", False),
        ("03/12", Symbol("03/12", "PR/03", 12), "PR/03/12", False),
        ("PR/03/12", Symbol("PR/03/12", "PR/03", 12), "PR/03/12", False),
        ("2003-12", Symbol("2003-12", "PR/2003", 12), "PR/2003/12", False),
        ("Communiqué No. 7", Symbol("No. 7", "PR", 7), "PR/7", False),
        ("No. 7", Symbol("No. 7", "PR", 7), "PR/7", False),
        ("Nota informativa No. 12/2004", Symbol("12/2004", "PR/2004", 12), "PR/2004/12", False),
        ("Comunicado No. 12 de 2004", Symbol("12/2004", "PR/2004", 12), "PR/2004/12", False),
        ("Note d’information n° 7/2004", Symbol("7/2004", "PR/2004", 7), "PR/2004/7", False),
        ("Pressemitteilung Nr. 12", Symbol("No. 12", "PR", 12), "PR/12", False),
        ("Информационная записка № 12/2004", Symbol("12/2004", "PR/2004", 12), "PR/2004/12", False),
        ("مذكرة إعلامية رقم 12", Symbol("No. 12", "PR", 12), "PR/12", False),
        ("第12号新闻稿", Symbol("No. 12", "PR", 12), "PR/12", False),
        ("Press Release 2003/2004", Symbol("2003/2004", "PR/2003", 2004), "PR/2003/2004", False),
        ("UNIS / CP / 941", Symbol("UNIS/CP/941", "UNIS/CP", 941), "UNIS/CP/941", False),
        ("Ref. No.: UNIS/CP/941", Symbol("UNIS/CP/941", "UNIS/CP", 941), "UNIS/CP/941", False),
        ("[UNIS/CP/941].", Symbol("UNIS/CP/941", "UNIS/CP", 941), "UNIS/CP/941", False),
        ("UNIS/CP/941 (E)", Symbol("UNIS/CP/941", "UNIS/CP", 941), "UNIS/CP/941", False),
        ("UNIS/CP/941-E", Symbol("UNIS/CP/941", "UNIS/CP", 941), "UNIS/CP/941", False),
        ("UNIS/CP/941/F", Symbol("UNIS/CP/941", "UNIS/CP", 941), "UNIS/CP/941", False),
        ("UNIS/CP/No. 941", Symbol("UNIS/CP/941", "UNIS/CP", 941), "UNIS/CP/941", False),
        ("unis cp 941", Symbol("UNIS/CP/941", "UNIS/CP", 941, doubt=STROKES), "UNIS/CP/941", False),
        ("Note to Correspondents No. 5838", Symbol("Note No. 5838", "Note", 5838), "Note/5838", False),
        (
            "UNIS/TR/7/Rev.1/Corr.2",
            Symbol("UNIS/TR/7/Rev.1/Corr.2", "UNIS/TR", 7, "Rev.1/Corr.2"),
            "UNIS/TR/7/Rev.1/Corr.2",
            True,
        ),
        ("UNIS\u2011CP", None, None, None),
    ],
)
def test_symbol_is_taken_apart(text, expected, reference, is_correction):
    if expected is None:
        with pytest.raises(SymbolError, match="is not a press release symbol"):
            parse_symbol(text)
        return
    found = parse_symbol(text)
    assert (found, found.reference, found.is_correction) == (expected, reference, is_correction)


SUFFIXED = Symbol("UNIS/TR/707/Rev.1", "UNIS/TR", 707, "Rev.1")


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("UNIS/TR/707 Rev.1", ""),
        ("UNIS/TR/707 Rev. 1", ""),
        ("UNIS/TR/707 REV.1", ""),
        ("UNIS/TR/707Rev.1", ""),
        ("UNIS/TR/707-Rev.1", ""),
        ("UNIS/TR/707.Rev.1", ""),
        ("UNIS/TR/707, Rev.1", ""),
        ("UNIS/TR/707 & Rev.1", ""),
        ("UNIS/TR/707 and Rev.1", ""),
        ("UNIS/TR/707 (Rev. 1)", ""),
        ("UNIS/TR/707 Revision No. 1", ""),
        ("UNIS/TR/707 (E) Rev.1", ""),
        ("UNIS/TR/707 Rév.1 (F)", ""),
        ("UNIS/TR/707 (Revised)", NO_NUMBER),
        ("UNIS/TR/707 [REVISED]", NO_NUMBER),
        ("UNIS/TR/707/Rev", NO_NUMBER),
        ("UNIS/TR/707 revised", NO_NUMBER),
        ("UNIS/TR/707 (révisé)", NO_NUMBER),
    ],
)
def test_a_suffix_is_a_suffix_wherever_it_stands(text, doubt):
    symbol = parse_symbol(text)
    assert symbol == replace(SUFFIXED, doubt=doubt)
    assert (symbol.corrected, symbol.is_correction) == ("UNIS/TR/707", True)
    assert split_symbols(text) == (symbol,)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("UNIS/TR/707 Revised Rules of the Sea Adopted", " Revised Rules of the Sea Adopted"),
        ("UNIS/TR/707 Additional Seats for Ferries", " Additional Seats for Ferries"),
        ("UNIS/TR/707 (Revised) 8 May 2001", " 8 May 2001"),
        ("UNIS/TR/707 Rev.1 8 May 2001", " 8 May 2001"),
        ("UNIS/TR/707 - A Title", " - A Title"),
        ("Press Release No. 03/12, 5 May 2003", ", 5 May 2003"),
    ],
)
def test_what_follows_leading_symbols_is_kept(text, rest):
    symbols, tail = leading_symbols(text)
    assert (len(symbols), tail) == (1, rest)


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ("UNIS/TR/707 (Second revision)", "Rev.2"),
        ("UNIS/TR/707 Second revision", "Rev.2"),
        ("UNIS/TR/707, third corrigendum", "Corr.3"),
        ("UNIS/TR/707 (deuxième révision)", "Rev.2"),
    ],
)
def test_a_suffix_may_be_counted_in_words(text, suffix):
    symbol = parse_symbol(text)
    assert (symbol.text, symbol.suffix, symbol.doubt) == (f"UNIS/TR/707/{suffix}", suffix, "")


def test_a_correction_of_a_revision_corrects_the_revision():
    assert parse_symbol("UNIS/TR/7/Rev.1/Corr.2").corrected == "UNIS/TR/7/Rev.1"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("A/65/592", True),
        ("A/CONF.203/1", True),
        ("S/RES/1540 (2004)", True),
        ("Document: E/CN.15/2005/1", True),
        ("UNIS/CP/941", False),
        ("AND/OR", False),
        ("A Conference", False),
    ],
)
def test_symbols_of_documents_are_known(text, is_one):
    assert is_document_symbol(text) is is_one
    assert not (is_one and split_symbols(text))


@pytest.mark.parametrize(
    "text",
    [
        "OIL / GAS / 2003",
        "MAY/12/2003",
        "MAY/JUNE/2003",
        "PAGE/2",
        "PAGE/2/3",
        "TEL/FAX/26060",
        "24/06/2004",
        "and/or",
        "AND/OR",
        "PAGE/12",
        "Press Release 12",
        "3/98",
    ],
)
def test_words_and_dates_are_no_symbols(text):
    assert split_symbols(text) == ()


@pytest.mark.parametrize(
    "text", ["", "HIV/AIDS", "A/65/592", "BKK/CP", "14", "BKK/CP/1400/15", "SC/1 SC/2", "x" * 999]
)
def test_text_that_is_no_symbol_is_refused_in_one_sentence(text):
    with pytest.raises(SymbolError) as refused:
        parse_symbol(text)
    assert str(refused.value).endswith(".")
    assert len(str(refused.value)) < 200


def test_document_symbol_is_named_as_such():
    with pytest.raises(SymbolError, match="symbol of a document"):
        parse_symbol("A/592")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("SG/SM/9181-AFR/869-PKO/101", ["SG/SM/9181", "AFR/869", "PKO/101"]),
        ("SG/SM/8900/Rev.1-IK/400/Rev.1*", ["SG/SM/8900/Rev.1", "IK/400/Rev.1*"]),
        ("SG/SM/9181 – AFR/869", ["SG/SM/9181", "AFR/869"]),
        ("UNIS/TR/710 and DIS/88", ["UNIS/TR/710", "DIS/88"]),
        ("UNIS/TR/710; DIS/88", ["UNIS/TR/710", "DIS/88"]),
        ("UNIS/TR/710, DIS/88 & PAL/3", ["UNIS/TR/710", "DIS/88", "PAL/3"]),
        ("UNIS/TR/710 et DIS/88", ["UNIS/TR/710", "DIS/88"]),
        ("UNIS/TR/710/DIS/88", ["UNIS/TR/710", "DIS/88"]),
        ("UNIS/TR/710 and", ["UNIS/TR/710"]),
        ("HR/CT/98/27-WOM/1042", ["HR/CT/98/27", "WOM/1042"]),
        ("UNIS/TR/710 & Corr.1", ["UNIS/TR/710/Corr.1"]),
        ("- UNIS/TR/710 -", ["UNIS/TR/710"]),
        ("“UNIS/TR/710”", ["UNIS/TR/710"]),
        ("GA/L 3402", ["GA/L/3402"]),
        ("Press Release 2003/12", ["2003/12"]),
        ("UNEP News Release No. 2003/12 (E)", ["2003/12"]),
        ("Communiqué de presse n° 12", ["No. 12"]),
        ("SC/7500", ["SC/7500"]),
        ("SC/7500 adopted", []),
        ("SC/7500-", ["SC/7500"]),
        ("HIV/AIDS", []),
        ("A/65/592", []),
        ("", []),
    ],
)
def test_joint_symbols_are_split(text, parts):
    assert [symbol.text for symbol in split_symbols(text)] == parts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("(see Press Release GA/L/3400)", ["GA/L/3400"]),
        ("(see press releases UNIS/L/403 and UNIS/L/404)", ["UNIS/L/403", "UNIS/L/404"]),
        ("the fight against HIV/AIDS, document A/65/592 and S/2003/12", []),
        ("Press Release XYZ/77 is known by the words before it; XYZ/78 is not", ["XYZ/77"]),
        ("of SG/SM/8900/Rev.1-IK/400/Rev.1.", ["SG/SM/8900/Rev.1", "IK/400/Rev.1"]),
        ("see Note No. 5838 of 21 November.", ["Note No. 5838"]),
        ("Press Release HR/CT/98/27 and XYZ/03/04 of May", ["HR/CT/98/27"]),
        ("in A/CONF.203/1 and S/RES/1540 (2004) on 24/06/2004", []),
        ("of SC/7500 (Revised) and SC/7501 revised it", ["SC/7500", "SC/7501"]),
        ("and/or 12/14 and km/h", []),
    ],
)
def test_symbols_are_found_in_running_text(text, found):
    places = find_symbols(text)
    assert [place.symbol.text for place in places] == found
    assert [text[place.start : place.end] for place in places] == found


def test_a_numbered_suffix_after_a_blank_belongs_to_the_symbol_in_running_text():
    place = find_symbols("as GA/SHC/3612 Corr.1 says.")[0]
    assert (place.symbol.text, place.start, place.end) == ("GA/SHC/3612/Corr.1", 3, 21)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("HR/CT/98/27", "hrct9827"),
        ("SC/7500*", "sc7500"),
        ("Press Release No. 03/12", "pr0312"),
        ("Note No. 5838", "note5838"),
        ("UNIS/CP/9 (Revised)", "uniscp9rev1"),
    ],
)
def test_look_up_key_is_that_of_the_reference(text, key):
    assert parse_symbol(text).key == key == compact(parse_symbol(text).reference)


def test_letters_and_digits_alone_compare():
    assert compact("GA/SHC/3612/Corr.1") == "gashc3612corr1"
    assert compact("Note No. 5838") == compact("NOTE 5838") == compact("Note/5838") == "note5838"


def test_french_series_lead_back_to_english_ones():
    assert ENGLISH_TO_FRENCH_SERIES["SC"] == "CS"
    assert {FRENCH_TO_ENGLISH_SERIES[french] for french in ENGLISH_TO_FRENCH_SERIES.values()} == set(
        ENGLISH_TO_FRENCH_SERIES
    )


@given(
    st.sampled_from(
        ["SC", "GA/SHC", "UNIS/CP", "BKK/CP", "SG/SM", "Note", "HR/CT/98", "UNODC/PR/2009", "PR/03"]
    ),
    st.integers(1, 99999),
    st.sampled_from(["", "/Corr.1", "/Rev.2", " Rev.2", " & Corr.1", " (Revised)", " (E)", "/Rev.1/Corr.1"]),
)
def test_reference_of_a_reference_is_itself(series, number, suffix):
    text = f"{series}/{number:03}" if series == "Note" else f"{series}/{number}{suffix}"
    reference = parse_symbol(text).reference
    assert parse_symbol(reference).reference == reference
    assert parse_symbol(reference.lower()).reference == reference
    assert parse_symbol(parse_symbol(text).text).reference == reference


@given(st.text(alphabet="ABCGSM/-0123456789*. Corev", max_size=60))
def test_any_text_is_a_symbol_or_refused(text):
    find_symbols(text)
    split_symbols(text)
    with contextlib.suppress(SymbolError):
        assert parse_symbol(text).number >= 0
