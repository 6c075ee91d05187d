"""A server process that is killed while it saves a form: the edition is whole, the old one or the new one.

`SOAK=10` kills it before every statement that writes.
"""

import http.client
import json
import os
import sqlite3
import subprocess
import sys
import urllib.parse
from contextlib import closing

import pytest

MOST_STATEMENTS = 200
# Every statement when soaked.
STEP = 1 if "SOAK" in os.environ else 5
# Each gives one word of the edition as it is saved.
WORDS = {
    "title": "SELECT title FROM releases_release",
    "body": "SELECT body FROM releases_release",
    "mention": "SELECT name_as_printed FROM releases_mention",
    "joint symbol": "SELECT symbol FROM releases_jointsymbol",
    "link": "SELECT reference FROM releases_releaselink",
    "photo": "SELECT caption FROM releases_releasephoto",
    "event": "SELECT slug FROM releases_event JOIN releases_release_events ON event_id = releases_event.id",
    "version": "SELECT CASE version WHEN %s THEN 'old' ELSE 'new' END FROM releases_release",
    "history": "SELECT title FROM releases_historicalrelease ORDER BY history_id DESC LIMIT 1",
}


class Desk:
    """The server in its process, its database, and the form of the release as one person has it open."""

    def __init__(self, folder):
        self.path = folder / "desk.sqlite3"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.releases.admin.dying_desk"],
            env=os.environ | {"DATABASE_URL": f"sqlite:///{self.path}"},
            stdout=subprocess.PIPE,
            text=True,
        )
        told = json.loads(self.process.stdout.readline())
        self.port, self.address, self.data = told["port"], told["address"], told["data"]
        self.cookies = told["cookies"]
        self.version = int(self.data["version"])

    def saves(self, dies_before):
        """The status of the answer; None where there is none, because the process died before it."""
        token = self.cookies["csrftoken"]
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Dies-Before": str(dies_before),
        }
        body = urllib.parse.urlencode(self.renewed() | {"csrfmiddlewaretoken": token}, doseq=True)
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            try:
                connection.request("POST", self.address, body, headers)
                return connection.getresponse().status
            except (ConnectionError, http.client.HTTPException):
                return None

    def renewed(self):
        """The form with `new` for every `old`; the row of the joint symbol is struck and another one added."""
        kept = {"seen", "symbol", "version"}
        data = {
            name: value.replace("old", "new").replace("OLD", "NEW")
            if isinstance(value, str) and name not in kept
            else value
            for name, value in self.data.items()
        }
        with closing(sqlite3.connect(self.path)) as database:
            (event,) = database.execute("SELECT id FROM releases_event WHERE slug = 'new-event'").fetchone()
        return data | {
            "events": [event],
            "joint_symbols-TOTAL_FORMS": "2",
            "joint_symbols-0-DELETE": "on",
            "joint_symbols-1-symbol": "NEW/3",
            "joint_symbols-1-position": "1",
        }

    def words(self):
        """What the database has, by the part of the edition."""
        with closing(sqlite3.connect(self.path)) as database:
            return {
                name: [
                    "new" if "new" in text.lower() else "old"
                    for (text,) in database.execute(statement.replace("%s", str(self.version)))
                ]
                for name, statement in WORDS.items()
            }

    def ends(self):
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def desk(tmp_path, begin_migrated):
    begin_migrated(tmp_path / "desk.sqlite3")
    desk = Desk(tmp_path)
    yield desk
    desk.ends()


def test_a_worker_killed_before_any_statement_of_a_save_leaves_a_whole_edition(desk):
    old, new = ({name: [word] for name in WORDS} for word in ("old", "new"))
    assert desk.words() == old
    kills = 0
    for number in range(1, MOST_STATEMENTS, STEP):
        status = desk.saves(number)
        if status is not None:
            break
        kills += 1
        assert desk.words() == old, number

    print(f"{kills} kills")  # noqa: T201 - seen with -rP
    assert kills > len(WORDS)
    assert status == 302
    assert desk.words() == new


def test_what_a_killed_worker_could_not_say_is_saved_once(desk):
    new = {name: ["new"] for name in WORDS}

    assert desk.saves(0) is None
    assert desk.words() == new
    assert desk.saves(MOST_STATEMENTS) in (200, 302)
    assert desk.words() == new
