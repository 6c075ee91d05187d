"""What is said to SQLite in its own way."""

# ruff: noqa: S608, ISC004 - statements are put together from names of tables and columns, only

import json
import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from typing import Any

from django.db import OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper

from releases.database.changes import DRAFT, KEPT, SWEPT, TABLE, Changes, Mark


def drop_trigger_statement(name: str, _table: str) -> str:
    """The trigger is not there."""
    return f'DROP TRIGGER IF EXISTS "{name}"'


# Others at work

_LOCK_CODES = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})


def is_lock_error(error: BaseException) -> bool:
    """Whether the database refused a statement only because somebody else was at work there."""
    # The lower byte of a result code is the kind: https://www.sqlite.org/rescode.html
    return getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF in _LOCK_CODES


# The log of changes


# How two values are compared of which either may be missing.
DIFFERS = "IS NOT"
# The lines that the public can see, now or later.
_PUBLIC = f"about <> '{DRAFT}'"


def change_log_statements() -> tuple[str, ...]:
    """The log is there, and deletes its oldest lines."""
    return (
        f"CREATE TABLE IF NOT EXISTS {TABLE} (id integer PRIMARY KEY AUTOINCREMENT, "
        "token integer NOT NULL DEFAULT (random()), about text NOT NULL, release_id bigint, "
        "counts_from datetime)",
        f"CREATE INDEX IF NOT EXISTS {TABLE}_public ON {TABLE} (id) WHERE {_PUBLIC}",
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_swept AFTER INSERT ON {TABLE} WHEN new.id % {SWEPT} = 0 "
        f"BEGIN DELETE FROM {TABLE} WHERE id <= new.id - {KEPT}; END",
    )


def change_trigger_statements(name: str, table: str, event: str, lines: list[str]) -> tuple[str, ...]:
    """The trigger writes these lines to the log for every row of `table` that has this event."""
    return (
        drop_trigger_statement(name, table),
        f'CREATE TRIGGER "{name}" AFTER {event} ON "{table}" BEGIN {"; ".join(lines)}; END',
    )


def emptied_trigger_statements(_name: str, _table: str, _lines: list[str]) -> tuple[str, ...]:
    """SQLite empties a table row by row."""
    return ()


def changes_since(cursor: Any, mark: Mark | None) -> tuple[Mark, Changes]:
    """The present mark, and what has changed since `mark`."""
    if mark is not None:
        cursor.execute(
            f"SELECT id, token, about, release_id FROM {TABLE} WHERE id >= %s ORDER BY id",
            [mark.highest],
        )
        lines = cursor.fetchall()
        if lines and lines[0][:2] == (mark.highest, mark.token):
            return Mark(*lines[-1][:2]), Changes.of([line[2:] for line in lines[1:]])
        if not lines and not mark.highest:
            return mark, Changes()
    cursor.execute(f"SELECT id, token FROM {TABLE} ORDER BY id DESC LIMIT 1")
    return Mark(*(cursor.fetchone() or ())), Changes(everything=True)


def changes_token(cursor: Any) -> str:
    """Another one whenever a line was written: a number comes again after a rollback, its token does not."""
    cursor.execute(f"SELECT id || '.' || token FROM {TABLE} WHERE {_PUBLIC} ORDER BY id DESC LIMIT 1")
    row = cursor.fetchone()
    return str(row[0]) if row else ""


def changes_effect(cursor: Any, at: Any) -> tuple[str | None, Any, Any]:
    """The token of the lines that count at `at`, and the times before and after it at which others do."""
    cursor.execute(
        f"SELECT (SELECT id || '.' || token FROM {TABLE} WHERE {_PUBLIC} "
        "AND (counts_from IS NULL OR counts_from <= %(at)s) ORDER BY id DESC LIMIT 1), "
        f"(SELECT max(counts_from) FROM {TABLE} WHERE counts_from <= %(at)s), "
        f"(SELECT min(counts_from) FROM {TABLE} WHERE counts_from > %(at)s)",
        {"at": at},
    )
    row: tuple[str | None, Any, Any] = cursor.fetchone()
    return row


# The search index

SEARCH_COLUMNS = ("rowid", "title", "body")
# The column that holds what `search_entry` makes of a body, as text.
SEARCH_BODY = "body"
# Those who wait to write look every tenth of a second whether they may.
SECONDS_FOR_OTHERS = 0.12
# Pages of the index, and rows of one of its tables: a second's work at the most.
MERGED_AT_ONCE, DELETED_AT_ONCE = 8000, 2000


def search_table_statements(table: str) -> tuple[str, ...]:
    """The table of an index is there. Terms come ready from Python: the tokenizer only parts them at spaces."""
    return (
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {table} "
        f"USING fts5(title, body, tokenize = \"ascii tokenchars '~^_'\")",
    )


def search_function_statements(_table: str) -> tuple[str, ...]:
    """Nothing: SQLite has no functions of its own."""
    return ()


def search_triggers(table: str, releases: str, columns: Sequence[str]) -> dict[str, str]:
    """Name → statement of the triggers that take an entry away with its release, or when its text changes."""
    changed = " OR ".join(f"old.{column} IS NOT new.{column}" for column in columns)
    forget = f"BEGIN DELETE FROM {table} WHERE rowid = old.id; END"
    return {
        f"{table}_deleted": f"CREATE TRIGGER IF NOT EXISTS {table}_deleted AFTER DELETE ON {releases} {forget}",
        f"{table}_changed": f"CREATE TRIGGER IF NOT EXISTS {table}_changed "
        f"AFTER UPDATE OF {', '.join(columns)} ON {releases} WHEN {changed} {forget}",
    }


def search_entry(title: Sequence[str], body: Sequence[str], marks: Collection[str]) -> tuple[str, ...]:
    """The texts of the two columns: the words of the title; those of the body, and the marks."""
    return " ".join(title), " ".join((*body, *sorted(marks)))


def replace_search_entries(cursor: Any, table: str, rows: list[tuple[Any, ...]]) -> None:
    """The index holds these rows in place of any with the same key."""
    cursor.executemany(f"DELETE FROM {table} WHERE rowid = %s", [row[:1] for row in rows])
    cursor.executemany(f"INSERT INTO {table} (rowid, title, body) VALUES (%s, %s, %s)", rows)


def search_hits(cursor: Any, table: str, query: str) -> "array[int]":
    """The keys of all entries that answer; as one text, because a row for each takes twice as long."""
    cursor.execute(f"SELECT json_group_array(rowid) FROM {table} WHERE {table} MATCH %s", [query])
    return array("I", json.loads(cursor.fetchone()[0]))


def missing_entries_statement(table: str, releases: str) -> str:
    """How many releases have no entry. FTS5 has a short row for each entry in a table of its own."""
    return (
        f"SELECT count(*) FROM {releases} r WHERE NOT EXISTS "
        f"(SELECT 1 FROM {table}_docsize e WHERE e.id = r.id)"
    )


def begin_loading_entries(cursor: Any, table: str) -> None:
    """Parts of the index are merged when somebody asks for it, and not whenever there are sixteen."""
    _configure(cursor, table, {"automerge": 0, "crisismerge": 1999, "hashsize": 8 * 1024 * 1024})


def end_loading_entries(cursor: Any, table: str) -> None:
    """Parts of the index are merged as releases are saved."""
    _configure(cursor, table, {"automerge": 4, "crisismerge": 16, "hashsize": 1024 * 1024})


def _configure(cursor: Any, table: str, options: dict[str, int]) -> None:
    for option, value in options.items():
        cursor.execute(f"INSERT INTO {table} ({table}, rank) VALUES (%s, %s)", [option, value])


def defer_constraints(_cursor: Any, *, is_deferred: bool) -> None:
    """Nothing: SQLite counts the foreign keys that are not met, and keeps no list of them."""


def sort_entries(cursor: Any, table: str, *, is_first: bool) -> bool:
    """Parts of the index are merged, some at a time from the first on. False when there is no more.

    All at once takes as much memory as the index is large.
    """
    pages = -MERGED_AT_ONCE if is_first else MERGED_AT_ONCE
    cursor.execute("SELECT total_changes()")
    before = cursor.fetchone()[0]
    cursor.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', %s)", [pages])
    cursor.execute("SELECT total_changes()")
    return bool(cursor.fetchone()[0] - before > 1)


def search_statistics_statements(_table: str, *, in_transaction: bool) -> tuple[str, ...]:
    """Nothing: FTS5 plans without statistics."""
    return ()


def statistics_statements(_tables: Sequence[str], *, in_transaction: bool) -> tuple[str, ...]:
    """The planner knows what the tables hold."""
    return ("ANALYZE",)


def empty_slowly(cursor: Any, table: str) -> Iterator[None]:
    """The texts of an index are gone when nothing more comes; between two steps others may write.

    Dropping the table at once would keep every other writer waiting for as long as that takes. What it leaves
    to be dropped is a third.
    """
    cursor.execute("SELECT count(*) FROM sqlite_master WHERE name = %s", [f"{table}_content"])
    deleted = cursor.fetchone()[0]
    while deleted:
        cursor.execute(
            f"DELETE FROM {table}_content WHERE id IN "
            f"(SELECT id FROM {table}_content LIMIT {DELETED_AT_ONCE})"
        )
        deleted = cursor.rowcount
        yield


def keep_writers_out(_cursor: Any, _table: str, _patience: str) -> None:
    """Nothing: there is one writer at a time anyway."""


def rename_search_tables(cursor: Any, renamed: dict[str, str], triggers: dict[str, str]) -> None:
    """Tables have other names. Triggers that name one which is not there would stop SQLite from that."""
    for name in triggers:
        cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
    for old, new in renamed.items():
        cursor.execute(f"ALTER TABLE {old} RENAME TO {new}")
    for statement in triggers.values():
        cursor.execute(statement)


# The query language of FTS5, https://www.sqlite.org/fts5.html


def query_term(text: str, *, is_prefix: bool) -> str:
    """A word or mark; with `is_prefix` every word that begins so."""
    return f'"{text}"*' if is_prefix else f'"{text}"'


def query_phrase(words: Sequence[str], *, in_title: bool) -> str:
    """Words that follow one another."""
    return f'{"title : " if in_title else ""}"{" ".join(words)}"'


def query_any(parts: Iterable[str]) -> str:
    """What at least one part finds."""
    return f"({' OR '.join(parts)})"


def query_all(parts: Iterable[str], without: Sequence[str]) -> str:
    """What every part finds, less what any of `without` finds."""
    required = f"({' AND '.join(parts)})"
    return f"({required} NOT {query_any(without)})" if without else required


# The seals on what was issued

IS_DISTINCT = "IS NOT"


def seal_definition(name: str, table: str, event: str, condition: str, message: str) -> str:
    """What `seals` reads back of a trigger that refuses an event under a condition: the whole statement."""
    return (
        f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" WHEN {condition} '
        f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
    )


def seal_statements(_name: str, _table: str, _event: str, definition: str) -> tuple[str, ...]:
    """The seal is in place."""
    return (definition,)


def remove_seal_statement(name: str) -> str:
    """The seal is not in place."""
    return f'DROP TRIGGER "{name}"'


def seals(cursor: Any) -> dict[str, tuple[str, str, str]]:
    """Name → table, event and definition of the seals that are in place."""
    cursor.execute(
        "SELECT name, tbl_name, sql FROM sqlite_master "
        "WHERE type = 'trigger' AND name LIKE 'seal#_%' ESCAPE '#'"
    )
    return {
        name: (table, sql.split(" BEFORE ", 1)[1].split(" ", 1)[0], sql)
        for name, table, sql in cursor.fetchall()
    }


# Very many rows


@contextmanager
def without_write_ahead_log(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """What is written goes straight to the file of the database and not to the log first: half the writing.

    Readers wait until the transaction inside has ended. Where another connection is open, or a transaction
    has begun, the log is used as always.
    """
    before = "" if connection.in_atomic_block else _set_journal_mode(connection, "DELETE")
    try:
        yield
    finally:
        if before:
            _set_journal_mode(connection, before)


def _set_journal_mode(connection: BaseDatabaseWrapper, mode: str) -> str:
    """The database has this journal mode unless others have it open. Returns the one it had."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        before = str(cursor.fetchone()[0])
        with suppress(OperationalError):
            cursor.execute(f"PRAGMA journal_mode = {mode}")
    return before


def write_rows(cursor: Any, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """The table has these new rows, with the values as the database takes them."""
    names, places = ", ".join(f'"{column}"' for column in columns), ", ".join(["%s"] * len(columns))
    cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)


def reserved_keys(cursor: Any, table: str, _column: str, count: int) -> list[int]:
    """New primary keys in ascending order, for as long as this transaction writes: nobody else does then."""
    cursor.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
    last = cursor.fetchone()[0]
    return list(range(last + 1, last + count + 1))


# Statements that are the same each time


def prepared_cursor(connection: BaseDatabaseWrapper) -> AbstractContextManager[Any]:
    """A cursor for them: SQLite keeps what it has compiled in any case."""
    return connection.cursor()


# Any number of keys as one parameter


def keys_value(keys: Sequence[int]) -> str | list[int]:
    """The value of the parameter."""
    return json.dumps(list(keys))


def among_keys(column: str, keys: str) -> str:
    """The condition that a column is one of the keys."""
    return f"{column} IN (SELECT value FROM json_each({keys}))"
