"""Time stamps by RFC 3161: an authority outside signs that the text of an edition was there at a time.

The authority is told a digest and a random number, nothing else, and is asked only about what went out.
"""

import hashlib
import time
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

from releases.editorial.issued_text import text_of
from releases.models import Release, Timestamp
from releases.models.release import ReleaseQuerySet
from releases.models.visibility import issued_q

try:
    import rfc3161_client
    from cryptography import x509
    from rfc3161_client.base import HashAlgorithm
except ImportError:
    rfc3161_client = None  # type: ignore[assignment]  # the extra is not installed

SECONDS = 10
LONGEST_REPLY = 64 * 1024
SHA256 = "2.16.840.1.101.3.4.2.1"


class TimestampError(Exception):
    """No time stamp was got; the message is a sentence for the operator."""


class AuthorityError(TimestampError):
    """It is the authority or the way to it, so that the next edition would not fare better."""


class _NoRedirects(HTTPRedirectHandler):
    """The authority is where the setting says; a redirect is an answer like any other that is no time stamp."""

    def redirect_request(self, *_question: Any) -> None:
        return None


@dataclass(frozen=True)
class Authority:
    """A time-stamping authority: where it is asked, and the certificates that its signatures have to lead to."""

    url: str
    roots: "list[x509.Certificate]"

    @classmethod
    def of_settings(cls) -> "Authority":
        """The one that the settings name; raises AuthorityError where they name none that can be used."""
        if not settings.TIMESTAMP_URL:
            raise AuthorityError("TIMESTAMP_URL is not set, so there is no authority to ask for time stamps.")
        try:
            pem = Path(settings.TIMESTAMP_CA_FILE).read_bytes()
            return cls(settings.TIMESTAMP_URL, x509.load_pem_x509_certificates(pem))
        except (OSError, ValueError) as error:
            raise AuthorityError(
                f"The certificates in {settings.TIMESTAMP_CA_FILE} cannot be read: {error}"
            ) from error

    def stamp(self, content: bytes) -> tuple[bytes, datetime]:
        """The authority's signed answer to the SHA-256 of `content`, and the second (UTC) that it names.

        The answer was verified: it is about this digest and this question, and its signature leads to one of
        the roots. Raises AuthorityError.
        """
        question = rfc3161_client.TimestampRequestBuilder(content, HashAlgorithm.SHA256).build()
        reply = self._ask(question.as_bytes())
        try:
            answer = rfc3161_client.decode_timestamp_response(reply)
        except ValueError as error:
            raise AuthorityError(f"What {self.url} answered is no time stamp.") from error
        verifier = rfc3161_client.VerifierBuilder.from_request(question)
        for root in dict.fromkeys(self.roots):
            verifier = verifier.add_root_certificate(root)
        try:
            verifier.build().verify(answer, question.message_imprint.message)
            signed = answer.tst_info
        except (rfc3161_client.VerificationError, ValueError) as error:
            said = " ".join(answer.status_string)
            reason = f"{error} {said}".strip()
            raise AuthorityError(f"The time stamp of {self.url} cannot be trusted: {reason}") from error
        if signed.message_imprint.hash_algorithm.dotted_string != SHA256:
            raise AuthorityError(f"The time stamp of {self.url} is about another kind of digest.")
        return reply, signed.gen_time.replace(microsecond=0)

    def _ask(self, question: bytes) -> bytes:
        request = Request(  # noqa: S310 - the setting is http or https
            self.url, question, {"Content-Type": "application/timestamp-query"}
        )
        try:
            with build_opener(_NoRedirects).open(request, timeout=SECONDS) as response:
                return self._read(response)
        except HTTPError as error:
            error.close()
            raise AuthorityError(f"{self.url} answered with the status {error.code}.") from error
        except (OSError, HTTPException) as error:
            reason = getattr(error, "reason", None) or error or type(error).__name__
            raise AuthorityError(f"{self.url} could not be asked: {reason}.") from error

    def _read(self, response: HTTPResponse) -> bytes:
        ends = time.monotonic() + SECONDS
        reply = bytearray()
        while piece := response.read1(LONGEST_REPLY):
            reply += piece
            if len(reply) > LONGEST_REPLY:
                raise AuthorityError(
                    f"{self.url} answered with more than {LONGEST_REPLY} bytes, which no time stamp has."
                )
            if time.monotonic() > ends:
                raise AuthorityError(f"{self.url} did not answer within {SECONDS} seconds.")
        return bytes(reply)


def unstamped(at: datetime) -> ReleaseQuerySet:
    """The editions that had gone out by `at` (aware) and have no time stamp yet, the oldest publication first."""
    rows = Release.objects.filter(issued_q(at), timestamp=None).exclude(issued_sha256="")
    return rows.order_by("publish_at", "pk")


def stamp(release: Release, authority: Authority) -> Timestamp:
    """The edition has a time stamp, which stays: the one of `authority`, or one that came first. Returns it.

    Raises TimestampError, and nothing is stored then.
    """
    content, _encoding = text_of(release)
    if hashlib.sha256(content).hexdigest() != release.issued_sha256:
        raise TimestampError("Its text does not have the digest with which it was issued.")
    reply, stamped_at = authority.stamp(content)
    stored, _is_new = Timestamp.objects.get_or_create(
        release=release, defaults={"reply": reply, "stamped_at": stamped_at}
    )
    return stored
