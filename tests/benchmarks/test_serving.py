"""The benchmark of serving, in small: that it runs to its end and says something about every page."""

import subprocess
import sys

import pytest

from tests.benchmarks.addresses import collect
from tests.benchmarks.servers import BASE
from tests.factories import NOON


@pytest.mark.benchmark
def test_a_small_run_makes_its_data_and_a_table(tmp_path):
    command = [
        *(sys.executable, "-m", "tests.benchmarks.serving", "--sizes", "50", "--rounds", "1"),
        *(
            "--seconds",
            "0.05",
            "--saves",
            "2",
            "--date",
            "2026-11-24",
            "--sqlite",
            f"sqlite:///{tmp_path}/{{size}}.sqlite3",
        ),
    ]
    done = subprocess.run(command, cwd=BASE, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    conditions, _heading, _rule, *lines = [line for line in done.stdout.splitlines() if line]
    assert conditions.startswith("SQLite 3.")
    assert conditions.endswith("2026-11-24.")
    assert [line.split(" | ")[0] for line in lines] == [
        "| front page", "| release", "| release as text", "| list", "| list, last pages",
        "| list, institute and year", "| archive, year", "| archive, month", "| archive, day", "| series",
        "| event", "| institute", "| search, rare word", "| search, common word", "| search, phrase",
        "| search, beginning", "| search, Chinese", "| search, common word, dates, institute",
        "| list, right after a draft was saved",
    ]  # fmt: skip
    assert (tmp_path / "50.sqlite3").exists()


@pytest.mark.django_db
def test_an_empty_archive_has_few_addresses():
    assert "release" not in collect(NOON)
