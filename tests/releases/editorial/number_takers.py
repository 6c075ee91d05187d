"""People who take numbers of one series at the same moment, each in a thread, on a real database.

Run as a program with DATABASE_URL set, since SQLite in memory has no second connection. Prints who got what.
"""

import json
import os
import sys
import threading

import django
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.contrib.auth.models import User  # noqa: E402 - Django has to be set up first
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from releases.editorial import numbering  # noqa: E402
from releases.models import Series  # noqa: E402

EACH = 6


def take(name, start, got):
    try:
        person = User.objects.get(username=name)
        start.wait()
        for turn in range(EACH):
            series = Series.objects.get(prefix="TEST/TAKEN")
            number = numbering.reserve(series, by=person, at=timezone.now()).number
            got.append((name, turn, number))
    finally:
        connections.close_all()


def main(people):
    call_command("migrate", verbosity=0)
    Series.objects.get_or_make("TEST/TAKEN")
    names = [f"taker-{number}" for number in range(people)]
    for name in names:
        User.objects.get_or_create(username=name, defaults={"is_superuser": True})
    start, got = threading.Barrier(people), []
    threads = [threading.Thread(target=take, args=(name, start, got)) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sys.stdout.write(json.dumps(got))


if __name__ == "__main__":
    main(int(sys.argv[1]))
