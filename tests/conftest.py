"""What every test may ask for."""

import gc
import os
from pathlib import Path
from shutil import copyfile
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import client
from hypothesis import settings

from tests import migrated

# A busy machine is slow now and then: that is no finding. What CI tries is the same each time.
settings.register_profile("pressroom", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("pressroom")


# Where the tests stand that run for themselves: nothing else is collected for them.
FOLDERS = {
    "browser": Path(__file__).parent / "browser",
    "benchmark": Path(__file__).parent / "benchmarks",
    "pictures": Path(__file__).parent / "browser",
}

# Thousands of tests are collected and stay until the end: nothing of them is worth looking for as garbage. What tests
# leave is looked for now and then: a page of the desk makes tens of thousands of objects, which are gone by themselves.
gc.disable()


def pytest_collection_finish():
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _contexts_of_pages():
    """A response has the contexts of the templates that views and tags rendered by themselves.

    Django's client copies the context of every field of a form and of every template that is included too, for which
    a page of the desk takes a tenth longer.
    """
    store = client.store_rendered_templates

    def store_pages(*args, template, context, **options):
        is_included = context.template is not template
        if not is_included and not (template.name or "").startswith(("django/forms/", "admin/widgets/")):
            store(*args, template=template, context=context, **options)

    with patch.object(client, "store_rendered_templates", store_pages):
        yield


@pytest.fixture(autouse=True)
def _english():
    """A page in another language leaves the next test in English."""
    from django.utils import translation

    yield
    translation.activate("en")


def pytest_addoption(parser):
    parser.addoption(
        "--only-database",
        action="store_true",
        help="leave out the tests that ask no database: they say the same on every one",
    )


def _asks_the_database(item):
    return item.get_closest_marker("django_db") is not None or "db" in item.fixturenames


def pytest_collection_modifyitems(config, items):
    if config.getoption("--only-database"):
        config.hook.pytest_deselected(items=[item for item in items if not _asks_the_database(item)])
        items[:] = [item for item in items if _asks_the_database(item)]
    for item in items:
        for kind, folder in FOLDERS.items():
            if item.get_closest_marker(kind) and folder not in item.path.parents:
                raise pytest.UsageError(
                    f"{item.nodeid} belongs into {folder}, where CI looks for such tests."
                )
        if item.get_closest_marker("postgresql") and connection.vendor != "postgresql":
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: set DATABASE_URL=postgres://…"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request, django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """With a live server SQLite is a file, where each thread has a connection and transactions of its own.

    In memory all of them would share one connection, and with it every transaction and savepoint.
    """
    served = any("live_server" in item.fixturenames for item in request.session.items)
    if connection.vendor == "sqlite" and served:
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "site.sqlite3")


@pytest.fixture(scope="session")
def _database_kept(request, django_db_modify_db_settings, django_db_keepdb):
    """An SQLite database is migrated once, and copied until the migrations are others: the file it is kept in."""
    cache = getattr(request.config, "cache", None)
    if connection.vendor != "sqlite" or django_db_keepdb or cache is None:
        yield None
        return
    image = cache.mkdir("migrated-database") / migrated.image_name()
    with migrated.kept_in(image, connection):
        yield image


@pytest.fixture(scope="session")
def django_db_setup(_database_kept, django_db_setup):
    """The database is made as `_database_kept` says."""


@pytest.fixture
def begin_migrated(_database_kept, django_db_setup):
    """Makes a migrated SQLite database of a file for a process of its own, which migrates it nonetheless.

    Where none is kept the file stays away, and that process has more to do.
    """

    def begin(file):
        if _database_kept and _database_kept.exists():
            copyfile(_database_kept, file)

    return begin


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Each test begins with an empty page cache; what it mocks or overrides is in no page of the next one."""
    from django.core.cache import cache

    from releases.delivery.page_cache import page_cache

    yield
    kept = page_cache()
    kept.pages.clear()
    kept.spellings.clear()
    if kept.shared:
        cache.clear()


@pytest.fixture
def _no_page_cache(settings):
    """Every page is made anew, for tests that count what that takes."""
    settings.PAGE_CACHE_BYTES = 0
