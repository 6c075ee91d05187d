"""The log of changes: which releases changed, and whether any name did, since a reader last looked.

The database writes it, by triggers, so that no door is forgotten: whoever keeps something in memory reads the
log first, for the price of one short query, and is as right as the database. The oldest lines are taken away
as new ones come; a reader who has missed them is told to read everything anew.
"""

# ruff: noqa: S608, ISC004 - statements are put together from the names of tables below, only

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connections

TABLE = "releases_change"
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
EVENTS = ("INSERT", "UPDATE", "DELETE")
# A line is kept until so many have come after it; those beyond are taken away so many at a time.
KEPT, SWEPT = 20_000, 1000


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed: the keys of releases, and whether any name has. `everything`: no telling what."""

    releases: frozenset[int] = frozenset()
    names: bool = False
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a reader has read.

    `highest` is the number of the last line; `token` proves on SQLite, where a number comes again after a
    rollback, that it is the same line. On PostgreSQL lines can appear out of turn: all transactions before
    `horizon` were over, and of the later ones the lines `seen` have been read.
    """

    highest: int = 0
    token: int = 0
    horizon: int = 0
    seen: frozenset[int] = frozenset()


def since(mark: Mark | None, using: str) -> tuple[Mark, Changes]:
    """The present mark, and what has changed since `mark`: everything where there is none.

    A reader has to ask this before reading what it keeps, so that whatever happens meanwhile is in the next
    answer at the latest.
    """
    read = _since_on_sqlite if connections[using].vendor == "sqlite" else _since_on_postgresql
    return read(mark, using)


def _since_on_sqlite(mark: Mark | None, using: str) -> tuple[Mark, Changes]:
    with connections[using].cursor() as cursor:
        if mark is not None:
            cursor.execute(
                f"SELECT id, token, release_id, is_name FROM {TABLE} WHERE id >= %s ORDER BY id",
                [mark.highest],
            )
            lines = cursor.fetchall()
            if lines and lines[0][:2] == (mark.highest, mark.token):
                return Mark(*lines[-1][:2]), _told([line[2:] for line in lines[1:]])
            if not lines and not mark.highest:
                return mark, Changes()
        cursor.execute(f"SELECT id, token FROM {TABLE} ORDER BY id DESC LIMIT 1")
        return Mark(*(cursor.fetchone() or ())), Changes(everything=True)


def _since_on_postgresql(mark: Mark | None, using: str) -> tuple[Mark, Changes]:
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint, "
            f"(SELECT min(id) FROM {TABLE}), (SELECT coalesce(max(id), 0) FROM {TABLE}), "
            "l.id, l.xid::text::bigint, l.release_id, l.is_name "
            f"FROM (VALUES (1)) one LEFT JOIN {TABLE} l ON l.xid >= %s::text::xid8",
            # Without a mark only what is under way has to be known, not all that the log holds.
            [str(mark.horizon)] if mark else [_horizon(cursor)],
        )
        rows = cursor.fetchall()
    horizon, lowest, highest = rows[0][:3]
    lines = {row[3]: row[4:] for row in rows if row[3] is not None}
    present = Mark(
        highest=highest,
        horizon=horizon,
        seen=frozenset(number for number, line in lines.items() if line[0] >= horizon),
    )
    # Lines that are gone were rolled back by ourselves, or were so old that others went with them.
    if mark is None or mark.seen - lines.keys() or (lowest is not None and lowest > mark.highest):
        return present, Changes(everything=True)
    return present, _told([line[1:] for number, line in lines.items() if number not in mark.seen])


def _horizon(cursor: Any) -> str:
    cursor.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text")
    return cursor.fetchone()[0]


def _told(lines: list[tuple[int | None, bool]]) -> Changes:
    return Changes(
        releases=frozenset(release for release, _is_name in lines if release is not None),
        names=any(is_name for _release, is_name in lines),
        everything=any(release is None and not is_name for release, is_name in lines),
    )


def note_everything(using: str) -> None:
    """Every reader reads everything anew: for those who write where no trigger sees it."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} (release_id, is_name) VALUES (NULL, %s)", [False])


def note_names(using: str) -> None:
    """Every reader reads the names anew, and forgets what it found out by words."""
    with connections[using].cursor() as cursor:
        cursor.execute(f"INSERT INTO {TABLE} (release_id, is_name) VALUES (NULL, %s)", [True])


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
    watched = [table for table in (*RELEASES, *NAMES) if table in present]
    with connection.cursor() as cursor:
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL:
            cursor.execute(statement)
        for table in watched:
            for statement in (_on_sqlite if connection.vendor == "sqlite" else _on_postgresql)(table):
                cursor.execute(statement)


def remove_triggers(connection: Any) -> None:
    """Nothing is written to the log."""
    with connection.cursor() as cursor:
        for table in (*RELEASES, *NAMES):
            for name in _trigger_names(table):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def _trigger_names(table: str) -> list[str]:
    return [f"change_{table}_{event.lower()}" for event in (*EVENTS, "TRUNCATE")]


def _on_sqlite(table: str) -> Iterator[str]:
    column = RELEASES.get(table)
    for event, name in zip(EVENTS, _trigger_names(table), strict=False):
        sides = {"INSERT": ("new",), "UPDATE": ("old", "new"), "DELETE": ("old",)}[event]
        lines = (
            [
                f"INSERT INTO {TABLE} (release_id, is_name) SELECT {side}.{column}, 0"
                # A part that moves from one release to another changes both.
                + (f" WHERE old.{column} <> new.{column}" if len(sides) > 1 and side == "old" else "")
                for side in sides
            ]
            if column
            else [f"INSERT INTO {TABLE} (release_id, is_name) VALUES (NULL, 1)"]
        )
        yield f"CREATE TRIGGER IF NOT EXISTS {name} AFTER {event} ON {table} BEGIN {'; '.join(lines)}; END"


def _on_postgresql(table: str) -> Iterator[str]:
    column = RELEASES.get(table)
    *rows, truncated = _trigger_names(table)
    for event, name in zip(EVENTS, rows, strict=True):
        yield (
            f"CREATE OR REPLACE TRIGGER {name} AFTER {event} ON {table} "
            f"FOR EACH {'ROW' if column else 'STATEMENT'} "
            f"EXECUTE FUNCTION {TABLE}_note{'_' + column if column else ''}()"
        )
    yield (
        f"CREATE OR REPLACE TRIGGER {truncated} AFTER TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_note()"
    )


_SQLITE = (
    f"CREATE TABLE IF NOT EXISTS {TABLE} (id integer PRIMARY KEY AUTOINCREMENT, "
    "token integer NOT NULL DEFAULT (random()), release_id bigint, is_name bool NOT NULL)",
    f"CREATE TRIGGER IF NOT EXISTS {TABLE}_swept AFTER INSERT ON {TABLE} WHEN new.id % {SWEPT} = 0 "
    f"BEGIN DELETE FROM {TABLE} WHERE id <= new.id - {KEPT}; END",
)
_POSTGRESQL = (
    f"CREATE TABLE IF NOT EXISTS {TABLE} (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, "
    "xid xid8 NOT NULL DEFAULT pg_current_xact_id(), release_id bigint, is_name boolean NOT NULL)",
    f"CREATE INDEX IF NOT EXISTS {TABLE}_xid ON {TABLE} (xid)",
    # Lines that another transaction is taking away are left to it: nobody waits for a broom.
    f"""CREATE OR REPLACE FUNCTION {TABLE}_sweep() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        DELETE FROM {TABLE} WHERE id IN (
            SELECT id FROM {TABLE} WHERE id <= new.id - {KEPT} ORDER BY id LIMIT {5 * SWEPT}
            FOR UPDATE SKIP LOCKED
        );
        RETURN NULL;
    END $$""",
    f"CREATE OR REPLACE TRIGGER {TABLE}_swept AFTER INSERT ON {TABLE} "
    f"FOR EACH ROW WHEN (new.id % {SWEPT} = 0) EXECUTE FUNCTION {TABLE}_sweep()",
    f"""CREATE OR REPLACE FUNCTION {TABLE}_note() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO {TABLE} (release_id, is_name) VALUES (NULL, TG_OP <> 'TRUNCATE');
        RETURN NULL;
    END $$""",
    *(
        f"""CREATE OR REPLACE FUNCTION {TABLE}_note_{column}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP <> 'INSERT' THEN
                INSERT INTO {TABLE} (release_id, is_name) VALUES (old.{column}, false);
            END IF;
            -- A part that moves from one release to another changes both.
            IF TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND old.{column} <> new.{column}) THEN
                INSERT INTO {TABLE} (release_id, is_name) VALUES (new.{column}, false);
            END IF;
            RETURN NULL;
        END $$"""
        for column in sorted(set(RELEASES.values()))
    ),
)
