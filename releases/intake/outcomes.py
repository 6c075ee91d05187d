"""What became of a file that was imported, release by release."""

from dataclasses import dataclass, field
from enum import StrEnum

from releases.intake.recognition import Findings
from releases.models import Release
from releases.wire.document import Document, Problem


class OutcomeKind(StrEnum):
    """What became of one release of a file, or of a file without any."""

    CREATED = "created"
    NEW_EDITION = "new edition"
    UNCHANGED = "unchanged"
    APPROVED = "approved"
    FAILED = "failed"
    PASSED_OVER = "passed over"


@dataclass(slots=True)
class Outcome:
    """What became of one release of a file, and what was read from it.

    `line` of the file is where it begins; the lines of its document and its problems count from there. `release` is
    the edition made or found, unsaved after a dry run, None where nothing could be read; `message` is one sentence
    where the import failed, the file was passed over or an approval was held back; `was_overtaken` that it failed
    because the same row was written at the same moment by somebody else.
    """

    filename: str
    kind: OutcomeKind
    release: Release | None = None
    document: Document = field(default_factory=Document)
    findings: Findings = field(default_factory=Findings)
    problems: tuple[Problem, ...] = ()
    message: str = ""
    line: int = 1
    was_overtaken: bool = False

    def line_of(self, problem: Problem) -> int:
        """The line of the file on which a problem of the release stands."""
        return self.line + problem.line - 1
