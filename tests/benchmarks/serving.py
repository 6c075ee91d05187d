"""How quickly pages are served, beside a bare Django page of as many bytes under the same server.

    uv run python -m tests.benchmarks.serving --sizes 1000,100000 --engines sqlite,postgresql

Databases of invented releases are made where they are missing, and kept; `--sqlite` and `--postgresql` name
others, with {size} in the name. The site runs as in production, by granian with two workers, and so does the
bare page, in processes of its own. Both are asked in turn, over open connections, and a page by several
addresses; so what else the machine does meanwhile concerns both. Prints a Markdown table for each engine.
"""

import argparse
import json
import os
import platform
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import django

from tests.benchmarks import asking
from tests.benchmarks.asking import Connection, UnexpectedAnswerError, ask_in_turn
from tests.benchmarks.figures import Measurement, Slot, table

BASE = Path(__file__).resolve().parents[2]
SQLITE = f"sqlite:///{tempfile.gettempdir()}/pressroom-{{size}}.sqlite3"
POSTGRESQL = "postgres://postgres@127.0.0.1/pressroom_{size}"
WORKERS = 2
SECONDS_TO_START = 120
# Every worker has to have read what it keeps in memory before anything is measured.
FIRST_CONNECTIONS = 4 * WORKERS


def main() -> None:
    chosen = _options().parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = _environment(Path(folder))
        _manage(environment, "collectstatic", "--no-input", "--verbosity", "0")
        for engine in chosen.engines.split(","):
            measured, version = [], ""
            for size in map(int, chosen.sizes.split(",")):
                url = getattr(chosen, engine).format(size=size)
                with_database = environment | {"DATABASE_URL": url}
                version = _fill(with_database, url, size)
                measured += _measure(with_database, engine, size, chosen)
            sys.stdout.write(f"\n{_conditions(engine, version, chosen)}\n\n{table(measured)}\n")
            sys.stdout.flush()


def _options() -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--sizes", default="1000,100000", help="how many releases, separated by commas")
    options.add_argument("--engines", default="sqlite", help="sqlite, postgresql or both")
    options.add_argument("--sqlite", default=SQLITE, help="address of the SQLite databases")
    options.add_argument("--postgresql", default=POSTGRESQL, help="address of the PostgreSQL databases")
    options.add_argument("--rounds", type=int, default=3, help="how often page and bare page take turns")
    options.add_argument("--seconds", type=float, default=1.2, help="how long a page is asked in a round")
    options.add_argument("--requests", type=int, default=3000, help="how often at the most")
    options.add_argument("--clients", type=int, default=2, help="how many ask at once")
    options.add_argument("--pages", default="", help="only pages whose names begin so")
    options.add_argument("--date", default=f"{datetime.now(UTC):%Y-%m-%d}", type=date.fromisoformat)
    return options


def _environment(folder: Path) -> dict[str, str]:
    """That of a production site, whatever settings this machine has besides."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(BASE),
        "DJANGO_SETTINGS_MODULE": "pressroom.settings",
        "PRESSROOM_ENV_FILE": str(folder / "none"),
        "SECRET_KEY": secrets.token_urlsafe(48),
        "SITE_URL": "http://127.0.0.1",
        "ALLOWED_HOSTS": "127.0.0.1",
        "STATIC_ROOT": str(folder / "static"),
        "MEDIA_ROOT": str(folder / "media"),
    }


def _manage(environment: dict[str, str], *arguments: str) -> str:
    return _run(environment, "manage.py", *arguments)


def _run(environment: dict[str, str], *arguments: str) -> str:
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


def _fill(environment: dict[str, str], url: str, size: int) -> str:
    """The database is there, of this version and filled; returns what its engine calls itself."""
    if url.startswith("postgres"):
        _create(url)
    _manage(environment, "migrate", "--verbosity", "0")
    asked = (
        "import django; django.setup()\n"
        "from django.db import connection\n"
        "from releases.models import Release\n"
        "print(int(Release.objects.exists()), '.'.join(map(str, connection.get_database_version())))"
    )
    filled, version = _run(environment, "-c", asked).split()
    if filled == "0":
        started = time.perf_counter()
        _manage(environment, "generate_releases", str(size))
        sys.stderr.write(f"{size:,} releases were made in {time.perf_counter() - started:.0f} s.\n")
    return version


def _create(url: str) -> None:
    import psycopg

    server, name = url.rsplit("/", 1)
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))


def _measure(
    environment: dict[str, str], engine: str, size: int, chosen: argparse.Namespace
) -> list[Measurement]:
    pages = json.loads(_run(environment, "-m", "tests.benchmarks.addresses"))
    measured = []
    with (
        _served(environment, "pressroom.wsgi:application", "/en/") as (site, site_process),
        _served(environment, "tests.benchmarks.bare:application", "/bare/1") as (bare, bare_process),
    ):

        def site_processor() -> float:
            database = asking.processor_of_postgresql() if engine == "postgresql" else 0
            return asking.processor_of_tree(site_process) + database

        def bare_processor() -> float:
            return asking.processor_of_tree(bare_process)

        for page, found in pages.items():
            if not page.startswith(chosen.pages):
                continue
            _warm_up(site, found["addresses"])
            bare_slots, slots = _take_turns(
                chosen,
                # The bare page is answered so often that half the time says as much.
                (bare, [f"/bare/{found['length']}"], bare_processor, chosen.seconds / 2),
                (site, found["addresses"], site_processor, chosen.seconds),
            )
            one = Measurement(page, engine, size, found["queries"], found["length"], slots, bare_slots)
            measured.append(one)
            sys.stderr.write(f"{engine}, {size:,}: {page}: p95 {one.percentile(0.95) * 1000:.1f} ms\n")
    return measured


def _take_turns(
    chosen: argparse.Namespace, *asked: tuple[int, list[str], Callable[[], float], float]
) -> tuple[tuple[Slot, ...], ...]:
    """The slots of each of the asked, which took turns."""
    rounds = [
        [
            ask_in_turn(
                port,
                addresses,
                clients=chosen.clients,
                seconds=seconds,
                most=chosen.requests,
                processor=processor,
            )
            for port, addresses, processor, seconds in asked
        ]
        for _round in range(chosen.rounds)
    ]
    return tuple(zip(*rounds, strict=True))


def _warm_up(port: int, addresses: list[str]) -> None:
    for number in range(FIRST_CONNECTIONS):
        with Connection(port) as connection:
            connection.ask(addresses[-1 - number % min(len(addresses), 2)])


@contextmanager
def _served(environment: dict[str, str], application: str, address: str) -> Iterator[tuple[int, int]]:
    """The port and the process of a server that answers at `address`."""
    port = _free_port()
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", str(WORKERS)),
        *("--host", "127.0.0.1", "--port", str(port), "--log-level", "error", application),
    ]
    process = subprocess.Popen(command, cwd=BASE, env=environment, stdout=subprocess.DEVNULL)
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
                connection.ask(address)
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"The server of {address} did not start.")


def _conditions(engine: str, version: str, chosen: argparse.Namespace) -> str:
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    sizes = " · ".join(f"{int(size):,}" for size in chosen.sizes.split(","))
    return (
        f"{names[engine]} {version}, {sizes} releases; Python {platform.python_version()}, "
        f"Django {django.get_version()}, {os.cpu_count()} processors, {chosen.clients} clients, {chosen.date}."
    )


if __name__ == "__main__":
    try:
        main()
    except UnexpectedAnswerError as error:
        raise SystemExit(str(error)) from error
