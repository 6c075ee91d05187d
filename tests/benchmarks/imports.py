"""Files imported per second, end to end, and the memory it takes: `uv run python -m tests.benchmarks.imports [FILES]`.

Invented files in a folder, a database of its own, the command that operators run. On SQLite unless BENCHMARK_DATABASE
names an empty PostgreSQL database by its URL; the database is left as it is then.
"""

import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from releases.wire.lines import words

CHECKPOINTS = 5
WORDS = words(
    "delegates court witness prison reform crime justice police evidence treaty session budget minister report victims "
    "training experts countries cooperation extradition trafficking assistance prevention urban youth lawyers judges"
)
NAMES = (
    "the European Institute for Crime Prevention and Control (HEUNI), affiliated with the United Nations",
    "UNICRI",
    "the Eleventh United Nations Congress on Crime Prevention and Criminal Justice",
    "the Australian Institute of Criminology",
    "the United Nations Office on Drugs and Crime",
)


def invented_release(number: int) -> str:
    """A release of about 2,000 characters, the same for the same number."""
    step = 1 + number % 7
    some = [WORDS[(number + step * place) % len(WORDS)] for place in range(240)]
    paragraphs = [" ".join(some[start : start + 60]).capitalize() + "." for start in range(0, 240, 60)]
    paragraphs[1] = f"The course was organised by {NAMES[number % len(NAMES)]}. {paragraphs[1]}"
    body = "\n\n".join(paragraphs)
    day = f"{1 + number % 28} May {1990 + number % 30}"
    head = f"TEST/SER/{number}\n{day}\n\nInvented Release Number {number} about {some[0].title()}\n\n"
    return f"{head}VIENNA, {1 + number % 28} May (UN Information Service) -- {body}\n\n* *** *\n"


def write_files(folder: Path, count: int) -> None:
    """`count` releases, in folders of a thousand."""
    for number in range(1, count + 1):
        part = folder / f"{number // 1000:03}"
        part.mkdir(exist_ok=True)
        (part / f"{number:06}.txt").write_text(invented_release(number), encoding="utf-8")


def peak_memory() -> int:
    """The most memory this process has held so far, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(folder: Path, count: int) -> None:
    """Import the files in five parts and print rate and memory after each."""
    from django.utils import timezone

    from releases.intake.files.sources import sources_in
    from releases.intake.importer import import_bytes
    from releases.intake.outcomes import OutcomeKind
    from releases.intake.recognition import recogniser

    names = recogniser()
    start, busy = time.perf_counter(), time.process_time()
    mark = start
    part = max(1, count // CHECKPOINTS)
    for done, source in enumerate(sources_in([str(folder)]), start=1):
        outcome = import_bytes(
            source.data or b"", filename=source.name, by=None, at=timezone.now(), names=names
        )
        if outcome.kind is not OutcomeKind.CREATED:
            sys.exit(f"{source.name}: {outcome.kind} {outcome.message}")
        if done % part == 0:
            now = time.perf_counter()
            sys.stdout.write(f"{done:>7,} files: {part / (now - mark):5.0f} a second, {peak_memory()} MB\n")
            mark = now
    spent = time.perf_counter() - start
    rates = (
        f"{count / spent:.0f} a second, {count / (time.process_time() - busy):.0f} a second of processor time"
    )
    sys.stdout.write(f"{count:,} files in {spent:.0f} s: {rates}\n")


def main() -> None:
    """Set a database up, write the files, measure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with tempfile.TemporaryDirectory() as scratch:
        database = os.environ.get("BENCHMARK_DATABASE", f"sqlite:///{scratch}/benchmark.sqlite3")
        os.environ |= {"DEBUG": "off", "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        import django

        django.setup()
        from django.conf import settings
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        fixtures = [settings.BASE_DIR / "fixtures" / name for name in ("institutes.json", "congresses.json")]
        call_command("loaddata", *fixtures, verbosity=0)
        folder = Path(scratch) / "files"
        folder.mkdir()
        write_files(folder, count)
        measure(folder, count)


if __name__ == "__main__":
    main()
