"""A database that is full or away is not somebody else at work, and says so."""

import logging
import sqlite3
from contextlib import closing, contextmanager

import pytest
from django.db import connection

from releases.editorial import workflow
from releases.editorial.errors import BusyError, UnsavedError
from releases.models import Release
from tests.factories import NOON, make_release, make_user
from tests.posting import filled

pytestmark = pytest.mark.django_db(transaction=True)
SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="as SQLite does it")
SENTENCE = "The server cannot save at the moment, and nothing was changed."
LONG = "<p>" + "Invented text. " * 40_000 + "</p>"


@contextmanager
def full_database():
    """No page can be added to SQLite's file, as on a full disk."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")  # pages that other tests have left free would take what is written
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        most = cursor.execute("PRAGMA max_page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA max_page_count = {most}")


@contextmanager
def other_connection():
    """Somebody else's connection to the same database."""
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"], uri=True)) as other:
            yield other
    else:
        import psycopg

        with psycopg.connect(**connection.get_connection_params(), autocommit=True) as other:
            yield other


@pytest.fixture
def errors(caplog):
    caplog.set_level(logging.ERROR, "releases.editorial.locking")
    return lambda: [record for record in caplog.records if record.name == "releases.editorial.locking"]


@SQLITE
def test_a_full_disk_is_told_and_logged(errors):
    person, release = make_user(is_superuser=True), make_release(body="<p>Before.</p>")
    with full_database():
        release.body = LONG
        with pytest.raises(UnsavedError, match=SENTENCE):
            workflow.save_edition(release, by=person, at=NOON, seen=1)
    assert Release.objects.get().body == "<p>Before.</p>"
    assert ["full" in record.getMessage() for record in errors()] == [True]

    workflow.save_edition(release, by=person, at=NOON, seen=1)
    assert Release.objects.get().body == LONG


@SQLITE
def test_whoever_saves_on_a_full_disk_has_the_text_still_in_the_form(client):
    client.force_login(make_user(is_superuser=True))
    release = make_release(symbol="BKK/CP/14", body="<p>Before.</p>")
    address = f"/admin/releases/release/{release.pk}/change/"
    values = filled(client.get(address), title="Typed title", body=LONG)
    with full_database():
        page = client.post(address, values).content.decode()

    assert SENTENCE in page
    assert "Typed title" in page
    assert page.count("Invented text.") >= 40_000
    assert Release.objects.get().title == "Invented title"


@SQLITE
def test_somebody_else_who_writes_is_no_fault(errors):
    person, release = make_user(is_superuser=True), make_release()
    with other_connection() as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE releases_release SET title = title")
        with pytest.raises(BusyError, match="Somebody else"):
            workflow.submit(release, by=person, at=NOON)
        other.rollback()

    assert errors() == []


@pytest.mark.postgresql
@pytest.mark.parametrize(
    ("setting", "expected"), [("lock_timeout", BusyError), ("statement_timeout", UnsavedError)]
)
def test_postgresql_tells_others_at_work_from_slowness(errors, setting, expected):
    person, release = make_user(is_superuser=True), make_release()
    with other_connection() as other, connection.cursor() as cursor:
        other.execute("BEGIN")
        other.execute("SELECT 1 FROM releases_release FOR UPDATE")
        cursor.execute(f"SET {setting} = '100ms'")
        try:
            with pytest.raises(expected):
                workflow.submit(release, by=person, at=NOON)
        finally:
            cursor.execute(f"SET {setting} = 0")

    assert len(errors()) == (expected is UnsavedError)


@pytest.mark.postgresql
def test_a_connection_that_the_server_ended_is_told_and_the_next_one_works(errors):
    person, release = make_user(is_superuser=True), make_release()
    with other_connection() as other:
        other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    with pytest.raises(UnsavedError, match=SENTENCE):
        workflow.submit(release, by=person, at=NOON)
    assert len(errors()) == 1

    assert workflow.submit(release, by=person, at=NOON).state == "submitted"
