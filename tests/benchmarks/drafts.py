"""Saves a draft whenever a line comes in, as somebody at the desk would while readers read.

    DATABASE_URL=… uv run python -m tests.benchmarks.drafts

First it prints the number of its PostgreSQL process (0 with SQLite), then a line after each save.
"""

import os
import sys

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pressroom.settings")
    django.setup()
    from django.db import connection

    from releases.models import Release

    draft = Release.objects.filter(state="draft").order_by("pk").first()
    if draft is None:
        raise SystemExit("This database holds no draft.")
    title = draft.title
    connection.ensure_connection()
    server = connection.connection.info.backend_pid if connection.vendor == "postgresql" else 0
    _say(server)
    for number, _line in enumerate(sys.stdin):
        draft.title = f"{title} {number % 2}"
        draft.save()
        _say("saved")
    draft.title = title
    draft.save()


def _say(what: object) -> None:
    sys.stdout.write(f"{what}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
