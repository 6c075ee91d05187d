"""How columns are looked up and ordered, beyond what Django brings."""

from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.db.models import F, Func
from django.db.models.functions import Coalesce, Lower

models.CharField.register_lookup(Lower)


@models.CharField.register_lookup
class WrittenIn(models.lookups.In):
    """As `in`, with the values as literals in the SQL: never for values that come from outside.

    SQLite uses an index with a condition only where it can read in the statement that the condition holds.
    """

    lookup_name = "written_in"

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, tuple[()]]:
        sql, values = self.as_sql(compiler, connection)
        return sql % tuple(map(connection.schema_editor().quote_value, values)), ()


@models.CharField.register_lookup
class IsGiven(models.Lookup):
    """Whether a text is not empty, as literal SQL, so that an index with this condition is used."""

    lookup_name = "is_given"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} {'<>' if self.rhs else '='} ''", tuple(params)


@models.JSONField.register_lookup
class HasEntries(models.Lookup):
    """Whether a JSON object holds anything, as literal SQL, so that an index with this condition is used."""

    lookup_name = "has_entries"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, params = self.process_lhs(compiler, connection)
        empty = "'{}'::jsonb" if connection.vendor == "postgresql" else "'{}'"
        return f"{column} {'<>' if self.rhs else '='} {empty}", tuple(params)


# Always equal to `publish_at`, since nothing is superseded that has none. As an expression it has indexes of its
# own: an index of the bare column SQLite would use for public lists as well, and then sort all of their rows.
PUBLISH_AT = Coalesce("publish_at", "superseded_at")
# Always equal to `withdrawn_at` where that is set; an expression for the same reason.
WITHDRAWN_AT = Coalesce("withdrawn_at", "publish_at")
# After any time that can be entered.
END_OF_TIME = datetime(9999, 12, 31, tzinfo=UTC)

# The time that the status of an edition speaks of: when it went out or is to go out, else when it was last changed.
STATUS_TIME = Coalesce("publish_at", "modified_at")

# The letters that a symbol begins with: `HR/CT/` of HR/CT/98/27. What has no symbol stands behind all letters.
SYMBOL_LETTERS = Func(
    F("symbol"),
    template=(
        "COALESCE(NULLIF(SUBSTR(%(expressions)s, 1, LENGTH(%(expressions)s) - LENGTH(LTRIM(%(expressions)s, "
        "'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz/'))), ''), 'zzzz')"
    ),
    output_field=models.CharField(),
)
