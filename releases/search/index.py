"""The search index as it stands in the database: an FTS5 table on SQLite, a `tsvector` table on PostgreSQL.

One row per edition, `rowid` being the primary key of the release. The database itself takes a row away when
its release is deleted or its text changes, whoever does it and how; a release without a row is one that
`write_missing` has to write. So the index can lag, which the system check reports, but never speak of a text
that is no longer there.
"""

# ruff: noqa: S608, ISC004 - statements are put together from the names of tables and columns below, only

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.db import connections, transaction
from django.db.models import QuerySet

from releases.database import bulk, change_log
from releases.search.expressions import entry

TABLE = "releases_searchentry"
RELEASES = "releases_release"
PARTS = (
    *("releases_mention", "releases_release_events", "releases_releaselink", "releases_jointsymbol"),
    *("releases_event", "releases_eventname", "releases_series"),
)
# What is written to the index comes from these columns of a release, and from its joint symbols.
INDEXED = ("title", "subtitle", "body_text", "language", "issued_on", "symbol")
COLUMNS = {"sqlite": ("rowid", "title", "body"), "postgresql": ("rowid", "terms")}
BATCH = 500
ROOM_TO_SORT = "512MB"
# Pages of SQLite's index, and rows of one of its tables: a second's work at the most.
MERGED_AT_ONCE, DROPPED_AT_ONCE = 8000, 2000

_CHANGED = " OR ".join(f"old.{column} IS NOT new.{column}" for column in INDEXED)
_SQLITE_TRIGGERS = (
    f"CREATE TRIGGER IF NOT EXISTS {TABLE}_deleted AFTER DELETE ON {RELEASES} "
    f"BEGIN DELETE FROM {TABLE} WHERE rowid = old.id; END",
    f"CREATE TRIGGER IF NOT EXISTS {TABLE}_changed AFTER UPDATE OF {', '.join(INDEXED)} ON {RELEASES} "
    f"WHEN {_CHANGED} BEGIN DELETE FROM {TABLE} WHERE rowid = old.id; END",
)


def table_statements(vendor: str, name: str = TABLE) -> tuple[str, ...]:
    """What makes the table of the index under a name, unless it is there."""
    if vendor == "sqlite":
        # Terms come ready from Python: the tokenizer only parts them at spaces.
        tokenizer = "ascii tokenchars '~^_'"
        return (
            f'CREATE VIRTUAL TABLE IF NOT EXISTS {name} USING fts5(title, body, tokenize = "{tokenizer}")',
        )
    return (
        f"CREATE TABLE IF NOT EXISTS {name} (rowid bigint PRIMARY KEY, terms tsvector NOT NULL)",
        # Without good statistics the planner takes a rare word for a common one, and a scan for cheap.
        f"ALTER TABLE {name} ALTER COLUMN terms SET STATISTICS 1000",
    )


def sorting_statement(name: str = TABLE) -> str:
    """What makes the index of that table on PostgreSQL, unless it is there."""
    return f"CREATE INDEX IF NOT EXISTS {name}_terms ON {name} USING gin (terms)"


_SQLITE = (*table_statements("sqlite"), *_SQLITE_TRIGGERS)
_POSTGRESQL = (
    *table_statements("postgresql"),
    sorting_statement(),
    # Texts are stored beside the table, which the planner takes for small and would read through, texts and
    # all, for every common word. As an array the hits are at hand before it plans how to use them.
    f"""CREATE OR REPLACE FUNCTION {TABLE}_hits(query tsquery) RETURNS bigint[] LANGUAGE sql STABLE
    SET enable_seqscan = off AS $$
        SELECT coalesce(array_agg(rowid), '{{}}') FROM {TABLE} WHERE terms @@ query
    $$""",
    # All hits as one value of four bytes each: a row for every hit of a common word takes three times longer.
    f"""CREATE OR REPLACE FUNCTION {TABLE}_packed(query tsquery) RETURNS bytea LANGUAGE sql STABLE
    SET enable_seqscan = off AS $$
        SELECT coalesce(string_agg(int4send(rowid::int4), ''), '') FROM {TABLE} WHERE terms @@ query
    $$""",
    f"""CREATE OR REPLACE FUNCTION {TABLE}_forget() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            TRUNCATE {TABLE};
        ELSE
            DELETE FROM {TABLE} WHERE rowid = old.id;
        END IF;
        RETURN NULL;
    END $$""",
    f"CREATE OR REPLACE TRIGGER {TABLE}_deleted AFTER DELETE ON {RELEASES} "
    f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_forget()",
    f"CREATE OR REPLACE TRIGGER {TABLE}_changed AFTER UPDATE OF {', '.join(INDEXED)} ON {RELEASES} "
    f"FOR EACH ROW WHEN ({_CHANGED.replace('IS NOT', 'IS DISTINCT FROM')}) "
    f"EXECUTE FUNCTION {TABLE}_forget()",
    f"CREATE OR REPLACE TRIGGER {TABLE}_emptied AFTER TRUNCATE ON {RELEASES} "
    f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_forget()",
)


def install(connection: Any) -> None:
    """The table and its triggers are there; what is there already is left alone."""
    with connection.cursor() as cursor:
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL:
            cursor.execute(statement)


def install_triggers(connection: Any) -> None:
    """The triggers are there: SQLite loses them whenever a migration makes the table of releases anew."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for statement in _SQLITE_TRIGGERS:
                cursor.execute(statement)


def remove_triggers(connection: Any) -> None:
    """The triggers are not there."""
    with connection.cursor() as cursor:
        for name in ("deleted", "changed", "emptied"):
            on = f" ON {RELEASES}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_{name}{on}")


def remove(connection: Any) -> None:
    """Neither table nor triggers are there."""
    remove_triggers(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"DROP FUNCTION IF EXISTS {TABLE}_forget(), {TABLE}_hits(tsquery), {TABLE}_packed(tsquery)"
            )
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")


def texts_of(releases: QuerySet) -> list[tuple[int, dict]]:
    """What the entries of the releases are made of, by key, ready for `releases.search.expressions.entry`."""
    rows = list(releases.order_by("pk").values_list("pk", *INDEXED))
    symbols: dict[int, list[str]] = {row[0]: [row[-1]] for row in rows}
    joint = releases.model._meta.get_field("joint_symbols").related_model._base_manager.using(releases.db)
    for key, symbol in (
        joint.filter(release__in=list(symbols)).order_by("position", "pk").values_list("release_id", "symbol")
    ):
        symbols[key].append(symbol)
    return [
        (
            key,
            {
                "title": title,
                "subtitle": subtitle,
                "body": body_text,
                "language": language,
                "issued_on": issued_on,
                "symbols": symbols[key],
            },
        )
        for key, title, subtitle, body_text, language, issued_on, _symbol in rows
    ]


def write(releases: QuerySet) -> None:
    """Every one of these releases has its entry as the database has it now."""
    using = releases.db
    write_entries(entries(connections[using].vendor, texts_of(releases)), using)


def write_entries(entries: list[tuple[int, tuple[str, ...]]], using: str, *, are_new: bool = False) -> None:
    """The index holds these entries, by the keys of their releases, in place of any that it had.

    With `are_new` it is known to have had none.
    """
    rows = [(key, *stored) for key, stored in entries]
    if are_new:
        bulk.write_rows(using, TABLE, COLUMNS[connections[using].vendor], rows)
    elif rows:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            if connections[using].vendor == "sqlite":
                cursor.executemany(f"DELETE FROM {TABLE} WHERE rowid = %s", [row[:1] for row in rows])
                cursor.executemany(f"INSERT INTO {TABLE} (rowid, title, body) VALUES (%s, %s, %s)", rows)
            else:
                cursor.executemany(
                    f"INSERT INTO {TABLE} (rowid, terms) VALUES (%s, %s::tsvector) "
                    "ON CONFLICT (rowid) DO UPDATE SET terms = EXCLUDED.terms",
                    rows,
                )


def entries(vendor: str, batch: list[tuple[int, dict]]) -> list[tuple[int, tuple[str, ...]]]:
    """The entries of a batch of (key, texts), as the database stores them."""
    return [(key, entry(vendor, **texts)) for key, texts in batch]


@contextmanager
def loading(using: str) -> Iterator[None]:
    """Very many rows are being written: what can be done once at the end is not done for each of them.

    Inside a transaction.
    """
    connection = connections[using]
    with change_log.suspended(using), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            merge_later(cursor)
        else:
            # Foreign keys are looked up with each statement: a million that wait would fill the memory.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"DROP INDEX IF EXISTS {TABLE}_terms")
        yield
        if connection.vendor == "sqlite":
            merge_as_usual(cursor)
        else:
            cursor.execute(f"SET LOCAL maintenance_work_mem = '{ROOM_TO_SORT}'")
            cursor.execute(sorting_statement())
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def merge_later(cursor: Any, table: str = TABLE) -> None:
    """On SQLite: parts of the index are merged when somebody asks for it, and not whenever there are sixteen."""
    _configure(cursor, table, {"automerge": 0, "crisismerge": 1999, "hashsize": 8 * 1024 * 1024})


def merge_as_usual(cursor: Any, table: str = TABLE) -> None:
    """On SQLite: parts of the index are merged as releases are saved."""
    _configure(cursor, table, {"automerge": 4, "crisismerge": 16, "hashsize": 1024 * 1024})


def merge_some(cursor: Any, table: str = TABLE, *, is_first: bool = False) -> bool:
    """On SQLite: parts of the index are merged, some at a time from the first on. False when there is no more.

    All at once takes as much memory as the index is large.
    """
    pages = -MERGED_AT_ONCE if is_first else MERGED_AT_ONCE
    cursor.execute("SELECT total_changes()")
    before = cursor.fetchone()[0]
    cursor.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', %s)", [pages])
    cursor.execute("SELECT total_changes()")
    return cursor.fetchone()[0] - before > 1


def drop_slowly(using: str, table: str) -> Iterator[None]:
    """The table is gone when nothing more comes; between two steps others may write.

    Dropping all of it at once takes SQLite as much memory as the table is large.
    """
    connection = connections[using]
    with connection.cursor() as cursor:
        present = connection.introspection.table_names(cursor)
        # The first rows of the data say what else is there: without them SQLite does not open the table at all.
        for part, least in (("content", 0), ("data", 11), ("docsize", 0)):
            name = f"{table}_{part}"
            found = 1 if name in present else 0
            while found:
                cursor.execute(
                    f"DELETE FROM {name} WHERE id IN "
                    f"(SELECT id FROM {name} WHERE id >= {least} LIMIT {DROPPED_AT_ONCE})"
                )
                found = cursor.rowcount
                yield
        cursor.execute(f"DROP TABLE IF EXISTS {table}")


def _configure(cursor: Any, table: str, options: dict[str, int]) -> None:
    for option, value in options.items():
        cursor.execute(f"INSERT INTO {table} ({table}, rank) VALUES (%s, %s)", [option, value])


def write_missing(releases: QuerySet, keys: Iterable[int]) -> None:
    """Those releases of `keys` that have no entry get one; `releases` is any set of the model."""
    for some in _batches(keys):
        absent = set(some) - _present(releases.db, some)
        if absent:
            write(releases.model._default_manager.using(releases.db).filter(pk__in=absent))


def write_anew(releases: QuerySet, keys: Iterable[int]) -> None:
    """The releases of `keys` have their entries as of now, whether they had any or not."""
    for some in _batches(keys):
        write(releases.model._default_manager.using(releases.db).filter(pk__in=some))


def _batches(keys: Iterable[int]) -> Iterator[list[int]]:
    remaining = iter(keys)
    while some := list(islice(remaining, BATCH)):
        yield some


def _present(using: str, keys: list[int]) -> set[int]:
    with connections[using].cursor() as cursor:
        places = ", ".join(["%s"] * len(keys))
        cursor.execute(f"SELECT rowid FROM {TABLE} WHERE rowid IN ({places})", keys)
        return {row[0] for row in cursor.fetchall()}


def missing(using: str) -> int:
    """How many releases have no entry."""
    connection = connections[using]
    table, key = (f"{TABLE}_docsize", "id") if connection.vendor == "sqlite" else (TABLE, "rowid")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM {RELEASES} r WHERE NOT EXISTS "
            f"(SELECT 1 FROM {table} e WHERE e.{key} = r.id)"
        )
        return cursor.fetchone()[0]


def settle(using: str) -> None:
    """After much was written: the index is merged, and the planner knows what the tables hold."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            is_more = merge_some(cursor, is_first=True)
            while is_more:
                is_more = merge_some(cursor)
            cursor.execute("ANALYZE")
        else:
            # Without a vacuum, which no transaction allows, every hit in an index is looked up in its table.
            vacuum = "" if connection.in_atomic_block else "VACUUM "
            for table in (TABLE, RELEASES, *PARTS):
                cursor.execute(f"{vacuum}ANALYZE {table}")
