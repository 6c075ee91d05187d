import pytest

from releases.wire.parser import parse

TITLE = "Ferry Inspectors Open Week of Drills"
BODY = (
    f"\n\n{TITLE}\n\nVALLETTA, 8 May (UN Information Service) -- Forty ferry inspectors opened a week of drills "
    "today.\n\n* *** *\n"
)
HEADERS = ("{}\n8 May 2001", "Press Release\n{}\n8 May 2001", "For information only\n\n8 May 2001\n{}")


def read(header):
    return parse(header + BODY)


@pytest.mark.parametrize("header", HEADERS)
@pytest.mark.parametrize(
    ("line", "symbols"),
    [
        ("UNIS/CP/941", ["UNIS/CP/941"]),
        ("UNIS/CP/941.", ["UNIS/CP/941"]),
        ("[UNIS/CP/941]", ["UNIS/CP/941"]),
        ("UNIS / CP / 941", ["UNIS/CP/941"]),
        ("Ref: UNIS/CP/941", ["UNIS/CP/941"]),
        ("Ref. No. UNIS/CP/941", ["UNIS/CP/941"]),
        ("Our ref.: UNIS/CP/941", ["UNIS/CP/941"]),
        ("No. UNIS/CP/941", ["UNIS/CP/941"]),
        ("N° UNIS/CP/941", ["UNIS/CP/941"]),
        ("Symbol: UNIS/CP/941", ["UNIS/CP/941"]),
        ("Press Release No. UNIS/CP/941", ["UNIS/CP/941"]),
        ("Press Release (UNIS/CP/941)", ["UNIS/CP/941"]),
        ("PRESS RELEASE/UNIS/CP/941", ["UNIS/CP/941"]),
        ("UNITED NATIONS PRESS RELEASE UNIS/CP/941", ["UNIS/CP/941"]),
        ("United Nations - Press Release - UNIS/CP/941", ["UNIS/CP/941"]),
        ("Vienna International Centre UNIS/CP/941", ["UNIS/CP/941"]),
        ("UNIS/CP/941 (E)", ["UNIS/CP/941"]),
        ("UNIS/CP/941-E", ["UNIS/CP/941"]),
        ("UNIS/CP/941/F", ["UNIS/CP/941"]),
        ("* UNIS/CP/941", ["UNIS/CP/941"]),
        ("UNIS CP 941", ["UNIS/CP/941"]),
        ("UNIS/CP/941 — Press Release", ["UNIS/CP/941"]),
        ("Release No.: UNIS/CP/941", ["UNIS/CP/941"]),
        ("(Press Release UNIS/CP/941)", ["UNIS/CP/941"]),
        ("UNIS/CP/941 (Part I)", ["UNIS/CP/941"]),
        ("Nota de prensa n.º 03/12", ["03/12"]),
        ("Press Release WHO/98-27", ["WHO/98-27"]),
        ("UNIS/TR/708 (corrected version)", ["UNIS/TR/708/Corr.1"]),
        ("UNIS/TR/708 AMENDED", ["UNIS/TR/708/Rev.1"]),
        ("UNIS/CP/941 and SOC/88", ["UNIS/CP/941", "SOC/88"]),
        ("UNIS/CP/941; SOC/88", ["UNIS/CP/941", "SOC/88"]),
        ("UNIS/CP/941 - SOC/88", ["UNIS/CP/941", "SOC/88"]),
        ("UNIS/CP/941\nSOC/88", ["UNIS/CP/941", "SOC/88"]),
        ("UNIS/CP/941-\nSOC/88", ["UNIS/CP/941", "SOC/88"]),
        ("HR/CT/98/27", ["HR/CT/98/27"]),
        ("UNCTAD/PRESS/PR/2003/42", ["UNCTAD/PRESS/PR/2003/42"]),
        ("Press Release No. 03/12", ["03/12"]),
        ("Communiqué No. 12", ["No. 12"]),
        ("UNEP News Release 2003/12", ["2003/12"]),
        ("UNIS/TR/708\nCorr.1", ["UNIS/TR/708/Corr.1"]),
        ("UNIS/TR/708\n\nCORR. 1", ["UNIS/TR/708/Corr.1"]),
        ("UNIS/TR/708\n& Corr.1", ["UNIS/TR/708/Corr.1"]),
        ("Rev.1\nUNIS/TR/708", ["UNIS/TR/708/Rev.1"]),
        ("UNIS/TR/708\n(Revised)", ["UNIS/TR/708/Rev.1"]),
        ("UNIS/TR/708\nREVISED", ["UNIS/TR/708/Rev.1"]),
        ("UNIS/TR/708\n*", ["UNIS/TR/708*"]),
        ("UNIS/TR/708\nUNIS/TR/708/Corr.1", ["UNIS/TR/708/Corr.1"]),
        ("UNIS/TR/708\nUNIS/TR/708\nCorr.1", ["UNIS/TR/708/Corr.1"]),
        ("SG/SM/9181-AFR/869\nCorr.1", ["SG/SM/9181/Corr.1", "AFR/869/Corr.1"]),
        ("Corr.1 to Press Release UNIS/TR/708", ["UNIS/TR/708/Corr.1"]),
    ],
)
def test_symbols_of_a_header_with_other_lines_around(header, line, symbols):
    document = read(header.format(line))
    assert [symbol.text for symbol in document.symbols] == symbols
    assert (document.title, document.subtitle, str(document.issued_on)) == (TITLE, "", "2001-05-08")
    assert document.is_correction is any(symbol.suffix for symbol in document.symbols)


@pytest.mark.parametrize(
    "line",
    [
        "UNIS/CP/941, 8 May 2001",
        "UNIS/CP/941 (8 May 2001)",
        "UNIS/CP/941 of 8 May 2001",
        "8 May 2001 - UNIS/CP/941",
        "UNIS/CP/941 Rev.1 dated 8 May 2001",
        "Press Release     UNIS/CP/941     8 May 2001",
        "Ref: UNIS/CP/941 8 May 2001",
        "Press Release | UNIS/CP/941 | 8 May 2001",
    ],
)
def test_symbol_and_day_on_one_line(line):
    document = read(line)
    assert document.symbols[0].number == 941
    assert (str(document.issued_on), document.issued_on_as_printed) == ("2001-05-08", "8 May 2001")


@pytest.mark.parametrize(
    ("line", "number", "left"),
    [
        ("No. 82", 945, ["No. 82"]),
        ("UNEP News Release 2003/12", 945, ["2003/12"]),
        ("PR 96/46", 945, ["PR 96/46"]),
    ],
)
def test_the_number_of_an_agency_beside_a_symbol_is_named_as_left_out(line, number, left):
    document = read(f"UNIS/CP/945\n{line}\n8 May 2001")
    assert [symbol.number for symbol in document.symbols] == [number]
    assert [omission.text for omission in document.omitted] == left


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("UNIS/CP/945 (Revised)\n8 May 2001", "the suffix has no number: 1 was taken"),
        (
            "UNIS/CP/945\nCORRECTION\n8 May 2001",
            "the text says that it is a correction, but its symbol has no suffix",
        ),
        ("UNIS/CP/945/\n8 May 2001", "the text says that it is a correction, but its symbol has no suffix"),
        ("PRESS RELEASE\nNo. 82\n8 May 2001", "the number of an agency was taken for the symbol"),
        ("UNIS CP 945\n8 May 2001", "the symbol was printed without its strokes"),
    ],
)
def test_a_symbol_in_doubt_is_a_guess_with_its_line(header, reason):
    guesses = [(guess.reason, guess.line) for guess in read(header).guesses if guess.field == "symbol"]
    assert guesses == [(reason, 2 if "No. 82" in header else 1)]


@pytest.mark.parametrize(
    ("line", "relation"),
    [
        ("Correction to Press Release UNIS/CP/941 of 3 May", "corrects"),
        ("Replaces UNIS/CP/941", "corrects"),
        ("(See also Press Release UNIS/CP/941)", "see"),
        ("Background to UNIS/CP/941", "background"),
    ],
)
def test_a_line_that_names_another_release_is_no_symbol_and_no_title(line, relation):
    document = read(f"UNIS/CP/945\n8 May 2001\n{line}")
    assert [symbol.text for symbol in document.symbols] == ["UNIS/CP/945"]
    assert [(citation.symbol.text, citation.relation) for citation in document.cited] == [
        ("UNIS/CP/941", relation)
    ]
    assert (document.title, document.is_correction) == (TITLE, relation == "corrects")


def test_a_correction_without_a_symbol_of_its_own_has_not_that_of_the_text_it_corrects():
    document = read("Press Release\n8 May 2001\n\nCORRIGENDUM TO UNIS/CP/941")
    assert (document.symbols, document.is_correction, document.title) == ((), True, TITLE)


@pytest.mark.parametrize(
    "line", ["For background see press release UNIS/CP/941.", "Please refer to Press Release UNIS/CP/941"]
)
def test_a_sentence_that_names_another_release_gives_no_symbol(line):
    assert read(f"UNIS/CP/945\n8 May 2001\n{line}").symbols[0].number == 945
    assert len(read(f"UNIS/CP/945\n8 May 2001\n{line}").symbols) == 1


@pytest.mark.parametrize("line", ["A/65/592", "A/CONF.203/1", "S/RES/1540 (2004)"])
def test_the_symbol_of_a_document_is_shown_and_is_no_title(line):
    document = read(f"UNIS/CP/945\n{line}\n8 May 2001")
    assert (document.title, document.blocks[0].text) == (TITLE, line)


def test_a_suffix_without_a_symbol_is_named():
    assert [omission.text for omission in read("Press Release\nCorr.1\n8 May 2001").omitted] == ["Corr.1"]
