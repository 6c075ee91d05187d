"""Questions to the database that are put into SQL once in the process and asked again with other values.

Making SQL of a queryset costs a page more than the database needs to answer it. Only the SQL is kept, no row:
every call asks the database anew.

Django documents `Model.from_db`, `Expression.as_sql` and a field's `get_db_prep_value` and `get_db_converters`.
It does not document three names that are needed besides, which are the same in Django 5.2 and 6.1:
`query.get_compiler`, `query.annotations` and `connection.ops.get_db_converters`. They are asked for here and
nowhere else; without this module each page is right and slower.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, update_wrapper
from itertools import chain
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldError
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from releases.database.backends import backend

Row = TypeVar("Row", bound=models.Model)
# What a value of the database goes through before it is the value of a field.
Converters = list[Callable[[Any, Any, BaseDatabaseWrapper], Any]]


class Parameter(models.Expression):
    """The place in a queryset of a value that is given when it is asked."""

    def __init__(self, name: str, output_field: "models.Field[Any, Any]") -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


@dataclass(frozen=True, slots=True)
class _Instances:
    """How some of the columns of a row become an instance of a model; `start` is the place of the first.

    `names` are the fields that the columns hold, in the order of the model: the values None say nothing, it is
    a dict because `from_db` asks of every field of the model whether it is there.
    """

    model: type[models.Model]
    names: dict[str, None]
    start: int
    relation: str = ""

    def columns(self) -> list[str]:
        prefix = f"{self.relation}__" if self.relation else ""
        return [f"{prefix}{name}" for name in self.names]

    def fields(self) -> Iterator["models.Field[Any, Any]"]:
        by_name = {field.attname: field for field in self.model._meta.concrete_fields}
        return (by_name[name] for name in self.names)

    def of(self, row: Sequence[Any], using: str) -> models.Model:
        return self.model.from_db(using, self.names, row[self.start : self.start + len(self.names)])


class _Statement:
    """The SQL of a queryset for one database, and how rows become instances; nothing of a connection."""

    def __init__(self, queryset: "models.QuerySet[Any]", columns: Sequence[str], using: str) -> None:
        self.using = using
        self.own = _Instances(queryset.model, _own_names(queryset.model, columns), 0)
        self.related = list(_related(queryset.model, columns, len(self.own.names)))
        instances = [self.own, *self.related]
        self.annotations = [name for name in columns if name in queryset.query.annotations]
        self.first_annotation = sum(len(each.names) for each in instances)
        names = [*chain.from_iterable(each.columns() for each in instances), *self.annotations]
        _refuse_unknown(queryset.model, columns, names)
        compiler = queryset.values_list(*names).query.get_compiler(using=using)
        self.sql, params = compiler.as_sql()
        self.params = tuple(params)  # with a Parameter where a value is missing
        fields = [
            *chain.from_iterable(each.fields() for each in instances),
            *(queryset.query.annotations[name].output_field for name in self.annotations),
        ]
        self.converters = list(_converters(fields, connections[using]))

    def instance(self, row: Sequence[Any], connection: BaseDatabaseWrapper) -> Any:
        values = list(row)
        for place, converters, expression in self.converters:
            for convert in converters:
                values[place] = convert(values[place], expression, connection)
        made = self.own.of(values, self.using)
        for related in self.related:
            is_there = values[related.start] is not None  # the first column of a model is its key
            setattr(made, related.relation, related.of(values, self.using) if is_there else None)
        for place, name in enumerate(self.annotations, start=self.first_annotation):
            setattr(made, name, values[place])
        return made


def _own_names(model: type[models.Model], columns: Sequence[str]) -> dict[str, None]:
    """The fields of the model, or those that are named and all keys that relations which are named begin with."""
    heads = {name.partition("__")[0] for name in columns} | {model._meta.pk.name}
    return {
        field.attname: None
        for field in model._meta.concrete_fields
        if not columns or field.name in heads or field.attname in heads
    }


def _related(model: type[models.Model], columns: Sequence[str], start: int) -> Iterator[_Instances]:
    for field in model._meta.concrete_fields:
        wanted = [name for name in columns if name.partition("__")[0] == field.name]
        if not wanted or field.related_model is None:
            continue
        whole = field.name in wanted
        names = () if whole else [name.partition("__")[2] for name in wanted]
        related = _Instances(field.related_model, _own_names(field.related_model, names), start, field.name)
        yield related
        start += len(related.names)


def _refuse_unknown(model: type[models.Model], columns: Sequence[str], read: Sequence[str]) -> None:
    """A column that is not among those read was misspelt, or is further away than the next object."""
    relations = {field.name for field in model._meta.concrete_fields} | {"pk"}
    unknown = set(columns).difference(read, relations)
    if unknown:
        raise FieldError(f"{model.__name__} has nothing to be read for {', '.join(sorted(unknown))}.")


def _converters(
    fields: Sequence["models.Field[Any, Any]"], connection: BaseDatabaseWrapper
) -> Iterator[tuple[int, Converters, models.Expression]]:
    """The places of values that are not ready as the database gives them, and what makes them so."""
    for place, field in enumerate(fields):
        expression = models.Value(None, output_field=field)
        converters = [
            *connection.ops.get_db_converters(expression),
            *field.get_db_converters(connection),
        ]
        if converters:
            yield place, converters, expression


class Prepared(Generic[Row]):
    """A question with values to be given: calling it with them, by name, returns the rows as a list.

    `keys` returns the primary keys of a part of them, for a page of a long list.

    `build` makes the queryset. It gets a `Parameter` for each of `parameters`, which may stand where a value
    stands in `filter`, `exclude` and expressions. No value may be None, which would be another SQL. The
    queryset may be annotated and sliced, but not prefetched.

    `columns` says what is read, besides the key: fields of the model, annotations, fields of a related object
    (`series__prefix`), or a related object whole (`photo`). Without any it is every field of the model.
    """

    def __init__(
        self,
        build: Callable[..., "models.QuerySet[Row]"],
        columns: Sequence[str],
        parameters: dict[str, "models.Field[Any, Any]"],
    ) -> None:
        update_wrapper(self, build)
        self.build = build
        self.columns = columns
        self.parameters = parameters
        self.statements: dict[str, _Statement] = {}

    def __call__(self, **values: Any) -> list[Row]:
        statement = self._statement()
        connection = connections[statement.using]
        return [statement.instance(row, connection) for row in self._fetched(statement, values)]

    def keys(self, start: int, stop: int, **values: Any) -> list[Any]:
        """The primary keys of the rows from place `start` to before `stop`, in the order of the queryset."""
        # The first column of a statement is always the key.
        rows = self._fetched(self._statement(), values, " LIMIT %s OFFSET %s", (max(stop - start, 0), start))
        return [row[0] for row in rows]

    def _statement(self) -> _Statement:
        using = self.queryset.db
        statement = self.statements.get(using)
        if statement is None:
            statement = self.statements[using] = _Statement(self.queryset, self.columns, using)
        return statement

    def _fetched(
        self, statement: _Statement, values: dict[str, Any], end: str = "", of_end: tuple[int, ...] = ()
    ) -> list[Sequence[Any]]:
        """The rows as the database gives them; `end` stands after the statement, with the values `of_end`."""
        connection = connections[statement.using]
        given = {
            name: field.get_db_prep_value(values[name], connection) for name, field in self.parameters.items()
        }
        params = [given[each.name] if isinstance(each, Parameter) else each for each in statement.params]
        with backend(connection).prepared_cursor(connection) as cursor:
            cursor.execute(statement.sql + end, [*params, *of_end])
            rows: list[Sequence[Any]] = cursor.fetchall()
            return rows

    @cached_property
    def queryset(self) -> "models.QuerySet[Row]":
        return self.build(**{name: Parameter(name, field) for name, field in self.parameters.items()})


def prepared(
    *columns: str, **parameters: "models.Field[Any, Any]"
) -> Callable[[Callable[..., "models.QuerySet[Row]"]], Prepared[Row]]:
    """Decorates a function that makes a queryset: calls return its rows, and the SQL is made by the first."""
    return lambda build: Prepared(build, columns, parameters)
