#!/usr/bin/env python
"""The command line of pressroom: `uv run manage.py help` lists what it can do."""

import os
import secrets
import sys
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from pressroom.environment import environment_file, local_port, write_environment_file

BASE = Path(__file__).resolve().parent


def main() -> None:
    """Run one command; a setting that is missing or wrong ends in one sentence and exit code 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pressroom.settings")
    if sys.argv[1:2] == ["quickstart"]:
        # Settings refuse to load without a secret, so the file with one has to be there before they are read.
        write_environment_file(environment_file(BASE), port=local_port(sys.argv[2:]))
    reads_only = sys.argv[1:2] == ["import_releases"] and "--dry-run" in sys.argv
    if reads_only or sys.argv[1:2] in (["makemessages"], ["compilemessages"]):
        # They read files, of releases or of this code: nothing is signed, served or kept.
        os.environ.setdefault("SECRET_KEY", secrets.token_urlsafe(48))
        os.environ.setdefault("SITE_URL", "http://127.0.0.1:8000")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"pressroom cannot start: {error}")


if __name__ == "__main__":
    main()
