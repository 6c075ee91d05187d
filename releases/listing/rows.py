"""The rows that lists show, read by their keys: which of them the public sees is asked again here."""

import json
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import DateTimeField, F, QuerySet

from releases.database.prepared import prepared
from releases.models import Release


class Keys(models.Field):
    """Any number of keys as one value: an array on PostgreSQL, JSON on SQLite."""

    def get_db_prep_value(self, value: list[int], connection: Any, prepared: bool = False) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        return value if connection.vendor == "postgresql" else json.dumps(value)


class Among(models.Expression):
    """Whether the key of a row is one of those given."""

    output_field = models.BooleanField()
    conditional = True

    def __init__(self, key: str, keys: models.Expression) -> None:
        super().__init__()
        self.parts = [F(key), keys]

    def get_source_expressions(self) -> list:
        return self.parts

    def set_source_expressions(self, expressions: list) -> None:
        self.parts = expressions

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list]:
        (key, _none), (keys, given) = map(compiler.compile, self.parts)
        return f"{key} IN (SELECT value FROM json_each({keys}))", given  # noqa: S608 - compiled by Django

    def as_postgresql(self, compiler: Any, connection: Any, **_context: Any) -> tuple[str, list]:
        (key, _none), (keys, given) = map(compiler.compile, self.parts)
        return f"{key} = ANY({keys})", given


@prepared(at=DateTimeField(), keys=Keys())
def cards(at: datetime, keys: list[int]) -> QuerySet:
    """The releases of `keys` that are public at `at`, with what a row of a list shows, in any order."""
    return Release.objects.public(at).for_cards().filter(Among("pk", keys))


@prepared(at=DateTimeField(), keys=Keys())
def cards_with_texts(at: datetime, keys: list[int]) -> QuerySet:
    """The same with the text of each, to show a passage of it."""
    return Release.objects.public(at).for_cards("body_text").filter(Among("pk", keys))


@prepared(at=DateTimeField(), keys=Keys())
def titles(at: datetime, keys: list[int]) -> QuerySet:
    """The same with no more than title and address."""
    return Release.objects.public(at).only("reference", "title", "language").filter(Among("pk", keys))
