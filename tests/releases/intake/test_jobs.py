import json
import os
import subprocess
import sys

import pytest
from django.utils import timezone

from releases.editorial.groups import PRESS_OFFICERS
from releases.intake import jobs
from releases.intake.files.sources import Source
from releases.intake.jobs import TooMuchError, begin, work
from releases.models import ImportedFile, ImportJob, Release
from releases.models.import_job import LIFE
from tests.factories import NOON, make_user
from tests.releases.intake.dying_import import invented

pytestmark = pytest.mark.django_db
# One file takes some sixteen statements that write: each process reads one and dies in the midst of another, when
# soaked before every single statement.
DEATHS = range(18, 50, 1 if "SOAK" in os.environ else 4)


@pytest.fixture
def officer():
    return make_user(PRESS_OFFICERS)


def three(count=3):
    return (Source(f"{number}.txt", invented(number)) for number in range(1, count + 1))


def outcomes(job):
    return list(job.files.order_by("position").values_list("name", "outcome"))


def test_files_wait_with_their_bytes_until_they_are_read(officer):
    job = begin(three(), user=officer, at=NOON)
    assert outcomes(job) == [("1.txt", ""), ("2.txt", ""), ("3.txt", "")]
    assert [file.bytes() for file in job.files.all()] == [invented(1), invented(2), invented(3)]
    assert work(job, seconds=60) == 3
    assert outcomes(job) == [("1.txt", "created"), ("2.txt", "created"), ("3.txt", "created")]
    assert [file.data for file in job.files.all()] == [None] * 3
    assert job.finished_at is not None
    drafts = {release.pk: release for release in Release.objects.all()}
    assert [drafts[file.releases[0]["key"]].symbol for file in job.files.all()] == [
        "TEST/SER/1", "TEST/SER/2", "TEST/SER/3",
    ]  # fmt: skip
    assert {release.created_by for release in drafts.values()} == {officer}


def test_a_slice_reads_at_least_one_file_and_stops_at_its_end(officer):
    job = begin(three(), user=officer, at=NOON)
    assert work(job, seconds=0) == 1
    assert job.finished_at is None
    assert job.counts() == {"": 2, "created": 1}
    assert work(job, seconds=60) == 2
    assert work(job, seconds=60) == 0


def test_what_cannot_be_read_is_settled_at_once(officer):
    sources = [Source("a.pdf", None, "Invented problem."), Source("b.png", passed_over="Invented reason.")]
    job = begin(sources, user=officer, at=NOON)
    assert list(job.files.values_list("outcome", "message")) == [
        ("failed", "Invented problem."),
        ("passed over", "Invented reason."),
    ]
    work(job, seconds=1)
    assert job.finished_at is not None


def test_a_file_that_breaks_the_importer_does_not_stop_the_rest(officer, monkeypatch, caplog):
    real = jobs.import_file

    def broken(data, **more):
        if more["filename"] == "2.txt":
            raise RuntimeError("invented")
        return real(data, **more)

    monkeypatch.setattr(jobs, "import_file", broken)
    job = begin(three(), user=officer, at=NOON)
    work(job, seconds=60)
    assert [outcome for _name, outcome in outcomes(job)] == ["created", "failed", "created"]
    assert "The importer broke on this file" in job.files.get(position=2).message
    assert "The importer broke on 2.txt" in caplog.text


def test_a_file_with_which_the_process_died_three_times_is_given_up(officer):
    job = begin(three(1), user=officer, at=NOON)
    job.files.update(tries=3)
    work(job, seconds=60)
    (file,) = job.files.all()
    assert (file.outcome, file.data) == ("failed", None)
    assert file.message == "Reading this file broke off 3 times, so it was given up. Please report it."
    assert not Release.objects.exists()


@pytest.mark.parametrize("change", [{"is_active": False}, {"groups": []}])
def test_who_may_not_import_any_more_makes_no_drafts(officer, change):
    job = begin(three(1), user=officer, at=NOON)
    if "groups" in change:
        officer.groups.clear()
    else:
        officer.is_active = False
        officer.save()
    work(ImportJob.objects.get(pk=job.pk), seconds=60)
    assert job.files.get().message == "Whoever sent this file may not import releases any more."
    assert not Release.objects.exists()


@pytest.mark.parametrize(("limit", "value"), [("MOST_FILES", 2), ("MOST_BYTES", 300)])
def test_beyond_its_limits_nothing_is_kept_and_one_sentence_says_so(officer, monkeypatch, limit, value):
    monkeypatch.setattr(jobs, limit, value)
    with pytest.raises(TooMuchError, match="nothing was imported: give them in several parts"):
        begin(three(), user=officer, at=NOON)
    assert not ImportJob.objects.exists()
    assert not ImportedFile.objects.exists()


def test_old_imports_are_gone_with_the_next(officer):
    old = begin(three(1), user=officer, at=NOON)
    begin(three(1), user=officer, at=NOON + LIFE)
    assert ImportJob.objects.filter(pk=old.pk).exists()
    begin(three(1), user=officer, at=NOON + LIFE * 1.1)
    assert not ImportJob.objects.filter(pk=old.pk).exists()


def test_the_same_files_again_change_nothing(officer):
    for outcome in ("created", "unchanged"):
        job = begin(three(), user=officer, at=timezone.now())
        work(job, seconds=60)
        assert job.counts() == {outcome: 3}
    assert Release.objects.count() == 3


def test_killed_processes_and_two_at_once_leave_each_file_read_exactly_once(tmp_path, begin_migrated):
    begin_migrated(tmp_path / "import.sqlite3")
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{tmp_path / 'import.sqlite3'}"}
    files = len(DEATHS) * 4
    run = subprocess.run(
        [sys.executable, "-m", "tests.releases.intake.dying_import", str(files), *map(str, DEATHS)],
        env=environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    told = json.loads(run.stdout)
    assert told == {
        "killed": len(DEATHS),
        "exits": [0, 0],
        "outcomes": ["created"] * files,
        "kept_bytes": 0,
        "finished": True,
        "releases": [f"TEST/SER/{number}" for number in range(1, files + 1)],
        "mentions": files,
        "histories": files,
        "of_drafts": True,
    }


def test_each_release_of_a_file_has_its_row_with_its_own_outcome(officer):
    twice = invented(1) + b"\n* *** *\n\n" + invented(2)
    job = begin([Source("two.txt", twice), *three(1)], user=officer, at=NOON)
    assert job.count_files() == (0, 2)
    assert work(job, seconds=60) == 2
    second = twice.decode().splitlines().index("TEST/SER/2") + 1
    rows = job.files.values_list("position", "number", "count", "line", "name", "outcome")
    assert list(rows) == [
        (1, 1, 2, 1, "two.txt", "created"),
        (1, 2, 2, second, "two.txt", "created"),
        (2, 1, 1, 1, "1.txt", "failed"),
    ]
    assert [file.releases[0]["reference"] for file in job.files.all()] == [
        "TEST/SER/1", "TEST/SER/2", "TEST/SER/1",
    ]  # fmt: skip
    assert job.counts() == {"created": 2, "failed": 1}
    assert job.count_files() == (2, 2)
    assert job.finished_at is not None
