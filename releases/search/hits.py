"""The releases whose index entries answer an expression, as a set of keys."""

from django.db import connections
from pyroaring import BitMap

from releases.database.backends import backend
from releases.search.expressions import Expression, to_query
from releases.search.index import TABLE


def hits(expression: Expression, using: str) -> BitMap:
    """The keys of all releases that answer, public or not."""
    database = backend(connections[using])
    with connections[using].cursor() as cursor:
        return BitMap(database.search_hits(cursor, TABLE, to_query(expression, database)))
