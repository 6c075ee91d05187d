"""An import of many files that is worked off by processes that are killed, or by two at once.

Run as a program with DATABASE_URL set to an empty database and the number of files; prints one line of JSON. A
process for each number that follows works on the import and kills itself before so many statements that write; at the
end two at once do the rest.
"""

import json
import os
import signal
import sys
from itertools import count

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django has to be set up first
from django.db import connection, connections  # noqa: E402
from django.utils import timezone  # noqa: E402

from releases.editorial.groups import PRESS_OFFICERS  # noqa: E402
from releases.intake.files.sources import Source  # noqa: E402
from releases.intake.jobs import begin, work  # noqa: E402
from releases.models import ImportedFile, ImportJob, Mention, Release  # noqa: E402
from tests.factories import make_institute, make_user  # noqa: E402

WRITES = ("INSERT", "UPDATE", "DELETE", "SAVEPOINT", "RELEASE")
INSTITUTE = "Invented Institute of Fair Courts"


def invented(number: int) -> bytes:
    """A release that names an institute."""
    return (
        f"TEST/SER/{number}\n3 May 2005\n\nInvented title {number}\n\n"
        f"VIENNA, 3 May (UN Information Service) -- The {INSTITUTE} met today for a while.\n"
    ).encode()


def worker(dies_before: int) -> int:
    """The process id of a process that works on the import; 0 never dies."""
    connections.close_all()
    child = os.fork()
    if child:
        return child
    numbers = count(1)

    def execute(run, sql, params, many, context):
        if sql.startswith(WRITES) and next(numbers) == dies_before:
            os.kill(os.getpid(), signal.SIGKILL)
        return run(sql, params, many, context)

    job = ImportJob.objects.get()
    with connection.execute_wrapper(execute):
        while work(job, seconds=60) and job.finished_at is None:
            pass
    os._exit(0)


def main() -> None:
    """Fill, work, die, work, tell."""
    files, *deaths = map(int, sys.argv[1:])
    call_command("migrate", verbosity=0)
    make_institute("courts", name=INSTITUTE)
    user = make_user(PRESS_OFFICERS)
    begin((Source(f"{n}.txt", invented(n)) for n in range(1, files + 1)), user=user, at=timezone.now())
    killed = [os.waitpid(worker(number), 0)[1] == signal.SIGKILL for number in deaths]
    exits = [os.waitpid(child, 0)[1] for child in [worker(0), worker(0)]]
    told = {
        "killed": sum(killed),
        "exits": exits,
        "outcomes": list(ImportedFile.objects.order_by("position").values_list("outcome", flat=True)),
        "kept_bytes": ImportedFile.objects.filter(data__isnull=False).count(),
        "finished": ImportJob.objects.get().finished_at is not None,
        "releases": list(Release.objects.order_by("number").values_list("symbol", flat=True)),
        "mentions": Mention.objects.count(),
        "histories": Release.history.count(),
        "of_drafts": [file.releases[0]["key"] for file in ImportedFile.objects.order_by("position")]
        == list(Release.objects.order_by("number").values_list("pk", flat=True)),
    }
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
