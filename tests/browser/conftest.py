"""A real browser for the tests that need one: Debian's Chromium, driven by Playwright."""

import os
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from institutes.desk import locks
from institutes.models import CatalogueChange
from releases.migrations.frozen.groups import EVERY_GRANT, make_groups
from tests.browser.door import door_of_the_site
from tests.browser.people import Clock, Person, sign_in
from tests.factories import make_series, make_user

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """How the browser is started. Without one the tests are skipped, but never in CI."""
    if not CHROMIUM.exists():
        reason = f"There is no browser at {CHROMIUM}: install Debian's chromium, or name another in CHROMIUM."
        if "CI" in os.environ:
            pytest.fail(reason)
        pytest.skip(reason)
    return browser_type_launch_args | {"executable_path": str(CHROMIUM), "args": ARGUMENTS}


@pytest.fixture(scope="session", autouse=True)
def _database_beside_the_browser():
    """Playwright runs an event loop in the thread of the test, where Django would refuse its database."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        yield


@pytest.fixture(scope="session")
def _door():
    with door_of_the_site() as door:
        yield door


@pytest.fixture(autouse=True)
def _open(_door, transactional_db):
    """Requests are answered during the test, and none is when the database is emptied.

    A page that is still open asks now and then, and one that was closed may have asked a moment ago.
    """
    # On a busy machine a save takes longer than an open page would wait for it elsewhere.
    with patch.object(locks, "BRIEFLY", 20_000):
        _door.open()
        yield
        _door.shut()


@pytest.fixture(autouse=True)
def _groups(transactional_db):
    """The groups and permissions that migrations make: emptying the database after a test takes them along.

    Django's own remedy, the contents kept at the start, is lost on the connection that the browser's event loop
    brings.
    """
    ContentType.objects.clear_cache()
    for permissions in EVERY_GRANT:
        make_groups(apps, SimpleNamespace(connection=connection), permissions)


@pytest.fixture
def _document(_groups):
    """The site as quickstart fills it."""
    from django.core.management import call_command

    from pressroom.management.commands.quickstart import FIXTURES

    call_command("loaddata", *(f"fixtures/{name}.json" for name in FIXTURES), verbosity=0)
    call_command("rebuild_search", verbosity=0)


@pytest.fixture
def clock():
    with patch("django.utils.timezone.now", Clock()) as clock:
        yield clock


@pytest.fixture
def office(browser, live_server, clock):
    """Makes a person at the desk, signed in, with a browser of their own."""
    make_series("BKK/CP")
    # Nobody has to be told of the series: it stands for one that was there before.
    CatalogueChange.objects.update(seen_at=clock.now)
    contexts = []

    def enter(name, *groups):
        context = browser.new_context(base_url=live_server.url, timezone_id="Asia/Bangkok", locale="en-GB")
        contexts.append(context)
        sign_in(context, live_server.url, make_user(*groups, username=name))
        page = context.new_page()
        page.set_default_timeout(8000)
        page.goto("/admin/")
        return Person(page, name)

    yield enter
    for context in contexts:
        context.close()
