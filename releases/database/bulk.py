"""Very many rows: made in several processes, and written in the way that each database takes quickest."""

# ruff: noqa: S608 - statements are put together from the names of tables and columns, only

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from typing import Any

import django
from django.db import OperationalError, connections, models

# Fewer are made sooner than another process has started.
WORTH_A_PROCESS = 2000
WRITTEN_AS_GIVEN = (models.CharField, models.TextField, models.IntegerField, models.ForeignKey)


def processes_for(count: int) -> int:
    """How many processes are worth while beside this one for so many rows; 0 for few."""
    processors = os.cpu_count() or 1
    return processors if count >= WORTH_A_PROCESS and processors > 1 else 0


def spread(work: Callable[..., Any], tasks: Iterable[tuple], *, processes: int) -> Iterator[Any]:
    """`work(*task)` of every task, in the same order, done in so many processes beside this one.

    No more than a few are under way at a time, whatever their number. Without processes it is done here.
    """
    if processes < 1:
        yield from (work(*task) for task in tasks)
        return
    # Not forked: a process that inherits a connection to PostgreSQL closes it for everyone when it ends.
    # So each of them starts empty, and loads Django before it is given work that may import models.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=django.setup)
    try:
        under_way: deque[Future] = deque()
        for task in tasks:
            under_way.append(pool.submit(work, *task))
            if len(under_way) > 2 * processes:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def written_once(using: str) -> Iterator[None]:
    """On SQLite everything goes to its place in the file, not to the log beside it first: half the writing.

    Readers wait until the transaction inside has ended. Where another connection is open, or a transaction has
    begun, all is as usual; so it is on PostgreSQL.
    """
    connection = connections[using]
    alone = connection.vendor == "sqlite" and not connection.in_atomic_block
    before = _journal(connection, "DELETE") if alone else ""
    try:
        yield
    finally:
        if before:
            _journal(connection, before)


def _journal(connection: Any, mode: str) -> str:
    """The journal mode that the database had; it has `mode` now, unless others have it open."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        before = cursor.fetchone()[0]
        with suppress(OperationalError):
            cursor.execute(f"PRAGMA journal_mode = {mode}")
    return before


def write_rows(using: str, table: str, columns: Sequence[str], rows: Iterable[Sequence]) -> None:
    """The table has these new rows, with the values as the database takes them."""
    connection = connections[using]
    names = ", ".join(map(connection.ops.quote_name, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {connection.ops.quote_name(table)} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            places = ", ".join(["%s"] * len(columns))
            cursor.executemany(
                f"INSERT INTO {connection.ops.quote_name(table)} ({names}) VALUES ({places})", rows
            )


def reserved_keys(model: type[models.Model], count: int, using: str) -> list[int]:
    """So many primary keys in ascending order that no row has, or will be given by the database.

    On SQLite for as long as this transaction writes; there nobody else does meanwhile.
    """
    connection = connections[using]
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [table, model._meta.pk.column, count],
            )
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()[0]
        return list(range(last + 1, last + count + 1))


class Table:
    """The table of a model as rows are added to it by the hundred, without instances and without signals.

    `given` names the fields that rows bring, in the order of their values; a relation is given by its key.
    Of all others the default is written, asked for once.
    """

    def __init__(self, model: type[models.Model], given: Sequence[str], using: str) -> None:
        self.name = model._meta.db_table
        self.using = using
        self.connection = connections[using]
        fields = [model._meta.get_field(name) for name in given]
        others = [
            field
            for field in model._meta.concrete_fields
            if field not in fields and not isinstance(field, models.AutoField)
        ]
        self.columns = [field.column for field in (*fields, *others)]
        self.prepared = [
            (place, field.get_db_prep_save)
            for place, field in enumerate(fields)
            if not isinstance(field, WRITTEN_AS_GIVEN)
        ]
        self.defaults = tuple(
            field.get_db_prep_save(field.get_default(), self.connection) for field in others
        )

    def write(self, rows: Iterable[Sequence]) -> None:
        """The table has these new rows."""
        write_rows(self.using, self.name, self.columns, map(self._row, rows))

    def _row(self, given: Sequence) -> tuple:
        values = list(given)
        for place, ready in self.prepared:
            values[place] = ready(values[place], self.connection)
        return (*values, *self.defaults)
