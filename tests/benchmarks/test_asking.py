"""The client measures what a server does, and says so when it does not do it."""

import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle

import pytest

from tests.benchmarks import asking
from tests.benchmarks.asking import Answer, Connection, Question, UnexpectedAnswerError, ask_in_turn


class Pages(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    asked: list[str] = []

    def do_GET(self):
        self.asked.append(self.path)
        if self.path == "/pieces":
            self.send_response(404)
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"5\r\nfirst\r\n1A\r\n" + b"x" * 26 + b"\r\n0\r\n\r\n")
            return
        page = b"x" * 400_000
        if self.headers["If-None-Match"] == '"same"':
            self.send_response(304)
            self.end_headers()
            return
        self.send_response(404 if self.path == "/missing" else 200)
        self.send_header("ETag", '"same"')
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
        answers = [connection.ask(Question("/a")), connection.ask(Question("/b"))]

    assert answers == [Answer(200, 400_000, '"same"')] * 2


def test_a_page_that_still_holds_has_no_body(port):
    with Connection(port) as connection:
        answers = [connection.ask(Question("/a", etag='"same"')), connection.ask(Question("/a"))]

    assert answers == [Answer(304, 0, ""), Answer(200, 400_000, '"same"')]


def test_a_page_that_has_changed_is_no_304(port):
    with Connection(port) as connection, pytest.raises(UnexpectedAnswerError):
        connection.ask(Question("/a", etag='"other"'))


def test_a_page_in_pieces_is_read_to_its_end(port):
    with Connection(port) as connection:
        answers = [connection.ask_anything(Question("/pieces").as_bytes(), "pieces") for _time in range(2)]

    assert answers == [Answer(404, 31, "")] * 2


def test_a_question_says_host_and_encoding():
    question = Question("/en/", host="n1.bench.test", encoding="gzip")

    assert question.as_bytes() == (
        b"GET /en/ HTTP/1.1\r\nHost: n1.bench.test\r\nAccept: */*\r\nAccept-Encoding: gzip\r\n\r\n"
    )


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("/missing", "/missing was answered with “404”."),
        ("/endless", "/endless was answered with “200” and no length."),
        ("/short", "/short was not answered to the end."),
    ],
)
def test_what_is_not_a_whole_page_is_refused(port, address, message):
    with Connection(port) as connection, pytest.raises(UnexpectedAnswerError) as raised:
        connection.ask(Question(address))

    assert str(raised.value) == message


def test_addresses_are_asked_in_turn_until_it_is_enough(port):
    used = iter([{7: 1.0}, {7: 3.0, 8: 0.5}])
    questions = cycle([Question("/a"), Question("/b")])
    slot = ask_in_turn(port, questions, clients=2, seconds=60, most=10, processor=lambda: next(used))

    assert len(slot.latencies) == 10
    assert sorted(Pages.asked) == ["/a"] * 5 + ["/b"] * 5
    assert slot.processor == 2.5
    assert 0 < max(slot.latencies) <= slot.lasted


def test_a_failure_of_any_client_is_one(port):
    with pytest.raises(UnexpectedAnswerError, match="/missing"):
        ask_in_turn(port, map(Question, ["/a", "/missing"]), clients=2, seconds=60, most=10, processor=dict)


def test_no_question_is_asked_twice_and_asking_ends_with_them(port):
    addresses = [f"/{number}" for number in range(50)]
    slot = ask_in_turn(port, map(Question, addresses), clients=2, seconds=60, most=99, processor=dict)

    assert len(slot.latencies) == 50
    assert sorted(Pages.asked) == sorted(addresses)


def test_the_memory_of_what_a_process_started_is_told():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        sizes = asking.memory_of_workers(os.getpid())
        process.communicate(b"\n")

    assert sizes
    assert all(size > 100_000 for size in sizes)


def test_processes_are_counted_with_those_below_them():
    own, parent = os.getpid(), os.getppid()

    assert asking.processor_of_tree(own)[own] >= sum(os.times()[:2]) - 1
    assert asking.processor_of_tree(parent).keys() >= {own, parent}


def test_a_process_that_has_ended_takes_nothing_away():
    assert asking.processor_between({1: 5.0, 2: 9.0}, {1: 6.5, 3: 0.25}) == 1.75


def test_a_process_is_read_whatever_its_name():
    process = asking._Process("7 (a (b) c) S 3 7 7 0 -1 0 0 0 0 0 100 50 20 30 20 0 1 0")

    assert (process.key, process.name, process.parent) == (7, "a (b) c", 3)
    assert process.used == 150 * asking.TICK


@pytest.mark.postgresql
@pytest.mark.django_db
def test_a_database_has_its_processes():
    from django.db import connection

    connection.ensure_connection()
    own = connection.connection.info.backend_pid

    database = connection.settings_dict["NAME"]
    assert own in asking.processor_of_postgresql(database)
    assert own not in asking.processor_of_postgresql(database, without=own)
    assert own not in asking.processor_of_postgresql("another")
