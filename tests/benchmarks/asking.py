"""Asking a server again and again over connections that stay open, and what that costs its processes."""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from tests.benchmarks.figures import Slot

TICK = 1 / os.sysconf("SC_CLK_TCK")
SECONDS_TO_ANSWER = 60
# Then another one, which may lead to another worker: so that none has nothing to do all the time.
REQUESTS_A_CONNECTION = 20


class UnexpectedAnswerError(Exception):
    """A page was not served as it should be; the sentence says which."""


class Connection:
    """A connection to a server on this machine that stays open. Much less work than http.client's."""

    def __init__(self, port: int) -> None:
        self.host = f"127.0.0.1:{port}"
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=SECONDS_TO_ANSWER)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def __enter__(self) -> "Connection":
        return self

    def __exit__(self, *_details: object) -> None:
        self.socket.close()

    def ask(self, address: str) -> int:
        """How many bytes the page has. Raises UnexpectedAnswerError unless it came, as a whole, with 200."""
        self.socket.sendall(f"GET {address} HTTP/1.1\r\nHost: {self.host}\r\nAccept: */*\r\n\r\n".encode())
        received = b""
        while b"\r\n\r\n" not in received:
            received += self._receive(address)
        head, body = received.split(b"\r\n\r\n", 1)
        status, *lines = head.decode("latin-1").lower().split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines)
        if " 200 " not in f"{status} " or "content-length" not in headers:
            raise UnexpectedAnswerError(f"{address} was answered with “{status}”.")
        length, reached = int(headers["content-length"]), len(body)
        while reached < length:
            reached += len(self._receive(address))
        return length

    def _receive(self, address: str) -> bytes:
        received = self.socket.recv(262_144)
        if not received:
            raise UnexpectedAnswerError(f"{address} was not answered to the end.")
        return received


@dataclass
class _Clients:
    """Several that ask at once, until enough time has passed or enough was asked."""

    port: int
    turns: Iterator[tuple[int, str]]
    last: int
    until: float
    latencies: list[float] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    def run(self) -> None:
        try:
            while not self._connected():
                pass
        except (OSError, UnexpectedAnswerError) as error:
            self.failures.append(error)

    def _connected(self) -> bool:
        """Some requests over one connection; whether it is enough now."""
        with Connection(self.port) as connection:
            for _request in range(REQUESTS_A_CONNECTION):
                number, address = next(self.turns)
                asked = time.perf_counter()
                connection.ask(address)
                answered = time.perf_counter()
                self.latencies.append(answered - asked)
                if answered >= self.until or number >= self.last:
                    return True
        return False


def ask_in_turn(
    port: int,
    addresses: list[str],
    *,
    clients: int,
    seconds: float,
    most: int,
    processor: Callable[[], float],
) -> Slot:
    """What it took to ask for the addresses in turn, over and over, from so many clients at once.

    It ends after so many seconds or `most` requests, but not before each client was answered once.
    `processor` tells the seconds of all processors that the server has used so far.
    """
    before, started = processor(), time.perf_counter()
    asking = _Clients(port, enumerate(cycle(addresses)), most - clients, started + seconds)
    threads = [threading.Thread(target=asking.run) for _client in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lasted = time.perf_counter() - started
    if asking.failures:
        raise UnexpectedAnswerError(str(asking.failures[0])) from asking.failures[0]
    return Slot(tuple(asking.latencies), lasted, processor() - before)


def processor_of_tree(root: int) -> float:
    """Seconds that a process and all below it have used so far, system calls included."""
    processes = _processes()
    wanted, found = {root}, 0.0
    while wanted:
        found += sum(processes[one].own for one in wanted if one in processes)
        wanted = {key for key, one in processes.items() if one.parent in wanted}
    return found


def processor_of_postgresql() -> float:
    """Seconds that every PostgreSQL process of this machine has used so far, ended backends included."""
    found = [one for one in _processes().values() if one.name == "postgres"]
    keys = {one.key for one in found}
    # What has ended is counted by the process that had started it.
    return sum(one.own + (0 if one.parent in keys else one.ended) for one in found)


class _Process:
    def __init__(self, stat: str) -> None:
        key, rest = stat.split(" (", 1)
        self.name, numbers = rest.rsplit(") ", 1)
        fields = numbers.split()
        self.key, self.parent = int(key), int(fields[1])
        self.own = (int(fields[11]) + int(fields[12])) * TICK
        self.ended = (int(fields[13]) + int(fields[14])) * TICK


def _processes() -> dict[int, _Process]:
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            process = _Process(path.read_text())
        except (FileNotFoundError, ProcessLookupError):  # it has ended since
            continue
        found[process.key] = process
    return found
