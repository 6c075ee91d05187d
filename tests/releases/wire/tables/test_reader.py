import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.wire.body.reader import read_body
from releases.wire.lines import read_lines
from releases.wire.tables.reader import mark_rows


def rows(text):
    return [line.mark.cells for line in mark_rows(read_lines(text)).lines if line.mark]


def heads(text):
    return [line.mark.cells for line in mark_rows(read_lines(text)).lines if line.mark and line.mark.is_head]


PLEDGES = """\
Country                     Pledge 2002        Pledge 2003        Paid
-------                     -----------        -----------        ----
Denmark                         120,000            140,000     140,000
Chile                                                            8,000
Confederation of the
  Northern Skerries                                  4,500
Bosnia and the Free Harbour of 1,000,000           200,000
                                -------            -------     -------
Total                         1,120,000            344,500     148,000
"""


def test_a_head_of_words_is_one():
    assert heads("Speaker      Subject\nIda Holm     Lamps\nSam Okoro    Ropes") == [("Speaker", "Subject")]
    assert heads("Orador       Tema\nIda Holm     Faros") == [("Orador", "Tema")]
    assert heads("Ida Holm     Lamps\nSam Okoro    Ropes") == []


def test_no_rule_of_a_table_is_left_as_text():
    text = "=====    =====\nPort     Ships\n-----    -----\nSplit       12\n=====    =====\n\nThe end came."
    assert [line.text for line in mark_rows(read_lines(text)).lines if line.text and not line.mark] == [
        "The end came."
    ]


def test_empty_cells_wrapped_cells_and_rules_keep_the_columns():
    assert rows(f"The pledges are as follows:\n\n{PLEDGES}\nThe next conference is in a year.") == [
        ("Country", "Pledge 2002", "Pledge 2003", "Paid"),
        ("Denmark", "120,000", "140,000", "140,000"),
        ("Chile", "", "", "8,000"),
        ("Confederation of the Northern Skerries", "", "4,500", ""),
        ("Bosnia and the Free Harbour of", "1,000,000", "200,000", ""),
        ("Total", "1,120,000", "344,500", "148,000"),
    ]
    assert heads(PLEDGES) == [("Country", "Pledge 2002", "Pledge 2003", "Paid")]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        pytest.param(
            "Port     Ships  Hatches\nTrieste     12        3\nRijeka                2\nTotal       12        5",
            [("Port", "Ships", "Hatches"), ("Trieste", "12", "3"), ("Rijeka", "", "2"), ("Total", "12", "5")],
            id="two blanks, figures to the right",
        ),
        pytest.param(
            "Port\tShips\tHatches\nTrieste\t12\t3\nRijeka\t\t2",
            [("Port", "Ships", "Hatches"), ("Trieste", "12", "3"), ("Rijeka", "", "2")],
            id="tabs of a spreadsheet",
        ),
        pytest.param(
            "| Port | Ships |\n|------|------:|\n| Rijeka |  |\n| Split | 2 |",
            [("Port", "Ships"), ("Rijeka", ""), ("Split", "2")],
            id="bars, with a rule",
        ),
        pytest.param(
            "Oil .......... 12,000\nGlass ........ 30,000\nKeepers of the lamps 1,000",
            [("Oil", "12,000"), ("Glass", "30,000")],
            id="leaders",
        ),
        pytest.param(
            "Name          Office\nIda Holm      Director of the harbour\n              office of Trieste\n"
            "Sam Okoro     Keeper",
            [
                ("Name", "Office"),
                ("Ida Holm", "Director of the harbour office of Trieste"),
                ("Sam Okoro", "Keeper"),
            ],
            id="a cell that goes on below",
        ),
        pytest.param(
            "              Yes   No   Abstain\nAfrica\n  Chad        X\n  Mali              X\nAsia\n"
            "  Nepal                  X",
            [
                ("", "Yes", "No", "Abstain"),
                ("Africa", "", "", ""),
                ("Chad", "X", "", ""),
                ("Mali", "", "X", ""),
                ("Asia", "", "", ""),
                ("Nepal", "", "", "X"),
            ],
            id="a vote, with regions",
        ),
        pytest.param(
            "国家          认捐额\n丹麦          120\n智利共和国    8",
            [("国家", "认捐额"), ("丹麦", "120"), ("智利共和国", "8")],
            id="wide characters",
        ),
        pytest.param(
            "Страна      Взнос\n\nДания         120\n\nЧили            8",
            [("Страна", "Взнос"), ("Дания", "120"), ("Чили", "8")],
            id="blank lines between rows",
        ),
        pytest.param(
            "Monday      8 a.m. - 6 p.m.\nSunday      closed",
            [("Monday", "8 a.m. - 6 p.m."), ("Sunday", "closed")],
            id="words alone",
        ),
        pytest.param(
            "Speaker      Subject\nIda Holm     Lamps\nSam Okoro    Ropes",
            [("Speaker", "Subject"), ("Ida Holm", "Lamps"), ("Sam Okoro", "Ropes")],
            id="a head known by its words",
        ),
        pytest.param(
            "=====    =====\nPort     Ships\n-----    -----\nSplit       12\n=====    =====",
            [("Port", "Ships"), ("Split", "12")],
            id="rules around it",
        ),
        pytest.param(
            "Pledges      Paid\n2002         2003\n=================\n12           14",
            [("Pledges 2002", "Paid 2003"), ("12", "14")],
            id="a head of two lines",
        ),
    ],
)
def test_cells_stand_in_their_columns(text, cells):
    assert rows(text) == cells


@pytest.mark.parametrize(
    "text",
    [
        "The  committee  met in the  morning to look  at\nthe   harbour  and the lamps  that had  been  lit at noon.",
        "The committee    met this morning in the hall    of the\nharbour to look    at the lamps that were    lit.",
        "He came.  She left.\nThey met.  It rained.",
        "Dear friends,    I am happy to be here.",
        "The sum was divided as follows ... and nobody objected to it.",
        "--   one item\n--   another item",
        "1.   Opening of the session\n2.   Election of officers",
        "Question:  Is the mayor well?\nSpokesman:  He is well.",
        "Home | Search | Contact us",
    ],
)
def test_prose_items_and_navigation_are_no_rows(text):
    assert rows(text) == []


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        (
            "What:     Weighing of the bells\nWhen:     Friday, 16 May, at 11 a.m.\nWhere:    Quay 4",
            [
                ("What:", "Weighing of the bells"),
                ("When:", "Friday, 16 May, at 11 a.m."),
                ("Where:", "Quay 4"),
            ],
        ),
        (
            "DATE:\t\tFriday\nPLACE:\t\tRoom 2, third floor of the\n\t\told customs house\nTIME:\t\t11 a.m.",
            [
                ("DATE:", "Friday"),
                ("PLACE:", "Room 2, third floor of the old customs house"),
                ("TIME:", "11 a.m."),
            ],
        ),
        (
            "Who: the Commissioner for Bells, Lamps and Ropes, Dr.\nHolm of the Old Customs House\nTime: 11 a.m.",
            [
                ("Who:", "the Commissioner for Bells, Lamps and Ropes, Dr. Holm of the Old Customs House"),
                ("Time:", "11 a.m."),
            ],
        ),
        (
            "Place: Conference room 2, on the third floor of the\nOld Customs House\nTime: 11 a.m.",
            [
                ("Place:", "Conference room 2, on the third floor of the Old Customs House"),
                ("Time:", "11 a.m."),
            ],
        ),
        ("Lieu :   Quai 4\nHeure :  10 h 30", [("Lieu :", "Quai 4"), ("Heure :", "10 h 30")]),
        ("Lugar: Muelle 4\nHora: 10.30", [("Lugar:", "Muelle 4"), ("Hora:", "10.30")]),
        ("Ort: Kai 4\nZeit: 10.30 Uhr", [("Ort:", "Kai 4"), ("Zeit:", "10.30 Uhr")]),
        ("Место: причал 4\nВремя: 10.30", [("Место:", "причал 4"), ("Время:", "10.30")]),
        ("المكان: الرصيف 4\nالوقت: 10:30", [("المكان:", "الرصيف 4"), ("الوقت:", "10:30")]),
        ("时间：5月16日\n地点：二号会议室", [("时间：", "5月16日"), ("地点：", "二号会议室")]),
        (
            "10.00 Opening by the harbour master\n10.30 - 11.15 Tour of the\nlights\n12 noon  lunch",
            [
                ("10.00", "Opening by the harbour master"),
                ("10.30 - 11.15", "Tour of the lights"),
                ("12 noon", "lunch"),
            ],
        ),
        (
            "9 a.m. Registration\n\n10:30 a.m.: Opening",
            [("9 a.m.", "Registration"), ("10:30 a.m.", "Opening")],
        ),
        ("10 h 30 : Ouverture\n11 heures : Visite", [("10 h 30", "Ouverture"), ("11 heures", "Visite")]),
        ("9.30 Uhr Eröffnung\n11 Uhr Rundgang", [("9.30 Uhr", "Eröffnung"), ("11 Uhr", "Rundgang")]),
        (
            "14 May: First reading\n\n15-16 May: Second reading",
            [("14 May", "First reading"), ("15-16 May", "Second reading")],
        ),
        ("14 мая — Первое чтение\n15 мая — Второе", [("14 мая", "Первое чтение"), ("15 мая", "Второе")]),
        ("5月14日：一读\n5月15日：二读", [("5月14日", "一读"), ("5月15日", "二读")]),
    ],
)
def test_particulars_and_programmes_are_rows_of_two_cells(text, cells):
    assert rows(text) == cells


@pytest.mark.parametrize(
    "text",
    [
        "The meeting, which began in the hall of the harbour at\n10.05 a.m. and was\n12.00 p.m. The hall.",
        "Question: Is it true?\nSpokesman: It is.\nQuestion: Where: in the hall?",
        "Mr. Holm:  It is.\nMs. Okoro: It is not.",
        "24. August was a Monday in that year.",
    ],
)
def test_sentences_with_times_and_colons_are_no_rows(text):
    assert rows(text) == []


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        (
            "Port Ships Hatches\n\nTrieste 12 3 Piraeus 40 17 Split 8 0",
            [
                ("Port", "Ships", "Hatches"),
                ("Trieste", "12", "3"),
                ("Piraeus", "40", "17"),
                ("Split", "8", "0"),
            ],
        ),
        (
            "Port Ships Hatches\nTrieste 12 3\nNorthern Skerries 9 --",
            [("Port", "Ships", "Hatches"), ("Trieste", "12", "3"), ("Northern Skerries", "9", "--")],
        ),
        (
            "Country\nPledge\nDenmark\n120,000\nChile\n100,000",
            [("Country", "Pledge"), ("Denmark", "120,000"), ("Chile", "100,000")],
        ),
        (
            "Country\n\n1998\n\n1999\n\nDenmark\n\n120\n\n140\n\nChile\n\n3\n\n4",
            [("Country", "1998", "1999"), ("Denmark", "120", "140"), ("Chile", "3", "4")],
        ),
    ],
)
def test_a_table_that_lost_its_columns_keeps_what_repeats_itself_and_is_in_doubt(text, cells):
    assert rows(text) == cells
    assert heads(text) == cells[:1]
    assert mark_rows(read_lines(text)).doubts == [1]


@pytest.mark.parametrize(
    "text",
    [
        "Room 1\nRoom 2\nRoom 3",
        "Agenda\n1.\nOpening\n2.\nElection",
        "They met in 2002 and 2003. Chile paid 12.",
        "Tel 4000 555\nFax 4000 556",
        "the ships 12 3 the boats 4 5",
    ],
)
def test_names_with_numbers_are_no_table(text):
    assert rows(text) == []


_WORDS = st.text("abcdefg", min_size=3, max_size=9).map(str.capitalize)
_FIGURES = st.integers(1, 9_999_999).map("{:,}".format)
_ROW = st.tuples(_WORDS, _FIGURES, _FIGURES)


@given(st.lists(_ROW, min_size=2, max_size=8), st.integers(2, 9), st.booleans(), st.data())
def test_a_table_typed_with_blanks_comes_back_cell_by_cell(table, apart, to_the_right, data):
    emptied = data.draw(st.lists(st.sampled_from([0, 1, 2]), min_size=len(table), max_size=len(table)))
    table = [
        tuple("" if place and place == empty else cell for place, cell in enumerate(row))
        for row, empty in zip(table, [0, *emptied[1:]], strict=True)
    ]
    widths = [max(len(row[place]) for row in table) for place in range(3)]
    lines = [
        (" " * apart).join(
            cell.rjust(width) if to_the_right and place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in table
    ]
    assert rows("The sums:\n\n" + "\n".join(lines) + "\n\nThey were read in the autumn.") == table


@pytest.mark.parametrize(
    "line",
    [
        "a    b",
        "a\tb\n",
        "a | b",
        "10.00 Opening\n",
        "Place: Quay\n",
        "Oil ..... 12",
        "-----   -----",
        "a  b\n\n",
        "x\n",
    ],
)
def test_many_rows_take_time_in_proportion(line):
    def seconds(count):
        lines = read_lines("\n".join([line] * count))
        start = time.process_time()
        read_body(lines)
        return time.process_time() - start

    seconds(100)
    assert seconds(8000) < 12 * (seconds(2000) + 0.05)


def test_rows_of_the_body_have_their_cells_and_a_table_in_doubt_is_a_guess():
    body = read_body(read_lines(PLEDGES + "\nThe next conference is in a year."))
    assert [(block.kind.value, len(block.cells), block.is_head) for block in body.blocks] == [
        ("table_row", 4, True),
        *[("table_row", 4, False)] * 5,
        ("paragraph", 0, False),
    ]
    assert body.guesses == ()
    ragged = read_body(
        read_lines("A sentence.\n\nDenmark    12    x    5\nThe Confederation of all    3\n\nEnd.")
    )
    assert [(guess.field, guess.line) for guess in ragged.guesses] == [("body", 3), ("body", 4)]
