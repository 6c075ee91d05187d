"""`manage.py remove_demo`: what is invented goes, what is real stays."""

from typing import Any

from django.core.management.base import BaseCommand

from releases.management.demonstration.removal import remove


class Command(BaseCommand):
    help = "Removes every invented release, with its institutes, events, series, photos and files, and nothing else."

    def handle(self, *args: Any, **options: Any) -> None:
        removed = remove()
        counts = [f"{count} {what}" for what, count in removed.counts.items() if count]
        self.stdout.write(f"Removed: {', '.join(counts)}." if counts else "There was nothing invented here.")
        for row in removed.kept:
            self.stdout.write(f"Kept, because what is real refers to it: {row}")
