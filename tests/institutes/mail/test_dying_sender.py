"""A mail is not lost and not sent twice, wherever the process that sends it is killed."""

import json
import os
import signal
import subprocess
import sys

import pytest
from django.db import connection

from tests.mail_sink import Sink


def service(environment, sink):
    """As a service it sends what waits, and ends cleanly when it is told to."""
    command = [sys.executable, "manage.py", "send_mail_queue", "--loop"]
    streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, env=environment, text=True, **streams) as loop:
        sink.wait_for(len(sink.mails) + 1)
        loop.send_signal(signal.SIGTERM)
        told = loop.communicate(timeout=20)
    assert (loop.returncode, told) == (0, ("test to ann@example.org: Sent\n", ""))


@pytest.mark.django_db(transaction=True)
def test_wherever_a_sender_is_killed_a_mail_comes_once_or_is_said_to_be_in_doubt(tmp_path, begin_migrated):
    url = f"sqlite:///{tmp_path / 'mail.sqlite3'}"
    if connection.vendor == "postgresql":
        params = connection.get_connection_params()
        place = f"{params.get('host', 'localhost')}:{params.get('port') or 5432}/{params['dbname']}"
        url = f"postgres://{params.get('user', '')}:{params.get('password', '')}@{place}"
    begin_migrated(tmp_path / "mail.sqlite3")
    with Sink() as sink:
        environment = os.environ | {
            "DATABASE_URL": url, "EMAIL_URL": sink.url, "DJANGO_SETTINGS_MODULE": "tests.settings",
        }  # fmt: skip
        dying = [sys.executable, "-m", "tests.institutes.mail.dying_sender"]
        run = subprocess.run(dying, env=environment, capture_output=True, text=True, check=True)
        came = sink.counts()
        service(environment, sink)
    told = json.loads(run.stdout)
    deaths = [(died_as, state, came[message_id]) for _killed, died_as, state, message_id in told]

    # Before the claim, before and after the hello, the sender, the recipient, the text: it comes once, by another.
    before = deaths[: next(n for n, death in enumerate(deaths) if death[0] == "handed_over")]
    assert {died_as for died_as, _state, _count in before} == {"waiting", "sending"}
    assert {(state, count) for _died_as, state, count in before} == {("sent", 1)}
    assert len(before) > 10
    # Before the last line, before its answer is read, and before the answer is noted.
    doubtful = [death for death in deaths if death[1] == "doubtful"]
    assert doubtful == [("handed_over", "doubtful", 0), *[("handed_over", "doubtful", 1)] * 2]
    # Once the answer is noted, the goodbye may fail as it likes.
    after = deaths[len(before) + len(doubtful) :]
    assert set(after) == {("sent", "sent", 1)}
    assert [killed for killed, *_rest in told] == [True] * (len(told) - 1) + [False]
