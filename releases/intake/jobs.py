"""Imports of many files, worked off one file at a time by whoever has time: a page, a command, several at once.

Each file is read in a transaction of its own, with its outcome: a process that dies leaves neither a draft without
an outcome nor an outcome without its draft. A file with which the process dies three times is given up.
"""

import logging
import time
import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from releases.intake.files.sources import Source
from releases.intake.importer import import_file, not_read
from releases.intake.outcomes import Outcome, OutcomeKind
from releases.intake.recognition import Recogniser, recogniser
from releases.models import ImportedFile, ImportJob
from releases.models.import_job import MOST_TRIES

MEGABYTE = 1024 * 1024
MOST_FILES = 5_000
"""Files of one import at the desk, those in archives counted one by one."""

MOST_BYTES = 200 * MEGABYTE
"""Bytes of all files of one import at the desk, unpacked."""

MOST_PROBLEMS = 5
_AT_ONCE = 200
LOG = logging.getLogger(__name__)


class TooMuchError(ValueError):
    """The files are more than one import takes; the message is one sentence for people. Nothing was kept."""


def begin(sources: Iterable[Source], *, user: User, at: datetime) -> ImportJob:
    """An import with all the files, none of them read yet, but those that cannot be are settled.

    Raises TooMuchError beyond MOST_FILES or MOST_BYTES.
    """
    ImportJob.objects.sweep(at)
    with transaction.atomic():
        job = ImportJob.objects.create(user=user, made_at=at)
        rows = _rows(job, sources)
        while some := list(islice(rows, _AT_ONCE)):
            ImportedFile.objects.bulk_create(some)
    return job


def hold(source: Source, *, user: User, at: datetime) -> int:
    """The file stays here while `user` reviews it, for LIFE_OF_HELD at most; returns the key to ask for it."""
    ImportJob.objects.sweep(at)
    with transaction.atomic():
        job = ImportJob.objects.create(user=user, made_at=at, is_held=True)
        data = zlib.compress(source.data or b"", 1)
        ImportedFile.objects.create(job=job, position=1, name=source.name[-500:], data=data)
    return int(job.pk)


def held(key: int, *, user: User) -> Source | None:
    """The file that `user` has held under that key; None where there is none, or no longer."""
    file = ImportedFile.objects.filter(job=key, job__user=user, job__is_held=True, number=1).first()
    return Source(file.name, file.bytes()) if file else None


def let_go(key: int, *, user: User) -> None:
    """The file that `user` has held under that key is let go."""
    ImportJob.objects.filter(pk=key, user=user, is_held=True).delete()


def _rows(job: ImportJob, sources: Iterable[Source]) -> Iterator[ImportedFile]:
    size = 0
    for position, source in enumerate(sources, start=1):
        if position > MOST_FILES:
            raise TooMuchError(
                _(
                    "These are more than %(most)s files, and nothing was imported: give them in several parts, or "
                    "have them imported by the command import_releases, which has no limit."
                )
                % {"most": MOST_FILES}
            )
        size += len(source.data or b"")
        if size > MOST_BYTES:
            raise TooMuchError(
                _(
                    "Unpacked, these files have more than %(most)s MB, and nothing was imported: give them in several "
                    "parts, or have them imported by the command import_releases, which has no limit."
                )
                % {"most": MOST_BYTES // MEGABYTE}
            )
        row = ImportedFile(job=job, position=position, name=source.name[-500:])
        if source.data is None:
            _note(row, not_read(source))
        else:
            row.data = zlib.compress(source.data, 1)
        yield row


def work(job: ImportJob, *, seconds: float) -> int:
    """Files of `job` are read until none waits or `seconds` are over; returns how many were read here.

    At least one is, where one waits that nobody else is reading. `finished_at` is set once none waits.
    """
    end = time.monotonic() + seconds
    names = recogniser()
    done = 0
    while (key := _next(job)) is not None:
        done += _settle(key, job.user, names)
        if time.monotonic() >= end:
            break
    ImportJob.objects.filter(pk=job.pk, finished_at__isnull=True).exclude(files__outcome="").update(
        finished_at=timezone.now()
    )
    job.refresh_from_db()
    return done


def _unlocked(files: Any) -> Any:
    """Rows that no other process is at work on, locked; on SQLite a transaction is alone."""
    skips = connection.features.has_select_for_update_skip_locked
    return files.select_for_update(skip_locked=skips, of=("self",)) if skips else files


def _next(job: ImportJob) -> int | None:
    """The key of the file that is read next; that somebody begins it is kept, whatever happens then."""
    with transaction.atomic():
        waiting = ImportedFile.objects.filter(job=job, outcome="")
        file = _unlocked(waiting.order_by("position").defer("data")).first()
        if file is None:
            return None
        if file.tries >= MOST_TRIES:
            message = _("Reading this file broke off %(times)s times, so it was given up. Please report it.")
            _note(file, _failed(file.name, message % {"times": MOST_TRIES}))
        else:
            file.tries += 1
        file.save(update_fields=["tries", *_NOTED] if file.outcome else ["tries"])
        return int(file.pk)


def _settle(key: int, user: User, names: Recogniser) -> int:
    """The file is read and what became of each release in it kept, both or neither; 0 where somebody else did so."""
    with transaction.atomic():
        file = _unlocked(ImportedFile.objects.filter(pk=key, outcome="")).first()
        if file is None:
            return 0
        first, *others = _outcomes(file, user, names)
        _note(file, first)
        file.count = 1 + len(others)
        file.save(update_fields=[*_NOTED, "count"])
        rows = [_release_of(file, number, one) for number, one in enumerate(others, start=2)]
        ImportedFile.objects.bulk_create(rows, batch_size=_AT_ONCE)
    return 1


def _outcomes(file: ImportedFile, user: User, names: Recogniser) -> list[Outcome]:
    if not (user.is_active and user.has_perm("releases.add_release")):
        return [_failed(file.name, _("Whoever sent this file may not import releases any more."))]
    try:
        with transaction.atomic():
            return import_file(file.bytes(), filename=file.name, by=user, at=timezone.now(), names=names)
    except Exception:
        # One file that breaks the importer must not keep the others from being read.
        LOG.exception("The importer broke on %s", file.name)
        return [
            _failed(file.name, _("The importer broke on this file; the log says where. Please report it."))
        ]


def _failed(name: str, message: str) -> Outcome:
    return Outcome(name, OutcomeKind.FAILED, message=message)


_NOTED = ["data", "outcome", "message", "releases", "problems"]


def _note(row: ImportedFile, outcome: Outcome) -> None:
    """The row says what became of the release, or of a file without any, and lets the bytes go."""
    row.data = None
    row.outcome, row.message = outcome.kind, outcome.message
    row.problems = [
        {"line": outcome.line_of(problem), "message": problem.message}
        for problem in outcome.problems[:MOST_PROBLEMS]
    ]
    row.releases = [_release(outcome)] if outcome.release is not None else []


def _release_of(file: ImportedFile, number: int, outcome: Outcome) -> ImportedFile:
    """The row of a further release of a file."""
    row = ImportedFile(
        job_id=file.job_id,
        position=file.position,
        number=number,
        count=file.count,
        line=outcome.line,
        name=file.name,
    )
    _note(row, outcome)
    return row


def _release(outcome: Outcome) -> dict[str, Any]:
    release = outcome.release
    return {
        "reference": release.reference if release else "",
        "language": release.language if release else "",
        "title": release.title if release else "",
        "key": release.pk if release else None,
        "guesses": len(release.guesses) if release else 0,
    }
