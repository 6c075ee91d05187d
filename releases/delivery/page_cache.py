"""The page cache: a public page is made once, and sent to everybody until it stops being true.

It stands in front of everything else. `in_front_of` answers before Django makes a request of what the server
hands over; the middleware answers the same where a request comes without it (Django's test client), and keeps
what views answer. When a page stops being true is known to `releases.delivery.freshness` alone.
"""

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.conf import settings
from django.core.signals import setting_changed
from django.db import DatabaseError, connections, router
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotModified
from django.utils import timezone

from releases.delivery import freshness
from releases.delivery.freshness import Freshness
from releases.delivery.page import Encoded, Page, is_keepable, matches
from releases.delivery.page_store import PageStore
from releases.delivery.parameters import known_parameters, known_query
from releases.delivery.shared_store import SharedStore
from releases.models import Release

SAFE = ("GET", "HEAD")
LONGEST_KEY = 4096
# So long a reader waits for a page that another is being made of, in seconds; after that it is made twice.
LONGEST_WAIT = 2.0
MESSAGES_COOKIE = "messages"
# Of the bytes of the cache, so much is for other ways to write the addresses of kept pages.
SPELLINGS_SHARE = 32
# What the answer before Django found out, for the middleware behind it.
ASKED = "pressroom.asked"
AT = "pressroom.at"

SECONDS_BETWEEN_LOOKS = 5
_looked = threading.local()

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Handler = Callable[[HttpRequest], HttpResponse]


class Key(NamedTuple):
    """What a kept page is found by; `query` holds what the page knows of the query string."""

    is_secure: bool
    host: str
    path: str
    query: str


@dataclass(frozen=True, slots=True)
class Spelling:
    """Another way to write an address, with nothing in it that its page does not know: `of` is the page's own."""

    of: Key

    @property
    def size(self) -> int:
        return 400 + 2 * LONGEST_KEY


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent: the page in one encoding, or that the reader has it already."""

    page: Page
    encoded: Encoded
    is_not_modified: bool


class PageCache:
    """The kept pages of a process, those that all processes share, and which page somebody makes just now."""

    def __init__(self, most_bytes: int, shared: SharedStore | None) -> None:
        self.pages = PageStore(most_bytes)
        self.spellings = PageStore(most_bytes // SPELLINGS_SHARE)
        self.shared = shared if most_bytes else None
        self._in_the_making: dict[tuple[Key, str], threading.Event] = {}
        self._lock = threading.Lock()

    @property
    def is_on(self) -> bool:
        return self.pages.most_bytes > 0

    def kept_key(self, key: Key) -> Key | None:
        """The key under which a page is kept for an address as it was written; None where none is known."""
        if self.pages.get(key) is not None:
            return key
        spelling: Spelling | None = self.spellings.get(key)
        return None if spelling is None or self.pages.get(spelling.of) is None else spelling.of

    def find(self, key: Key, generation: str) -> Page | None:
        """The page of this generation, from this process or from what all share."""
        page = self.pages.get(key)
        if page is not None and page.generation == generation:
            return page
        page = self.shared.get(key, generation) if self.shared else None
        if page is not None:
            self.pages.put(key, page)
        return page

    def keep(self, key: Key, page: Page) -> None:
        """The page is found from now on."""
        self.pages.put(key, page)
        if self.shared:
            self.shared.put(key, page)

    def encoded(self, key: Key, page: Page, name: str) -> Encoded:
        """The page in that encoding; what is made for the first time is counted."""
        is_new = name not in page.encodings
        encoded = page.encoded(name)
        if is_new and self.pages.get(key) is page:
            self.pages.put(key, page)
        return encoded

    def find_or_make(self, key: Key, generation: str) -> Page | None:
        """The page, also one that somebody is just making; None where the caller is to make it.

        Then the caller has to say when it is `made`. Whoever waited too long makes it as well.
        """
        page = self.find(key, generation)
        if page is not None:
            return page
        with self._lock:
            made = self._in_the_making.get((key, generation))
            if made is None:
                self._in_the_making[key, generation] = threading.Event()
        if made is not None:
            made.wait(LONGEST_WAIT)
        page = self.find(key, generation)
        if page is not None and made is None:
            # Somebody kept it between the two looks: nobody is to wait for the caller, who makes nothing.
            self.made(key, generation)
        return page

    def made(self, key: Key, generation: str) -> None:
        """Nobody waits for the page any longer: it is kept now, or cannot be."""
        with self._lock:
            made = self._in_the_making.pop((key, generation), None)
        if made is not None:
            made.set()


_cache: PageCache | None = None


def page_cache() -> PageCache:
    """The cache of this process, as the settings want it."""
    global _cache  # noqa: PLW0603 - one for a process
    if _cache is None:
        _cache = PageCache(settings.PAGE_CACHE_BYTES, SharedStore.of_settings())
    return _cache


def _start_anew(*, setting: str, **_others: Any) -> None:
    global _cache  # noqa: PLW0603 - one for a process
    if setting in {"PAGE_CACHE_BYTES", "CACHES"}:
        _cache = None


setting_changed.connect(_start_anew)


def in_front_of(application: Application) -> Application:
    """`application`, a WSGI one, is asked only for what the page cache does not have."""

    def answer_or_ask(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        answer = kept_answer(environ)
        if answer is None:
            return application(environ, start_response)
        if answer.is_not_modified:
            start_response("304 Not Modified", answer.encoded.headers_not_modified)
            return []
        start_response(f"{answer.page.status} {answer.page.reason}", answer.encoded.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.encoded.body]

    return answer_or_ask


def kept_answer(environ: Environ) -> Answer | None:
    """The answer that is kept for a request, or None.

    It is looked for under the query string as it was written. Where that holds what the page does not know,
    the middleware looks again under what remains.
    """
    if not _is_for_everybody(environ):
        return None
    cache = page_cache()
    key = cache.kept_key(_key(environ, environ.get("QUERY_STRING", "")))
    # The database is asked only about pages that were kept once: not for files, the desk or what never was.
    if key is None:
        return None
    if ASKED not in environ:
        _look_after_connection()
    fresh = _freshness(environ)
    page = cache.find(key, fresh.generation) if fresh is not None else None
    return None if page is None else _answer(cache, key, page, environ)


def _is_for_everybody(environ: Environ) -> bool:
    """Whether the answer cannot depend on who asks: nobody is signed in, and no message waits."""
    if environ["REQUEST_METHOD"] not in SAFE or "HTTP_AUTHORIZATION" in environ:
        return False
    cookies = environ.get("HTTP_COOKIE", "")
    return not cookies or not (settings.SESSION_COOKIE_NAME in cookies or MESSAGES_COOKIE in cookies)


def _key(environ: Environ, query: str) -> Key:
    path = environ.get("SCRIPT_NAME", "") + environ["PATH_INFO"]
    host = environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    return Key(_is_secure(environ), host, path, query)


def _is_secure(environ: Environ) -> bool:
    """As Django's `request.is_secure()`: pages are sent to their secure addresses where the site is."""
    if settings.SECURE_PROXY_SSL_HEADER:
        name, secure = settings.SECURE_PROXY_SSL_HEADER
        return environ.get(name, "").split(",", 1)[0].strip() == secure
    return environ.get("wsgi.url_scheme") == "https"


def _look_after_connection() -> None:
    """What Django does before every request, once in a while: a connection that is too old or broken is closed.

    Each time it would cost another question to PostgreSQL. A connection that breaks in between makes one kept
    page be made anew, no more.
    """
    now = time.monotonic()
    if now - getattr(_looked, "at", -SECONDS_BETWEEN_LOOKS) >= SECONDS_BETWEEN_LOOKS:
        _looked.at = now
        _close_if_unusable()


def _close_if_unusable() -> None:
    connection = connections[router.db_for_read(Release)]
    # Inside a transaction Django would take any connection for one that was left in disorder.
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()


def _freshness(environ: Environ) -> Freshness | None:
    """What the public sees now; asked once in a request. None where the database does not say."""
    if ASKED not in environ:
        at = environ.setdefault(AT, timezone.now())
        try:
            environ[ASKED] = freshness.read(at)
        except DatabaseError:
            # The page says what is wrong, or does well on a new connection.
            _close_if_unusable()
            environ[ASKED] = None
    return environ[ASKED]


def holds_invented(request: HttpRequest) -> bool:
    """Whether any release is invented, as every page says; asked of the database where the cache did not ask."""
    fresh: Freshness | None = request.META.get(ASKED)
    return Release.objects.has_invented() if fresh is None else fresh.holds_invented


def _answer(cache: PageCache, key: Key, page: Page, environ: Environ) -> Answer:
    name = page.best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
    encoded = cache.encoded(key, page, name)
    asked: str = environ.get("HTTP_IF_NONE_MATCH", "")
    return Answer(page, encoded, bool(asked) and page.status == 200 and matches(encoded.etag, asked))


@dataclass(frozen=True, slots=True)
class Making:
    """That a view is making the page of `key` and of that generation; empty where nothing is kept."""

    key: Key
    generation: str


class PageRequest(HttpRequest):
    """A request on its way to a public page, for annotations only: what is kept of it, or that it is being made."""

    page_answer: Answer | None
    page_making: Making | None


class PageCacheMiddleware:
    """Keeps what public pages answer, and sends what is kept.

    A page never learns of parameters that it does not know: they are no part of `request.GET`, so that they
    reach neither a link nor a key.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        answer = None if ASKED in request.META else kept_answer(request.META)
        if answer is not None:
            return _response(answer, request.method)
        method, request.page_answer, request.page_making = request.method, None, None
        try:
            response = self.get_response(request)
            answer = request.page_answer or self._kept(request, response)
        finally:
            if request.page_making is not None:
                page_cache().made(request.page_making.key, request.page_making.generation)
        return response if answer is None else _response(answer, method)

    def process_view(
        self, request: PageRequest, _view: Any, _arguments: tuple, _named: dict
    ) -> HttpResponse | None:
        """What comes before a view, once the page at an address is known: it may be kept after all."""
        match = request.resolver_match
        names = None if match is None else known_parameters(match)
        if names is None:
            return None
        if request.method not in SAFE:
            # Before anything reads what was sent.
            return HttpResponseNotAllowed(SAFE)
        is_known_whole = request.GET.keys() <= set(names)
        written = _key(request.META, request.META.get("QUERY_STRING", ""))
        request.GET = known_query(request.GET, names)  # type: ignore[assignment]  # mutable, as a view may have it
        request.META["QUERY_STRING"] = query = request.GET.urlencode()
        key, cache = _key(request.META, query), page_cache()
        if not _is_for_everybody(request.META) or sum(map(len, key[1:])) > LONGEST_KEY:
            return None
        fresh = _freshness(request.META) if cache.is_on else None
        if fresh is not None:
            page = cache.find_or_make(key, fresh.generation)
            if page is not None:
                if is_known_whole and written != key:
                    # What a stranger adds is never part of a key.
                    cache.spellings.put(written, Spelling(key))
                request.page_answer = _answer(cache, key, page, request.META)
                return HttpResponse()
        request.page_making = Making(key, fresh.generation if fresh is not None else "")
        # The whole page is made, and kept; of HEAD only the beginning is sent.
        request.method = "GET"
        return None

    def _kept(self, request: PageRequest, response: HttpResponse) -> Answer | None:
        making = request.page_making
        if making is None or not is_keepable(response):
            return None
        page, cache = Page.of(response, making.generation), page_cache()
        if making.generation:
            cache.keep(making.key, page)
        return _answer(cache, making.key, page, request.META)


def _response(answer: Answer, method: str | None) -> HttpResponse:
    encoded = answer.encoded
    if answer.is_not_modified:
        return HttpResponseNotModified(headers=dict(encoded.headers_not_modified))
    return HttpResponse(
        b"" if method == "HEAD" else encoded.body,
        status=answer.page.status,
        reason=answer.page.reason,
        headers=dict(encoded.headers),
    )
