"""Another process has locked SQLite: forms open at once, and what is saved comes back with one sentence."""

import json
import os
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from django.db import connection

BASE = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has one lock for all")
# What an editor does at the desk of a process of its own; each line says the status, the seconds and the text.
AT_THE_DESK = textwrap.dedent(
    """
    import json, sys, time
    import django
    django.setup()
    from django.db import connection
    from django.test import Client
    from django.test.utils import setup_test_environment
    from institutes.models import KeptForm
    from releases.models import Release
    from tests.factories import make_release, make_user
    from tests.posting import filled

    setup_test_environment()
    user = make_user(is_superuser=True)
    release = make_release(title="As saved")
    browser = Client()
    browser.force_login(user)
    address = f"/admin/releases/release/{release.pk}/change/"
    form = browser.get(address)
    key = form.context["keeping"]["key"]
    kept = {"user": user.pk, "key": key, "turn": 1, "object": release.pk, "fields": '[["title", "Typed"]]'}
    asks = {
        "open": lambda: browser.get(address),
        "presence": lambda: browser.post(address.replace("change", "presence")),
        "keep": lambda: browser.post("/admin/releases/release/kept/", kept),
        "save": lambda: browser.post(address, filled(form, title="Typed while it was locked")),
    }
    with connection.cursor() as cursor:
        # The twenty seconds of the site are long for a test.
        cursor.execute("PRAGMA busy_timeout = 1500")
    print("ready", flush=True)
    for line in sys.stdin:
        begun = time.monotonic()
        answer = asks[line.strip()]()
        took = time.monotonic() - begun
        print(json.dumps([answer.status_code, took, answer.content.decode()]), flush=True)
    print(json.dumps(Release.objects.get().title), flush=True)
    """
)


@pytest.fixture
def site(tmp_path, begin_migrated):
    """The file of a database, and a process of the site on it."""
    file = tmp_path / "site.sqlite3"
    begin_migrated(file)
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{file}",
        "DJANGO_SETTINGS_MODULE": "tests.settings",
    }
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=BASE, env=environment, check=True)
    with subprocess.Popen(
        [sys.executable, "-c", AT_THE_DESK], cwd=BASE, env=environment,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    ) as process:  # fmt: skip
        assert process.stdout.readline() == "ready\n"
        yield file, process


def test_a_lock_of_another_process_keeps_no_form_from_opening_and_loses_nothing(site):

    file, process = site

    def ask(what):
        process.stdin.write(f"{what}\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())

    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    found = {what: ask(what) for what in ("open", "presence", "keep", "save")}
    other.execute("ROLLBACK")
    other.close()

    assert {what: status for what, (status, _took, _page) in found.items()} == {
        "open": 200,
        "presence": 503,
        "keep": 503,
        "save": 503,
    }
    # Neither the form nor what its page reports waits for the lock.
    assert found["open"][1] < 1.4
    assert found["presence"][1] < 1.4
    assert found["keep"][1] < 1.4
    page = found["save"][2]
    assert "The database could not save this just now." in page
    assert 'value="Typed while it was locked"' in page

    assert ask("save")[0] == 302
    process.stdin.close()
    assert json.loads(process.stdout.readline()) == "Typed while it was locked"
