"""Read press releases from files into the database."""

import json
import logging
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from tqdm import tqdm

from releases.intake.files.sources import Source, sources_in
from releases.intake.importer import import_file, not_read, read_file
from releases.intake.outcomes import Outcome, OutcomeKind
from releases.intake.recognition import Recogniser, catalogue, recogniser
from releases.intake.report import of_document
from releases.intake.report_file import ReportFile
from releases.models import Release

_SELDOM = (OutcomeKind.APPROVED, OutcomeKind.PASSED_OVER)
LOG = logging.getLogger(__name__)


def _moment(text: str) -> datetime:
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    if moment is None:
        message = f"“{text}” is no time: write it like 2005-04-21T10:00+07:00."
        raise ArgumentTypeError(message)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class Command(BaseCommand):
    help = (
        "Reads press releases (text, web pages, mails, Word files, folders, .zip) as drafts. The same file a second "
        "time changes nothing, but --approve approves what was left a draft; another text under the same symbol "
        "becomes the next edition. Every file has its line, those that are passed over too. Exit code 1 if any "
        "file failed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a file, a folder or a .zip archive")
        parser.add_argument("--dry-run", action="store_true", help="read and report, change nothing")
        parser.add_argument(
            "--json", action="store_true", help="print one JSON object for each release of a file"
        )
        parser.add_argument(
            "--publish-at", type=_moment, metavar="ISO", help="when to go public; UTC where no zone is given"
        )
        parser.add_argument(
            "--approve",
            action="store_true",
            help="approve what has title, date and text and no guess about encoding, symbol or title",
        )

        parser.add_argument(
            "--report",
            type=Path,
            metavar="FILE",
            help="write every file and its outcome to this CSV file, row by row, in place of what it held",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        is_ready = Release._meta.db_table in connection.introspection.table_names()
        if not is_ready and not options["dry_run"]:
            raise CommandError(
                "The database has no tables yet: run `manage.py quickstart` or `migrate` first."
            )
        names = _names(dry_run=options["dry_run"])
        counts: Counter[str] = Counter()
        code = 0
        try:
            with _report_file(options["report"]) as report:
                for source in tqdm(
                    sources_in(options["paths"]), unit=" files", disable=not sys.stderr.isatty(), leave=False
                ):
                    outcomes = self._import(source, names, options, is_ready=is_ready)
                    counts.update(outcome.kind for outcome in outcomes)
                    self._tell(outcomes, report, as_json=options["json"])
        except KeyboardInterrupt:
            self.stderr.write("Interrupted. Run the same command again: what was read is not read twice.")
            code = 130
        self._sum_up(counts, dry_run=options["dry_run"])
        if code or counts[OutcomeKind.FAILED]:
            sys.exit(code or 1)

    def _sum_up(self, counts: Counter[str], *, dry_run: bool) -> None:
        seldom = [kind for kind in _SELDOM if counts[kind]]
        kinds = [*(kind for kind in OutcomeKind if kind not in _SELDOM), *seldom]
        summary = ", ".join(f"{counts[kind]} {kind}" for kind in kinds)
        self.stderr.write(f"{summary} (dry run, nothing changed)" if dry_run else summary)

    def _import(
        self, source: Source, names: Recogniser, options: dict[str, Any], *, is_ready: bool
    ) -> list[Outcome]:
        if source.data is None:
            return [not_read(source)]
        if not is_ready:
            return read_file(source.data, filename=source.name, by=None, at=timezone.now(), names=names)
        settings = {name: options[name] for name in ("publish_at", "approve", "dry_run")}
        settings["reads_known"] = options["json"]
        try:
            return import_file(
                source.data, filename=source.name, by=None, at=timezone.now(), names=names, **settings
            )
        except Exception:
            # One file that breaks the importer must not keep the thousands after it from being read.
            LOG.exception("The importer broke on %s", source.name)
            message = "The importer broke on this file; the log says where. Please report it."
            return [Outcome(source.name, OutcomeKind.FAILED, message=message)]

    def _tell(self, outcomes: list[Outcome], report: ReportFile | None, *, as_json: bool) -> None:
        with tqdm.external_write_mode(file=sys.stdout):
            for outcome in outcomes:
                if report is not None:
                    report.add(outcome)
                self._report(outcome, as_json=as_json)

    def _report(self, outcome: Outcome, *, as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(as_line(outcome), ensure_ascii=False))
            return
        reference = outcome.release.reference if outcome.release else ""
        place = outcome.filename if outcome.line == 1 else f"{outcome.filename}:{outcome.line}"
        self.stdout.write(" ".join(filter(None, (f"{place}:", outcome.kind, reference))))
        for problem in outcome.problems:
            self.stdout.write(f"{outcome.filename}:{outcome.line_of(problem)}: {problem.message}")
        if outcome.message:
            self.stdout.write(f"{place}: {outcome.message}")


def as_line(outcome: Outcome) -> dict[str, Any]:
    """The object of `--json` for one release of a file: what was read, `reference`, `edition`, `outcome`, `message`.

    `line` of the file is where the release begins; the other lines are those of the file too.
    """
    release = outcome.release
    read = of_document(outcome.document, outcome.findings, outcome.line) if outcome.document.original else {}
    return {
        "file": outcome.filename,
        "line": outcome.line,
        "outcome": str(outcome.kind),
        "reference": release.reference if release else None,
        "edition": release.edition if release else None,
        "message": outcome.message,
        **read,
    }


@contextmanager
def _report_file(path: Path | None) -> Iterator[ReportFile | None]:
    """The file of `--report`, open; None without one. Raises CommandError where it cannot be written."""
    if path is None:
        yield None
        return
    try:
        file = path.open("w", newline="", encoding="utf-8")
    except OSError as error:
        raise CommandError(f"The report {path} cannot be written: {error.strerror}.") from error
    with file:
        yield ReportFile(file)


def _names(*, dry_run: bool) -> Recogniser:
    """The names in the database; a dry run before there are any takes those of the catalogue."""
    names = recogniser()
    return catalogue() if dry_run and not names.patterns else names
