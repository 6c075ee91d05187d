"""How far the translations of releases are: who writes, what is due, what lags behind a correction."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from institutes.enums import Language
from releases.editorial.editions import corrected_elsewhere
from releases.enums import ReleaseState, Status
from releases.models import Release, Series
from releases.models.visibility import status

# The official languages of the United Nations, each a column; German is shown where there is a version.
OFFICIAL = tuple(language for language in Language if language is not Language.GERMAN)
_FIELDS = (
    *(
        "reference",
        "symbol",
        "language",
        "edition",
        "title",
        "issued_on",
        "state",
        "publish_at",
        "superseded_at",
    ),
    *(
        "withdrawn_at",
        "correction_is_minor",
        "correction_note",
        "follows_id",
        "follows_version",
        "previous_id",
    ),
    *("modified_at", "returned_at", "version", "modified_by__username"),
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One release in one language: the edition that holds or comes next, None where there is none.

    `opened` is the edition that is being written beside one that was approved. `behind` is the correction in
    another language that the text does not follow yet.
    """

    language: Language
    edition: Release | None = None
    status: str = ""
    opened: Release | None = None
    behind: Release | None = None

    @property
    def shown(self) -> Release | None:
        """The edition on which somebody would go on."""
        return self.opened or self.edition


@dataclass(frozen=True, slots=True)
class Standing:
    """One release with its cells in the order of OFFICIAL, and those in other languages that it has."""

    source: Release
    cells: list[Cell]
    others: list[Cell]

    @property
    def missing(self) -> list[Language]:
        """The official languages that it does not have."""
        return [cell.language for cell in self.cells if cell.edition is None]


def listed(
    *,
    first: date | None = None,
    last: date | None = None,
    series: Series | None = None,
    lacking: Sequence[str] = (),
) -> QuerySet[Release]:
    """One row for each release, the one that was there first, newest first: those printed from `first` to `last`.

    `lacking`: of which there is no version in any of these languages, be it a draft.
    """
    namesakes = Release.objects.filter(reference=OuterRef("reference")).order_by()
    rows = Release.objects.filter(~Exists(namesakes.filter(pk__lt=OuterRef("pk"))))
    for language in lacking:
        rows = rows.filter(~Exists(namesakes.filter(language=language)))
    if first is not None:
        rows = rows.filter(issued_on__gte=first)
    if last is not None:
        rows = rows.filter(issued_on__lte=last)
    if series is not None:
        rows = rows.filter(series=series)
    return rows.in_order()


def standings(references: Iterable[str], at: datetime) -> dict[str, Standing]:
    """reference → how far its languages are at `at` (aware). One query, and one where a correction was minor."""
    rows = Release.objects.filter(reference__in=set(references)).select_related("modified_by")
    by_reference: dict[str, list[Release]] = defaultdict(list)
    for row in rows.only(*_FIELDS).order_by("pk"):
        by_reference[row.reference].append(row)
    return {reference: _standing(editions, at) for reference, editions in by_reference.items()}


def _standing(editions: list[Release], at: datetime) -> Standing:
    by_language: dict[str, list[Release]] = defaultdict(list)
    for edition in editions:
        by_language[edition.language].append(edition)
    cells = {
        language: _cell(Language(language), rows, editions, at) for language, rows in by_language.items()
    }
    first = cells[editions[0].language]
    return Standing(
        first.edition or editions[0],
        [cells.get(language, Cell(language)) for language in OFFICIAL],
        [cell for language, cell in cells.items() if language not in OFFICIAL],
    )


def _cell(language: Language, rows: list[Release], editions: list[Release], at: datetime) -> Cell:
    latest = sorted(rows, key=lambda row: row.edition)
    opened = next((row for row in latest if row.state in ReleaseState.OPEN), None)
    issued = [row for row in latest if row.state not in ReleaseState.OPEN]
    due = next((row for row in reversed(issued) if status(row, at) == Status.SCHEDULED), None)
    current = due or (issued or latest)[-1]
    behind = _behind(opened or current, editions, at)
    return Cell(language, current, status(current, at), opened if opened is not current else None, behind)


def _behind(release: Release, editions: list[Release], at: datetime) -> Release | None:
    """The last correction in another language, not a minor one, that `release` does not follow."""
    if release.state == ReleaseState.WITHDRAWN:
        return None
    issued = [row for row in editions if row.language != release.language and row.is_issued(at)]
    followed = next((row for row in editions if row.pk == release.follows_id), None)
    if followed is None:
        elsewhere = sorted((row for row in issued if row.edition > 1), key=lambda row: row.edition)
        lags = corrected_elsewhere(release, at, elsewhere=elsewhere)
        return lags[-1] if lags else None
    newer = [
        row
        for row in issued
        if row.language == followed.language
        and row.edition > followed.edition
        and not row.correction_is_minor
    ]
    return max(newer, key=lambda row: row.edition, default=None)
