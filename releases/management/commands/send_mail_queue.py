"""Send the mail that waits."""

import logging
import signal
import threading
from argparse import ArgumentParser
from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import Error, close_old_connections
from django.utils import timezone

from institutes.enums import MailState
from institutes.mail.notices import compose
from institutes.mail.sending import send_queue, sweep
from releases.editorial.notices import note_times

LOG = logging.getLogger(__name__)
PAUSE = 5.0
MOST = 1000
SWEPT_EVERY = timedelta(hours=1)


class Command(BaseCommand):
    help = (
        "Writes the mails about what happened and what is due, and sends what waits. Made for a timer, or to go on for "
        "ever with --loop; several at once do no harm. What fails is tried again for three days, after a minute first "
        "and every four hours at last."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--loop", action="store_true", help="go on looking every 5 seconds, until stopped"
        )
        parser.add_argument(
            "--limit", type=int, default=MOST, metavar="N", help="at most so many mails at a time"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Each mail that was tried has a line; without --loop the exit code is 1 where any was not sent."""
        if options["limit"] < 1:
            raise CommandError("--limit must be 1 or more.")
        self.stop = threading.Event()
        self.swept_at: datetime | None = None
        former = {sign: signal.signal(sign, self._stop) for sign in (signal.SIGTERM, signal.SIGINT)}
        try:
            if options["loop"]:
                self._go_on(options["limit"])
            elif self._round(options["limit"]):
                raise CommandError("Some mail was not sent; what can be tried again will be.")
        finally:
            for sign, handler in former.items():
                signal.signal(sign, handler)

    def _stop(self, *_signal: Any) -> None:
        """The mail that is being sent is sent, and no other."""
        self.stop.set()

    def _go_on(self, limit: int) -> None:
        while not self.stop.is_set():
            close_old_connections()
            try:
                self._round(limit)
            except Error as error:
                LOG.error("The mail that waits could not be read: %s", error)
            self.stop.wait(PAUSE)

    def _round(self, limit: int) -> int:
        """How many of the mails that were tried were not sent."""
        note_times(timezone.now())
        compose(timezone.now())
        counts: Counter[str] = Counter()
        for outcome in send_queue(timezone.now, limit=limit, stopped=self.stop.is_set):
            counts[outcome.state] += 1
            why = f": {outcome.why}" if outcome.why else ""
            said = f"{outcome.mail.kind} to {outcome.mail.to}: {MailState(outcome.state).label}{why}"
            self.stdout.write(said)
        now = timezone.now()
        if self.swept_at is None or now - self.swept_at >= SWEPT_EVERY:
            sweep(now)
            self.swept_at = now
        return counts.total() - counts[MailState.SENT]
