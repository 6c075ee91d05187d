"""Pages in Redis: found by every process, and made without it when it is away."""

import logging
import random
import shutil
import signal
import socket
import subprocess
import threading
import time
from contextlib import contextmanager
from unittest import mock

import pytest
from django.http import HttpResponse
from django.test import Client

from pressroom.environment import SECONDS_FOR_CACHE
from pressroom.settings import ENVIRONMENT
from releases.delivery import page_cache, shared_store
from releases.delivery.page import Page
from releases.delivery.page_cache import Key
from releases.delivery.shared_store import PAUSE, PLACE_BYTES, SharedStore
from tests.factories import make_public_release
from tests.releases.delivery.test_page_cache import views_called

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(shutil.which("redis-server") is None, reason="needs redis-server"),
]
ADDRESSES = ("/en/", "/en/releases/", "/en/releases/BKK/CP/14/", "/fr/releases/", "/en/institutes/", "/en/")
KEY = Key(is_secure=False, host="testserver", path="/en/", query="")


class RedisServer:
    """A Redis of the test's own, which may be stopped and started again; it keeps nothing on the disk."""

    def __init__(self, folder):
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", self.folder],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        for _try in range(200):
            with socket.socket() as client:
                if client.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError("redis-server did not start")

    def stop(self):
        self.process.kill()
        self.process.wait(10)


@pytest.fixture
def redis(tmp_path, settings, monkeypatch):
    server = RedisServer(tmp_path)
    monkeypatch.setenv("CACHE_URL", f"redis://127.0.0.1:{server.port}/0")
    settings.CACHES = {"default": ENVIRONMENT.cache()}
    yield server
    server.stop()


@pytest.fixture
def warnings(caplog):
    caplog.set_level(logging.WARNING, shared_store.LOGGER.name)
    return lambda: [record for record in caplog.records if record.name == shared_store.LOGGER.name]


def forget_own_pages():
    """As in another process, which kept nothing yet."""
    page_cache.page_cache().pages.clear()


def later(seconds):
    now = time.monotonic() + seconds
    return mock.patch.object(shared_store.time, "monotonic", return_value=now)


def page(size, generation="now"):
    """A page that cannot be packed smaller than it is."""
    return Page.of(HttpResponse(random.Random(size).randbytes(size)), generation)  # noqa: S311 - no secret


def test_what_one_process_made_another_one_sends(redis, client):
    make_public_release(symbol="BKK/CP/14")
    first = client.get("/en/releases/BKK/CP/14/")
    forget_own_pages()
    calls, second = views_called(client, "/en/releases/BKK/CP/14/")

    assert calls == 0
    assert (second.status_code, second.content, dict(second.headers)) == (
        200,
        first.content,
        dict(first.headers),
    )


def test_without_redis_every_page_is_right_and_one_warning_says_so(redis, client, warnings):
    make_public_release(symbol="BKK/CP/14", title="Before")
    with_redis = {address: client.get(address) for address in ADDRESSES}
    redis.stop()
    forget_own_pages()
    for address in ADDRESSES:
        response = client.get(address)
        assert (response.status_code, response.content) == (200, with_redis[address].content), address
        assert response.headers["ETag"] == with_redis[address].headers["ETag"]
    make_public_release(symbol="BKK/CP/15", title="Meanwhile")

    assert "Meanwhile" in client.get("/en/releases/").content.decode()
    assert views_called(client, "/en/releases/")[0] == 0, "The process keeps its own."
    assert [record.levelname for record in warnings()] == ["WARNING"]


def test_redis_is_used_again_when_it_is_back(redis, client, warnings):
    make_public_release(symbol="BKK/CP/14")
    redis.stop()
    client.get("/en/")
    with later(PAUSE + 1):
        client.get("/en/releases/")
    assert len(warnings()) == 1, "It is still the same absence."
    redis.start()
    with later(2 * PAUSE + 2):
        client.get("/en/releases/BKK/CP/14/")
        forget_own_pages()
        assert views_called(client, "/en/releases/BKK/CP/14/")[0] == 0
        redis.stop()
        client.get("/fr/")

    assert len(warnings()) == 2, "Another absence is another warning."


@contextmanager
def hanging(redis):
    """Redis takes connections and says nothing."""
    redis.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        redis.process.send_signal(signal.SIGCONT)


def seconds_to_ask(store, count=12):
    """How long each of several threads waits that ask at once."""
    together, seconds = threading.Barrier(count), []

    def ask():
        together.wait()
        started = time.perf_counter()
        assert store.get(KEY, "now") is None
        seconds.append(time.perf_counter() - started)

    threads = [threading.Thread(target=ask) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seconds


def test_of_many_that_ask_at_once_one_warns(redis, warnings):
    store = SharedStore(1_000_000)
    with hanging(redis):
        seconds_to_ask(store)

    assert len(warnings()) == 1


def test_while_one_looks_whether_redis_is_back_the_others_do_not_wait(redis):
    store = SharedStore(1_000_000)
    with hanging(redis):
        store.get(KEY, "now")
        with later(PAUSE + 1):
            seconds = seconds_to_ask(store)

    assert len(seconds) == 12
    assert sum(one > SECONDS_FOR_CACHE / 2 for one in seconds) == 1


def test_a_redis_that_hangs_delays_one_page_and_not_each(redis, client, warnings):
    make_public_release(symbol="BKK/CP/14")
    client.get("/en/")
    forget_own_pages()
    started = time.monotonic()
    with hanging(redis):
        answers = [Client().get(address).status_code for address in ADDRESSES]

    assert answers == [200] * len(ADDRESSES)
    assert time.monotonic() - started < 2
    assert len(warnings()) == 1


def test_a_page_too_large_for_its_place_is_not_kept(redis):
    store = SharedStore(10 * PLACE_BYTES)
    largest, too_large = page(PLACE_BYTES // 2), page(2 * PLACE_BYTES)
    store.put(KEY, largest)
    assert store.get(KEY, "now").body == largest.body

    other = KEY._replace(path="/en/releases/")
    store.put(other, too_large)
    assert store.get(other, "now") is None


def test_a_page_too_large_for_either_store_is_made_each_time(redis, client, settings):
    settings.PAGE_CACHE_BYTES = 64 * 1024
    make_public_release(symbol="BKK/CP/14", body="".join(f"<p>{number**7}</p>" for number in range(12_000)))
    first = client.get("/en/releases/BKK/CP/14/")
    calls, second = views_called(client, "/en/releases/BKK/CP/14/")

    assert (calls, second.status_code, second.content) == (1, 200, first.content)
    assert page_cache.page_cache().pages.bytes == 0
    assert views_called(client, "/en/institutes/")[0] == 1
    assert views_called(client, "/en/institutes/")[0] == 0
