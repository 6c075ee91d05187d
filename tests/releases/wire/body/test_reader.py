import pytest

from releases.wire.body.reader import read_body
from releases.wire.lines import read_lines


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A sentence ends here.\nAnother ends here.", ["paragraph", "paragraph"]),
        ("A sentence ends here.\n\nBackground\n\nAnother ends here.", ["paragraph", "heading", "paragraph"]),
        ("They agreed:\n\n-- one item;\n-- two items.", ["paragraph", "list_item", "list_item"]),
        ("They agreed:\n• one\n• two", ["paragraph", "list_item", "list_item"]),
        ("They agreed:\n? one;\n? two.", ["paragraph", "list_item", "list_item"]),
        ("The meeting, which began at\n12:05 p.m., was adjourned at\n12:11 p.m.", ["paragraph"]),
        ("The Committee will meet again at its usual place at\n\n10 a.m. on Monday.", ["paragraph"]),
        ("** Harbours\n\nA sentence ends here.", ["heading", "paragraph"]),
        ("**Harbours -- Report\n\nA sentence ends here.", ["heading", "paragraph"]),
        ("A sentence ends here.\n\n***\n\nAnother ends here.", ["paragraph", "paragraph"]),
        ("A sentence ends here.\n\n(For the vote, see annex I.)", ["paragraph", "note"]),
        ("A sentence ends here.\n\n* Reissued to correct a name.", ["paragraph", "note"]),
        ("Monday      8 a.m. - 6 p.m.\nSunday      closed", ["table_row", "table_row"]),
        ("A sentence ends here.\n\nContact: Ann Lee, tel. (+43-1) 555-0100", ["paragraph", "contact"]),
        (
            "A sentence ends here.\n\nMedia contacts\nAnn Lee\nTel: 555-0100",
            ["paragraph", "contact", "contact", "contact"],
        ),
        ("A sentence ends here.\n\nFor information media. Not an official record.", ["paragraph", "footer"]),
        ("A sentence ends here.\n\nBack to top", ["paragraph", "footer"]),
        ("1. Background\n\nA sentence ends here.", ["heading", "paragraph"]),
        ("24. August was a Monday in that year.", ["paragraph"]),
        ("Question: Is the mayor well?\n\nSpokesman: He is.", ["paragraph", "paragraph"]),
    ],
)
def test_body_is_read_as_blocks(text, kinds):
    assert [block.kind.value for block in read_body(read_lines(text)).blocks] == kinds


def test_hard_wrapped_paragraphs_are_joined_and_keep_their_spaces():
    text = (
        "The library opened this morning in the presence of its neighbours, who\n"
        "had brought chairs.  They had travelled far with them and sat down at\n"
        "once.\n"
        "     A lamp has been ordered by the director, and the lamp will be lit in\n"
        "the evening.\n"
    )
    blocks = read_body(read_lines(text)).blocks
    assert [(block.line, block.text[:11], block.text[-9:]) for block in blocks] == [
        (1, "The library", " at once."),
        (4, "A lamp has ", " evening."),
    ]
    assert "chairs.  They" in blocks[0].text


@pytest.mark.parametrize(
    ("line", "ends"),
    [
        ("* *** *", True),
        ("*  ***  *", True),
        ("  * *** *  ", True),
        ("***", False),
        ("*****", False),
        ("** Topic", False),
    ],
)
def test_end_mark_is_told_from_other_stars(line, ends):
    body = read_body(read_lines(f"A sentence ends here.\n\n{line}\n\nCall 555-0100 for more."))
    assert body.end_mark is ends
    assert [block.kind.value for block in body.blocks if block.kind.value == "paragraph"] == (
        ["paragraph"] if ends else ["paragraph", "paragraph"]
    )


def test_nothing_after_the_end_mark_is_body():
    text = "A sentence ends.\n\n* *** *\n\n* A footnote.\n\nAnn Lee\nTel: 555-0100\n\nMore sentences. More."
    assert [block.kind.value for block in read_body(read_lines(text)).blocks] == [
        "paragraph",
        "note",
        "contact",
        "contact",
        "footer",
    ]


@pytest.mark.parametrize(
    "sign",
    [
        "ENDS",
        "END",
        "(END)",
        "[END]",
        "- END -",
        "***ENDS***",
        "###",
        "# # #",
        "- 30 -",
        "FIN",
        "Fin",
        "Ende",
        "конец",
        "انتهى",
        "(完)",
        "（完）",
        "End of press release",
    ],
)
def test_a_sign_that_closes_a_text_is_left_out_and_said(sign):
    body = read_body(
        read_lines(f"The lamps burn again.\n\n{sign}\n\nContact: Ann Lee, tel. (+43-1) 555-0100")
    )
    assert [block.kind.value for block in body.blocks] == ["paragraph", "contact"]
    assert [omission.text for omission in body.omitted] == [sign]
    assert not body.end_mark


@pytest.mark.parametrize("heading", ["Ends and means", "Fin de la session", "The End of an Era", "30 lamps"])
def test_a_heading_may_begin_with_the_end(heading):
    body = read_body(
        read_lines(f"The lamps burn again.\n\n{heading}\n\nThe keepers went home after the storm.")
    )
    assert [block.kind.value for block in body.blocks] == ["paragraph", "heading", "paragraph"]


FEET = [
    "Tags\nSpecial Procedures\n\nVIEW THIS PAGE IN:\nFrench Spanish",
    "Related\n\nLamps of the north\n\nShare",
    "Mots-clés\nPhares",
    "Etiquetas\nFaros",
    "Теги\nМаяки",
    "标签\n灯塔",
    "الوسوم\nالمنارات",
    "Schlagwörter\nLeuchttürme",
]


@pytest.mark.parametrize("foot", FEET)
def test_the_foot_of_a_page_is_no_contact_and_no_heading(foot):
    text = f"The lamps burn again.\n\nContact: Ann Lee, tel. (+43-1) 555-0100\n\n{foot}"
    kinds = [block.kind.value for block in read_body(read_lines(text)).blocks]
    assert kinds[:2] == ["paragraph", "contact"]
    assert set(kinds[2:]) == {"footer"}


def test_a_heading_such_as_related_above_prose_stays():
    text = "The lamps burn again.\n\nRelated documents\n\nThe report on lamps is before the committee today."
    assert [block.kind.value for block in read_body(read_lines(text)).blocks] == [
        "paragraph",
        "heading",
        "paragraph",
    ]


OFFICERS = [
    "Chairman: Ms. Vera Kolarova (Bulgaria)\nFirst Vice-Chairman: Mr. Mutasa (Peru)\nRapporteur: Ms. Holt (Japan)",
    "Président : M. Lampe (France)\nVice-Présidente : Mme Phare (Belgique)\nRapporteur : M. Port (Suisse)",
    "Presidenta: Sra. Faro (México)\nVicepresidente: Sr. Puerto (Perú)\nRelator: Sr. Mar (Chile)",
    "Председатель: г-н Маяк (Болгария)\nЗаместитель председателя: г-жа Лампа (Чехия)\nДокладчик: г-н Порт (Литва)",
    "الرئيس: السيد فنار (مصر)\nنائب الرئيس: السيدة ميناء (لبنان)\nالمقرر: السيد بحر (تونس)",
    "主席：灯塔（中国）\n副主席：港口（日本）\n报告员：海洋（泰国）",
    "Vorsitzende: Frau Lob (Peru)\nStellvertretender Vorsitzender: Herr Ufer (Mali)\nBerichterstatter: Herr See (Laos)",
]


@pytest.mark.parametrize("officers", OFFICERS)
@pytest.mark.parametrize(
    ("above", "kind", "kind_above"),
    [
        ("Officers", "table_row", "heading"),
        ("The following officers were elected:", "list_item", "paragraph"),
    ],
)
def test_officers_are_rows_or_items_of_one_kind(officers, above, kind, kind_above):
    text = f"The lamps burn again.\n\n{above}\n\n{officers}\n\nThe committee meets again in May, it was said."
    kinds = [block.kind.value for block in read_body(read_lines(text)).blocks]
    assert kinds == ["paragraph", kind_above, kind, kind, kind, "paragraph"]


def test_officers_in_a_column_keep_the_names_below():
    officers = (
        "President:\tMs. Kolarova (Bulgaria)\nVice-Presidents:\tMr. Mutasa (Zimbabwe)\n\tMr. Prado (Peru)"
    )
    text = f"The lamps burn again.\n\n{officers}"
    cells = [block.cells for block in read_body(read_lines(text)).blocks[1:]]
    assert cells == [
        ("President:", "Ms. Kolarova (Bulgaria)"),
        ("Vice-Presidents:", "Mr. Mutasa (Zimbabwe) Mr. Prado (Peru)"),
    ]


def test_what_a_chairman_says_is_no_particular():
    text = (
        "The lamps burn again.\n\nChairman: Thank you all for coming.\n\nPresident: Is there anything else?"
    )
    assert [block.kind.value for block in read_body(read_lines(text)).blocks] == ["paragraph"] * 3


@pytest.mark.parametrize(
    "salutations",
    [
        "Excellencies,\nLadies and gentlemen,",
        "Madam Chair,\nDistinguished members of the Commission,\nLadies and gentlemen,",
        "Monsieur le Président,\nMesdames et Messieurs,",
        "Señor Presidente,\nExcelencias,",
        "Sehr geehrte Damen und Herren,\nExzellenzen,",
        "Уважаемый председатель,\nДамы и господа,",
        "Excellencies,\n\nLadies and gentlemen,",
    ],
)
def test_salutations_over_several_lines_are_no_list(salutations):
    text = f"Following are the remarks of today:\n\n{salutations}\n\nI have crossed many bridges, some of them burning."
    kinds = {block.kind.value for block in read_body(read_lines(text)).blocks}
    assert kinds == {"paragraph"}


@pytest.mark.parametrize(
    "head",
    [
        "For information contact:",
        "For interviews, please call:",
        "Information Officer:",
        "*For further information contact:*",
        "Para consultas:",
        "Für Anfragen:",
        "Pour les interviews :",
    ],
)
def test_heads_of_contacts_take_the_lines_below(head):
    text = f"The lamps burn again.\n\n{head}\n\nVeronika Probst\nUNIS Vienna\nTel: (+43-1) 555-0177"
    assert [block.kind.value for block in read_body(read_lines(text)).blocks] == [
        "paragraph",
        *["contact"] * 4,
    ]


def test_a_last_paragraph_with_address_and_number_is_a_contact():
    contact = (
        "Para consultas, llamar a los Servicios, correo electrónico: a@b.example; teléfono: (56-2) 555 0140."
    )
    other = "Die Redaktion ist unter a@b.example und +43 1 555 0177 zu erreichen."
    for last in (contact, other):
        kinds = [
            block.kind.value for block in read_body(read_lines(f"The lamps burn again.\n\n{last}")).blocks
        ]
        assert kinds == ["paragraph", "contact"]


@pytest.mark.parametrize(
    "line",
    [
        "Responding to a question, Mr. Fahrer said he had forgotten them at the kerb, one by one",
        "She thanked the driver, the cook and everybody who had waited",
        "The Committee will meet again at 3 p.m. on Monday, 14 May",
        "Répondant à une question, M. Phare a dit qu’il les avait oubliés, tous les neuf",
        "Auf eine Frage, die niemand erwartet hatte, sagte Herr Fahrer, er wisse es nicht",
    ],
)
def test_prose_without_its_stop_is_no_heading(line):
    text = f"The lamps burn again.\n\n{line}\n\nThe last of them asked for a glass of water and a list of the names."
    assert [block.kind.value for block in read_body(read_lines(text)).blocks] == ["paragraph"] * 3


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "* Lamps arrive\n\nA convoy of lamps arrived.\n\n* Rooms open\n\nThey are open.",
            ["heading", "paragraph"] * 2,
        ),
        ("*Llegan faros\n\nLlegaron hoy.\n\n*Abren salas\n\nEstán abiertas.", ["heading", "paragraph"] * 2),
        ("* Lamps arrive\n\nA convoy of lamps* arrived.\n\n* By hand.", ["note", "paragraph", "note"]),
        ("A convoy of lamps arrived.\n\n* Reissued today", ["paragraph", "note"]),
    ],
)
def test_stars_head_topics_where_a_text_has_several(text, kinds):
    assert [block.kind.value for block in read_body(read_lines(text)).blocks] == kinds


@pytest.mark.parametrize("sign", ["{}.     ", "({})     ", "Ø      ", "ü      ", "•      ", "o      "])
def test_items_with_a_wide_gap_are_no_table(sign):
    items = "\n".join(
        sign.format(place) + words for place, words in enumerate(["Good luck", "Good oil"], start=1)
    )
    kinds = [block.kind.value for block in read_body(read_lines(f"He had two wishes:\n\n{items}")).blocks]
    assert kinds == ["paragraph", "list_item", "list_item"]


def test_lines_of_names_with_commas_are_one_paragraph():
    text = "Its members are well known.\n\nAustralia, Austria, Bolivia,\nBrazil, Bulgaria, Chad,\nand others."
    texts = [block.text for block in read_body(read_lines(text)).blocks]
    assert texts[1:] == ["Australia, Austria, Bolivia, Brazil, Bulgaria, Chad, and others."]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        (
            "The keepers asked the office for a new set of well-\nknown figures on their lamps.",
            "The keepers asked the office for a new set of well-known figures on their lamps.",
        ),
        (
            "The keepers asked the office for short-\nand long-term figures on their lamps.",
            "The keepers asked the office for short- and long-term figures on their lamps.",
        ),
        (
            "The keepers asked for figures -\nthose on lamps above all others of the port.",
            "The keepers asked for figures - those on lamps above all others of the port.",
        ),
    ],
)
def test_a_word_broken_at_its_hyphen_is_whole_again(text, joined):
    assert [block.text for block in read_body(read_lines(text)).blocks] == [joined]
