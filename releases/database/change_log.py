"""The log of changes: which releases changed, and whether any name did, since a reader last looked.

Triggers write it, so that no way of writing is forgotten. Whoever keeps something in memory reads the log
first, for the price of one short query, and is then as right as the database. The oldest lines are deleted as
new ones come; a reader who has missed them is told to read everything anew.

A line says in `counts_from` from when on the public can see the change: what is planned changes nothing before,
and a draft that is saved, submitted or deleted never does. Lines of drafts are for the search index.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connections

from releases.database import change_rules
from releases.database.backends import backend
from releases.database.changes import EVERYTHING, KEPT, NAMES, SWEPT, TABLE, Changes, Effect, Mark
from releases.database.moments import aware

__all__ = ["KEPT", "SWEPT", "TABLE", "Changes", "Effect", "Mark"]

COLUMNS = frozenset({"id", "token", "about", "release_id", "counts_from"})


def since(mark: Mark | None, using: str) -> tuple[Mark, Changes]:
    """The present mark, and what has changed since `mark`: everything where there is none.

    A reader has to ask this before reading what it keeps, so that whatever happens meanwhile is in the next
    answer at the latest.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        answer: tuple[Mark, Changes] = backend(connection).changes_since(cursor, mark)
        return answer


def token(using: str) -> str:
    """The state of the log: another one whenever a line has appeared that counts now or later.

    It is the same in every process. Lines of drafts, which never count, do not change it.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        state: str = backend(connection).changes_token(cursor)
        return state


def effect_at(at: datetime, using: str) -> Effect:
    """What of the log the public can see at `at` (aware); an empty token where none of its lines counts."""
    connection = connections[using]
    with connection.cursor() as cursor:
        token, began, ends = backend(connection).changes_effect(
            cursor, connection.ops.adapt_datetimefield_value(at)
        )
    return Effect(token or "", aware(began), aware(ends))


def note_everything(using: str) -> None:
    """Every reader reads everything anew: for those who write where no trigger sees it."""
    _note(using, EVERYTHING)


def note_names(using: str) -> None:
    """Every reader reads the names anew, and forgets what it found out by words."""
    _note(using, NAMES)


def _note(using: str, about: str) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute(change_rules.line(about))


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
    """The log and its triggers are there; SQLite loses triggers whenever a migration makes a table anew.

    They are written anew each time, because what they compare are the columns that a table has.
    """
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if TABLE in present and not _columns(connection, cursor, TABLE) >= COLUMNS:
            # A log of an earlier version: nobody misses what it said.
            cursor.execute(f"DROP TABLE {TABLE}")
        for statement in backend(connection).change_log_statements():
            cursor.execute(statement)
        for table, rule in change_rules.RULES.items():
            if table in present:
                for statement in _statements(connection, table, rule(_columns(connection, cursor, table))):
                    cursor.execute(statement)


def remove_triggers(connection: Any) -> None:
    """Nothing is written to the log."""
    with connection.cursor() as cursor:
        for table in change_rules.RULES:
            for event in (*change_rules.EVENTS, "TRUNCATE"):
                cursor.execute(backend(connection).drop_trigger_statement(_trigger(table, event), table))


def _statements(connection: Any, table: str, lines: change_rules.Lines) -> Iterator[str]:
    differs = backend(connection).DIFFERS
    for event, written in lines.items():
        statements = [line.replace(change_rules.DIFFERS, differs) for line in written]
        yield from backend(connection).change_trigger_statements(
            _trigger(table, event), table, event, statements
        )
    yield from backend(connection).emptied_trigger_statements(
        _trigger(table, "TRUNCATE"), table, [change_rules.line(EVERYTHING)]
    )


def _columns(connection: Any, cursor: Any, table: str) -> set[str]:
    return {column.name for column in connection.introspection.get_table_description(cursor, table)}


def _trigger(table: str, event: str) -> str:
    return f"change_{table}_{event.lower()}"
