"""Descriptions and other texts in a table, as `catalogue.words` has them: a row for each language."""

from typing import Any

from django.db.models import Model

from institutes.catalogue.words import Words


def _columns(model: type[Model]) -> list[str]:
    """The language, and what is said in it."""
    return [
        column.name
        for column in model._meta.concrete_fields
        if not (column.primary_key or column.is_relation)
    ]


def texts_of(row: Any) -> list[Words]:
    """The texts of a row, in the order in which they were made."""
    columns = _columns(row.texts.model)
    rows = sorted(row.texts.all(), key=lambda text: text.pk)
    return [{"id": text.pk} | {column: getattr(text, column) for column in columns} for text in rows]


def new_text(model: type[Model], language: str) -> Words:
    """A text that is not in the database yet."""
    return {"id": None} | dict.fromkeys(_columns(model), "") | {"language": language}


def is_said(text: Words) -> bool:
    """Whether anything is said in that language."""
    return any(value for column, value in text.items() if column not in ("id", "language"))
