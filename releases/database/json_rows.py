"""The rows of another table as one value of a statement, instead of a statement of their own."""

from typing import Any

from django.db.models import F, Func, JSONField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONArray


class JsonRows(Func):
    """The rows of a subquery as one JSON list, in any order: what else would take a statement of its own."""

    output_field = JSONField()
    function = "JSON_GROUP_ARRAY"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        # Without any row PostgreSQL answers NULL.
        template = "COALESCE(%(function)s(%(expressions)s), '[]')"
        return self.as_sql(compiler, connection, function="JSONB_AGG", template=template, **context)


def list_of(model: type[Model], *columns: str) -> Subquery:
    """A list with one entry for each row of a release: the value of a column, or a list of those of several."""
    return list_of_rows(model._default_manager.filter(release=OuterRef("pk")), *columns)


def list_of_rows(rows: "QuerySet[Any]", *columns: str) -> Subquery:
    """The same for rows that are asked for as they are needed; a column may stand in a table that they point to."""
    entry = F(columns[0]) if len(columns) == 1 else JSONArray(*columns)
    return Subquery(rows.order_by().values(rows=JsonRows(entry)), output_field=JSONField())
