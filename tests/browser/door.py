"""The door of the live server: open during a test, shut while the database is emptied."""

from contextlib import contextmanager
from http import HTTPStatus
from threading import Condition
from unittest.mock import patch

from django.core.handlers.wsgi import WSGIHandler

# The slowest page of the tests takes a second or two, on a busy machine a few more.
PATIENCE = 30


class Door:
    """Lets requests in while it is open and knows how many are inside; a shut one answers 503."""

    def __init__(self):
        self.inside, self.is_open, self.changed = 0, False, Condition()

    def enters(self):
        with self.changed:
            self.inside += self.is_open
            return self.is_open

    def leaves(self):
        with self.changed:
            self.inside -= 1
            self.changed.notify_all()

    def open(self):
        with self.changed:
            self.is_open = True

    def shut(self):
        """Nobody is inside any more when this returns. Raises TimeoutError when somebody stays."""
        with self.changed:
            self.is_open = False
            if not self.changed.wait_for(lambda: not self.inside, PATIENCE):
                raise TimeoutError(f"{self.inside} requests are still answered.")


@contextmanager
def door_of_the_site():
    """The door before every handler of this process, shut at first."""
    door, answer = Door(), WSGIHandler.__call__

    def answer_inside(handler, environ, start_response):
        if not door.enters():
            status = HTTPStatus.SERVICE_UNAVAILABLE
            start_response(f"{status.value} {status.phrase}", [("Content-Length", "0")])
            return []
        try:
            response = answer(handler, environ, start_response)
        except BaseException:
            door.leaves()
            raise
        # A streamed answer asks the database until it is closed.
        close = response.close

        def close_and_leave():
            response.close = close
            try:
                close()
            finally:
                door.leaves()

        response.close = close_and_leave
        return response

    with patch.object(WSGIHandler, "__call__", answer_inside):
        yield door
