"""A database that a run has made is used again by the same code only; one that no run has made is left alone."""

import sqlite3

import pytest

from tests.benchmarks import servers


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path}/10.sqlite3"


@pytest.fixture
def environment(tmp_path, url):
    return servers.site_environment(tmp_path) | {"DATABASE_URL": url}


def mark(url):
    """Something by which this very file is known again."""
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        connection.execute("CREATE TABLE mark (id)")


def is_marked(url):
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'mark'").fetchone())


@pytest.mark.benchmark
def test_a_database_lasts_as_long_as_the_code_that_made_it(environment, url, monkeypatch):
    first = servers.fill(environment, url, 10)
    mark(url)
    same_code = servers.fill(environment, url, 10), is_marked(url)
    monkeypatch.setattr(servers, "MAKERS", ())
    other_code = servers.fill(environment, url, 10), is_marked(url)
    (servers.SqliteDatabase(url).note).unlink()
    mark(url)
    monkeypatch.undo()
    nobodys = servers.fill(environment, url, 10), is_marked(url)

    assert (same_code, other_code, nobodys) == ((first, True), (first, False), (first, True))


@pytest.mark.postgresql
@pytest.mark.django_db
def test_a_database_of_postgresql_says_what_made_it(settings):
    of_tests = settings.DATABASES["default"]
    server = f"postgres://{of_tests['USER']}:{of_tests['PASSWORD']}@{of_tests['HOST']}:{of_tests['PORT']}"
    database = servers.PostgresqlDatabase(f"{server}/{of_tests['NAME']}_maker")
    database.create()
    try:
        without = database.maker
        database.maker = "it's 1"
        assert (without, database.maker) == ("", "it's 1")
    finally:
        database.remove()

    assert database.maker == ""


def test_sites_are_measured_as_the_page_for_operators_starts_them():
    page = (servers.BASE / "pressroom/deploy/README.md").read_text()

    assert f" --workers {servers.WORKERS} --blocking-threads {servers.THREADS} " in page
