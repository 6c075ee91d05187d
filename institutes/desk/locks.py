"""How the desk gets on with a database that another process has locked."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

# In milliseconds: what is worth less than the page that waits for it is given up after that.
BRIEFLY = 500


@contextmanager
def waiting_briefly() -> Iterator[None]:
    """A transaction that waits for locks of others BRIEFLY at most, then raises OperationalError."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
            cursor.execute(f"PRAGMA busy_timeout = {BRIEFLY}")
            try:
                with transaction.atomic():
                    yield
            finally:
                cursor.execute(f"PRAGMA busy_timeout = {patience:d}")
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('lock_timeout', %s, true)", [f"{BRIEFLY}ms"])
        yield


@contextmanager
def reading() -> Iterator[None]:
    """What happens inside only reads: no transaction in it takes a lock, and none is waited for.

    The transactions of the site take the lock of SQLite as they begin, so as never to find it taken later. A
    form that is shown again after it was refused begins one too, and writes nothing.
    """
    if connection.in_atomic_block:
        yield
        return
    transaction.set_autocommit(False)
    try:
        yield
    finally:
        transaction.rollback()
        transaction.set_autocommit(True)
