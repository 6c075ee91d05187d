from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from releases.editorial.groups import PRESS_OFFICERS
from releases.intake.files.sources import Source
from releases.intake.jobs import begin
from releases.management.commands import run_imports
from releases.models import ImportJob, Release
from tests.factories import make_user
from tests.releases.intake.dying_import import invented

pytestmark = pytest.mark.django_db


def run(**options):
    out, err = StringIO(), StringIO()
    call_command("run_imports", stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_every_import_that_waits_is_worked_off_and_said():
    for number, name in ((1, "ann"), (3, "ben")):
        files = [Source(f"{n}.txt", invented(n)) for n in (number, number + 1)]
        begin(files, user=make_user(PRESS_OFFICERS, username=name), at=timezone.now())
    lines = run()[0].splitlines()
    assert [line.partition(": ")[2] for line in lines] == ["2 created", "2 created"]
    assert [line.split()[0] for line in lines] == ["ann", "ben"]
    assert not ImportJob.objects.unfinished().exists()
    assert Release.objects.count() == 4
    assert run() == ("", "")


def test_the_loop_goes_on_until_it_is_stopped(monkeypatch):
    pauses = []

    def pause(seconds):
        pauses.append(seconds)
        if len(pauses) == 1:
            begin([Source("1.txt", invented(1))], user=make_user(PRESS_OFFICERS), at=timezone.now())
        else:
            raise KeyboardInterrupt

    monkeypatch.setattr(run_imports.time, "sleep", pause)
    out, err = run(loop=True)
    assert out.endswith(": 1 created\n")
    assert err == "Interrupted. Run it again: what was read is not read twice.\n"
    assert pauses == [5.0, 5.0]
