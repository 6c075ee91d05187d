"""Very many rows: made in several processes, and written in the way that each database takes quickest."""

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

# Fewer are made sooner than another process has started.
WORTH_A_PROCESS = 2000
WRITTEN_AS_GIVEN = (models.CharField, models.TextField, models.IntegerField, models.ForeignKey)


def processes_for(count: int) -> int:
    """How many processes are worth while beside this one for so many rows; 0 for few."""
    processors = os.cpu_count() or 1
    return processors if count >= WORTH_A_PROCESS and processors > 1 else 0


def spread(work: Callable[..., Any], tasks: Iterable[tuple[Any, ...]], *, processes: int) -> Iterator[Any]:
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
    """On SQLite a transaction inside is written straight to its file; elsewhere all is as always."""
    connection = connections[using]
    written: AbstractContextManager[None] = backend(connection).without_write_ahead_log(connection)
    return written


def write_rows(using: str, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """The table has these new rows, with the values as the database takes them."""
    with connections[using].cursor() as cursor:
        backend(connections[using]).write_rows(cursor, table, columns, rows)


def reserved_keys(model: type[models.Model], count: int, using: str) -> list[int]:
    """So many primary keys in ascending order that no row has, or will be given by the database.

    On SQLite for as long as this transaction writes; there nobody else does meanwhile.
    """
    with connections[using].cursor() as cursor:
        keys: list[int] = backend(connections[using]).reserved_keys(
            cursor, model._meta.db_table, model._meta.pk.column, count
        )
        return keys


class Table:
    """The table of a model as rows are added to it by the hundred, without instances and without signals.

    `given` names the fields that rows bring, in the order of their values; a relation is given by its key.
    Of all others the default is written, asked for once.
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
        for place, ready in self.prepared:
            values[place] = ready(values[place], self.connection)
        return (*values, *self.defaults)
