"""Both databases are asked by the same names, in the same way."""

import inspect

import pytest
from django.db import connection

from releases.database.backends import BACKENDS, backend, postgresql, sqlite


def surface(module):
    """What a module offers: functions with their parameters, whatever these are called, and constants."""
    offered = {}
    for name, value in vars(module).items():
        if name.startswith("_"):
            continue
        if inspect.isfunction(value) and value.__module__ == module.__name__:
            parameters = inspect.signature(value).parameters.values()
            offered[name] = [
                parameter.name.lstrip("_")
                if parameter.kind is parameter.KEYWORD_ONLY
                else parameter.kind.name
                for parameter in parameters
            ]
    return offered


def test_the_modules_of_both_databases_have_the_same_functions():
    assert surface(sqlite) == surface(postgresql)
    assert surface(sqlite)["query_phrase"] == ["POSITIONAL_OR_KEYWORD", "in_title"]


@pytest.mark.parametrize("name", ["SEARCH_COLUMNS", "SEARCH_BODY", "SECONDS_FOR_OTHERS", "IS_DISTINCT"])
def test_the_modules_of_both_databases_have_the_constants_that_callers_read(name):
    assert type(getattr(sqlite, name)) is type(getattr(postgresql, name))


def test_a_connection_is_answered_by_the_module_of_its_database():
    assert backend(connection) is BACKENDS[connection.vendor]
    assert backend(connection).__name__.endswith(connection.vendor)
