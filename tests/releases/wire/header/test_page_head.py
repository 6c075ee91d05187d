import pytest

from releases.wire.blocks import BlockKind
from releases.wire.parser import parse

TEXT = "Forty keepers of nine coastal States met in the harbour today, with one borrowed lamp."
TITLE = "Keepers of Nine Coastal States Count Their Lamps"


@pytest.mark.parametrize(
    "head",
    [
        "Skip to main content\n\nHarbour Radio\n\nToggle navigation",
        "UN News\nOf Lamps and the Sea\nMain menu\nHarbour Radio\nToggle navigation",
        "About\nThe Harbour\nLamps\nPilots\nTides",
        "About\n\nThe Harbour\n\nLamps\n\nPilots\n\nTides",
        "Department of Public Information\nNews and Media Division\nNew York",
        "UNITED NATIONS\nInformation Service\nVIENNA",
        "UNITED NATIONS NATIONS UNIES\nUnited Nations Information Service\nVienna",
    ],
)
@pytest.mark.parametrize("sign", ["8 May 2001", "UNIS/CP/509\n8 May 2001"])
def test_lines_of_a_page_or_a_letterhead_are_no_title_and_no_dateline(head, sign):
    document = parse(f"{head}\n\n{TITLE}\n\n{sign}\n\n{TEXT}\n")
    assert (document.title, document.subtitle, document.dateline_city) == (TITLE, "", "")


@pytest.mark.parametrize("unknown", ["Now at the Harbour", "Hoy en el puerto", "今日港口"])
def test_line_above_a_title_that_is_printed_twice_is_none(unknown):
    text = f"{unknown}\n\n{TITLE}\n\n8 May 2001\n\nPress Briefing\n\n{TITLE.upper()}\n\n20010508\n\n{TEXT}\n"
    document = parse(text)
    assert (document.title, document.subtitle) == (TITLE, "")
    assert (1, unknown) in [(omission.line, omission.text) for omission in document.omitted]


def test_speaker_above_a_short_rule_is_a_note():
    text = f"THE CHIEF KEEPER\n— — —\n\nMESSAGE ON THE DAY OF LAMPS\n8 May 2001\n\n{TEXT}\n"
    document = parse(text)
    assert (document.title, document.subtitle) == ("MESSAGE ON THE DAY OF LAMPS", "")
    assert (BlockKind.NOTE, "THE CHIEF KEEPER") in [(block.kind, block.text) for block in document.blocks]


@pytest.mark.parametrize("rule", ["=======================", "-----------------"])
def test_rule_as_long_as_a_line_underlines_the_title(rule):
    document = parse(f"Keepers Count Their Lamps\n{rule}\n\nPilots Help\n\n8 May 2001\n\n{TEXT}\n")
    assert (document.title, document.subtitle) == ("Keepers Count Their Lamps", "Pilots Help")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"{TITLE}\n\n{TEXT}\n", "no symbol, date or label stands in the header; the first line was taken"),
        (f"{TITLE}\n\nPilots Help\n\n8 May 2001\n\n{TEXT}\n", "of several lines without a symbol the first was taken"),
        (
            f"Lamps\nThe Harbour\nPilots\nTides\n\n{TITLE}\n\n8 May 2001\n\n{TEXT}\n",
            "short lines above it were taken for the head of the page",
        ),
    ],
)  # fmt: skip
def test_title_that_was_chosen_is_a_guess(text, reason):
    assert reason in [guess.reason for guess in parse(text).guesses if guess.field == "title"]


@pytest.mark.parametrize(
    "text",
    [
        f"UNIS/CP/509\n8 May 2001\n\n{TITLE}\n\n{TEXT}\n",
        f"UNIS/CP/509\n8 May 2001\n\n{TITLE}\n\nPilots Help\n\nVALLETTA, 8 May (UNIS) -- {TEXT}\n",
        f"{TITLE}\n\n8 May 2001\n\n{TEXT}\n",
    ],
)
def test_title_beside_a_sign_of_the_header_is_sure(text):
    assert [guess for guess in parse(text).guesses if guess.field == "title"] == []


@pytest.mark.parametrize("tool", ["English | Deutsch", "Print this page", "Share"])
def test_title_above_a_switch_or_a_tool_of_the_page_stays(tool):
    text = f"Home\n\nKeepers Count Lamps\n\n{tool}\n\nHarbour Master Says Nine Are Missing\n\n8 May 2001\n\n{TEXT}\n"
    assert parse(text).title == "Keepers Count Lamps"


SPEAKERS = [
    ("THE SECRETARY-GENERAL", "", "MESSAGE ON THE DAY OF WELLS"),
    ("THE SECRETARY-GENERAL", "--", "MESSAGE ON THE DAY OF WELLS"),
    ("THE DIRECTOR-GENERAL", None, "MESSAGE ON THE DAY OF WELLS"),
    ("The Executive Director", "", "Message on the Day of Wells"),
    ("THE HIGH COMMISSIONER FOR HUMAN RIGHTS", "", "Wells Are for All"),
    ("LE SECRÉTAIRE GÉNÉRAL", "", "MESSAGE À L’OCCASION DE LA JOURNÉE DES PUITS"),
    ("EL SECRETARIO GENERAL", "--", "MENSAJE CON MOTIVO DEL DÍA DE LOS POZOS"),
    ("ГЕНЕРАЛЬНЫЙ СЕКРЕТАРЬ", "", "ПОСЛАНИЕ ПО СЛУЧАЮ ДНЯ КОЛОДЦЕВ"),
    ("الأمين العام", "", "رسالة بمناسبة يوم الآبار"),
    ("秘书长", None, "水井日致辞"),
    ("DER GENERALSEKRETÄR", "", "BOTSCHAFT ZUM TAG DER BRUNNEN"),
]


@pytest.mark.parametrize(("speaker", "between", "title"), SPEAKERS)
def test_who_speaks_is_no_title(speaker, between, title):
    head = [speaker, *([] if between is None else [between]), title]
    document = parse("\n".join([*head, "8 May 2018", "", TEXT, ""]))
    assert (document.title, document.subtitle) == (title, "")
    assert [block.text for block in document.blocks if block.kind == "note"] == [speaker]


@pytest.mark.parametrize(
    "title",
    ["THE SECRETARY-GENERAL\nCALLS FOR MORE WELLS", "The Secretary-General\nand the Wells of the North"],
)
def test_a_title_may_begin_with_who_acts(title):
    assert parse(f"{title}\n8 May 2018\n\n{TEXT}\n").title == " ".join(title.split())


MASTHEADS = [
    "Human Rights Office of the High Commissioner\nHome\nLatest\nPRESS RELEASES | SPECIAL PROCEDURES",
    "Haut-Commissariat des Nations Unies aux droits de l’homme\nDernières nouvelles\nDÉCLARATIONS | HAUT-COMMISSAIRE",
    "Oficina del Alto Comisionado para los Derechos Humanos\nÚltimas noticias\nCOMUNICADOS DE PRENSA | PROCEDIMIENTOS",
    "Bureau of Invented Wells\nHome\nMain menu",
    "UNITED NATIONS\tNATIONS UNIES\nPalais des Nations, 1211 GENEVA 10\nPRESS RELEASE - COMMUNIQUE DE PRESSE",
    "Department of Public Information\nNews Coverage and Accreditation Service\nNew York",
]


@pytest.mark.parametrize("masthead", MASTHEADS)
def test_the_head_of_a_site_is_no_title(masthead):
    document = parse(
        f"{masthead}\n\nForty wells of the north are dry, say their keepers\n8 May 2018\n\n{TEXT}\n"
    )
    assert document.title == "Forty wells of the north are dry, say their keepers"
    assert (document.subtitle, document.dateline_city) == ("", "")


def test_short_lines_without_the_signs_of_a_page_are_the_title():
    document = parse(f"Wells are dry\n\nForty keepers report from the north\n8 May 2018\n\n{TEXT}\n")
    assert (document.title, document.subtitle) == ("Wells are dry", "Forty keepers report from the north")
