"""The releases whose index entries answer an expression, as a set of keys."""

import sys
from array import array
from collections.abc import Iterator

from django.db import connections
from pyroaring import BitMap

from releases.index import TABLE
from releases.terms import Expression, to_fts5, to_tsquery

AT_ONCE = 10_000


def hits(expression: Expression, using: str) -> BitMap:
    """The keys of all releases that answer, public or not."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT {TABLE}_packed(%s::tsquery)", [to_tsquery(expression)])
            return BitMap(_unpacked(cursor.fetchone()[0]))
        # The statement is made of our own name only; the expression is a parameter.
        cursor.execute(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s", [to_fts5(expression)])  # noqa: S608
        found = array("I")
        while some := cursor.fetchmany(AT_ONCE):
            found.extend(_first(some))
        return BitMap(found)


def _first(rows: list[tuple[int]]) -> Iterator[int]:
    return (row[0] for row in rows)


def _unpacked(packed: bytes | memoryview) -> array:
    """The numbers in network order, four bytes each."""
    numbers = array("I", bytes(packed))
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers
