"""The endurance run, in small: half of its requests are hostile, and it tells what the workers hold."""

import random
import re
import subprocess
import sys

import pytest

from tests.benchmarks.endurance import Traffic
from tests.benchmarks.servers import BASE


def test_every_other_request_is_a_readers_and_a_seed_gives_the_same_ones():
    first, again = (
        Traffic(random.Random(7), ["/en/", "/fr/"]).requests()  # noqa: S311 - a test, the same each time
        for _run in range(2)
    )
    requests = [next(first) for _number in range(200)]

    assert requests == [next(again) for _number in range(200)]
    readers = {request.split(b" HTTP")[0] for request in requests[::2]}
    assert readers == {b"GET /en/", b"GET /fr/"}
    assert len({request.split(b"?")[0][:20] for request in requests[1::2]}) > 10
    assert max(map(len, requests)) > 60_000


@pytest.mark.benchmark
def test_a_small_run_tells_memory_and_answers(tmp_path):
    command = [
        *(sys.executable, "-m", "tests.benchmarks.endurance", "--size", "50", "--requests", "60"),
        *("--every", "30", "--database", f"sqlite:///{tmp_path}/50.sqlite3"),
    ]
    done = subprocess.run(command, cwd=BASE, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    lines = [line.strip("| ").split(" | ") for line in done.stdout.splitlines()]
    assert [cells[0] for cells in lines] == ["requests", "---:", "0", "30", "60"]
    for cells in lines[3:]:
        assert all(size > 10 for size in map(int, cells[2].split(" · ")))
        assert sum(map(int, re.findall(r"\d+: (\d+)", cells[3]))) == 30
