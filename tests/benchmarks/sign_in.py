"""What readers notice while somebody tries passwords, and whether the owner of the account still gets in.

    uv run python -m tests.benchmarks.sign_in --tries 1000

The site runs as in production, by granian with two workers, on an empty SQLite database with one account. A reader asks
for the front page again and again: alone first, then while clients at one address send wrong passwords.
"""

import argparse
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

from tests.benchmarks.asking import Connection, Question
from tests.benchmarks.servers import manage, run, served, site_environment

TOKEN = "a" * 32
OWNER, RIGHT, WRONG = "owner", "three invented words", "four wrong words"
ATTACKER, HOME = "192.0.2.7", "198.51.100.1"
MAKE = f"""
import django; django.setup()
from django.contrib.auth.models import User
User.objects.create_user({OWNER!r}, password={RIGHT!r}, is_staff=True)
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--tries", type=int, default=1000)
    options.add_argument("--clients", type=int, default=4)
    options.add_argument("--pages", type=int, default=2000, help="pages that the reader asks for, each time")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = site_environment(Path(folder)) | {
            "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
            "PROXY_COUNT": "1",
        }
        manage(environment, "migrate", "--verbosity", "0")
        run(environment, "-c", MAKE)
        with served(environment, "pressroom.wsgi:application", "/en/") as (port, _process):
            _measure(port, chosen)


def _measure(port: int, chosen: argparse.Namespace) -> None:
    read(port, 200)
    alone = read(port, chosen.pages)
    statuses: Counter = Counter()
    started = time.perf_counter()
    clients = [
        threading.Thread(target=attack, args=(port, chosen.tries // chosen.clients, statuses))
        for _client in range(chosen.clients)
    ]
    for client in clients:
        client.start()
    attacked: list[float] = []
    while any(client.is_alive() for client in clients):
        attacked += read(port, 50)
    seconds = time.perf_counter() - started
    _say(f"readers alone:       p50 {_at(alone, 50):.2f} ms, p95 {_at(alone, 95):.2f} ms")
    _say(
        f"during the tries:    p50 {_at(attacked, 50):.2f} ms, p95 {_at(attacked, 95):.2f} ms, {len(attacked)} pages"
    )
    _say(f"tries answered with: {dict(sorted(statuses.items()))} in {seconds:.1f} s")
    _say(f"the attacker, with the right password: {sign_in(port, RIGHT, ATTACKER)}")
    _say(f"the owner, from home: {sign_in(port, RIGHT, HOME)}")


def read(port: int, count: int) -> list[float]:
    """How long each of `count` front pages took, in milliseconds."""
    times = []
    with Connection(port) as connection:
        for _number in range(count):
            started = time.perf_counter()
            is_last = connection.ask(Question("/en/")).is_last
            times.append((time.perf_counter() - started) * 1000)
            if is_last:
                break
    return times


def attack(port: int, count: int, statuses: Counter) -> None:
    """So many wrong passwords, one after the other."""
    for _number in range(count):
        statuses[sign_in(port, WRONG, ATTACKER)] += 1


def sign_in(port: int, password: str, address: str) -> int:
    """The status of the answer to these words from a network; 302 lets in."""
    form = urlencode({"username": OWNER, "password": password, "csrfmiddlewaretoken": TOKEN}).encode()
    lines = [
        "POST /admin/login/ HTTP/1.1",
        "Host: 127.0.0.1",
        f"Cookie: csrftoken={TOKEN}",
        f"X-Forwarded-For: {address}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(form)}",
    ]
    with Connection(port) as connection:
        return connection.ask_anything("\r\n".join([*lines, "", ""]).encode() + form, "/admin/login/").status


def _at(times: list[float], percent: int) -> float:
    return sorted(times)[min(len(times) - 1, len(times) * percent // 100)]


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a script


if __name__ == "__main__":
    main()
