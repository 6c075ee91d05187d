"""What the pages for readers cost, beside a bare Django view that returns as many bytes.

    DATABASE_URL=… uv run python -m tests.benchmarks.pages --releases 3000

Fills an empty database with invented releases, or takes those that are there, and prints a Markdown table:
milliseconds of processor time of the median, of this process and of the PostgreSQL server where that runs on
this machine, and the ratio to the bare view. Nothing is cached but what the site itself keeps; page and bare
view take turns.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from statistics import median
from typing import Any

import django
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpRequest, HttpResponse
from django.urls import path

SAMPLES = 20


class BareRequest(WSGIRequest):
    """A request for the addresses of this module."""

    urlconf = __name__


class BareHandler(WSGIHandler):
    """Django without any middleware."""

    request_class = BareRequest

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002 - Django's signature
        self._middleware_chain = self._get_response
        self._view_middleware = self._template_response_middleware = self._exception_middleware = []


@cache
def _constant(size: int) -> bytes:
    return b"x" * size


def bare(request: HttpRequest, size: int) -> HttpResponse:
    return HttpResponse(_constant(size))


urlpatterns = [path("<int:size>/", bare)]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--releases", type=int, default=3_000, help="how many an empty database is given")
    options.add_argument("--rounds", type=int, default=15)
    options.add_argument("--only", default="", help="the pages whose name begins with this")
    chosen = options.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pressroom.settings")
    django.setup()
    from tests.benchmarks.search import _fill

    _fill(chosen.releases)
    pages = {name: found for name, found in _addresses().items() if name.startswith(chosen.only)}
    _report(pages, chosen.rounds)


def _addresses() -> dict[str, list[str]]:
    """Some addresses of every kind of page, spread over the database."""
    from django.utils import timezone

    from institutes.models import Institute
    from releases.models import Event, Release, Series

    at = timezone.now()

    def spread(rows: Any) -> list[str]:
        keys = list(rows.order_by("pk").values_list("pk", flat=True))
        return [row.get_absolute_url() for row in rows.filter(pk__in=keys[:: len(keys) // SAMPLES + 1])]

    return {
        "release": spread(Release.objects.public(at)),
        "front": ["/en/", "/fr/", "/ar/"],
        "list": ["/en/releases/", "/fr/releases/?page=3"],
        "series": spread(Series.objects.known(at)),
        "event": spread(Event.objects.top_level()),
        "institute": spread(Institute.objects.all()),
        "all series": ["/en/series/"],
        "all events": ["/en/events/"],
        "all institutes": ["/en/institutes/"],
    }


def _asked(handler: Callable[..., Any], address: str) -> bytes:
    """The body of the answer to a GET."""
    place, _mark, query = address.partition("?")
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": place,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "HTTP_ACCEPT_LANGUAGE": "en",
        "wsgi.input": sys.stdin.buffer,
        "wsgi.errors": sys.stderr,
        "wsgi.url_scheme": "http",
    }
    statuses: list[str] = []
    answer = handler(environ, lambda status, _headers, *_more: statuses.append(status))
    body = b"".join(answer)
    answer.close()
    if statuses != ["200 OK"]:
        raise SystemExit(f"{address} answered {statuses}.")
    return body


def _server_seconds() -> float:
    """The processor time that the database server has spent on this connection so far."""
    from django.db import connection

    if connection.vendor != "postgresql" or connection.connection is None:
        return 0.0
    schedule = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return int(schedule.read_text().split()[0]) / 1e9 if schedule.exists() else 0.0


def _cost(ask: Callable[[], bytes]) -> tuple[float, float]:
    """Milliseconds of processor time of this process and of the database server."""
    server, here = _server_seconds(), time.process_time()
    ask()
    here = time.process_time() - here
    return here * 1000, (_server_seconds() - server) * 1000


def _queries(ask: Callable[[], bytes]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        ask()
    return len(captured)


def _report(pages: dict[str, list[str]], rounds: int) -> None:
    from django.db import connection

    from pressroom.wsgi import application
    from releases.models import Release

    sys.stdout.write(f"{connection.vendor}, {Release.objects.count():,} releases, {rounds} rounds, ms\n\n")
    sys.stdout.write("| page | queries | bytes | here | server | bare | ratio |\n|---|" + "---:|" * 6 + "\n")
    without = BareHandler()
    for name, addresses in pages.items():
        asks = [partial(_asked, application, address) for address in addresses]
        sizes = [len(ask()) for ask in asks]
        bares = [partial(_asked, without, f"/{size}/") for size in sizes]
        queries = median(_queries(ask) for ask in asks)
        full: list[tuple[float, float]] = []
        empty: list[float] = []
        for _round in range(rounds):
            for ask, ask_bare in zip(asks, bares, strict=True):
                full.append(_cost(ask))
                empty.append(_cost(ask_bare)[0])
        here, server = median(cost[0] for cost in full), median(cost[1] for cost in full)
        base = median(empty)
        sys.stdout.write(
            f"| {name} | {queries:g} | {median(sizes):,.0f} | {here:.2f} | {server:.2f} | {base:.3f} "
            f"| {(here + server) / base:.1f} |\n"
        )


if __name__ == "__main__":
    main()
