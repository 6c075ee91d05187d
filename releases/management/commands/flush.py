"""`manage.py flush`: Django's own command, with the seals on issued editions off while it runs."""

from typing import Any

from django.core.management.commands import flush
from django.db import connections

from releases.database import immutability


class Command(flush.Command):
    def handle(self, **options: Any) -> None:
        """The database is empty and the seals are on."""
        with immutability.lifted(connections[options["database"]]):
            super().handle(**options)
