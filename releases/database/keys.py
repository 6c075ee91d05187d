"""Any number of primary keys as one parameter, so that a statement is the same however many there are.

With a parameter for each of them SQLite would refuse a few ten thousand.
"""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from releases.database.backends import backend


class KeysField(models.Field):  # type: ignore[type-arg] # only values of it are made, no column
    """The type of the parameter."""

    def get_db_prep_value(
        self,
        value: Sequence[int],
        connection: BaseDatabaseWrapper,
        prepared: bool = False,  # noqa: FBT001, FBT002 - Django's signature
    ) -> Any:
        return backend(connection).keys_value(value)


class AmongKeys(models.Func):
    """Whether a column, given first, is one of the keys, given as a `KeysField`."""

    arity = 2
    output_field = models.BooleanField()

    def as_sql(
        self, compiler: Any, connection: BaseDatabaseWrapper, *_args: Any, **_context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        (column, column_params), (keys, keys_params) = map(compiler.compile, self.get_source_expressions())
        return backend(connection).among_keys(column, keys), (*column_params, *keys_params)


def among_keys(column: str, keys: Sequence[int]) -> AmongKeys:
    """For `filter`: rows whose column is one of the keys."""
    return AmongKeys(column, models.Value(keys, output_field=KeysField()))
