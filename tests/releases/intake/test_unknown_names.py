import pytest

from releases.intake.recognition import Findings, recogniser
from releases.intake.unknown_names import unknown_names
from releases.wire.parser import parse
from tests.factories import make_event, make_institute, make_series

pytestmark = pytest.mark.django_db
HEAD = "TEST/SER/7\n3 May 2005\n\nInvented title\n\nVIENNA, 3 May (UN Information Service) -- "
SERIES = ("series", "TEST/SER", "", "")


def found(body, findings=None):
    names = unknown_names(parse(HEAD + body + "\n"), findings or Findings())
    return [(name.thing, name.name, name.acronym, name.kind) for name in names]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "The course was held by the Siam Institute for Criminal Justice Training (SICJT) in May.",
            ("institute", "Siam Institute for Criminal Justice Training", "SICJT", "associated"),
        ),
        (
            "Le cours de l’Institut inventé pour la justice fut bref. L’Académie Nouvelle de Droit (AND) y était.",
            ("institute", "Académie Nouvelle de Droit", "AND", "associated"),
        ),
        (
            "El Centro Inventado de Estudios (CIE) organizó el curso.",
            ("institute", "Centro Inventado de Estudios", "CIE", "associated"),
        ),
        (
            "It will report to the Third Invented Congress on Fair Courts, which meets in May.",
            ("event", "Third Invented Congress on Fair Courts", "", "congress"),
        ),
        (
            "The 12th Invented Workshop on the Law of Lakes was opened.",
            ("event", "12th Invented Workshop on the Law of Lakes", "", "workshop"),
        ),
    ],
)
def test_what_is_written_as_a_name_is_offered(body, expected):
    assert found(body) == [SERIES, expected]


@pytest.mark.parametrize(
    "body",
    [
        "The judges (JUDGES) spoke about the institute (ABC) of their town.",
        "Mr. Invented Person (AFR) said that it was the third session of the group.",
        "They met for the First Time in Many Years.",
        "(SICJT) alone says nothing.",
    ],
)
def test_what_is_no_name_is_not_offered(body):
    assert found(body) == [SERIES]


def test_what_was_recognised_is_not_offered():
    make_series("TEST/SER")
    make_institute("sicjt", name="Siam Institute for Criminal Justice Training", acronym="SICJT")
    make_event("fair-courts", name="Third Invented Congress on Fair Courts")
    body = (
        "The Siam Institute for Criminal Justice Training (SICJT) took part in the Third Invented Congress on Fair "
        "Courts in May. "
    )
    document = parse(HEAD + body + "\n")
    findings = recogniser().read([block.text for block in document.blocks], on=None)
    assert unknown_names(document, findings) == []


def test_a_name_is_offered_once_and_never_hundreds():
    body = "The Siam Institute of Law (SIL) met. The Siam Institute of Law (SIL) met again. "
    assert found(body) == [SERIES, ("institute", "Siam Institute of Law", "SIL", "associated")]
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    assert len(found(" ".join(f"The {a} Institute of Law (IL{a})." for a in letters))) == 20
