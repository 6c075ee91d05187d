"""Servers as in production, in processes of their own, and the databases of invented releases behind them."""

import hashlib
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.asking import Connection, Question

BASE = Path(__file__).resolve().parents[2]
SQLITE = f"sqlite:///{tempfile.gettempdir()}/pressroom-{{size}}.sqlite3"
POSTGRESQL = "postgres://postgres@127.0.0.1/pressroom_{size}"
# As pressroom/deploy/README.md starts it.
WORKERS, THREADS = 2, 4
SECONDS_TO_START = 120
# Any host below it is answered, so that a page can be asked for under a name that nobody used before.
HOSTS = "bench.test"
# What a database looks like when this code has made it; with other code it is made anew.
MAKERS = ("institutes/migrations", "releases/migrations", "releases/database", "releases/search")


def site_environment(folder: Path) -> dict[str, str]:
    """That of a production site, whatever settings this machine has besides; files lie in `folder`."""
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(BASE),
        "DJANGO_SETTINGS_MODULE": "pressroom.settings",
        "PRESSROOM_ENV_FILE": str(folder / "none"),
        "SECRET_KEY": secrets.token_urlsafe(48),
        "SITE_URL": "http://127.0.0.1",
        "ALLOWED_HOSTS": f"127.0.0.1,.{HOSTS}",
        "STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "media"),
    }
    if "CACHE_URL" in os.environ:
        environment["CACHE_URL"] = os.environ["CACHE_URL"]
    manage(environment, "collectstatic", "--no-input", "--verbosity", "0")
    return environment


def manage(environment: dict[str, str], *arguments: str) -> str:
    return run(environment, "manage.py", *arguments)


def run(environment: dict[str, str], *arguments: str) -> str:
    """What a Python process of the site prints; SystemExit if it fails."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=BASE,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(arguments)} failed.")
    return done.stdout


def fill(environment: dict[str, str], url: str, size: int) -> str:
    """The database is there, made by this code, with so many releases; returns what its engine calls itself.

    One that an earlier run had made with other migrations, triggers or index is made anew. One that no run
    has made is migrated and used as it is.
    """
    database = PostgresqlDatabase(url) if url.startswith("postgres") else SqliteDatabase(url)
    maker = _fingerprint()
    if database.maker not in {"", maker}:
        database.remove()
    database.create()
    manage(environment, "migrate", "--verbosity", "0")
    question = (
        "import django; django.setup()\n"
        "from django.db import connection\n"
        "from releases.models import Release\n"
        "print(int(Release.objects.exists()), '.'.join(map(str, connection.get_database_version())))"
    )
    is_filled, version = run(environment, "-c", question).split()
    if is_filled == "0":
        started = time.perf_counter()
        manage(environment, "generate_releases", str(size))
        database.maker = maker
        sys.stderr.write(f"{size:,} releases were made in {time.perf_counter() - started:.0f} s.\n")
    return version


def _fingerprint() -> str:
    paths = [path for folder in MAKERS for path in sorted((BASE / folder).rglob("*.py"))]
    paths.append(BASE / "releases/management/invention.py")
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


class SqliteDatabase:
    """A file; beside it a note of what made it."""

    def __init__(self, url: str) -> None:
        self.path = Path(url.removeprefix("sqlite:///"))
        self.note = self.path.with_name(f"{self.path.name}.maker")

    @property
    def maker(self) -> str:
        """The fingerprint of the code that made it; empty where no run of ours did."""
        return self.note.read_text() if self.note.exists() else ""

    @maker.setter
    def maker(self, fingerprint: str) -> None:
        self.note.write_text(fingerprint)

    def create(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)

    def remove(self) -> None:
        for ending in ("", "-wal", "-shm", ".maker"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)


class PostgresqlDatabase:
    """A database of a server; its comment says what made it."""

    def __init__(self, url: str) -> None:
        self.server, self.name = url.rsplit("/", 1)

    @property
    def maker(self) -> str:
        """The fingerprint of the code that made it; empty where no run of ours did."""
        found = self._execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", self.name
        )
        return (found or [None])[0] or ""

    @maker.setter
    def maker(self, fingerprint: str) -> None:
        from psycopg import sql

        self._execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(
                sql.Identifier(self.name), sql.Literal(fingerprint)
            )
        )

    def create(self) -> None:
        from psycopg import sql

        if not self._execute("SELECT 1 FROM pg_database WHERE datname = %s", self.name):
            self._execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self.name)))

    def remove(self) -> None:
        from psycopg import sql

        self._execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(self.name)))

    def _execute(self, statement: object, *parameters: str) -> tuple | None:
        import psycopg

        with psycopg.connect(f"{self.server}/postgres", autocommit=True) as connection:
            cursor = connection.execute(statement, parameters or None)
            return cursor.fetchone() if cursor.description else None


@contextmanager
def served(
    environment: dict[str, str], application: str, address: str, *, log: int | None = None
) -> Iterator[tuple[int, int]]:
    """The port and the process of a server that answers at `address`; it logs where this process does."""
    port = _free_port()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", str(WORKERS)),
        *("--blocking-threads", str(THREADS)),
        *("--host", "127.0.0.1", "--port", str(port), "--log-level", "error", application),
    ]
    process = subprocess.Popen(command, cwd=BASE, env=environment, stdout=subprocess.DEVNULL, stderr=log)
    try:
        _wait_for(port, address, process)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


def _wait_for(port: int, address: str, process: subprocess.Popen) -> None:
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until and process.poll() is None:
        try:
            with Connection(port) as connection:
                connection.ask(Question(address))
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"The server of {address} did not start.")
