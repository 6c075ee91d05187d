"""Ask the time-stamping authority about what went out and has no time stamp."""

from argparse import ArgumentParser
from datetime import UTC
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from releases.delivery.timestamps import Authority, AuthorityError, TimestampError, stamp, unstamped

MOST = 100


class Command(BaseCommand):
    help = (
        "Gets a time stamp (RFC 3161) from the authority at TIMESTAMP_URL for editions that went out and have none, "
        "the oldest first. Made for a timer: what fails is tried again by the next run."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, default=MOST, metavar="N", help="at most so many editions")

    def handle(self, *args: Any, **options: Any) -> None:
        """Every edition tried has its line; where any failed, the exit code is 1."""
        if options["limit"] < 1:
            raise CommandError("--limit must be 1 or more.")
        problems = []
        try:
            authority = Authority.of_settings()
        except AuthorityError as error:
            raise CommandError(str(error)) from error
        for release in unstamped(timezone.now())[: options["limit"]]:
            name = f"{release.reference} {release.language} {release.edition}"
            try:
                stamped_at = stamp(release, authority).stamped_at
            except TimestampError as error:
                problems.append(f"{name}: {error}")
                if isinstance(error, AuthorityError):
                    break
            else:
                self.stdout.write(f"{name}: stamped at {stamped_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC")
        if problems:
            raise CommandError("\n".join(problems))
