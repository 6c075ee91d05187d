"""How quickly pages are served, beside a bare Django page of as many bytes under the same server.

    uv run python -m tests.benchmarks.serving --sizes 1000,100000 --engines sqlite,postgresql

Databases of invented releases are made where they are missing, and kept; `--sqlite` and `--postgresql` name
others, with {size} in the name. The site runs as in production, by granian with two workers, and so does the
bare page, in processes of its own. In each round the bare page is asked, then the page in three manners:

- cold: addresses that nobody asked for before; where a page has too few of them, under host names that
  nobody used before, so that no kept page answers;
- warm: a few addresses again and again, after each worker was asked for them;
- 304: the same with If-None-Match.

A last line saves a draft before every request for the list and for the bare page beside it. Prints a Markdown
table for each engine.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import count, cycle, islice
from pathlib import Path

import django

from tests.benchmarks import asking
from tests.benchmarks.asking import Connection, Question, UnexpectedAnswerError, Usage, ask_in_turn
from tests.benchmarks.figures import BARE, COLD, UNCHANGED, WARM, Measurement, Slot, table
from tests.benchmarks.servers import (
    BASE,
    HOSTS,
    POSTGRESQL,
    SQLITE,
    WORKERS,
    fill,
    run,
    served,
    site_environment,
)

# Every worker has to have read what it keeps in memory before anything is measured.
FIRST_CONNECTIONS = 4 * WORKERS
WARM_ADDRESSES = 8
SAVED = "list, right after a draft was saved"
unused_hosts = (f"n{number}.{HOSTS}" for number in count())


def main() -> None:
    chosen = _options().parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = site_environment(Path(folder))
        for engine in chosen.engines.split(","):
            measured, version = [], ""
            for size in map(int, chosen.sizes.split(",")):
                url = getattr(chosen, engine).format(size=size)
                with_database = environment | {"DATABASE_URL": url}
                version = fill(with_database, url, size)
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
    options.add_argument("--rounds", type=int, default=5, help="how often the manners take turns")
    options.add_argument("--seconds", type=float, default=0.8, help="how long a page is asked in a manner")
    options.add_argument("--requests", type=int, default=3000, help="how often at the most")
    options.add_argument("--saves", type=int, default=400, help="how many drafts are saved in a round")
    options.add_argument("--clients", type=int, default=2, help="how many ask at once")
    options.add_argument("--pages", default="", help="only pages whose names begin so")
    options.add_argument("--encoding", default="", help="what the client accepts, such as gzip")
    options.add_argument("--date", default=f"{datetime.now(UTC):%Y-%m-%d}", type=date.fromisoformat)
    return options


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers: its port, and what tells what its processes have used so far."""

    port: int
    processor: Callable[[], Usage]


@dataclass(frozen=True, slots=True)
class Page:
    """A sort of pages: its name, its addresses, how many bytes one has and how many queries it costs."""

    name: str
    addresses: list[str]
    queries: int
    length: int


def _measure(
    environment: dict[str, str], engine: str, size: int, chosen: argparse.Namespace
) -> Iterator[Measurement]:
    found = json.loads(run(environment, "-m", "tests.benchmarks.addresses"))
    pages = [Page(name, **of_page) for name, of_page in found.items()]
    with (
        served(environment, "pressroom.wsgi:application", "/en/") as (site_port, site_process),
        served(environment, "tests.benchmarks.bare:application", "/bare/1") as (bare_port, bare_process),
        _saver(environment) as (save, saver_process),
    ):
        database = environment["DATABASE_URL"].rpartition("/")[2]

        def site_processor() -> Usage:
            of_database = {}
            if engine == "postgresql":
                of_database = asking.processor_of_postgresql(database, without=saver_process)
            return asking.processor_of_tree(site_process) | of_database

        site = Server(site_port, site_processor)
        bare = Server(bare_port, lambda: asking.processor_of_tree(bare_process))
        for page in pages:
            if page.name.startswith(chosen.pages):
                rounds = tuple(_rounds(site, bare, page, chosen))
                yield _told(Measurement(page.name, engine, size, page.queries, page.length, rounds))
        if SAVED.startswith(chosen.pages):
            page = replace(next(page for page in pages if page.name == "list"), name=SAVED)
            rounds = tuple(_rounds_after_saves(site, bare, page, save, chosen))
            yield _told(Measurement(page.name, engine, size, page.queries, page.length, rounds))


def _told(measurement: Measurement) -> Measurement:
    ratios = ", ".join(
        f"{manner} {measurement.ratio(manner):.1f}"
        for manner in (COLD, WARM, UNCHANGED)
        if measurement.has(manner)
    )
    sys.stderr.write(f"{measurement.engine}, {measurement.size:,}: {measurement.page}: × bare {ratios}\n")
    return measurement


def _rounds(site: Server, bare: Server, page: Page, chosen: argparse.Namespace) -> Iterator[dict[str, Slot]]:
    """A slot of each manner, so many times over."""
    warm = [Question(address, encoding=chosen.encoding) for address in page.addresses[:WARM_ADDRESSES]]
    cold = _cold_questions(page.addresses[WARM_ADDRESSES:] or page.addresses, chosen.encoding)
    # A search that was found out once is kept: so many of them that none has to be asked again.
    most_cold = chosen.requests
    if page.name.startswith("search"):
        most_cold = max((len(page.addresses) - WARM_ADDRESSES) // chosen.rounds, WARM_ADDRESSES)
    for _round in range(chosen.rounds):
        _warm_up(bare, [Question(f"/bare/{page.length}")])
        slots = {
            BARE: _ask(bare, cycle([Question(f"/bare/{page.length}")]), chosen),
            COLD: _ask(site, islice(cold, most_cold), chosen),
        }
        etags = _warm_up(site, warm)
        slots[WARM] = _ask(site, cycle(warm), chosen)
        if all(etags):
            unchanged = [replace(question, etag=etag) for question, etag in zip(warm, etags, strict=True)]
            slots[UNCHANGED] = _ask(site, cycle(unchanged), chosen)
        yield slots


def _rounds_after_saves(
    site: Server, bare: Server, page: Page, save: Callable[[], None], chosen: argparse.Namespace
) -> Iterator[dict[str, Slot]]:
    """A slot of the bare page and one of the list, each asked after every save, over a connection of its own.

    Whoever asks once opens a connection and finds the processor busy with something else: the bare page too.
    """
    question = Question(page.addresses[0], encoding=chosen.encoding)
    asked_of = {BARE: (bare, Question(f"/bare/{page.length}")), WARM: (site, question)}
    for _round in range(chosen.rounds):
        _warm_up(bare, [asked_of[BARE][1]])
        _warm_up(site, [question])
        latencies: dict[str, list[float]] = {manner: [] for manner in asked_of}
        before = {manner: server.processor() for manner, (server, _question) in asked_of.items()}
        for _save in range(chosen.saves):
            save()
            for manner, (server, asked) in asked_of.items():
                latencies[manner].append(_seconds_of_one(server, asked))
        yield {
            manner: Slot(
                tuple(latencies[manner]),
                sum(latencies[manner]),
                asking.processor_between(before[manner], server.processor()),
            )
            for manner, (server, _question) in asked_of.items()
        }


def _seconds_of_one(server: Server, question: Question) -> float:
    with Connection(server.port) as connection:
        began = time.perf_counter()
        connection.ask(question)
        return time.perf_counter() - began


def _cold_questions(addresses: list[str], encoding: str) -> Iterator[Question]:
    """Each address once; when all were asked, again under hosts that nobody used before."""
    yield from (Question(address, encoding=encoding) for address in addresses)
    for address in cycle(addresses):
        yield Question(address, host=next(unused_hosts), encoding=encoding)


def _ask(server: Server, questions: Iterator[Question], chosen: argparse.Namespace) -> Slot:
    return ask_in_turn(
        server.port,
        questions,
        clients=chosen.clients,
        seconds=chosen.seconds,
        most=chosen.requests,
        processor=server.processor,
    )


def _warm_up(server: Server, questions: list[Question]) -> list[str]:
    """Every worker was asked for all of them; returns the ETag of each."""
    etags = []
    for _connection in range(FIRST_CONNECTIONS):
        with Connection(server.port) as connection:
            etags = [connection.ask(question).etag for question in questions]
    return etags


@contextmanager
def _saver(environment: dict[str, str]) -> Iterator[tuple[Callable[[], None], int]]:
    """What saves a draft in a process of its own, and the PostgreSQL process that works for it (0 if none)."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.drafts"],
        cwd=BASE,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def save() -> None:
        process.stdin.write("\n")
        process.stdin.flush()
        if process.stdout.readline() != "saved\n":
            raise SystemExit("A draft could not be saved.")

    try:
        yield save, int(process.stdout.readline() or 0)
    finally:
        process.stdin.close()
        process.wait()


def _conditions(engine: str, version: str, chosen: argparse.Namespace) -> str:
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    sizes = " · ".join(f"{int(size):,}" for size in chosen.sizes.split(","))
    return (
        f"{names[engine]} {version}, {sizes} releases; Python {platform.python_version()}, "
        f"Django {django.get_version()}, {os.cpu_count()} processors, {chosen.clients} clients, "
        f"median of {chosen.rounds} rounds, {chosen.date}."
    )


if __name__ == "__main__":
    try:
        main()
    except UnexpectedAnswerError as error:
        raise SystemExit(str(error)) from error
