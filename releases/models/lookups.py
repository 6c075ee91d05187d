"""How columns are looked up and ordered, beyond what Django brings."""

from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.db.models.functions import Coalesce, Lower

models.CharField.register_lookup(Lower)


@models.CharField.register_lookup
class WrittenIn(models.lookups.In):
    """As `in`, with the values written out, which have to be our own.

    SQLite uses an index with a condition only where it can read in the statement that the condition holds.
    """

    lookup_name = "written_in"

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[()]]:
        sql, values = self.as_sql(compiler, connection)
        return sql % tuple(map(connection.schema_editor().quote_value, values)), ()


# `publish_at` by another name, because nothing is superseded that has no such time. An index of the column
# itself SQLite would take for public lists too, and sort everything.
PUBLISH_AT = Coalesce("publish_at", "superseded_at")
# After any time that can be entered.
END_OF_TIME = datetime(9999, 12, 31, tzinfo=UTC)
