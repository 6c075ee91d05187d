"""The database of the tests as the migrations leave it, kept from one run to the next while they are the same.

To migrate an empty SQLite database takes seven seconds; a copy of a migrated one is there at once. Django migrates
the copy too, and finds nothing to do.
"""

import os
import sqlite3
from contextlib import ExitStack, closing, contextmanager
from hashlib import sha256
from pathlib import Path
from unittest.mock import patch

import django
from django.apps import apps

from releases.search.analysis import ANALYSIS_VERSION


def image_name() -> str:
    """Another one whenever the migrations of any app are others, what carries them out, or how texts are analysed."""
    made_by = sha256(f"{django.VERSION} {sqlite3.sqlite_version} {ANALYSIS_VERSION}".encode())
    for app in apps.get_app_configs():
        for file in sorted((Path(app.path) / "migrations").rglob("*.py")):
            made_by.update(f"{app.label} {file.name}".encode() + file.read_bytes())
    return f"{made_by.hexdigest()[:32]}.sqlite3"


def kept_in(image: Path, connection):
    """While this is entered, the test database that Django makes is a copy of that file.

    Where the file is not there yet, the database that Django makes is kept in it.
    """
    make = connection.creation.create_test_db

    def make_or_copy(*args, **options):
        if image.exists():
            with begun_with(image, connection):
                return make(*args, **options)
        name = make(*args, **options)
        keep(image, connection)
        return name

    return patch.object(connection.creation, "create_test_db", make_or_copy)


@contextmanager
def begun_with(image: Path, connection):
    """Inside, a database that Django would make empty holds what that file does."""
    make_empty = connection.creation._create_test_db
    # A database in memory is there as long as somebody has it open.
    with ExitStack() as opened:

        def make_copy(*args, **options):
            name = make_empty(*args, **options)
            database = opened.enter_context(closing(sqlite3.connect(name, uri=name.startswith("file:"))))
            with closing(sqlite3.connect(image)) as kept:
                kept.backup(database)
            return name

        with patch.object(connection.creation, "_create_test_db", make_copy):
            yield


def keep(image: Path, connection) -> None:
    """The database is in that file; those of other migrations are gone."""
    beside = image.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(beside)) as kept:
        connection.connection.backup(kept)
    beside.replace(image)
    for other in image.parent.glob("*.sqlite3"):
        if other != image:
            other.unlink(missing_ok=True)
