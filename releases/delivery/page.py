"""One public answer as it is kept: made once, sent in whatever encoding a reader's browser takes."""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field

import brotli
from django.http import HttpResponse

KEPT_STATUSES = frozenset({200, 410})
# Encodings as browsers ask for them, the better one first. The name also tells the entity tags apart.
ENCODERS: dict[str, Callable[[bytes], bytes]] = {
    # Of all encodings that are in every browser the one that makes pages smallest; a higher quality takes
    # ten times as long for nothing.
    "br": lambda body: brotli.compress(body, quality=5),
    # The time of packing would be in the file otherwise, and its bytes another every second.
    "gzip": lambda body: gzip.compress(body, compresslevel=6, mtime=0),
}
# Below this a packet is sent all the same.
WORTH_ENCODING = 500
LONGEST_ACCEPT_ENCODING = 200
# What an answer of status 304 repeats of the one that the reader has.
OF_NOT_MODIFIED = frozenset({"cache-control", "content-location", "content-language", "vary"})
MADE_HERE = frozenset({"content-length", "content-encoding", "etag", "vary"})
PER_ANSWER, PER_HEADER = 1500, 100

Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Encoded:
    """The answer in one encoding, ready to be sent, and the headers that say that the reader has it already."""

    etag: str
    body: bytes
    headers: Headers
    headers_not_modified: Headers


@dataclass(slots=True)
class Page:
    """A public answer of one generation (see `releases.delivery.freshness`)."""

    generation: str
    status: int
    reason: str
    headers: Headers
    body: bytes
    digest: str
    encodings: dict[str, Encoded] = field(default_factory=dict)

    @classmethod
    def of(cls, response: HttpResponse, generation: str) -> "Page":
        """The answer of a view, with the entity tag of its content: whoever has these bytes has the page."""
        headers = [(name, value) for name, value in response.items() if name.lower() not in MADE_HERE]
        headers.append(("Vary", "Accept-Encoding"))
        digest = hashlib.blake2b(response.content, digest_size=16).hexdigest()
        return cls(
            generation, response.status_code, response.reason_phrase, headers, response.content, digest
        )

    @property
    def size(self) -> int:
        """How many bytes it takes in memory, headers included, rather too many."""
        bodies = len(self.body) + sum(
            len(one.body) for name, one in self.encodings.items() if name != "identity"
        )
        return PER_ANSWER + PER_HEADER * len(self.headers) * (1 + len(self.encodings)) + bodies

    def encoded(self, name: str) -> Encoded:
        """The answer in that encoding, made when it is first asked for."""
        encoded = self.encodings.get(name)
        if encoded is None:
            encoded = self.encodings[name] = self._encode(name)
        return encoded

    def _encode(self, name: str) -> Encoded:
        if name == "identity":
            etag, body, more = f'"{self.digest}"', self.body, []
        else:
            etag, body = f'"{self.digest}-{name}"', ENCODERS[name](self.body)
            more = [("Content-Encoding", name)]
        more += [("ETag", etag), ("Content-Length", str(len(body)))]
        repeated = [(key, value) for key, value in self.headers if key.lower() in OF_NOT_MODIFIED]
        return Encoded(etag, body, [*self.headers, *more], [*repeated, ("ETag", etag)])

    @property
    def is_packed(self) -> bool:
        """Whether it is a picture, which no encoding makes smaller."""
        return any(
            name.lower() == "content-type" and value.startswith("image/") for name, value in self.headers
        )

    def best_encoding(self, accepted: str) -> str:
        """The encoding for a reader whose browser says `accepted` in Accept-Encoding."""
        if not accepted or len(self.body) < WORTH_ENCODING or self.is_packed:
            return "identity"
        weights = dict(map(_weight, accepted[:LONGEST_ACCEPT_ENCODING].lower().split(",")))
        best = max(ENCODERS, key=lambda name: weights.get(name, 0))
        return best if weights.get(best, 0) > 0 else "identity"


def _weight(offer: str) -> tuple[str, float]:
    """`gzip;q=0.5` as its name and its weight; a weight that is not a number is taken for a refusal."""
    name, _semicolon, parameter = offer.partition(";")
    weight = parameter.strip().removeprefix("q=") if parameter else "1"
    try:
        return name.strip(), float(weight)
    except ValueError:
        return name.strip(), 0


def is_keepable(response: HttpResponse) -> bool:
    """Whether everybody who asks for this address may be given the same answer again."""
    if response.status_code not in KEPT_STATUSES or response.streaming or response.cookies:
        return False
    control = response.headers.get("Cache-Control", "").lower()
    # Whatever else an answer depends on, such as a cookie or the language of a browser, is not part of the key.
    varies = _tokens(response.headers.get("Vary", "")) - {"accept-encoding"}
    if getattr(response, "is_in_every_language", False):
        # Django says of every address without a language that it depends on that of the browser.
        varies -= {"accept-language"}
    policy = response.headers.get("Content-Security-Policy", "")
    return not varies and not _tokens(control) & {"private", "no-store"} and "'nonce-" not in policy


def _tokens(header: str) -> set[str]:
    return {token.strip().lower() for token in header.split(",") if token.strip()}


def matches(etag: str, asked: str) -> bool:
    """Whether an If-None-Match header names this entity tag; caches on the way may have marked it as weak."""
    return asked.strip() == "*" or etag in (one.strip().removeprefix("W/") for one in asked.split(","))
