import csv
import json
import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from releases.management.commands import import_releases
from releases.models import Release
from tests.factories import make_release

pytestmark = pytest.mark.django_db
DOCUMENT = settings.BASE_DIR / "fixtures" / "BKK-CP-14.txt"


def run(*arguments):
    """Exit code, lines of standard output, text of standard error."""
    out, err = StringIO(), StringIO()
    code = 0
    try:
        call_command("import_releases", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as stop:
        code = stop.code
    return code, out.getvalue().splitlines(), err.getvalue().strip()


def invented(number, body="Invented text of a release that goes on for a while."):
    return f"TEST/SER/{number}\n3 May 2005\n\nInvented title\n\nVIENNA, 3 May (UN Information Service) -- {body}\n"


def test_files_and_folders_are_read_in_order_and_summed_up(tmp_path):
    (tmp_path / "b.txt").write_text(invented(2))
    (tmp_path / "a.txt").write_text(invented(1))
    code, lines, summary = run(tmp_path, DOCUMENT)
    assert code == 0
    assert lines == [
        f"{tmp_path}/a.txt: created TEST/SER/1",
        f"{tmp_path}/b.txt: created TEST/SER/2",
        f"{DOCUMENT}: created BKK/CP/14",
    ]
    assert summary == "3 created, 0 new edition, 0 unchanged, 0 failed"
    assert Release.objects.count() == 3


def test_a_second_run_changes_nothing(tmp_path):
    (tmp_path / "a.txt").write_text(invented(1))
    run(tmp_path)
    code, lines, summary = run(tmp_path)
    assert (code, summary) == (0, "0 created, 0 new edition, 1 unchanged, 0 failed")
    assert lines == [f"{tmp_path}/a.txt: unchanged TEST/SER/1"]


def test_a_failing_file_does_not_stop_the_rest(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    (tmp_path / "b.txt").write_text(invented(2))
    code, lines, summary = run(tmp_path, tmp_path / "missing.txt")
    assert (code, summary) == (1, "1 created, 0 new edition, 0 unchanged, 2 failed")
    assert lines == [
        f"{tmp_path}/a.txt: failed",
        f"{tmp_path}/a.txt: This file is a PNG picture, not text: save it as plain text and try again.",
        f"{tmp_path}/b.txt: created TEST/SER/2",
        f"{tmp_path}/missing.txt: failed",
        f"{tmp_path}/missing.txt: This file cannot be read: No such file or directory.",
    ]


def test_an_importer_that_breaks_on_one_file_goes_on_with_the_next(tmp_path, monkeypatch, caplog):
    real = import_releases.import_file

    def breaks_on_a(data, **options):
        if options["filename"].endswith("a.txt"):
            raise ZeroDivisionError
        return real(data, **options)

    monkeypatch.setattr(import_releases, "import_file", breaks_on_a)
    (tmp_path / "a.txt").write_text(invented(1))
    (tmp_path / "b.txt").write_text(invented(2))
    code, _lines, summary = run(tmp_path)
    assert (code, summary) == (1, "1 created, 0 new edition, 0 unchanged, 1 failed")
    assert "ZeroDivisionError" in caplog.text


def test_other_kinds_of_file_in_a_folder_are_named_and_counted(tmp_path):
    (tmp_path / "style.css").write_text("p {}")
    (tmp_path / "a.txt").write_text(invented(1))
    code, lines, summary = run(tmp_path)
    assert code == 0
    assert lines[1:] == [
        f"{tmp_path}/style.css: passed over",
        f"{tmp_path}/style.css: Not read: this is a style sheet.",
    ]
    assert summary == "1 created, 0 new edition, 0 unchanged, 0 failed, 1 passed over"
    _code, lines, _summary = run(tmp_path, "--json")
    passed_over = json.loads(lines[1])
    assert (passed_over["outcome"], passed_over["message"]) == (
        "passed over",
        "Not read: this is a style sheet.",
    )


def test_a_file_that_should_have_been_read_and_cannot_be_is_a_failure(tmp_path):
    (tmp_path / "a.wpd").write_bytes(b"\xffWPC" + bytes(40))
    code, lines, summary = run(tmp_path)
    assert (code, summary) == (1, "0 created, 0 new edition, 0 unchanged, 1 failed")
    assert lines[1].endswith(
        "This is a WordPerfect file: open it in Word or LibreOffice and save it as .docx."
    )


def test_an_interruption_keeps_what_was_read(tmp_path, monkeypatch):
    real = import_releases.import_file

    def interrupted_at_b(data, **options):
        if options["filename"].endswith("b.txt"):
            raise KeyboardInterrupt
        return real(data, **options)

    for number, name in enumerate("abc"):
        (tmp_path / f"{name}.txt").write_text(invented(number))
    with monkeypatch.context() as patch:
        patch.setattr(import_releases, "import_file", interrupted_at_b)
        code, _lines, _summary = run(tmp_path)
    assert (code, Release.objects.count()) == (130, 1)
    code, _lines, summary = run(tmp_path)
    assert (code, summary) == (0, "2 created, 0 new edition, 1 unchanged, 0 failed")


def test_problems_are_printed_with_file_and_line(tmp_path):
    file = tmp_path / "a.txt"
    file.write_text(
        "TEST/SER/8\n31 September 2005\n\nInvented title\n\nInvented text of a release that goes on.\n"
    )
    _code, lines, _summary = run(file)
    assert f"{file}:2: There is no such day as 31 September 2005." in lines


def test_json_is_one_object_for_each_file(tmp_path):
    (tmp_path / "empty.txt").write_text("")
    code, lines, _summary = run("--dry-run", "--json", DOCUMENT, tmp_path / "empty.txt")
    first, second = map(json.loads, lines)
    assert code == 1
    assert (first["file"], first["outcome"], first["reference"]) == (str(DOCUMENT), "created", "BKK/CP/14")
    assert {one["key"] for one in first["institutes"]} == {"HEUNI", "ISISC"}
    assert [one["key"] for one in first["offices"]] == ["UNODC"]
    assert second == {
        "file": str(tmp_path / "empty.txt"),
        "line": 1,
        "outcome": "failed",
        "reference": None,
        "edition": None,
        "message": "This file is empty.",
    }


def test_a_dry_run_knows_what_is_there(tmp_path):
    run(DOCUMENT)
    _code, lines, summary = run("--dry-run", DOCUMENT)
    assert lines == [f"{DOCUMENT}: unchanged BKK/CP/14"]
    assert summary.endswith("(dry run, nothing changed)")


def test_approved_releases_go_public_when_told(tmp_path):
    run("--approve", "--publish-at", "2005-04-21T10:00+07:00", DOCUMENT)
    release = Release.objects.get()
    assert (release.state, release.publish_at.isoformat()) == ("approved", "2005-04-21T03:00:00+00:00")


def test_a_time_that_is_none_is_refused():
    with pytest.raises(CommandError, match="“tomorrow” is no time"):
        run("--publish-at", "tomorrow", DOCUMENT)


def test_a_dry_run_needs_no_database(tmp_path):
    environment = {
        "SECRET_KEY": "only-for-tests-" + "0" * 40,
        "SITE_URL": "http://testserver",
        "DATABASE_URL": f"sqlite:///{tmp_path}/none.sqlite3",
        "PATH": "/usr/bin:/bin",
    }
    options = {"cwd": settings.BASE_DIR, "env": environment, "capture_output": True}
    command = [sys.executable, "manage.py", "import_releases", "--json", str(DOCUMENT)]
    dry = subprocess.run([*command, "--dry-run"], **options, check=False)
    assert json.loads(dry.stdout)["reference"] == "BKK/CP/14"
    wet = subprocess.run(command, **options, check=False)
    assert wet.returncode == 1
    assert b"CommandError: The database has no tables yet" in wet.stderr


def export(capfdbinary, *arguments):
    call_command("export_release", *arguments)
    return capfdbinary.readouterr().out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_export_gives_the_original_bytes(tmp_path, capfdbinary, encoding):
    data = invented(1, "Un café — “cité” in the text of a release.").replace("\n", "\r\n").encode(encoding)
    (tmp_path / "a.txt").write_bytes(data)
    run(tmp_path)
    assert export(capfdbinary, "test/ser/1") == data


def test_export_writes_a_release_that_was_never_imported(capfdbinary):
    make_release(symbol="TEST/SER/5", title="Invented title")
    assert export(capfdbinary, "TEST/SER/5").startswith(
        b"TEST/SER/5\n21 April 2005\n\nInvented title\n\nInvented text."
    )


def test_export_as_json_holds_the_original(tmp_path):
    run(DOCUMENT)
    out = StringIO()
    call_command("export_release", "BKK/CP/14", "--format", "json", stdout=out)
    found = json.loads(out.getvalue())
    assert (found["reference"], found["series"], found["issued_on"]) == ("BKK/CP/14", "BKK/CP", "2005-04-21")
    assert found["as_issued"].startswith("QktLL0NQLzE0")


def test_export_names_the_languages_that_there_are():
    make_release(symbol="TEST/SER/5")
    with pytest.raises(
        CommandError, match=r"no release TEST/SER/5 in the language fr\. There is it in: en\."
    ):
        call_command("export_release", "TEST/SER/5", "--language", "fr")


def two_in_one():
    return f"{invented(1)}\n* *** *\n\n{invented(2).replace('3 May 2005', '31 June 2005', 1)}"


def test_several_releases_of_a_file_are_as_many_lines_and_releases(tmp_path, client):
    file = tmp_path / "two.txt"
    file.write_text(two_in_one())
    code, lines, summary = run(file)
    assert (code, summary) == (0, "2 created, 0 new edition, 0 unchanged, 0 failed")
    assert lines[:3] == [
        f"{file}: created TEST/SER/1",
        f"{file}:10: created TEST/SER/2",
        f"{file}:11: There is no such day as 31 June 2005.",
    ]
    first, second = Release.objects.order_by("reference")
    assert bytes(first.as_issued) + bytes(second.as_issued) == file.read_bytes()
    assert second.problems[0]["line"] == 2
    _code, lines, summary = run("--json", file)
    assert [(one["file"], one["line"], one["reference"]) for one in map(json.loads, lines)] == [
        (str(file), 1, "TEST/SER/1"),
        (str(file), 10, "TEST/SER/2"),
    ]
    assert json.loads(lines[1])["problems"][0]["line"] == 11
    assert summary == "0 created, 0 new edition, 2 unchanged, 0 failed"


def test_the_second_release_of_a_file_is_found_by_its_symbol(tmp_path, client):
    file = tmp_path / "two.txt"
    file.write_text(f"{invented(1)}\n{invented(2)}")
    run("--approve", file)
    assert client.get("/symbol/TEST/SER/2").url == "/en/releases/TEST/SER/2/"
    assert client.get("/en/releases/TEST/SER/2.txt").content.decode() == invented(2)


def test_a_file_in_which_another_release_may_begin_is_not_approved(tmp_path):
    file = tmp_path / "annexed.txt"
    file.write_text(f"{invented(1)}\n* *** *\n\nANNEX\n\n{invented(2)}")
    _code, lines, _summary = run("--approve", file)
    assert lines[1].startswith(f"{file}:12: Another release may begin on this line")
    assert Release.objects.get().state == "draft"


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row[:3] for row in csv.reader(file)][1:]


def test_the_report_has_a_row_for_every_file_at_every_run(tmp_path):
    folder, report = tmp_path / "texts", tmp_path / "report.csv"
    folder.mkdir()
    (folder / "a.txt").write_text(invented(1))
    (folder / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 40)
    (folder / "c.jpg").write_bytes(b"\xff\xd8\xff")
    for outcome in ("created", "unchanged"):
        run(folder, "--report", report)
        assert rows(report) == [
            [f"{folder}/a.txt", outcome, "TEST/SER/1"],
            [f"{folder}/b.txt", "failed", ""],
            [f"{folder}/c.jpg", "passed over", ""],
        ]


def test_a_report_that_was_broken_off_has_what_was_read_so_far(tmp_path, monkeypatch):
    folder, report = tmp_path / "texts", tmp_path / "report.csv"
    folder.mkdir()
    for number in (1, 2, 3):
        (folder / f"{number}.txt").write_text(invented(number))
    real = import_releases.import_file

    def broken_off(data, **options):
        if options["filename"].endswith("2.txt"):
            raise KeyboardInterrupt
        return real(data, **options)

    with monkeypatch.context() as patched:
        patched.setattr(import_releases, "import_file", broken_off)
        assert run(folder, "--report", report)[0] == 130
    assert rows(report) == [[f"{folder}/1.txt", "created", "TEST/SER/1"]]
    assert run(folder, "--report", report)[2] == "2 created, 0 new edition, 1 unchanged, 0 failed"
    assert [row[1] for row in rows(report)] == ["unchanged", "created", "created"]


def test_a_report_that_cannot_be_written_is_said_before_anything_is_read(tmp_path):
    (tmp_path / "a.txt").write_text(invented(1))
    with pytest.raises(CommandError, match=r"The report .* cannot be written: No such file or directory\."):
        run(tmp_path / "a.txt", "--report", tmp_path / "none" / "report.csv")
    assert not Release.objects.exists()
