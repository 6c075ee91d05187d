"""Mail that several processes send at once from one SQLite database.

Run as a program with DATABASE_URL set to a new database, EMAIL_URL to a server, and a number of mails: migrates and
queues them, then prints a line.
"""

import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django has to be set up first
from django.utils import timezone  # noqa: E402

from institutes.mail.queue import queue_mail  # noqa: E402


def main() -> None:
    """The mails wait."""
    call_command("migrate", verbosity=0)
    for number in range(int(sys.argv[1])):
        queue_mail(
            to=f"person-{number}@example.org", subject=f"Invented {number}", text="Text.", language="en",
            kind="test", at=timezone.now(),
        )  # fmt: skip
    sys.stdout.write("queued\n")


if __name__ == "__main__":
    main()
