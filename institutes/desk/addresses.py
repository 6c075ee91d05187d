"""The last part of a page's address, made of a name where nobody typed one."""

from typing import Any

from django.db.models import Model
from django.utils.text import slugify


def made_of_name(model: type[Model], texts: list[str], otherwise: str) -> str:
    """A free slug of the first of `texts` that has letters of the Latin alphabet, else of `otherwise`.

    As long as the column allows; where it is taken, `-2` and so on is added.
    """
    column: Any = model._meta.get_field("slug")
    slug = next(filter(None, map(slugify, texts)), "") or slugify(otherwise)
    begin = slug[: column.max_length - 5].strip("-_")
    taken = set(model._default_manager.filter(slug__startswith=begin).values_list("slug", flat=True))
    number, free = 1, begin
    while free in taken:
        number += 1
        free = f"{begin}-{number}"
    return free
