"""Every statement that SQLite and PostgreSQL want differently: two modules with the same functions.

Functions whose names end in `_statement` or `_statements` give SQL; the others ask the database themselves.
"""

from types import ModuleType

from django.db.backends.base.base import BaseDatabaseWrapper

from releases.database.backends import postgresql, sqlite

BACKENDS = {"sqlite": sqlite, "postgresql": postgresql}


def backend(connection: BaseDatabaseWrapper) -> ModuleType:
    """The module for the database of a connection."""
    return BACKENDS[connection.vendor]
