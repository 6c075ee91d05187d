"""Attachments that no edition has, and files that no row knows, are gone."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from releases.editorial.unused_attachments import remove_unused


class Command(BaseCommand):
    help = (
        "Deletes attachments that no edition has, and files that a save left behind, where they are days old."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--days", type=int, default=7, help="how old what is deleted has to be (7)")

    def handle(self, *_args: Any, **options: Any) -> None:
        rows, files = remove_unused(timezone.now() - timedelta(days=options["days"]))
        self.stdout.write(f"{rows} attachments and {files} files were deleted.")
