"""What is said to SQLite in its own way."""

# ruff: noqa: S608, ISC004 - statements are put together from names of tables and columns, only

from typing import Any

from releases.database.changes import KEPT, SWEPT, TABLE, Changes, Mark


def drop_trigger_statement(name: str, _table: str) -> str:
    """The trigger is not there."""
    return f'DROP TRIGGER IF EXISTS "{name}"'


# The log of changes


def change_log_statements(_columns: list[str]) -> tuple[str, ...]:
    """The log is there, and deletes its oldest lines."""
    return (
        f"CREATE TABLE IF NOT EXISTS {TABLE} (id integer PRIMARY KEY AUTOINCREMENT, "
        "token integer NOT NULL DEFAULT (random()), release_id bigint, is_name bool NOT NULL)",
        f"CREATE TRIGGER IF NOT EXISTS {TABLE}_swept AFTER INSERT ON {TABLE} WHEN new.id % {SWEPT} = 0 "
        f"BEGIN DELETE FROM {TABLE} WHERE id <= new.id - {KEPT}; END",
    )


def change_triggers(table: str, column: str | None) -> dict[str, str]:
    """Name → statement of the triggers that write changes of a table to the log.

    `column` says to which release a row belongs; without it a row is a name.
    """
    moved = f" WHERE old.{column} <> new.{column}"
    if column:
        lines = {
            "INSERT": _release_line(f"new.{column}"),
            # A part that moves from one release to another changes both.
            "UPDATE": f"{_release_line(f'old.{column}{moved}')}; {_release_line(f'new.{column}')}",
            "DELETE": _release_line(f"old.{column}"),
        }
    else:
        name_line = f"INSERT INTO {TABLE} (release_id, is_name) VALUES (NULL, 1)"
        lines = dict.fromkeys(("INSERT", "UPDATE", "DELETE"), name_line)
    names = {event: f"change_{table}_{event.lower()}" for event in lines}
    return {
        names[
            event
        ]: f"CREATE TRIGGER IF NOT EXISTS {names[event]} AFTER {event} ON {table} BEGIN {line}; END"
        for event, line in lines.items()
    }


def _release_line(selected: str) -> str:
    """A line for the release whose key stands in `old` or `new` as `selected` says."""
    key, where, condition = selected.partition(" WHERE ")
    return f"INSERT INTO {TABLE} (release_id, is_name) SELECT {key}, 0{where}{condition}"


def changes_since(cursor: Any, mark: Mark | None) -> tuple[Mark, Changes]:
    """The present mark, and what has changed since `mark`."""
    if mark is not None:
        cursor.execute(
            f"SELECT id, token, release_id, is_name FROM {TABLE} WHERE id >= %s ORDER BY id",
            [mark.highest],
        )
        lines = cursor.fetchall()
        if lines and lines[0][:2] == (mark.highest, mark.token):
            return Mark(*lines[-1][:2]), Changes.of([line[2:] for line in lines[1:]])
        if not lines and not mark.highest:
            return mark, Changes()
    cursor.execute(f"SELECT id, token FROM {TABLE} ORDER BY id DESC LIMIT 1")
    return Mark(*(cursor.fetchone() or ())), Changes(everything=True)
