"""Whether a worker grows: very many requests, half of them hostile, and the memory of each worker meanwhile.

    uv run python -m tests.benchmarks.endurance --database sqlite:////tmp/pressroom-100000.sqlite3

Serves the site as in production, asks it from a few clients at once, and prints a Markdown table: after so many
requests the PSS of each worker, in MB, and how many requests a second there were. Half of the requests are those
of readers, to addresses that this database has. The others are nonsense of 60 kB and of 1.9 kB in the query, in
parameters that are known and that are not, junk paths, random words, deep pages, hosts and ETags nobody has, and
bodies to pages that take none. A request that is answered with a 5xx, or not at all, ends the run.
"""

import argparse
import json
import random
import string
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks import asking
from tests.benchmarks.asking import REQUESTS_A_CONNECTION, Connection, Question, UnexpectedAnswerError
from tests.benchmarks.servers import HOSTS, SQLITE, fill, run, served, site_environment

MB = 1024 * 1024
# Nonsense is cut from so many letters: to draw each letter would cost more than to answer.
LETTERS = 1_000_000
KNOWN = ("q", "from", "to", "institute", "event", "series", "kind", "language", "sort", "page")


def main() -> None:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument(
        "--size", type=int, default=100_000, help="how many releases an empty database is given"
    )
    options.add_argument("--database", default="", help="address of the database; an SQLite file by default")
    options.add_argument("--requests", type=int, default=1_000_000)
    options.add_argument("--every", type=int, default=50_000, help="a line after so many requests")
    options.add_argument("--clients", type=int, default=4, help="how many ask at once")
    options.add_argument("--seconds", type=float, default=0, help="end after so many seconds; 0: never")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    url = chosen.database or SQLITE.format(size=chosen.size)
    with tempfile.TemporaryDirectory() as folder:
        environment = site_environment(Path(folder)) | {"DATABASE_URL": url}
        fill(environment, url, chosen.size)
        pages = json.loads(run(environment, "-m", "tests.benchmarks.addresses"))
        addresses = [address for page in pages.values() for address in page["addresses"]]
        # Every junk path is a line of the log.
        with served(environment, "pressroom.wsgi:application", "/en/", log=subprocess.DEVNULL) as (
            port,
            process,
        ):
            _endure(port, process, addresses, chosen)


def _endure(port: int, process: int, addresses: list[str], chosen: argparse.Namespace) -> None:
    traffic = Traffic(random.Random(chosen.seed), addresses)  # noqa: S311 - nonsense needs no secrecy
    clients = Clients(port, traffic.requests())
    _say("requests", "requests/s", "PSS of each worker, MB", "answers")
    _say("---:", "---:", "---:", "---")
    _say("0", "–", _memory(process), "")
    until = time.monotonic() + (chosen.seconds or float("inf"))
    asked = 0
    while asked < chosen.requests and time.monotonic() < until:
        count = min(chosen.every, chosen.requests - asked)
        started = time.perf_counter()
        statuses = clients.ask(count, at_once=chosen.clients)
        rate = count / (time.perf_counter() - started)
        asked += count
        answers = ", ".join(f"{status}: {number:,}" for status, number in sorted(statuses.items()))
        _say(f"{asked:,}", f"{rate:,.0f}", _memory(process), answers)


def _memory(process: int) -> str:
    return " · ".join(f"{size / MB:.0f}" for size in asking.memory_of_workers(process))


def _say(*cells: str) -> None:
    sys.stdout.write(f"| {' | '.join(cells)} |\n")
    sys.stdout.flush()


class Traffic:
    """Requests as bytes, every other one hostile; the same in every run of one seed."""

    def __init__(self, chance: random.Random, addresses: list[str]) -> None:
        self.chance = chance
        self.addresses = addresses
        self.letters = "".join(chance.choices(string.ascii_lowercase, k=LETTERS))
        self.hostile: tuple[Callable[[], bytes], ...] = (
            lambda: self._get(f"/en/releases/?{self._word(60_000)}={self._word(8)}"),
            lambda: self._get(f"/en/releases/?q={self._word(60_000)}"),
            lambda: self._get(f"/en/releases/?{self._word(900)}={self._word(900)}"),
            lambda: self._get(self._with_parameter(self._address())),
            lambda: self._get(f"/en/releases/?{chance.choice(KNOWN)}={self._word(1_900)}"),
            lambda: self._get("/en/releases/?" + "&".join(f"institute={self._word(20)}" for _ in range(60))),
            lambda: self._get(f"/en/releases/?q={self._word(9)}+{self._word(7)}"),
            lambda: self._get(f"/en/releases/?q={self._word(3)}*&page={chance.randrange(1, 40)}"),
            lambda: self._get(f"/en/releases/?page={chance.randrange(1, 6_000)}"),
            lambda: self._get(f"/en/releases/?from={self._day()}&to={self._day()}"),
            lambda: self._get(f"/{self._word(12)}/{self._word(30)}"),
            lambda: self._get(f"/en/releases/{self._word(400)}/"),
            lambda: self._get(f"/symbol/{self._word(60)}"),
            lambda: self._get(f"/en/suggestions/?q={self._word(5)}"),
            lambda: Question(self._address(), host=f"{self._word(20)}.{HOSTS}").as_bytes(),
            lambda: Question(self._address(), etag=f'"{self._word(200)}"').as_bytes(),
            self._post,
        )

    def requests(self) -> Iterator[bytes]:
        """A reader's request and a hostile one in turn, without end."""
        while True:
            yield self._get(self._address())
            yield self.chance.choice(self.hostile)()

    def _get(self, address: str) -> bytes:
        return Question(address).as_bytes()

    def _post(self) -> bytes:
        head = f"POST {self._address()} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 2000\r\n\r\n"
        return (head + self._word(2_000)).encode()

    def _address(self) -> str:
        return self.chance.choice(self.addresses)

    def _with_parameter(self, address: str) -> str:
        return f"{address}{'&' if '?' in address else '?'}{self._word(12)}={self._word(1_700)}"

    def _word(self, length: int) -> str:
        start = self.chance.randrange(LETTERS - length)
        return self.letters[start : start + length]

    def _day(self) -> str:
        return f"{self.chance.randrange(1995, 2026)}-{self.chance.randrange(1, 13):02}"


@dataclass
class Clients:
    """Several that share the requests; what went wrong in one of them is raised."""

    port: int
    requests: Iterator[bytes]
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, count: int, *, at_once: int) -> Counter[int]:
        """How often each status was answered to so many requests."""
        self.left, self.statuses, self.failures = count, Counter[int](), list[Exception]()
        threads = [threading.Thread(target=self._run) for _client in range(at_once)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self.failures:
            raise SystemExit(f"A request failed: {self.failures[0]}")
        return self.statuses

    def _run(self) -> None:
        try:
            while self._ask_over_one_connection():
                pass
        except (OSError, UnexpectedAnswerError) as error:
            self.failures.append(error)

    def _ask_over_one_connection(self) -> bool:
        """Some requests, until the server closes the connection; whether there are more."""
        with Connection(self.port) as connection:
            for _request in range(REQUESTS_A_CONNECTION):
                with self.lock:
                    if not self.left or self.failures:
                        return False
                    self.left -= 1
                    request = next(self.requests)
                name = request[:100].decode()
                answer = connection.ask_anything(request, name)
                if answer.status >= 500:
                    raise UnexpectedAnswerError(f"{name} was answered with {answer.status}.")
                with self.lock:
                    self.statuses[answer.status] += 1
                if answer.is_last:
                    break
        return True


if __name__ == "__main__":
    main()
