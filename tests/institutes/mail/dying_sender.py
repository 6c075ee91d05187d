"""Mail that is sent by processes that are killed at every moment.

Run as a program with DATABASE_URL set to a database and EMAIL_URL to a server; prints one line of JSON. For the
number 1, 2, 3 and so on a mail is queued, and a process sends it that kills itself before so many things that it would
have written, to the database or to the server. Six minutes later, as the clock is moved, another process does what is
left. The last process is one that had nothing left to die before. At the end one more mail waits.
"""

import json
import os
import signal
import smtplib
import sys
from datetime import timedelta
from itertools import count

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django has to be set up first
from django.db import connection, connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from institutes.mail.queue import queue_mail  # noqa: E402
from institutes.mail.sending import send_queue  # noqa: E402
from institutes.models import QueuedMail  # noqa: E402

LATER = timedelta(minutes=6)


def queue(number: int) -> QueuedMail:
    """A mail that waits."""
    return queue_mail(
        to="ann@example.org", subject=f"Invented {number}", text="Text.", language="en", kind="test",
        at=timezone.now(),
    )  # fmt: skip


def worker(dies_before: int, later: timedelta) -> bool:
    """A process sends what is due; whether it killed itself. 0 never dies."""
    connections.close_all()
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == signal.SIGKILL
    smtplib.SMTP = Session
    Session.numbers, Session.dies_before = count(1), dies_before
    with connection.execute_wrapper(execute):
        for _outcome in send_queue(lambda: timezone.now() + later, limit=10):
            pass
    os._exit(0)


class Session(smtplib.SMTP):
    """Dies before it says or hears something, when its number has come."""

    numbers, dies_before = count(1), 0

    @classmethod
    def perhaps_die(cls):
        if next(cls.numbers) == cls.dies_before:
            os.kill(os.getpid(), signal.SIGKILL)

    def send(self, text):
        self.perhaps_die()
        super().send(text)

    def getreply(self):
        self.perhaps_die()
        return super().getreply()


def execute(run, sql, params, many, context):
    """The same before each statement that writes."""
    if sql.startswith("UPDATE"):
        Session.perhaps_die()
    return run(sql, params, many, context)


def main() -> None:
    """Queue, send, die, send, tell."""
    call_command("migrate", verbosity=0)
    told = []
    for number in count(1):
        mail = queue(number)
        is_killed = worker(number, timedelta())
        died_as = QueuedMail.objects.get(pk=mail.pk).state
        worker(0, LATER)
        told.append([is_killed, died_as, QueuedMail.objects.get(pk=mail.pk).state, mail.message_id])
        if not is_killed:
            break
    queue(0)
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
