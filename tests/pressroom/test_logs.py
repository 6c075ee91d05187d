"""Who tries too often does not fill the log of the server."""

import logging

import pytest

from pressroom.logs import MOST_NETWORKS, OneRefusalAMinute
from tests.factories import make_user


def record(rf, *, status=429, address="192.0.2.7", created=1000.0):
    line = logging.makeLogRecord({"status_code": status, "request": rf.get("/", REMOTE_ADDR=address)})
    line.created = created
    return line


def test_one_refusal_of_a_network_is_a_line_each_minute(rf):
    log = OneRefusalAMinute()

    lines = [
        log.filter(record(rf, **line))
        for line in (
            {}, {"created": 1059.9}, {"address": "192.0.2.8"}, {"created": 1060.0}, {"created": 1119.9},
        )
    ]  # fmt: skip

    assert lines == [True, False, True, True, False]


@pytest.mark.parametrize("status", [404, 500])
def test_every_other_line_stays(rf, status):
    log = OneRefusalAMinute()

    assert all(log.filter(record(rf, status=status)) for _time in range(3))
    assert all(log.filter(logging.makeLogRecord({"msg": "x"})) for _time in range(3))


def test_what_is_remembered_of_networks_has_an_end(rf):
    log = OneRefusalAMinute()
    log.written_at = {str(number): 1000.0 for number in range(MOST_NETWORKS)}

    assert log.filter(record(rf))
    assert list(log.written_at) == ["192.0.2.7"]


@pytest.mark.django_db
def test_a_program_that_guesses_passwords_is_one_line(client, caplog):
    make_user(username="victim")
    wrong = {"username": "victim", "password": "wrong"}

    answers = [
        client.post("/admin/login/", wrong, REMOTE_ADDR="198.51.100.77").status_code for _try in range(9)
    ]

    assert answers.count(429) > 1
    assert caplog.messages.count("Too Many Requests: /admin/login/") == 1
