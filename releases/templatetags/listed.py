"""Releases as the rows of a list."""

from collections.abc import Iterable
from functools import lru_cache
from operator import attrgetter
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.html import mark_safe
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info

from releases.models import Release
from releases.search.query import Query

register = template.Library()
SHOWN = (
    "reference", "symbol", "language", "edition", "kind", "title", "issued_on", "summary", "correction_note",
)  # fmt: skip
KEPT = 4000
_shown = attrgetter(*SHOWN)


@register.simple_tag
def card_rows(releases: Iterable[Release], level: int | str = 3, query: Query | None = None) -> SafeString:
    """A list item for each release, its title a heading of that level, with the words of `query` marked."""
    page_language = get_language()
    if query:
        return _rendered(list(releases), level or 3, page_language, query)
    prefix = get_script_prefix()
    rows = (_card(_shown(release), int(level or 3), page_language, prefix) for release in releases)
    return mark_safe("".join(rows))  # noqa: S308 - each comes from a template


@lru_cache(maxsize=KEPT)
def _card(shown: tuple[Any, ...], level: int, page_language: str, _prefix: str) -> SafeString:
    """The row of a release with these values: the same for the same values, and so rendered once."""
    return _rendered([Release(**dict(zip(SHOWN, shown, strict=True)))], level, page_language, None)


def _rendered(
    releases: list[Release], level: int | str, page_language: str, query: Query | None
) -> SafeString:
    context = {
        "releases": releases,
        "level": level,
        "page_language": get_language_info(page_language),
        "query": query,
    }
    return render_to_string("releases/_card_rows.html", context)
