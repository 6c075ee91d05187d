"""What one process changes, another one's readers see at once, whatever it has kept."""

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection

BASE = Path(__file__).resolve().parents[3]
CHANGES = 200
KINDS = (
    "publish", "correct", "rename", "link",
    "call_series", "move_event", "take_part", "mention", "withdraw",
)  # fmt: skip
ADDRESSES = (
    "/en/", "/en/releases/", "/en/releases/?q=okapi", "/en/releases/BKK/CP/1/", "/en/institutes/heuni/",
    "/en/events/congress/", "/en/series/BKK/CP/", "/en/institutes/",
)  # fmt: skip
# Whoever may have a message waiting is never answered from what is kept.
MADE_ANEW = {"HTTP_COOKIE": "messages=invented"}


class Worker:
    """A process of the site."""

    def __init__(self, environment):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.releases.delivery.worker"],
            cwd=BASE,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.read() == "ready"

    def read(self):
        return json.loads(self.process.stdout.readline())

    def say(self, *words):
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()
        return self.read()

    def ask(self, address, headers=None):
        return self.say("ask", address, headers or {})

    def end(self):
        self.process.stdin.close()
        self.process.wait(20)
        self.process.stdout.close()


@contextmanager
def database(folder):
    """The address of an empty database of the engine that the tests run on."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder}/site.sqlite3"
        return
    import psycopg

    given, name = connection.settings_dict, f"two_processes_{os.getpid()}"
    server = {"host": given["HOST"], "port": given["PORT"] or 5432, "user": given["USER"]}
    password = given["PASSWORD"] or ""
    url = f"postgres://{server['user']}:{password}@{server['host']}:{server['port']}/{name}"
    with psycopg.connect(**server, password=password, dbname="postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            yield url.replace(":@", "@")
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def two_workers(folder, **variables):
    with database(folder) as url:
        environment = (
            os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"} | variables
        )
        environment.setdefault("SECRET_KEY", settings.SECRET_KEY)
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--verbosity=0"], cwd=BASE, env=environment, check=True
        )
        workers = [Worker(environment), Worker(environment)]
        try:
            workers[0].say("do", "begin", 0)
            yield workers
        finally:
            for worker in workers:
                worker.end()


def pages(worker, addresses):
    return {address: worker.ask(address)[::2] for address in addresses}


def test_every_change_is_seen_by_the_other_process_at_once(tmp_path, begin_migrated):
    begin_migrated(tmp_path / "site.sqlite3")
    with two_workers(tmp_path) as (writer, reader):
        before, symbol = pages(reader, ADDRESSES), ""
        for number in range(CHANGES):
            kind = KINDS[number % len(KINDS)]
            writer.say("do", kind, number)
            if kind == "publish":
                symbol = f"/en/releases/BKK/CP/{number + 2}/"
            addresses = (*ADDRESSES, symbol)
            after = pages(reader, addresses)
            assert after != before, (number, kind)
            for address in addresses:
                status, _is_kept, content = reader.ask(address, MADE_ANEW)
                assert after[address] == [status, content], (number, kind, address)
            before = after
        assert all(reader.ask(address)[1] for address in ADDRESSES), "What did not change was kept."


def test_a_withdrawn_text_is_gone_for_every_process_at_once(tmp_path, begin_migrated):
    begin_migrated(tmp_path / "site.sqlite3")
    with two_workers(tmp_path) as (writer, reader):
        writer.say("do", "publish", 1)
        assert reader.ask("/en/releases/BKK/CP/3/")[0] == "200 OK"
        assert reader.ask("/en/releases/BKK/CP/3/")[1] is True
        writer.say("do", "withdraw", 1)
        status, _is_kept, content = reader.ask("/en/releases/BKK/CP/3/")

        assert status == "410 Gone"
        assert "Invented text." not in content
        assert "Wrong 1." in content
