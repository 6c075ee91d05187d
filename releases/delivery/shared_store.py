"""The pages that all processes of a site share, in the cache that CACHE_URL names."""

import hashlib
import logging
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches

from releases.delivery.page import Page

LOGGER = logging.getLogger(__name__)
REDIS = "django.core.cache.backends.redis.RedisCache"
# A page has one of so many places, by its key, and pushes out what is there: together they take no more than
# PAGE_CACHE_BYTES of Redis, whatever is asked for.
PLACE_BYTES = 32 * 1024
PACKED_BY = 1  # the quickest: it is unpacked by every process once
SECONDS_KEPT = 24 * 60 * 60
# After Redis did not answer it is left alone for so long, in seconds.
PAUSE = 30
SOURCES = ("*.py", "*.html", "*.mo", "staticfiles.json")


class SharedStore:
    """Pages by their keys, in Redis. Where that does not answer, there are none, and a warning says so once."""

    def __init__(self, most_bytes: int) -> None:
        self.places = max(1, most_bytes // PLACE_BYTES)
        self.site = site_digest()
        self._silent_until = 0.0
        self._is_away = False
        self._lock = threading.Lock()

    @classmethod
    def of_settings(cls) -> "SharedStore | None":
        """The store of this site; None where the cache is not one that processes share."""
        is_shared = settings.CACHES["default"]["BACKEND"] == REDIS
        return cls(settings.PAGE_CACHE_BYTES) if is_shared and settings.PAGE_CACHE_BYTES else None

    def get(self, key: tuple, generation: str) -> Page | None:
        """The page of that key and generation, or None."""
        digest = self._digest(key)
        stored = self._try(lambda cache: cache.get(self._place(digest)))
        if not isinstance(stored, tuple) or stored[:2] != (digest, generation):
            return None
        _digest, _generation, status, reason, headers, packed, content_digest = stored
        return Page(generation, status, reason, headers, zlib.decompress(packed), content_digest)

    def put(self, key: tuple, page: Page) -> None:
        """The page is found by every process from now on, unless it is too large for its place."""
        packed = zlib.compress(page.body, PACKED_BY)
        if len(packed) > PLACE_BYTES:
            return
        digest = self._digest(key)
        value = (digest, page.generation, page.status, page.reason, page.headers, packed, page.digest)
        self._try(lambda cache: cache.set(self._place(digest), value, timeout=SECONDS_KEPT))

    def _digest(self, key: tuple) -> str:
        return hashlib.blake2b(repr((self.site, *key)).encode(), digest_size=16).hexdigest()

    def _place(self, digest: str) -> str:
        return f"page-{int(digest[:8], 16) % self.places}"

    def _try(self, ask: Any) -> Any:
        with self._lock:
            if time.monotonic() < self._silent_until:
                return None
            was_away = self._is_away
            if was_away:
                # One asks whether it is back; the others go on without it and do not wait.
                self._silent_until = time.monotonic() + PAUSE
        # Whatever ails the cache, pages can be made without it.
        try:
            answer = ask(caches["default"])
        except Exception as error:
            self._leave_alone(error)
            return None
        if was_away:
            self._silent_until, self._is_away = 0.0, False
        return answer

    def _leave_alone(self, error: Exception) -> None:
        with self._lock:
            is_news = not self._is_away
            self._silent_until, self._is_away = time.monotonic() + PAUSE, True
        if is_news:
            LOGGER.warning("The shared cache does not answer; every process keeps its own pages: %s", error)


def site_digest() -> str:
    """A name for what pages are made by: another version of the code, of texts or of settings has another.

    Of two machines that share a cache, only those with the same files, of the same times, share pages.
    """
    made_of = hashlib.blake2b(digest_size=16)
    for path in sorted(_sources(settings.BASE_DIR)):
        status = path.stat()
        made_of.update(f"{path}{status.st_size}{status.st_mtime_ns}".encode())
    for name in ("SITE_URL", "TIME_ZONE", "STATIC_URL", "LANGUAGE_CODE"):
        made_of.update(str(getattr(settings, name)).encode())
    database = settings.DATABASES["default"]
    made_of.update(repr([database.get(name) for name in ("ENGINE", "HOST", "PORT", "NAME")]).encode())
    return made_of.hexdigest()


def _sources(base: Path) -> Iterator[Path]:
    for folder in (
        *(base / name for name in ("pressroom", "releases", "institutes", "templates")),
        settings.STATIC_ROOT,
    ):
        for pattern in SOURCES:
            yield from Path(folder).rglob(pattern)
