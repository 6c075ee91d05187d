"""No two people who take a number at the same moment get the same one, on either database."""

import json
import os
import subprocess
import sys

from django.db import connection

PEOPLE, EACH = 6, 6


def test_people_who_take_numbers_at_once_get_different_ones(tmp_path, transactional_db, begin_migrated):
    url = f"sqlite:///{tmp_path / 'takers.sqlite3'}"
    if connection.vendor == "postgresql":
        params = connection.get_connection_params()
        place = f"{params.get('host', 'localhost')}:{params.get('port') or 5432}/{params['dbname']}"
        url = f"postgres://{params.get('user', '')}:{params.get('password', '')}@{place}"
    begin_migrated(tmp_path / "takers.sqlite3")
    done = subprocess.run(
        [sys.executable, "-m", "tests.releases.editorial.number_takers", str(PEOPLE)],
        env=os.environ | {"DATABASE_URL": url},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=120,
    )

    got = json.loads(done.stdout)
    number_of = {name: number for name, _turn, number in got}
    assert len(got) == PEOPLE * EACH
    assert sorted(number_of.values()) == list(range(1, PEOPLE + 1))
    # Who asks again keeps the number.
    assert {(name, number) for name, _turn, number in got} == set(number_of.items())
