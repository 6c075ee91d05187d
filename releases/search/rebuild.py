"""The search index built from nothing beside the one that answers meanwhile, which it then takes the place of.

It is written in short transactions, so that nobody waits long who saves a release. What changes while it is
built is known from the log of changes and written once more. Searches wait only for the moment in which one
table takes the name of the other.
"""

# ruff: noqa: S608 - statements are put together from the names of tables, only

import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from itertools import islice
from typing import Any

from django.db import DatabaseError, OperationalError, connections, models, transaction

from releases.database import bulk, change_log
from releases.database.backends import backend
from releases.models import Release, SearchIndex
from releases.search import index
from releases.search.analysis import ANALYSIS_VERSION
from releases.search.expressions import Storage, Texts

BESIDE, BEFORE = f"{index.TABLE}_beside", f"{index.TABLE}_before"
# No release has this key: the entry under it says whose work the table is.
OWNER = 0
BATCH, BATCHES_AT_ONCE = 500, 8
ROUNDS = 50
TRIES, SECONDS_BETWEEN_TRIES, PATIENCE = 120, 0.12, "500ms"
TAKEN_OVER = "Another rebuild_search has begun meanwhile, and goes on alone."


class UnfinishedError(Exception):
    """The new index could not be finished, as the sentence says; the old one is as it was."""


class Reindexing:
    """One building of the index for the releases of a set, which are all there are."""

    def __init__(self, releases: models.QuerySet[Release]) -> None:
        self.releases = releases.order_by("pk")
        self.using = releases.db
        self.connection = connections[self.using]
        self.database = backend(self.connection)
        self.token = secrets.token_hex(8)
        self.mark: change_log.Mark | None = None

    def build(self, count: int, progress: Callable[[int], Any]) -> None:
        """The index holds every release as it is now, and the old one is gone.

        `count` is how many there are, roughly; `progress` is told of so many more. Raises UnfinishedError.
        """
        try:
            self._begin()
            for done in self._fill(bulk.processes_for(count)):
                progress(done)
            self._sort()
            self._follow()
            self._take_over()
            self._drop(BEFORE)
        except BaseException as error:
            if isinstance(error, DatabaseError) and not self._is_ours():
                raise UnfinishedError(TAKEN_OVER) from error
            self._clear_away()
            raise

    def _clear_away(self) -> None:
        with suppress(DatabaseError):
            if self._is_ours():
                self._drop(BESIDE)

    def _drop(self, table: str) -> None:
        for _step in index.drop_slowly(self.using, table):
            self._let_others_write()

    def _begin(self) -> None:
        # What an earlier one left behind when it was killed.
        for table in (BESIDE, BEFORE):
            self._drop(table)
        with transaction.atomic(using=self.using), self.connection.cursor() as cursor:
            index.install(self.connection)
            for statement in self.database.search_table_statements(BESIDE):
                cursor.execute(statement)
            self.database.begin_loading_entries(cursor, BESIDE)
            self._write([(OWNER, *self.database.search_entry((), (self.token,), ()))])
        self.mark, _everything = change_log.since(None, self.using)

    def _fill(self, processes: int) -> Iterator[int]:
        batches = bulk.spread(index.entries, self._batches(), processes=processes)
        while group := list(islice(batches, BATCHES_AT_ONCE)):
            with self._writing():
                for entries in group:
                    self._write([(key, *stored) for key, stored in entries])
            self._let_others_write()
            yield sum(map(len, group))

    def _batches(self) -> Iterator[tuple[Storage, list[tuple[int, Texts]]]]:
        last = OWNER
        while keys := list(self.releases.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
            last = keys[-1]
            yield self.database.search_entry, index.texts_of(self.releases.filter(pk__in=keys))

    def _sort(self) -> None:
        """Searches in the new table are quick."""
        is_first = is_more = True
        while is_more:
            with self._writing(), self.connection.cursor() as cursor:
                is_more = self.database.sort_entries(cursor, BESIDE, is_first=is_first)
            is_first = False
            self._let_others_write()
        with self.connection.cursor() as cursor:
            for statement in self.database.search_statistics_statements(
                BESIDE, in_transaction=self.connection.in_atomic_block
            ):
                cursor.execute(statement)

    def _follow(self) -> None:
        """What others changed meanwhile is written, but for the little that changes at this moment."""
        for _round in range(ROUNDS):
            with self._writing():
                mark, count = self._catch_up()
            self.mark = mark
            if count < BATCH:
                return

    def _catch_up(self) -> tuple[change_log.Mark, int]:
        mark, changed = change_log.since(self.mark, self.using)
        if changed.everything:
            raise UnfinishedError(
                "So much was changed meanwhile that nobody knows what. Run rebuild_search again."
            )
        releases = changed.releases | changed.drafts
        keys = iter(sorted(releases))
        while some := list(islice(keys, BATCH)):
            with self.connection.cursor() as cursor:
                cursor.executemany(f"DELETE FROM {BESIDE} WHERE rowid = %s", [(key,) for key in some])
            batch = index.texts_of(self.releases.filter(pk__in=some))
            self._write([(key, *stored) for key, stored in index.entries(self.database.search_entry, batch)])
        return mark, len(releases)

    def _take_over(self) -> None:
        for _try in range(TRIES):
            try:
                with self._writing():
                    with self.connection.cursor() as cursor:
                        # It is us who give way.
                        self.database.keep_writers_out(cursor, index.TABLE, PATIENCE)
                    self._catch_up()
                    self._swap()
                    SearchIndex.objects.using(self.using).update_or_create(
                        pk=1, defaults={"analysis_version": ANALYSIS_VERSION, "built_at": datetime.now(UTC)}
                    )
                    change_log.note_names(self.using)
            except OperationalError:
                # Somebody is writing, or reads and wants to write: let them finish.
                time.sleep(SECONDS_BETWEEN_TRIES)
            else:
                return
        raise UnfinishedError("Others kept the search index busy all the time. Run rebuild_search again.")

    def _swap(self) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {BESIDE} WHERE rowid = %s", [OWNER])
            self.database.end_loading_entries(cursor, BESIDE)
            self.database.rename_search_tables(
                cursor, {index.TABLE: BEFORE, BESIDE: index.TABLE}, index.triggers(self.connection)
            )

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction in which the new table is known to be ours."""
        with transaction.atomic(using=self.using):
            if not self._is_ours():
                raise UnfinishedError(TAKEN_OVER)
            yield

    def _is_ours(self) -> bool:
        try:
            with transaction.atomic(using=self.using), self.connection.cursor() as cursor:
                cursor.execute(f"SELECT {self.database.SEARCH_BODY} FROM {BESIDE} WHERE rowid = %s", [OWNER])
                row = cursor.fetchone()
        except DatabaseError:  # there is no such table any more
            return False
        return row is not None and self.token in row[0]

    def _write(self, rows: list[tuple[Any, ...]]) -> None:
        bulk.write_rows(self.using, BESIDE, self.database.SEARCH_COLUMNS, rows)

    def _let_others_write(self) -> None:
        if not self.connection.in_atomic_block:
            time.sleep(self.database.SECONDS_FOR_OTHERS)
