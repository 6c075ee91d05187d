import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.wire.symbols import (
    ENGLISH_TO_FRENCH_SERIES,
    FRENCH_TO_ENGLISH_SERIES,
    Symbol,
    SymbolError,
    compact,
    find_symbols,
    parse_symbol,
    split_symbols,
)


@pytest.mark.parametrize(
    ("text", "expected", "reference", "is_correction"),
    [
        ("BKK/CP/14", Symbol("BKK/CP/14", "BKK/CP", 14), "BKK/CP/14", False),
        ("BKK/CP/02", Symbol("BKK/CP/02", "BKK/CP", 2), "BKK/CP/02", False),
        ("bkk/cp/14", Symbol("bkk/cp/14", "BKK/CP", 14), "BKK/CP/14", False),
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


@pytest.mark.parametrize(
    "text", ["", "HIV/AIDS", "A/65/592", "BKK/CP", "14", "BKK/CP/14/15", "SC/1 SC/2", "x" * 999]
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
        ("SC/7500", ["SC/7500"]),
        ("SC/7500 adopted", []),
        ("SC/7500-", []),
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
        ("and/or 12/14 and km/h", []),
    ],
)
def test_symbols_are_found_in_running_text(text, found):
    places = find_symbols(text)
    assert [place.symbol.text for place in places] == found
    assert [text[place.start : place.end] for place in places] == found


def test_letters_and_digits_alone_compare():
    assert compact("GA/SHC/3612/Corr.1") == "gashc3612corr1"
    assert compact("Note No. 5838") == compact("NOTE 5838") == compact("Note/5838") == "note5838"


def test_french_series_lead_back_to_english_ones():
    assert ENGLISH_TO_FRENCH_SERIES["SC"] == "CS"
    assert {FRENCH_TO_ENGLISH_SERIES[french] for french in ENGLISH_TO_FRENCH_SERIES.values()} == set(
        ENGLISH_TO_FRENCH_SERIES
    )


@given(
    st.sampled_from(["SC", "GA/SHC", "UNIS/CP", "BKK/CP", "SG/SM", "Note"]),
    st.integers(1, 99999),
    st.sampled_from(["", "/Corr.1", "/Rev.2"]),
)
def test_reference_of_a_reference_is_itself(series, number, suffix):
    text = f"{series}/{number:03}" if series == "Note" else f"{series}/{number}{suffix}"
    reference = parse_symbol(text).reference
    assert parse_symbol(reference).reference == reference
    assert parse_symbol(reference.lower()).reference == reference


@given(st.text(alphabet="ABCGSM/-0123456789*. Corev", max_size=60))
def test_any_text_is_a_symbol_or_refused(text):
    find_symbols(text)
    split_symbols(text)
    with contextlib.suppress(SymbolError):
        assert parse_symbol(text).number >= 0
