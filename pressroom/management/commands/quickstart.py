"""The whole site on one machine, with data, by one command."""

import os
import secrets
import sys
from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import Group
from django.core.management import BaseCommand, CommandError, call_command
from django.db import transaction
from django.utils import timezone

from institutes.models import Institute
from releases.editorial.groups import CHIEF_EDITORS, EDITORS, PRESS_OFFICERS
from releases.management.demonstration.making import make
from releases.models import Event, Release

# The release of the fixtures, which may stand beside invented ones.
DOCUMENT = "BKK/CP/14"
FIXTURES = ("institutes", "congresses", "bkk-cp-14")
DEMO_ACCOUNTS = {"press-officer": PRESS_OFFICERS, "editor": EDITORS, "chief-editor": CHIEF_EDITORS}


class Command(BaseCommand):
    help = "Set the site up with data and serve it. Can be run again at any time and loses nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="port to serve on (8000)")
        parser.add_argument("--no-server", action="store_true", help="set up only")
        parser.add_argument(
            "--demo",
            action="store_true",
            help="add two hundred invented releases in seven languages; remove_demo takes them away",
        )

    def handle(self, *, port: int, no_server: bool, demo: bool = False, **options: Any) -> None:
        if not 1 <= port <= 65535:
            raise CommandError(f"{port} is not a port; give a number from 1 to 65535.")
        call_command("migrate", verbosity=0)
        self.stdout.write("The database is ready.")
        self._load_data()
        accounts = self._make_accounts()
        if demo:
            self._add_demonstration()
        if not settings.DEBUG:
            call_command("collectstatic", interactive=False, verbosity=0)
        self._say_what_to_open(port, accounts)
        if not no_server:
            self._serve(port)

    def _load_data(self) -> None:
        """The fixtures are in an empty database; one that holds anything is left as it is."""
        if any(model.objects.exists() for model in (Release, Event, Institute)):
            self.stdout.write("The database holds data already: nothing was loaded, nothing was changed.")
            return
        with transaction.atomic():
            call_command(
                "loaddata",
                *(settings.BASE_DIR / "fixtures" / f"{name}.json" for name in FIXTURES),
                verbosity=0,
            )
        call_command("rebuild_search", verbosity=0)
        self.stdout.write(
            f"Loaded {Release.objects.count()} release, {Event.objects.count()} events and "
            f"{Institute.objects.count()} institutes."
        )

    def _add_demonstration(self) -> None:
        """Invented releases, once, and never among real ones."""
        if Release.objects.filter(is_invented=True).exists():
            self.stdout.write("Invented releases are here already: none was added.")
            return
        if Release.objects.filter(is_invented=False).exclude(reference=DOCUMENT).exists():
            raise CommandError(
                f"This database holds real releases besides {DOCUMENT}; invented ones would stand among them. "
                "Name another database in DATABASE_URL, or leave out --demo."
            )
        author = get_user_model().objects.filter(username="press-officer").first()
        count = make(timezone.now(), author)
        self.stdout.write(f"Added {count} invented releases; remove_demo takes them away.")

    def _make_accounts(self) -> tuple[str, ...]:
        """One account for each group when there is no account at all; returns the lines to print."""
        users = get_user_model()
        # Commands act as an account that nobody can sign in as; it is not one of the people.
        if users.objects.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).exists():
            return ("There are accounts already; none was made.",)
        given = os.environ.get("PRESSROOM_DEMO_PASSWORD", "")
        password = given or secrets.token_urlsafe(9)
        with transaction.atomic():
            for name, group in DEMO_ACCOUNTS.items():
                user = users.objects.create_user(name, password=password, is_staff=True)
                user.groups.add(Group.objects.get(name=group))
        shown = "the one in PRESSROOM_DEMO_PASSWORD" if given else f"{password} (shown this once)"
        return (f"Accounts: {', '.join(DEMO_ACCOUNTS)}", f"Password: {shown}")

    def _say_what_to_open(self, port: int, accounts: tuple[str, ...]) -> None:
        site = f"http://127.0.0.1:{port}"
        for line in ("", f"Site:     {site}/", f"Admin:    {site}/admin/", *accounts, ""):
            self.stdout.write(line)

    def _serve(self, port: int) -> None:
        """This process becomes the server."""
        environment = dict(os.environ)
        if urlsplit(settings.SITE_URL).hostname in {"127.0.0.1", "localhost"}:
            environment["SITE_URL"] = f"http://127.0.0.1:{port}"
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
        command += ["--port", str(port), "--no-access-log", "pressroom.wsgi:application"]
        self.stdout.write("Serving; press Ctrl+C to stop.")
        self.stdout.flush()
        os.chdir(settings.BASE_DIR)
        os.execve(sys.executable, command, environment)  # noqa: S606 - our own server, no shell
