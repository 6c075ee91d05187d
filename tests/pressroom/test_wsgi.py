"""The site as a server starts it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

BASE = Path(__file__).resolve().parents[2]
# What the public index has when the module has been imported.
PROGRAM = """
import pressroom.wsgi
from releases.listing.public_index import _readers
kept = _readers["default"]._index if "default" in _readers else None
print("kept" if kept is not None else "nothing")
"""


@pytest.mark.parametrize(("is_migrated", "kept"), [(True, "kept"), (False, "nothing")])
def test_a_worker_reads_the_public_index_before_the_first_request(tmp_path, is_migrated, kept):
    environment = {
        "PATH": os.environ["PATH"], "SECRET_KEY": "invented-" * 8, "SITE_URL": "http://127.0.0.1:8000",
        "DATABASE_URL": f"sqlite:///{tmp_path}/site.sqlite3",
    }  # fmt: skip

    def run(*arguments):
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=BASE,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )

    if is_migrated:
        run("manage.py", "migrate", "--verbosity=0")
    result = run("-c", PROGRAM)

    assert result.stdout.strip() == kept
    assert ("could not be read yet" in result.stderr) is not is_migrated
