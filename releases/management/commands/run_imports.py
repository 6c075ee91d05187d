"""Work off the imports that were begun at the desk."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from releases.intake.jobs import work
from releases.models import ImportJob

SLICE = 10.0
PAUSE = 5.0


class Command(BaseCommand):
    help = (
        "Reads the files that people sent to the import page and that wait. Without it they are read while somebody "
        "has the page open. Made for a timer, or to go on for ever with --loop; several at once do no harm."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--loop", action="store_true", help="go on looking every 5 seconds, until stopped"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Each import that was worked on has a line, with what became of its files."""
        try:
            while True:
                self._work()
                if not options["loop"]:
                    return
                time.sleep(PAUSE)
        except KeyboardInterrupt:
            self.stderr.write("Interrupted. Run it again: what was read is not read twice.")

    def _work(self) -> None:
        ImportJob.objects.sweep(timezone.now())
        for job in ImportJob.objects.unfinished().select_related("user"):
            while work(job, seconds=SLICE) and job.finished_at is None:
                pass
            counts = ", ".join(f"{count} {outcome or 'waiting'}" for outcome, count in job.counts().items())
            self.stdout.write(f"{job}: {counts}")
