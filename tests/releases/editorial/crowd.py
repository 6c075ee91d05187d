"""A crowd at work on the same releases, each in a thread, on a real database; and a look at what it left.

Run as a program, because SQLite in memory has no second connection and a killed process cannot be a test:
`python -m tests.releases.crowd prepare|press|check`, with DATABASE_URL set.
"""

import argparse
import json
import os
import random
import sys
import threading
from collections import Counter, defaultdict
from datetime import timedelta
from itertools import pairwise

import django
from django.db import connection, connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.contrib.auth.models import User  # noqa: E402 - Django has to be set up first
from django.core.management import call_command  # noqa: E402
from django.utils import timezone  # noqa: E402

from releases.database import immutability  # noqa: E402
from releases.editorial import deleted_drafts, workflow  # noqa: E402
from releases.editorial.errors import BusyError, StaleError, WorkflowError  # noqa: E402
from releases.models import DeletedDraft, Release, Series, Transition  # noqa: E402

SYMBOLS = [f"TEST/CROWD/{number}" for number in range(1, 6)]
MICROSECOND = timedelta(microseconds=1)
TRIES = 200
MOVES = (
    *("save", "submit", "approve", "correct") * 3,
    *("approve_later", "send_back", "unschedule", "withdraw", "delete", "force"),
)


def prepare():
    """Tables, ten people who may do everything but approve their own, and the releases' first drafts."""
    call_command("migrate", verbosity=0)
    for number in range(10):
        User.objects.get_or_create(username=f"crowd-{number}", defaults={"is_superuser": True})
    for prefix in ("TEST/CROWD", "TEST/KILLED"):
        Series.objects.get_or_make(prefix)
    people = list(User.objects.filter(username__startswith="crowd-"))
    for symbol in SYMBOLS:
        if not Release.objects.filter(reference=symbol).exists():
            write(people[0], symbol)


def write(person, symbol, text="Invented text 0."):
    return workflow.save_edition(
        Release(symbol=symbol, title="Invented", issued_on=timezone.now().date(), body=f"<p>{text}</p>"),
        by=person,
        at=timezone.now(),
    )


class Member(threading.Thread):
    """One thread that picks releases and moves, and counts what became of each."""

    texts = []

    def __init__(self, number, seconds):
        super().__init__()
        self.random = random.Random(number)  # noqa: S311 - no secret
        self.number, self.until = number, timezone.now() + timedelta(seconds=seconds)
        self.outcomes, self.errors = Counter(), []

    def run(self):
        try:
            self.people = list(User.objects.filter(username__startswith="crowd-"))
            while timezone.now() < self.until and len(self.errors) < 5:
                self.act()
        finally:
            connections.close_all()

    def act(self):
        name = self.random.choice(MOVES)
        try:
            rows = Release.objects.filter(reference=self.random.choice(SYMBOLS)).order_by("-edition")
            row = self.random.choice(list(rows[:2]) or [None])
            if row is None:
                return
            getattr(self, name)(row, {"by": self.random.choice(self.people), "at": timezone.now()})
        except StaleError:
            self.outcomes[f"{name}: stale"] += 1
        except BusyError:
            self.outcomes[f"{name}: busy"] += 1
        except WorkflowError:
            self.outcomes[f"{name}: refused"] += 1
        except Exception as error:
            self.errors.append(f"{name}: {type(error).__name__}: {error}")
        else:
            self.outcomes[f"{name}: made"] += 1

    def save(self, row, who):
        text = f"Text {self.number}-{self.random.getrandbits(48)}."
        row.body = f"<p>{text}</p>"
        workflow.save_edition(row, **who)
        self.texts.append((row.pk, text))

    def submit(self, row, who):
        workflow.submit(row, **who)

    def approve(self, row, who):
        workflow.approve(row, publish_at=who["at"], **who)

    def approve_later(self, row, who):
        workflow.approve(row, publish_at=who["at"] + timedelta(milliseconds=300), **who)

    def force(self, row, who):
        workflow.force_approve(row, reason="Invented.", publish_at=who["at"], **who)

    def correct(self, row, who):
        workflow.open_next_edition(row, note="Invented.", **who)

    def send_back(self, row, who):
        workflow.send_back(row, comment="Invented.", **who)

    def unschedule(self, row, who):
        workflow.unschedule(row, **who)

    def withdraw(self, row, who):
        workflow.withdraw(row, reason="Invented.", keep_text=True, **who)

    def delete(self, row, who):
        if row.edition > 1:
            deleted_drafts.delete_draft(row, **who)


def press(threads, seconds):
    """What came of it: outcomes counted, errors that no person should meet, and texts that were lost."""
    crowd = [Member(number, seconds) for number in range(threads)]
    for member in crowd:
        member.start()
    for member in crowd:
        member.join()
    outcomes = sum((member.outcomes for member in crowd), Counter())
    kept = set(Release.history.values_list("id", "body"))
    lost = [text for key, text in Member.texts if (key, f"<p>{text}</p>") not in kept]
    errors = [error for member in crowd for error in member.errors]
    return {"outcomes": dict(sorted(outcomes.items())), "errors": errors, "lost": lost}


def bring_out(until):
    """One process that writes, submits and approves one release after the other, until it is killed."""
    first, second = User.objects.filter(username__startswith="crowd-").order_by("pk")[:2]
    for number in range(1, TRIES):
        symbol = f"TEST/KILLED/{number}"
        row = Release.objects.filter(reference=symbol).order_by("-edition").first()
        row = row or write(first, symbol)
        if row.state == "draft":
            row = workflow.submit(row, by=first, at=timezone.now())
        if row.state == "submitted":
            row = workflow.approve(row, by=second, at=timezone.now())
        if row.edition == 1:
            row = workflow.open_next_edition(row, by=first, at=timezone.now(), note="Invented.")
            row = workflow.submit(row, by=first, at=timezone.now())
            row = workflow.approve(row, by=second, at=timezone.now())
        print(number, flush=True)  # noqa: T201 - the test reads it
        if number == until:
            return


def check():
    """Every rule that does not hold, as a sentence; empty when all do."""
    broken = [f"seal missing: {name}" for name in immutability.missing(connection)]
    log = defaultdict(list)
    for line in Transition.objects.order_by("pk"):
        log[line.release_id].append(line)
    families = defaultdict(list)
    for row in Release.objects.order_by("edition"):
        families[row.reference, row.language].append(row)
        broken += check_row(row, log[row.pk])
    for lines in log.values():
        broken += [
            f"{after} follows {before}"
            for before, after in pairwise(lines)
            if before.to_state != after.from_state or before.at > after.at
        ]
    for rows in families.values():
        broken += check_family(rows)
    gone = {line.release_id for line in Transition.objects.filter(move="delete")}
    gone -= set(Release.objects.values_list("pk", flat=True))
    if gone != set(DeletedDraft.objects.values_list("release_id", flat=True)):
        broken.append("a deleted draft was not kept")
    return broken


def check_row(row, lines):
    """The row agrees with its log and its history, and nobody approved what they wrote or last changed."""
    if row.state != (lines[-1].to_state if lines else "draft"):
        yield f"{row} is {row.state} and its log says otherwise"
    if row.history.count() != row.version:
        yield f"{row} has version {row.version} and {row.history.count()} lines of history"
    for line in lines:
        then = row.history.filter(history_date__lte=line.at, history_change_reason="save").first()
        writer = then.modified_by_id if then else row.created_by_id
        if line.move == "approve" and line.by_id in {row.created_by_id, writer}:
            yield f"{row} was approved by its own author"


def check_family(rows):
    """Whenever anything changes, one edition is public at the most, and it is the last one out."""
    moments = {at for row in rows for at in (row.publish_at, row.superseded_at, row.withdrawn_at) if at}
    for moment in sorted(moments):
        for at in (moment - MICROSECOND, moment):
            seen = [row for row in rows if row.is_public(at)]
            out = [row for row in rows if row.state in ("approved", "withdrawn") and row.publish_at <= at]
            if len(seen) > 1 or (seen and seen != out[-1:]):
                yield f"public at {at}: {seen}"
            if out and not seen and (out[-1].withdrawn_at is None or out[-1].withdrawn_at > at):
                yield f"nothing of {out} is public at {at}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["prepare", "press", "bring_out", "check"])
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--seconds", type=float, default=5)
    parser.add_argument("--until", type=int, default=TRIES)
    arguments = parser.parse_args()
    if arguments.what == "prepare":
        prepare()
    elif arguments.what == "press":
        json.dump(press(arguments.threads, arguments.seconds), sys.stdout)
    elif arguments.what == "bring_out":
        bring_out(arguments.until)
    else:
        json.dump(check(), sys.stdout)


if __name__ == "__main__":
    main()
