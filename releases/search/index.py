"""The search index as it stands in the database: an FTS5 table on SQLite, a `tsvector` table on PostgreSQL.

One row per edition, `rowid` being the primary key of the release. The database itself takes a row away when
its release is deleted or its text changes, whoever does it and how; a release without a row is one that
`write_missing` has to write. So the index can lag, which the system check reports, but never speak of a text
that is no longer there.
"""

# ruff: noqa: S608 - statements are put together from the names of tables and columns below, only

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BigIntegerField, QuerySet
from pyroaring import BitMap

from releases.database import bulk, change_log
from releases.database.backends import backend
from releases.database.json_rows import list_of
from releases.database.prepared import prepared
from releases.models import JointSymbol, Release
from releases.models.signals import SEARCHED_COLUMNS
from releases.search.expressions import Expression, Storage, Texts, entry, to_query

TABLE = "releases_searchentry"
RELEASES = "releases_release"
PARTS = (
    *("releases_mention", "releases_release_events", "releases_releaselink", "releases_jointsymbol"),
    *("releases_event", "releases_eventname", "releases_series"),
)
BATCH = 500


def install(connection: BaseDatabaseWrapper) -> None:
    """The table and its triggers are there; what is there already is left alone."""
    database = backend(connection)
    with connection.cursor() as cursor:
        for statement in (
            *database.search_table_statements(TABLE),
            *database.search_function_statements(TABLE),
            *triggers(connection).values(),
        ):
            cursor.execute(statement)


def triggers(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Name → statement of the triggers by which the index follows the releases."""
    statements: dict[str, str] = backend(connection).search_triggers(TABLE, RELEASES, SEARCHED_COLUMNS)
    return statements


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    """The triggers are there: SQLite loses them whenever a migration makes the table of releases anew."""
    with connection.cursor() as cursor:
        for statement in triggers(connection).values():
            cursor.execute(statement)


def texts_of(releases: QuerySet[Release]) -> list[tuple[int, Texts]]:
    """The key of each release, and the texts that it is found by."""
    rows = list(releases.order_by("pk").values_list("pk", *SEARCHED_COLUMNS))
    symbols = {row[0]: [row[-1]] for row in rows}
    joint = JointSymbol._base_manager.using(releases.db).filter(release__in=list(symbols))
    for key, symbol in joint.order_by("position", "pk").values_list("release_id", "symbol"):
        symbols[key].append(symbol)
    return [
        (key, Texts(title, subtitle, body, language, issued_on, tuple(symbols[key])))
        for key, title, subtitle, body, language, issued_on, _symbol in rows
    ]


@prepared(*SEARCHED_COLUMNS, "joint", key=BigIntegerField())
def _row_of_one(key: Any) -> QuerySet[Release]:
    return Release.objects.filter(pk=key).annotate(joint=list_of(JointSymbol, "position", "pk", "symbol"))


def _texts_of_one(key: int) -> list[tuple[int, Texts]]:
    """What `texts_of` says of one release; every saved one is asked for, so the SQL is made once."""
    return [
        (
            row.pk,
            Texts(
                row.title,
                row.subtitle,
                row.body_text,
                row.language,
                row.issued_on,
                (row.symbol, *(symbol for _position, _key, symbol in sorted(row.joint))),  # type: ignore[attr-defined]
            ),
        )
        for row in _row_of_one(key=key)
    ]


def write(releases: QuerySet[Release]) -> None:
    """Every one of these releases has its entry as the database has it now."""
    using = releases.db
    write_entries(entries(backend(connections[using]).search_entry, texts_of(releases)), using)


def write_entries(entries: list[tuple[int, tuple[str, ...]]], using: str, *, are_new: bool = False) -> None:
    """The index holds these entries, by the keys of their releases, in place of any that it had.

    With `are_new` it is known to have had none.
    """
    rows = [(key, *stored) for key, stored in entries]
    database = backend(connections[using])
    if are_new:
        bulk.write_rows(using, TABLE, database.SEARCH_COLUMNS, rows)
    elif rows:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            database.replace_search_entries(cursor, TABLE, rows)


def entries(storage: Storage, batch: list[tuple[int, Texts]]) -> list[tuple[int, tuple[str, ...]]]:
    """The entries of a batch of (key, texts), as the database stores them."""
    return [(key, entry(storage, texts)) for key, texts in batch]


@contextmanager
def loading(using: str) -> Iterator[None]:
    """Very many rows are being written: what can be done once at the end is not done for each of them.

    Inside a transaction. Call `settle` when it is over.
    """
    connection = connections[using]
    database = backend(connection)
    with change_log.suspended(using), connection.cursor() as cursor:
        database.defer_constraints(cursor, is_deferred=False)
        database.begin_loading_entries(cursor, TABLE)
        yield
        database.end_loading_entries(cursor, TABLE)
        database.defer_constraints(cursor, is_deferred=True)


def drop_slowly(using: str, table: str) -> Iterator[None]:
    """The table is gone when nothing more comes; between two steps others may write."""
    with connections[using].cursor() as cursor:
        yield from backend(connections[using]).empty_slowly(cursor, table)
        cursor.execute(f"DROP TABLE IF EXISTS {table}")


def write_missing(releases: QuerySet[Release], keys: Iterable[int]) -> None:
    """Those releases of `keys` that have no entry get one. Of `releases` only the database counts."""
    for some in _batches(keys):
        absent = set(some) - _present(releases.db, some)
        if len(absent) == 1 and releases.db == DEFAULT_DB_ALIAS:
            texts = _texts_of_one(absent.pop())
            write_entries(entries(backend(connections[releases.db]).search_entry, texts), releases.db)
        elif absent:
            write(Release.objects.using(releases.db).filter(pk__in=absent))


def write_anew(releases: QuerySet[Release], keys: Iterable[int]) -> None:
    """The releases of `keys` have their entries as of now, whether they had any or not."""
    for some in _batches(keys):
        write(Release.objects.using(releases.db).filter(pk__in=some))


def hits(expression: Expression, using: str) -> BitMap:
    """The keys of all releases whose entries match the expression, public or not."""
    database = backend(connections[using])
    with connections[using].cursor() as cursor:
        return BitMap(database.search_hits(cursor, TABLE, to_query(expression, database)))


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
    with connection.cursor() as cursor:
        cursor.execute(backend(connection).missing_entries_statement(TABLE, RELEASES))
        return int(cursor.fetchone()[0])


def settle(using: str) -> None:
    """After much was written: searches are quick, and the planner knows what the tables hold."""
    connection = connections[using]
    database = backend(connection)
    is_first = is_more = True
    while is_more:
        with transaction.atomic(using=using), connection.cursor() as cursor:
            is_more = database.sort_entries(cursor, TABLE, is_first=is_first)
        is_first = False
    with connection.cursor() as cursor:
        for statement in database.statistics_statements(
            (TABLE, RELEASES, *PARTS), in_transaction=connection.in_atomic_block
        ):
            cursor.execute(statement)
