"""Asking a server again and again over connections that stay open, and what that costs its processes."""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from tests.benchmarks.figures import Slot

# process → seconds of all processors that it has used so far
Usage = dict[int, float]
TICK = 1 / os.sysconf("SC_CLK_TCK")
SECONDS_TO_ANSWER = 60
# Then another one, which may lead to another worker: so that none has nothing to do all the time.
REQUESTS_A_CONNECTION = 20


class UnexpectedAnswerError(Exception):
    """A page was not served as it should be; the sentence says which."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a server on this machine. With an `etag` it is asked whether that still holds."""

    address: str
    host: str = "127.0.0.1"
    etag: str = ""
    encoding: str = ""

    def as_bytes(self) -> bytes:
        lines = [f"GET {self.address} HTTP/1.1", f"Host: {self.host}", "Accept: */*"]
        lines += [f"Accept-Encoding: {self.encoding}"] if self.encoding else []
        lines += [f"If-None-Match: {self.etag}"] if self.etag else []
        return "\r\n".join([*lines, "", ""]).encode()


@dataclass(frozen=True, slots=True)
class Answer:
    """`length` is that of the body in bytes; `etag` is empty where there was none.

    `is_last` says that the server closes the connection after it.
    """

    status: int
    length: int
    etag: str
    is_last: bool = False


class Connection:
    """A connection to a server on this machine that stays open. Much less work than http.client's."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=SECONDS_TO_ANSWER)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *_details: object) -> None:
        self.socket.close()

    def ask(self, question: Question) -> Answer:
        """The whole page. Raises UnexpectedAnswerError unless it came with 200, or with 304 to an ETag."""
        answer = self.ask_anything(question.as_bytes(), question.address)
        if answer.status != (304 if question.etag else 200):
            raise UnexpectedAnswerError(f"{question.address} was answered with “{answer.status}”.")
        return answer

    def ask_anything(self, sent: bytes, name: str) -> Answer:
        """What is answered to these bytes, whatever its status. Raises UnexpectedAnswerError if cut short."""
        self.socket.sendall(sent)
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._receive(name)
        head, body = received.split(b"\r\n\r\n", 1)
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = {key.lower(): value for key, _colon, value in (line.partition(": ") for line in lines)}
        status = int(first.split(" ", 2)[1])
        if status == 304:
            length = 0
        elif headers.get("transfer-encoding") == "chunked":
            length = self._receive_chunks(body, name)
        elif "content-length" in headers:
            length, reached = int(headers["content-length"]), len(body)
            while reached < length:
                reached += len(self._receive(name))
        else:
            raise UnexpectedAnswerError(f"{name} was answered with “{status}” and no length.")
        return Answer(status, length, headers.get("etag", ""), headers.get("connection") == "close")

    def _receive_chunks(self, body: bytes, name: str) -> int:
        """Bytes of a body that comes in pieces, each after its length in hexadecimal; the last one is empty."""
        total = 0
        while True:
            while b"\r\n" not in body:
                body += self._receive(name)
            size, body = body.split(b"\r\n", 1)
            length = int(size, 16)
            while len(body) < length + 2:
                body += self._receive(name)
            if not length:
                return total
            total, body = total + length, body[length + 2 :]

    def _receive(self, name: str) -> bytes:
        received = self.socket.recv(262_144)
        if not received:
            raise UnexpectedAnswerError(f"{name} was not answered to the end.")
        return received


@dataclass
class _Clients:
    """Several that ask at once, until enough time has passed or nothing is left to ask."""

    port: int
    questions: Iterator[Question]
    until: float
    latencies: list[float] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self) -> None:
        try:
            while self._ask_over_one_connection():
                pass
        except (OSError, UnexpectedAnswerError) as error:
            self.failures.append(error)

    def _ask_over_one_connection(self) -> bool:
        """Some requests; whether there is more to ask and time for it."""
        with Connection(self.port) as connection:
            for _request in range(REQUESTS_A_CONNECTION):
                with self.lock:
                    question = next(self.questions, None)
                if question is None:
                    return False
                asked = time.perf_counter()
                connection.ask(question)
                answered = time.perf_counter()
                self.latencies.append(answered - asked)
                if answered >= self.until:
                    return False
        return True


def ask_in_turn(
    port: int,
    questions: Iterator[Question],
    *,
    clients: int,
    seconds: float,
    most: int,
    processor: Callable[[], Usage],
) -> Slot:
    """What it took to ask these questions one after the other, from so many clients at once.

    It ends after so many seconds, after `most` questions, or when none is left.
    `processor` tells what the processes of the server have used so far.
    """
    before, started = processor(), time.perf_counter()
    asking = _Clients(port, islice(questions, most), started + seconds)
    threads = [threading.Thread(target=asking.run) for _client in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lasted = time.perf_counter() - started
    if asking.failures:
        raise UnexpectedAnswerError(str(asking.failures[0])) from asking.failures[0]
    return Slot(tuple(asking.latencies), lasted, processor_between(before, processor()))


def processor_of_tree(root: int) -> Usage:
    """What a process and all below it have used so far, system calls included."""
    processes = _processes()
    return {key: processes[key].used for key in _tree(root, processes)}


def processor_of_postgresql(database: str, *, without: int = 0) -> Usage:
    """What the processes of PostgreSQL that work for a database have used so far, but for one of them."""
    processes = _processes()
    return {
        key: process.used
        for key, process in processes.items()
        if process.name == "postgres" and key != without and f" {database} " in _title(key)
    }


def processor_between(before: Usage, after: Usage) -> float:
    """Seconds that were used meanwhile. What a process used that has ended since is not known."""
    return sum(used - before.get(key, 0) for key, used in after.items())


def memory_of_workers(root: int) -> list[int]:
    """Bytes that each process below a server holds, shared ones divided (PSS), in order of their numbers."""
    return [_proportional_size(key) for key in sorted(_tree(root, _processes()) - {root})]


def _proportional_size(key: int) -> int:
    try:
        lines = Path(f"/proc/{key}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):  # it has ended since
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def _title(key: int) -> str:
    try:
        return Path(f"/proc/{key}/cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):  # it has ended since
        return ""


def _tree(root: int, processes: "dict[int, _Process]") -> set[int]:
    wanted, found = {root}, set()
    while wanted:
        found |= wanted & processes.keys()
        wanted = {key for key, process in processes.items() if process.parent in wanted}
    return found


class _Process:
    def __init__(self, stat: str) -> None:
        key, rest = stat.split(" (", 1)
        self.name, numbers = rest.rsplit(") ", 1)
        fields = numbers.split()
        self.key, self.parent = int(key), int(fields[1])
        self.used = (int(fields[11]) + int(fields[12])) * TICK


def _processes() -> dict[int, _Process]:
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            process = _Process(path.read_text())
        except (FileNotFoundError, ProcessLookupError):  # it has ended since
            continue
        found[process.key] = process
    return found
