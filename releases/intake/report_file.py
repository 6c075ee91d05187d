"""What became of every file of an import, as rows of a table for a spreadsheet (CSV, UTF-8 with a byte-order mark)."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from releases.intake.outcomes import Outcome
from releases.models import ImportedFile
from releases.models.reading_words import in_words

COLUMNS = ("file", "outcome", "reference", "language", "title", "message", "problems", "guesses")
BYTE_ORDER_MARK = "\ufeff"
# What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, line: str) -> str:
        return line


class ReportFile:
    """Writes rows to a text file that was opened with `newline=""`; each is there at once, even if the process dies."""

    def __init__(self, file: Any) -> None:
        self.file = file
        self.writer = csv.writer(file)
        file.write(BYTE_ORDER_MARK)
        self.writer.writerow(COLUMNS)

    def add(self, outcome: Outcome) -> None:
        """The row of one outcome."""
        release = outcome.release
        about = (release.reference, release.language, release.title) if release else ("", "", "")
        problems = [(outcome.line_of(problem), problem.message) for problem in outcome.problems]
        guesses = len(release.guesses) if release else 0
        row = (outcome.filename, outcome.kind, *about, outcome.message, _problems(problems), guesses)
        self.writer.writerow(_cells(row))
        self.file.flush()


def lines_of(files: Iterable[ImportedFile]) -> Iterator[str]:
    """The lines of the report of an import at the desk, one for each release that a file gave, at least one a file."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + str(writer.writerow(COLUMNS))
    for file in files:
        problems = _problems((problem["line"], in_words(problem["message"])) for problem in file.problems)
        for release in file.releases or [{}]:
            about = [release.get(name, "") for name in ("reference", "language", "title")]
            row = [file.name, file.outcome or "waiting", *about, in_words(file.message), problems]
            yield str(writer.writerow(_cells([*row, release.get("guesses", 0)])))


def _problems(problems: Iterable[tuple[int, str]]) -> str:
    return " ".join(f"{line}: {message}" for line, message in problems)


def _cells(row: Iterable[Any]) -> list[str]:
    """The cells as text; what begins like a formula has an apostrophe before it, so that nothing is calculated."""
    return [f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in map(str, row)]
