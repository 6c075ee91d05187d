"""One line of the list for each release in each language: its newest edition, with the others named beside it."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef

from releases.models import Release
from releases.models.release import ReleaseQuerySet

NAMED = (
    *("reference", "language", "edition", "state"),
    *("returned_at", "publish_at", "superseded_at", "withdrawn_at"),
)


def newest_editions(releases: Any) -> ReleaseQuerySet:
    """Those of `releases` that no later edition follows in their language: the open one, else the last to go out."""
    later = Release.objects.order_by().filter(
        reference=OuterRef("reference"), language=OuterRef("language"), edition__gt=OuterRef("edition")
    )
    followed: ReleaseQuerySet = releases.exclude(Exists(later))
    return followed


def add_versions(releases: Sequence[Release]) -> None:
    """Each row knows its `other_editions`, the newest first, and `other_languages`, the newest edition of each.

    One query for all rows. The rows that are named have reference, language, edition and the columns of the status.
    """
    references = {release.reference for release in releases}
    rows = Release.objects.filter(reference__in=references).order_by("language", "-edition").only(*NAMED)
    by_reference: dict[str, list[Release]] = defaultdict(list)
    for row in rows if references else ():
        by_reference[row.reference].append(row)
    for release in releases:
        line: Any = release
        others = [row for row in by_reference[release.reference] if row.pk != release.pk]
        line.other_editions = [row for row in others if row.language == release.language]
        newest = {row.language: row for row in reversed(others) if row.language != release.language}
        line.other_languages = [newest[language] for language in sorted(newest)]
