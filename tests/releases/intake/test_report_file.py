import csv
from io import StringIO

import pytest

from releases.intake.outcomes import Outcome, OutcomeKind
from releases.intake.report_file import COLUMNS, ReportFile, lines_of
from releases.models import ImportedFile
from releases.wire.document import Problem
from tests.factories import make_release

pytestmark = pytest.mark.django_db


def read(text):
    assert text.startswith("\ufeff")
    header, *rows = csv.reader(StringIO(text[1:], newline=""))
    assert tuple(header) == COLUMNS
    return rows


def test_each_outcome_is_a_row_as_soon_as_it_is_there(tmp_path):
    path = tmp_path / "report.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        report = ReportFile(file)
        problem = Problem(3, "Invented problem.", "invented")
        release = make_release(symbol="TEST/SER/1", title="Invented, “quoted” title")
        release.guesses = {"title": "invented"}
        report.add(Outcome("a.txt", OutcomeKind.CREATED, release, problems=(problem,)))
        report.add(Outcome("b.txt", OutcomeKind.FAILED, message="Invented reason."))
        assert read(path.read_text(encoding="utf-8")) == [
            [
                "a.txt",
                "created",
                "TEST/SER/1",
                "en",
                "Invented, “quoted” title",
                "",
                "3: Invented problem.",
                "1",
            ],
            ["b.txt", "failed", "", "", "", "Invented reason.", "", "0"],
        ]


@pytest.mark.parametrize("name", ["=SUM(A1)", "+1", "-1", "@a", "\tb"])
def test_nothing_is_a_formula(name):
    (row,) = read("".join(lines_of([ImportedFile(name=name, outcome="failed")])))
    assert row[0] == f"'{name}"


def test_a_file_of_the_desk_has_a_row_for_each_release_and_one_while_it_waits():
    two = [
        {"reference": f"TEST/SER/{number}", "language": "en", "title": "T", "guesses": 0} for number in (1, 2)
    ]
    files = [ImportedFile(name="a.txt", outcome="created", releases=two), ImportedFile(name="b.txt")]
    assert [row[:3] for row in read("".join(lines_of(files)))] == [
        ["a.txt", "created", "TEST/SER/1"],
        ["a.txt", "created", "TEST/SER/2"],
        ["b.txt", "waiting", ""],
    ]
