"""Writing very many rows: made in several processes, and inserted in the quickest way that each database has."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import AbstractContextManager
from multiprocessing import get_context
from typing import Any

import django
from django.db import connections, models

from releases.database.backends import backend

# Fewer rows take less time than starting another process.
WORTH_A_PROCESS = 2000
WRITTEN_AS_GIVEN = (models.CharField, models.TextField, models.IntegerField, models.ForeignKey)


def processes_for(count: int) -> int:
    """How many processes to start for `count` rows; 0 when they are few enough for this one."""
    processors = os.cpu_count() or 1
    return processors if count >= WORTH_A_PROCESS and processors > 1 else 0


def spread(work: Callable[..., Any], tasks: Iterable[tuple[Any, ...]], *, processes: int) -> Iterator[Any]:
    """The results of `work(*task)`, in the order of `tasks`, computed in `processes` other processes.

    At most two tasks a process wait at a time. With 0 processes the work is done in this one.
    """
    if processes < 1:
        yield from (work(*task) for task in tasks)
        return
    # Spawned and not forked: a child that inherits a connection to PostgreSQL closes it for its parent too.
    # A spawned process loads Django first, because the work may import models.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=django.setup)
    try:
        under_way: deque[Future[Any]] = deque()
        for task in tasks:
            under_way.append(pool.submit(work, *task))
            if len(under_way) > 2 * processes:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def without_write_ahead_log(using: str) -> AbstractContextManager[None]:
    """On SQLite, transactions inside are written to the database file without a write-ahead log."""
    connection = connections[using]
    written: AbstractContextManager[None] = backend(connection).without_write_ahead_log(connection)
    return written


def write_rows(using: str, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """The table has these new rows, with the values as the database takes them."""
    with connections[using].cursor() as cursor:
        backend(connections[using]).write_rows(cursor, table, columns, rows)


def reserved_keys(model: type[models.Model], count: int, using: str) -> list[int]:
    """`count` primary keys in ascending order that no row has and that the database will give to none.

    On SQLite that holds until the transaction ends, in which nobody else can write.
    """
    with connections[using].cursor() as cursor:
        keys: list[int] = backend(connections[using]).reserved_keys(
            cursor, model._meta.db_table, model._meta.pk.column, count
        )
        return keys


class Table:
    """Inserts many rows into the table of a model, without instances and without signals.

    `given` names the fields that each row has values for, in their order; a relation is given by its key.
    All other fields get their default, which is computed once.
    """

    def __init__(self, model: type[models.Model], given: Sequence[str], using: str) -> None:
        self.name = model._meta.db_table
        self.using = using
        self.connection = connections[using]
        by_name = {field.name: field for field in model._meta.concrete_fields}
        fields = [by_name[name] for name in given]
        others = [
            field
            for field in model._meta.concrete_fields
            if field not in fields and not isinstance(field, models.AutoField)
        ]
        self.columns = [str(field.column) for field in (*fields, *others)]
        self.prepared = [
            (place, field.get_db_prep_save)
            for place, field in enumerate(fields)
            if not isinstance(field, WRITTEN_AS_GIVEN)
        ]
        self.defaults = tuple(
            field.get_db_prep_save(field.get_default(), self.connection) for field in others
        )

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        """The table has these new rows."""
        write_rows(self.using, self.name, self.columns, map(self._row, rows))

    def _row(self, given: Sequence[Any]) -> tuple[Any, ...]:
        values = list(given)
        for place, prepare in self.prepared:
            values[place] = prepare(values[place], self.connection)
        return (*values, *self.defaults)
