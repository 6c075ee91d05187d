"""The moments at which time alone changes what the public sees: editions go out, are superseded, are withdrawn."""

from datetime import UTC, datetime
from typing import Any

from django.db import connections

# A column or expression that holds moments, and the rows in which it means one. Written as the indexes of the
# tables write it, so that the moment next to another is found at once.
_ISSUED = "releases_release WHERE state IN ('approved', 'withdrawn') AND"
_SOURCES = (
    ("COALESCE(publish_at, superseded_at)", _ISSUED),
    ("superseded_at", "releases_release WHERE superseded_at IS NOT NULL AND"),
    ("withdrawn_at", "releases_release WHERE withdrawn_at IS NOT NULL AND"),
    ("since", "releases_formerreference WHERE"),
)


def _nearest(comparison: str, direction: str) -> list[str]:
    return [
        f"(SELECT {moment} FROM {rows} {moment} {comparison} %(at)s ORDER BY {moment} {direction} LIMIT 1)"  # noqa: S608 - from the names above, only
        for moment, rows in _SOURCES
    ]


_STATEMENT = f"SELECT {', '.join(_nearest('<=', 'DESC') + _nearest('>', 'ASC'))}"


def around(at: datetime, using: str) -> tuple[datetime | None, datetime | None]:
    """The last moment that came by `at` and the first that comes after it (all aware); None where there is none."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT, {"at": connection.ops.adapt_datetimefield_value(at)})
        moments = [aware(value) for value in cursor.fetchone()]
    before, after = moments[: len(_SOURCES)], moments[len(_SOURCES) :]
    return (
        max((moment for moment in before if moment is not None), default=None),
        min((moment for moment in after if moment is not None), default=None),
    )


def aware(written: Any) -> datetime | None:
    """A time as either database gives it, aware: SQLite gives one of UTC that does not say so, or its text."""
    moment: datetime | None = datetime.fromisoformat(written) if isinstance(written, str) else written
    if moment is None or moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=UTC)
