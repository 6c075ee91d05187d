"""Many people at once, and a process that is killed: nothing is lost and every rule holds.

`SOAK=10` gives them ten times as long.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest
from django.db import connection

SOAK = float(os.environ.get("SOAK", "1"))


@pytest.fixture
def crowd(tmp_path, transactional_db, begin_migrated):
    """Calls a part of tests/releases/editorial/crowd.py on a database of its own (SQLite) or the one of the tests."""
    url = f"sqlite:///{tmp_path / 'crowd.sqlite3'}"
    if connection.vendor == "postgresql":
        params = connection.get_connection_params()
        place = f"{params.get('host', 'localhost')}:{params.get('port') or 5432}/{params['dbname']}"
        url = f"postgres://{params.get('user', '')}:{params.get('password', '')}@{place}"
    begin_migrated(tmp_path / "crowd.sqlite3")
    environment = os.environ | {"DATABASE_URL": url}

    def start(*arguments):
        return subprocess.Popen(
            [sys.executable, "-m", "tests.releases.editorial.crowd", *map(str, arguments)],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        )

    def call(*arguments):
        with start(*arguments) as process:
            output = process.stdout.read()
        assert process.returncode == 0
        return json.loads(output) if output.startswith(("{", "[")) else output

    call.start = start
    call("prepare")
    return call


def press(crowd, threads):
    result = crowd("press", "--threads", threads, "--seconds", 3 * SOAK)

    print(result["outcomes"])  # noqa: T201 - seen with -rP
    assert result["errors"] == []
    assert result["lost"] == []
    assert crowd("check") == []
    made = {name for name, count in result["outcomes"].items() if name.endswith(": made") and count}
    assert {"save: made", "submit: made", "approve: made", "correct: made", "withdraw: made"} <= made


def test_four_people_at_once(crowd):
    press(crowd, 4)


@pytest.mark.postgresql
def test_twenty_people_at_once(crowd):
    press(crowd, 20)


def test_a_process_that_is_killed_leaves_a_whole_database(crowd):
    done = 0
    for kill in range(round(2 * SOAK)):
        with crowd.start("bring_out") as process:
            # It has begun, and is somewhere in the middle of the next one.
            process.stdout.readline()
            time.sleep(random.Random(kill).uniform(0.01, 0.4))  # noqa: S311 - no secret
            process.send_signal(signal.SIGKILL)
            done = max([done, *map(int, process.stdout.read().split())])
        assert process.returncode == -signal.SIGKILL
        assert crowd("check") == []

    crowd("bring_out", "--until", done + 1)

    assert crowd("check") == []
