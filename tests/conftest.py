"""What every test may ask for."""

import gc
import os
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import settings

# A busy machine is slow now and then: that is no finding. What CI tries is the same each time.
settings.register_profile("pressroom", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("pressroom")


# Where the tests stand that run for themselves: nothing else is collected for them.
FOLDERS = {
    "browser": Path(__file__).parent / "browser",
    "benchmark": Path(__file__).parent / "benchmarks",
    "pictures": Path(__file__).parent / "browser",
}

# Thousands of tests are collected and stay until the end: nothing of them is worth looking for as garbage.
gc.disable()


def pytest_collection_finish():
    gc.freeze()
    gc.enable()


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
