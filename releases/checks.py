"""What `manage.py check --database default` says of the search index and of the seals."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections

from releases.database import immutability
from releases.models import SearchIndex
from releases.search import index
from releases.search.analysis import ANALYSIS_VERSION

ANOTHER_VERSION = "releases.W001"
RELEASES_MISSING = "releases.W002"
SEALS_MISSING = "releases.W003"


@register(Tags.database)
def search_index_is_current(databases: Sequence[str] | None = None, **_others: Any) -> list[CheckMessage]:
    """The index was built by this version of the analysis and holds every release."""
    return [problem for using in databases or () for problem in _problems(using)]


def _problems(using: str) -> list[CheckMessage]:
    tables = connections[using].introspection.table_names()
    if index.TABLE not in tables or SearchIndex._meta.db_table not in tables:
        return []
    problems: list[CheckMessage] = []
    absent = index.missing(using)
    if absent:
        problems.append(
            Warning(
                f"{absent} releases cannot be found: they are not in the search index.",
                hint="Run `manage.py rebuild_search`.",
                id=RELEASES_MISSING,
            )
        )
    built = SearchIndex.objects.using(using).first()
    if built and built.analysis_version != ANALYSIS_VERSION:
        problems.append(
            Warning(
                f"The search index was built by version {built.analysis_version} of the analysis; "
                f"this is version {ANALYSIS_VERSION}: searches miss what they should find.",
                hint="Run `manage.py rebuild_search`.",
                id=ANOTHER_VERSION,
            )
        )
    return problems


@register(Tags.database)
def seals_in_place(databases: Sequence[str] | None = None, **_others: Any) -> list[CheckMessage]:
    """A warning for each database that would let issued editions be changed.

    Not an error: `migrate` runs the checks first, and is what puts the seals in place.
    """
    return [
        Warning(
            f"The database “{alias}” does not refuse to change issued editions: seals are missing.",
            hint="Run `manage.py migrate`; it puts them in place.",
            id=SEALS_MISSING,
        )
        for alias in databases or ()
        if immutability.missing(connections[alias])
    ]
