"""Questions to the database that are put into SQL once in the process and asked again with other values.

Making SQL of a queryset costs a page more than the database needs to answer it. Only the SQL is kept, no row:
every call asks the database anew.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, update_wrapper
from typing import Any

from django.db import connections, models
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler


class Given(models.Expression):
    """The place in a queryset of a value that is given when it is asked."""

    def __init__(self, name: str, output_field: models.Field) -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list]:
        return "%s", [self]


@dataclass(frozen=True, slots=True)
class _Statement:
    """The SQL of a queryset for one database, and how rows become instances; nothing of a connection."""

    sql: str
    params: tuple  # with a Given where a value is missing
    model: type[models.Model]
    columns: slice
    attributes: dict[str, int]  # in order; whether one is there is asked for each field of the model
    related: list[Any]
    annotations: dict[str, int]
    converters: dict[int, tuple]

    @classmethod
    def of(cls, rows: models.QuerySet, alias: str) -> "_Statement":
        compiler = rows.query.chain().get_compiler(using=alias)
        sql, params = compiler.as_sql()
        info, select = compiler.klass_info, compiler.select
        columns = slice(info["select_fields"][0], info["select_fields"][-1] + 1)
        return cls(
            sql,
            tuple(params),
            info["model"],
            columns,
            {column[0].target.attname: place for place, column in enumerate(select[columns])},
            get_related_populators(info, select, alias),
            compiler.annotation_col_map or {},
            compiler.get_converters([column[0] for column in select]),
        )

    def instance(self, row: Sequence[Any], connection: Any) -> models.Model:
        """What `ModelIterable` makes of a row."""
        values = list(row)
        for place, (converters, expression) in self.converters.items():
            for convert in converters:
                values[place] = convert(values[place], expression, connection)
        made = self.model.from_db(connection.alias, self.attributes, values[self.columns])
        for populator in self.related:
            populator.populate(values, made)
        for name, place in self.annotations.items():
            setattr(made, name, values[place])
        return made


class Prepared:
    """A question with values to be given: calling it with them, by name, returns the rows as a list.

    `build` makes the queryset, of model instances. It gets a `Given` for each of `fields`, which may stand
    where a value stands in `filter`, `exclude` and expressions. No value may be None, which would be another
    SQL. The queryset may be joined, annotated and sliced, but not prefetched.
    """

    def __init__(self, build: Callable[..., models.QuerySet], fields: dict[str, models.Field]) -> None:
        update_wrapper(self, build)
        self.build = build
        self.fields = fields
        self.statements: dict[str, _Statement] = {}

    def __call__(self, **values: Any) -> list:
        alias = self.queryset.db
        connection = connections[alias]
        statement = self.statements.get(alias)
        if statement is None:
            statement = self.statements[alias] = _Statement.of(self.queryset, alias)
        given = {name: one.get_db_prep_value(values[name], connection) for name, one in self.fields.items()}
        params = [given[one.name] if isinstance(one, Given) else one for one in statement.params]
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, params)
            return [statement.instance(row, connection) for row in cursor.fetchall()]

    @cached_property
    def queryset(self) -> models.QuerySet:
        return self.build(**{name: Given(name, one) for name, one in self.fields.items()})


def prepared(**fields: models.Field) -> Callable[[Callable[..., models.QuerySet]], Prepared]:
    """Decorates a function that makes a queryset: calls return its rows, and the SQL is made by the first."""
    return lambda build: Prepared(build, fields)
