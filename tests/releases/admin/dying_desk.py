"""The desk behind a real server, each request in a process of its own that can be told when to die.

Run as a program with DATABASE_URL set to a SQLite file: it fills the database, prints one line of JSON, what
stands in the form of a release and the cookies of a person who may save it, and serves until it is ended.
"""

import json
import os
import signal
import sys
from itertools import count
from socketserver import ForkingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django has to be set up first
from django.db import connection, connections  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402

from releases.editorial.groups import EDITORS, PRESS_OFFICERS  # noqa: E402
from tests.factories import make_event, make_institute, make_photo, make_release, make_user  # noqa: E402
from tests.posting import filled  # noqa: E402

# The request is answered by a process that kills itself before its n-th statement that writes; with 0, when all
# is written and the answer ready.
DIES_BEFORE = "HTTP_X_DIES_BEFORE"
WRITES = ("INSERT", "UPDATE", "DELETE", "SAVEPOINT", "RELEASE")


class ForkingServer(ForkingMixIn, WSGIServer):
    """One process for each request."""


class SilentHandler(WSGIRequestHandler):
    def log_message(self, *_arguments):
        """Nothing: what it answers is looked at by who asked."""


def mortal(application):
    def respond(environ, start_response):
        left = environ.get(DIES_BEFORE)
        if left is None:
            return application(environ, start_response)
        numbers = count(1)

        def execute(run, sql, params, many, context):
            if sql.startswith(WRITES) and next(numbers) == int(left):
                os.kill(os.getpid(), signal.SIGKILL)
            return run(sql, params, many, context)

        with connection.execute_wrapper(execute):
            answer = application(environ, start_response)
        if left == "0":
            os.kill(os.getpid(), signal.SIGKILL)
        return answer

    return respond


def fill():
    """A release in which every word says `old`; returns its address."""
    institute, event = make_institute("old-institute"), make_event("old-event", name="old")
    make_institute("new-institute"), make_event("new-event", name="new")
    release = make_release(symbol="TEST/OLD/1", title="old", body="<p>old</p>", events=(event,))
    release.mentions.create(institute=institute, name_as_printed="old")
    release.joint_symbols.create(symbol="OLD/1", symbol_key="old1", position=1)
    release.links.create(kind="see", reference="OLD/2")
    make_photo(release, alternative_text="old", caption="old")
    return reverse("admin:releases_release_change", args=[release.pk])


def main():
    call_command("migrate", verbosity=0)
    address, client = fill(), Client()
    client.force_login(make_user(PRESS_OFFICERS, EDITORS, username="writer"))
    setup_test_environment()
    data = filled(client.get(address))
    cookies = {name: cookie.value for name, cookie in client.cookies.items()}

    from pressroom.wsgi import application

    with ForkingServer(("127.0.0.1", 0), SilentHandler) as server:
        server.set_app(mortal(application))
        connections.close_all()
        told = {"port": server.server_port, "address": address, "data": data, "cookies": cookies}
        sys.stdout.write(json.dumps(told, default=str) + "\n")
        sys.stdout.flush()
        server.serve_forever()


if __name__ == "__main__":
    main()
