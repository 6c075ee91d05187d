"""Questions to the database that are put into SQL once in the process and asked again with other values.

Making SQL of a queryset costs a page more than the database needs to answer it. Only the SQL is kept, no row:
every call asks the database anew.
"""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property, update_wrapper
from typing import Any

from django.db import connections, models
from django.db.models.query import ModelIterable
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
    """The SQL of a queryset for one database; `params` has a Given where a value is missing."""

    compiler: SQLCompiler
    sql: str
    params: tuple


@dataclass(frozen=True, slots=True)
class _Asked:
    """What `ModelIterable` wants to know of a queryset and of its query, with the SQL made already."""

    db: str
    compiler: SQLCompiler
    _known_related_objects: dict = field(default_factory=dict)

    @property
    def query(self) -> "_Asked":
        return self

    def get_compiler(self, *, using: str) -> SQLCompiler:
        return self.compiler


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
        statement = self.statements.get(alias) or self._prepare(alias)
        given = {name: one.get_db_prep_value(values[name], connection) for name, one in self.fields.items()}
        params = tuple(given[one.name] if isinstance(one, Given) else one for one in statement.params)
        # A compiler belongs to the connection of one thread; what it knows of the columns is true for all.
        compiler = copy(statement.compiler)
        compiler.connection = connection
        compiler.as_sql = lambda *_args, **_options: (statement.sql, params)
        return list(ModelIterable(_Asked(alias, compiler)))

    @cached_property
    def queryset(self) -> models.QuerySet:
        return self.build(**{name: Given(name, one) for name, one in self.fields.items()})

    def _prepare(self, alias: str) -> _Statement:
        compiler = self.queryset.query.chain().get_compiler(using=alias)
        sql, params = compiler.as_sql()
        self.statements[alias] = _Statement(compiler, sql, tuple(params))
        return self.statements[alias]


def prepared(**fields: models.Field) -> Callable[[Callable[..., models.QuerySet]], Prepared]:
    """Decorates a function that makes a queryset: calls return its rows, and the SQL is made by the first."""
    return lambda build: Prepared(build, fields)
