"""The releases whose index entries answer an expression, as a set of keys."""

import json
import sys
from array import array

from django.db import connections
from pyroaring import BitMap

from releases.search.expressions import Expression, to_fts5, to_tsquery
from releases.search.index import TABLE


def hits(expression: Expression, using: str) -> BitMap:
    """The keys of all releases that answer, public or not."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT {TABLE}_packed(%s::tsquery)", [to_tsquery(expression)])
            return BitMap(_unpacked(cursor.fetchone()[0]))
        # As one text, because a row for every hit of a common word takes twice as long. The statement is made
        # of our own name only; the expression is a parameter.
        cursor.execute(
            f"SELECT json_group_array(rowid) FROM {TABLE} WHERE {TABLE} MATCH %s",  # noqa: S608
            [to_fts5(expression)],
        )
        return BitMap(array("I", json.loads(cursor.fetchone()[0])))


def _unpacked(packed: bytes | memoryview) -> array:
    """The numbers in network order, four bytes each."""
    numbers = array("I", bytes(packed))
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers
