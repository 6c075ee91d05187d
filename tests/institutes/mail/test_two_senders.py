"""Senders that are started at the same time on SQLite share what waits: each mail comes once, and none complains."""

import os
import subprocess
import sys
from collections import Counter

from tests.mail_sink import Sink

MAILS, SENDERS = 60, 3


def test_several_senders_at_once_send_each_mail_once_and_say_nothing_of_locks(tmp_path):
    with Sink() as sink:
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{tmp_path / 'mail.sqlite3'}",
            "EMAIL_URL": sink.url,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
        }
        queue = [sys.executable, "-m", "tests.institutes.mail.two_senders", str(MAILS)]
        queued = subprocess.run(queue, env=environment, capture_output=True, text=True, check=True)
        assert queued.stdout == "queued\n"

        # Long enough that none has sent all of it before the others have started.
        sink.sleeps["MAIL"] = 0.2
        command = [sys.executable, "manage.py", "send_mail_queue"]
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        senders = [subprocess.Popen(command, env=environment, **streams) for _number in range(SENDERS)]
        told = [sender.communicate(timeout=120) for sender in senders]
        came = Counter(sink.counts().values())

    assert [(sender.returncode, errors) for sender, (_said, errors) in zip(senders, told, strict=True)] == [
        (0, "")
    ] * SENDERS
    assert came == {1: MAILS}
    assert sum(bool(said) for said, _errors in told) > 1
    said = sorted(line for lines, _errors in told for line in lines.splitlines())
    assert said == sorted(f"test to person-{number}@example.org: Sent" for number in range(MAILS))
