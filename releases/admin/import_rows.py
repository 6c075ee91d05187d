"""The releases of one file as rows: what each says, what the database has of it, and which are sound enough to keep."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from releases.admin.import_reading import Reading
from releases.admin.import_review import change_address, compared_with_database, encodings_of
from releases.intake.approval import reasons_against
from releases.intake.importer import settle
from releases.intake.outcomes import Outcome, OutcomeKind
from releases.models import Release
from releases.models.reading_words import in_words

MOST_ROWS = 200
"""Releases of one file that are reviewed on a page; those of a longer file are imported as those of many files are."""

MOST_PROBLEMS = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One release of a file. `kind`: new, next (edition), draft (in the way), unchanged, kept or failed.

    `reasons` say why it is left for a person to look at; without one a new release is sound. `release` is None where
    nothing could be read; `address` is that of the edition that the database has.
    """

    number: int
    line: int
    kind: str
    release: Release | None = None
    address: str = ""
    message: str = ""
    guesses: int = 0
    problems: Sequence[tuple[int, str]] = ()
    reasons: Sequence[str] = ()

    @property
    def is_sound(self) -> bool:
        return self.kind == "new" and not self.reasons

    @property
    def doubts(self) -> list[str]:
        """The reasons that are not among the problems."""
        named = {message for _line, message in self.problems}
        return [reason for reason in self.reasons if reason not in named]

    @property
    def can_be_reviewed(self) -> bool:
        return self.release is not None and self.kind not in {"unchanged", "kept"}


def rows_of(reading: Reading, *, by: User, at: datetime) -> list[Row]:
    """Each release of the file, compared with the database; nothing is kept."""
    kept = {release.pk: release for release in Release.objects.filter(pk__in=reading.kept.values())}
    return [
        _row(reading, number, outcome, kept.get(reading.kept.get(number, 0)), by=by, at=at)
        for number, outcome in enumerate(reading.outcomes, start=1)
    ]


def _row(
    reading: Reading, number: int, outcome: Outcome, kept: Release | None, *, by: User, at: datetime
) -> Row:
    read = outcome.release
    message = in_words(outcome.message)
    problems = [
        (outcome.line_of(problem), in_words(problem.message)) for problem in outcome.problems[:MOST_PROBLEMS]
    ]
    if read is None:
        return Row(number, outcome.line, "failed", message=message, problems=problems)
    if kept is not None and kept.as_issued_sha256 == hashlib.sha256(read.as_issued or b"").hexdigest():
        return Row(number, outcome.line, "kept", kept, change_address(kept), guesses=len(kept.guesses))
    settle(outcome, by=by, at=at, dry_run=True)
    compared = compared_with_database(outcome)
    return Row(
        number,
        outcome.line,
        "failed" if outcome.kind is OutcomeKind.FAILED and compared["kind"] == "next" else compared["kind"],
        read,
        compared.get("address", ""),
        in_words(outcome.message),
        len(read.guesses),
        problems,
        [*reasons_against(read), *([_("You began to correct it.")] if number in reading.typed else [])],
    )


def context_of(reading: Reading, *, by: User, at: datetime) -> dict[str, Any]:
    """What the page of the rows shows."""
    rows = rows_of(reading, by=by, at=at)
    first = next((outcome for outcome in reading.outcomes if outcome.release is not None), None)
    return reading.context() | {
        "rows": rows,
        "sound": [row.number for row in rows if row.is_sound],
        "left": [row.number for row in rows if row.can_be_reviewed and not row.is_sound],
        "are_all_here": all(row.kind in {"kept", "unchanged"} for row in rows),
        **(encodings_of(first, reading.source, reading.encoding) if first else {}),
    }
