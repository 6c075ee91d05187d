"""The log of changes: which releases changed, and whether any name did, since a reader last looked.

Triggers write it, so that no way of writing is forgotten. Whoever keeps something in memory reads the log
first, for the price of one short query, and is then as right as the database. The oldest lines are deleted as
new ones come; a reader who has missed them is told to read everything anew.
"""

# ruff: noqa: S608 - statements are put together from the names of tables below, only

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections

from releases.database.backends import backend
from releases.database.changes import KEPT, SWEPT, TABLE, Changes, Mark

__all__ = ["KEPT", "SWEPT", "TABLE", "Changes", "Mark"]

# Tables whose rows belong to a release, each with the column that says to which.
RELEASES = {
    "releases_release": "id",
    "releases_mention": "release_id",
    "releases_release_events": "release_id",
    "releases_jointsymbol": "release_id",
}
# Tables of what releases are listed under, few enough to be read anew when one row changes.
NAMES = (
    "releases_series",
    "releases_event",
    "releases_eventname",
    "institutes_institute",
    "institutes_institutename",
)


def since(mark: Mark | None, using: str) -> tuple[Mark, Changes]:
    """The present mark, and what has changed since `mark`: everything where there is none.

    A reader has to ask this before reading what it keeps, so that whatever happens meanwhile is in the next
    answer at the latest.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        answer: tuple[Mark, Changes] = backend(connection).changes_since(cursor, mark)
        return answer


def note_everything(using: str) -> None:
    """Every reader reads everything anew: for those who write where no trigger sees it."""
    _note(using, is_name=False)


def note_names(using: str) -> None:
    """Every reader reads the names anew, and forgets what it found out by words."""
    _note(using, is_name=True)


def _note(using: str, *, is_name: bool) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} (release_id, is_name) VALUES (NULL, %s)", [is_name])


@contextmanager
def suspended(using: str) -> Iterator[None]:
    """So much is being written that the log says `everything` once, at the end.

    Inside a transaction: others see the log as it was until that is over.
    """
    connection = connections[using]
    remove_triggers(connection)
    yield
    install(connection)
    note_everything(using)


def install(connection: Any) -> None:
    """The log and its triggers are there; SQLite loses triggers whenever a migration makes a table anew."""
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for statement in backend(connection).change_log_statements(sorted(set(RELEASES.values()))):
            cursor.execute(statement)
        for table in (*RELEASES, *NAMES):
            if table in present:
                for statement in _triggers(connection, table).values():
                    cursor.execute(statement)


def remove_triggers(connection: Any) -> None:
    """Nothing is written to the log."""
    with connection.cursor() as cursor:
        for table in (*RELEASES, *NAMES):
            for name in _triggers(connection, table):
                cursor.execute(backend(connection).drop_trigger_statement(name, table))


def _triggers(connection: Any, table: str) -> dict[str, str]:
    triggers: dict[str, str] = backend(connection).change_triggers(table, RELEASES.get(table))
    return triggers
