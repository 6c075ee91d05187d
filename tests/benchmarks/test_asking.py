"""The client measures what a server does, and says so when it does not do it."""

import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.benchmarks import asking
from tests.benchmarks.asking import Connection, UnexpectedAnswerError, ask_in_turn


class Pages(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: list[str] = []

    def do_GET(self):
        self.asked.append(self.path)
        page = b"x" * 400_000
        self.send_response(404 if self.path == "/missing" else 200)
        if self.path != "/endless":
            self.send_header("Content-Length", str(len(page) + (1 if self.path == "/short" else 0)))
        self.end_headers()
        self.wfile.write(page)
        self.close_connection = self.path in {"/short", "/endless"}

    def log_message(self, *_details):
        """Nothing."""


@pytest.fixture
def port():
    Pages.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_page_is_read_to_its_end_and_the_connection_stays(port):
    with Connection(port) as connection:
        assert [connection.ask("/a"), connection.ask("/b")] == [400_000, 400_000]


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("/missing", "/missing was answered with “http/1.1 404 not found”."),
        ("/endless", "/endless was answered with “http/1.1 200 ok”."),
        ("/short", "/short was not answered to the end."),
    ],
)
def test_what_is_not_a_whole_page_is_refused(port, address, message):
    with Connection(port) as connection, pytest.raises(UnexpectedAnswerError) as raised:
        connection.ask(address)

    assert str(raised.value) == message


def test_addresses_are_asked_in_turn_until_it_is_enough(port):
    used = iter([1.0, 3.5])
    slot = ask_in_turn(port, ["/a", "/b"], clients=2, seconds=60, most=10, processor=lambda: next(used))

    assert len(slot.latencies) == 10
    assert sorted(Pages.asked) == ["/a"] * 5 + ["/b"] * 5
    assert slot.processor == 2.5
    assert 0 < max(slot.latencies) <= slot.lasted


def test_a_failure_of_any_client_is_one(port):
    with pytest.raises(UnexpectedAnswerError, match="/missing"):
        ask_in_turn(port, ["/a", "/missing"], clients=2, seconds=60, most=10, processor=lambda: 0)


def test_processes_are_counted_with_those_below_them():
    own = sum(os.times()[:2])

    assert asking.processor_of_tree(os.getpid()) >= own - 1
    assert asking.processor_of_tree(os.getppid()) >= asking.processor_of_tree(os.getpid()) - 1


def test_a_process_is_read_whatever_its_name():
    process = asking._Process("7 (a (b) c) S 3 7 7 0 -1 0 0 0 0 0 100 50 20 30 20 0 1 0")

    assert (process.key, process.name, process.parent) == (7, "a (b) c", 3)
    assert (process.own, process.ended) == (150 * asking.TICK, 50 * asking.TICK)
