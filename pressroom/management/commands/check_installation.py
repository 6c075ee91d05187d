"""Try whether everything works that this installation needs."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from institutes.mail.queue import checked_address
from pressroom.installation import findings


class Command(BaseCommand):
    help = (
        "Really tries database, migrations, search index, clock, cache, folders and mail, and says what it found in a "
        "sentence for each. The exit code is 1 where anything is wrong."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--mail-to", default="", metavar="ADDRESS", help="send a mail to this address as well"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each thing; those that are wrong begin with WRONG."""
        if options["mail_to"]:
            try:
                checked_address(options["mail_to"])
            except ValidationError as error:
                raise CommandError(f"--mail-to: {' '.join(error.messages)}") from error
        wrong = 0
        for finding in findings(timezone.now, mail_to=options["mail_to"]):
            wrong += not finding.is_right
            mark = self.style.SUCCESS("right") if finding.is_right else self.style.ERROR("WRONG")
            self.stdout.write(f"{mark}  {finding.name}: {finding.sentence}")
        if wrong:
            sys.exit(1)
