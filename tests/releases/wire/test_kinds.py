import pytest

from releases.enums import ReleaseKind
from releases.wire.kinds import Signs, tell_kind
from releases.wire.parser import parse
from releases.wire.series import SERIES, meaning_of
from releases.wire.symbols import parse_symbol

PROSE = "Forty ferry inspectors from nine coastal States opened a week of drills in the harbour today."


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Secretary-General’s Message on World Ferry Day", "statement"),
        ("UN SECRETARY-GENERAL'S MESSAGE FOR WORLD FERRY DAY", "statement"),
        ("Statement by the Executive Director on Ferries", "statement"),
        ("Statement attributable to the Spokesperson for the Secretary-General on Ferries", "statement"),
        ("Security Council Press Statement on Attack in the Harbour", "statement"),
        ("Remarks at the Opening of the Harbour", "statement"),
        ("Opening Remarks by the Harbour Master", "statement"),
        ("Secretary-General, in Message to Harbour Masters, Urges Calm", "statement"),
        ("World Ferry Day, 8 May\nMessage of the Secretary-General", "statement"),
        ("World Ferry Day – Message", "statement"),
        ("Message du Secrétaire général à l’occasion de la Journée des bacs", "statement"),
        ("Déclaration de la Directrice exécutive", "statement"),
        ("Mensaje del Secretario General en el Día de los Transbordadores", "statement"),
        ("Declaración del Secretario General sobre los puertos", "statement"),
        ("Послание Генерального секретаря по случаю Всемирного дня паромов", "statement"),
        ("Заявление Генерального секретаря", "statement"),
        ("رسالة الأمين العام بمناسبة اليوم العالمي للعبّارات", "statement"),
        ("بيان منسوب إلى المتحدث باسم الأمين العام", "statement"),
        ("秘书长世界渡轮日致辞", "statement"),
        ("Botschaft des Generalsekretärs zum Welttag der Fähren", "statement"),
        ("Daily Press Briefing by the Office of the Spokesperson", "press_briefing"),
        ("Highlights of the Noon Briefing", "press_briefing"),
        ("Press Conference on Ferries", "press_briefing"),
        ("Conférence de presse du Commandant du port", "press_briefing"),
        ("Conferencia de prensa sobre los puertos", "press_briefing"),
        ("Media Advisory: Opening of the Harbour", "media_advisory"),
        ("Invitation to the Opening of the Harbour", "media_advisory"),
        ("Round-up of the Session on Ferries", "round_up"),
        ("New Permanent Representative of Malta Presents Credentials", "biographical_note"),
        ("Ferry Inspectors Open Week of Drills", "press_release"),
        ("Third Committee Hears Statements by Nine Ministers", "press_release"),
        ("Inspectors Send Message in a Bottle", "press_release"),
        ("Remarkable Ferry Reaches Port", "press_release"),
        ("Addressing the Needs of Passengers", "press_release"),
    ],
)
def test_a_title_tells_the_kind(title, kind):
    assert tell_kind(Signs(title=title, paragraphs=(PROSE,), has_dateline=True)) == kind


@pytest.mark.parametrize(
    ("paragraphs", "has_dateline", "kind"),
    [
        (("The members of the Security Council condemned the attack in the harbour.",), False, "statement"),
        (("Les membres du Conseil de sécurité ont condamné l’attaque.",), False, "statement"),
        (("Following is the text of a message by the Secretary-General:",), True, "statement"),
        (("Excellencies, dear friends,", "The harbour is open."), False, "statement"),
        (("On this day we honour the ferries.", "I call on every port to open."), False, "statement"),
        (("Я призываю все порты открыться.", "Мы чтим паромы."), False, "statement"),
        (("On this day we honour the ferries.", "I call on every port to open."), True, "press_release"),
        (
            ("“I call on every port to open,” said the master.", "“We are open,” he said."),
            False,
            "press_release",
        ),
        (("Journalists are invited to the opening of the harbour.",), False, "media_advisory"),
        ((PROSE,), False, "press_release"),
        ((), False, "press_release"),
    ],
)
def test_the_text_tells_the_kind_where_nothing_else_does(paragraphs, has_dateline, kind):
    assert tell_kind(Signs(title="World Ferry Day", paragraphs=paragraphs, has_dateline=has_dateline)) == kind


@pytest.mark.parametrize(
    ("symbol", "kind"),
    [
        ("SG/SM/8900", "statement"),
        ("UNIS/SGSM/12", "statement"),
        ("BIO/3500", "biographical_note"),
        ("UNIS/MA/240", "media_advisory"),
        ("Note No. 5838", "note_to_correspondents"),
        ("DH/2500", "press_briefing"),
        ("UNIS/CP/941/Corr.1", "correction"),
        ("UNIS/CP/941/Rev.1", "press_release"),
        ("SC/7500", "press_release"),
    ],
)
def test_a_series_tells_the_kind(symbol, kind):
    assert tell_kind(Signs(symbols=(parse_symbol(symbol),), title="Invented", paragraphs=(PROSE,))) == kind


def test_a_security_council_statement_is_one_and_a_meeting_is_none():
    statement = "SC/7500\n8 May 2001\n\nSecurity Council Press Statement on Ferries\n\nThey met.\n"
    meeting = (
        "SC/7501\n8 May 2001\n\nSecurity Council\n4321st Meeting (AM)\n\nCouncil Discusses Ferries\n\n"
        + PROSE
    )
    assert [parse(text).kind for text in (statement, meeting)] == ["statement", "meeting_coverage"]


def test_every_row_of_the_table_is_a_series_and_names_a_known_kind_and_source():
    for prefix, known in SERIES.items():
        assert parse_symbol(f"{prefix}/123").series == prefix
        assert known.kind in {"", *ReleaseKind.values}
        assert known.source in {
            "https://research.un.org/en/docs/pressreleases",
            "UN practice",
            "seen in releases of 1976 to 2025",
        }
        assert bool(known.title) == (known.source != "seen in releases of 1976 to 2025")
        assert known.english in {"", *SERIES}


@pytest.mark.parametrize(
    ("series", "title"),
    [("HR/CT/98", "Human rights treaty bodies"), ("SC", "Security Council"), ("XYZ", None)],
)
def test_the_meaning_of_a_series_of_one_year_is_that_of_all(series, title):
    known = meaning_of(series)
    assert (known.title if known else None) == title
