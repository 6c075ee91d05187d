"""Electronic mail: its text, what it says of itself, and the files that came with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime

from releases.intake.files.encoding import LARGEST_TEXT, Decoded, DecodingError, decode
from releases.intake.files.encoding_choices import decode_as

MAIL = "message/rfc822"
SAVED_PAGE = "multipart/related"
MOST_PARTS = 100

_HEADER = re.compile(
    rb"\A(?:From [^\r\n]+\r?\n)?(?:>?[!-9;-~]{1,70}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){2,}(?=\r?\n)"
)
_NAMES = (
    b"from",
    b"to",
    b"subject",
    b"date",
    b"sent",
    b"mime-version",
    b"received",
    b"message-id",
    b"content-type",
)
_NAME = re.compile(rb"^([!-9;-~]{1,70}):", re.MULTILINE)
_LEAST_NAMES = 3
_ENVELOPE = re.compile(rb"\AFrom [^\r\n]+\r?\n")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What a mail says of itself; empty or None where it says nothing. `sent_on` is the day where it was sent."""

    subject: str = ""
    sender: str = ""
    sent_on: date | None = None

    def or_else(self, other: "Envelope") -> "Envelope":
        """What this one says, and what the other says where this one says nothing."""
        return Envelope(
            self.subject or other.subject, self.sender or other.sender, self.sent_on or other.sent_on
        )


NO_ENVELOPE = Envelope()


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a mail, and whether it is a page; `is_saved_page` for a page that a browser saved as mail."""

    decoded: Decoded
    is_page: bool = False
    is_saved_page: bool = False


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with a mail."""

    name: str
    data: bytes


def is_mail(data: bytes) -> bool:
    """Whether the bytes begin with the header of a mail: three of the names that every mail has, then an empty line."""
    head = _HEADER.match(data[:65536].lstrip(b"\xef\xbb\xbf\r\n"))
    if head is None:
        return False
    names = {name.lower() for name in _NAME.findall(head[0])}
    return b"from" in names and len(names.intersection(_NAMES)) >= _LEAST_NAMES


def read_mail(data: bytes) -> EmailMessage:
    """The mail that the bytes hold; never raises for what is in them."""
    message = BytesParser(policy=policy.default).parsebytes(
        _ENVELOPE.sub(b"", data.lstrip(b"\xef\xbb\xbf\r\n"), count=1)
    )
    assert isinstance(message, EmailMessage)  # noqa: S101 - by the policy; for the reader of types
    return message


def envelope(message: EmailMessage) -> Envelope:
    """Subject, sender and day of a mail, without the marks of answers and forwards."""
    name, address = parseaddr(_said(message, "from"))
    sender = f"{name} <{address}>" if name and address else name or address
    return Envelope(
        plain_subject(_said(message, "subject")),
        sender,
        _day(_said(message, "date") or _said(message, "sent")),
    )


def plain_subject(subject: str) -> str:
    """The subject without Re:, Fwd:, Tr: and their like before it."""
    return re.sub(
        r"\A(?:(?:re|fwd?|tr|rv|aw|wg|enc|ref|fw)\s*(?:\[\d+\])?\s*:\s*)+", "", subject.strip(), flags=re.I
    )


def _said(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())
    except (MessageError, ValueError, IndexError, AttributeError, TypeError):
        # The standard library's parser of headers gives up on some that spam and old gateways wrote.
        return ""


def _day(text: str) -> date | None:
    try:
        return parsedate_to_datetime(text).date()
    except (TypeError, ValueError, IndexError):
        return None


def body(message: EmailMessage, encoding: str = "") -> Body:
    """What the mail says: its plain text, or its page where it has no text or far less of it.

    `encoding` is the one that a person chose, empty for what the mail says of itself. Raises DecodingError for more
    than LARGEST_TEXT bytes, and for what is no text.
    """
    texts = [part for part in _parts(message) if _is_body(part)]
    if sum(len(_payload(part)) for part in texts) > LARGEST_TEXT:
        raise DecodingError("The text of this mail has more than 5 MB: no press release is that long.")
    is_saved_page = message.get_content_type() == SAVED_PAGE and not message.get("to")
    plain = next((part for part in texts if part.get_content_type() == "text/plain"), None)
    page = next((part for part in texts if part.get_content_type() == "text/html"), None)
    if page is not None and (plain is None or is_saved_page or _is_far_less(plain, page)):
        return Body(_decoded(page, encoding), is_page=True, is_saved_page=is_saved_page)
    if plain is None:
        return Body(Decoded("", "utf-8"))
    rest = [
        _decoded(part, encoding)
        for part in texts
        if part.get_content_type() == "text/plain" and part is not plain
    ]
    first = _decoded(plain, encoding)
    text = "\n".join([first.text, *(other.text for other in rest)])
    doubt = next((one.doubt for one in (first, *rest) if one.doubt), "")
    return Body(Decoded(_unflowed(text, plain), first.encoding, doubt))


def attached(message: EmailMessage) -> Iterator[Attached]:
    """The files that came with a mail, its pictures among them, in order."""
    for number, part in enumerate(_parts(message), start=1):
        if _is_body(part):
            continue
        if part.get_content_type() == MAIL:
            inner = part.get_payload(0) if part.is_multipart() else None
            data = inner.as_bytes() if isinstance(inner, EmailMessage) else _payload(part)
            yield Attached(_name(part) or f"message-{number}.eml", data)
        else:
            yield Attached(_name(part) or f"part-{number}.{part.get_content_subtype()}", _payload(part))


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold something, in order; a mail within a mail is one of them."""
    waiting, count = [message], 0
    while waiting and count < MOST_PARTS:
        part = waiting.pop(0)
        count += 1
        if part.is_multipart() and part.get_content_type() != MAIL:
            waiting[:0] = [inner for inner in part.iter_parts() if isinstance(inner, EmailMessage)]
        else:
            yield part


def _is_body(part: EmailMessage) -> bool:
    is_text = part.get_content_type() in {"text/plain", "text/html"}
    return is_text and not part.is_attachment() and not _name(part)


def _name(part: EmailMessage) -> str:
    try:
        return (part.get_filename() or "").replace("/", "_").strip()
    except (MessageError, ValueError, LookupError, AttributeError, TypeError):
        return ""


def _payload(part: EmailMessage) -> bytes:
    try:
        payload = part.get_payload(decode=True)
    except (MessageError, ValueError, LookupError):
        payload = None
    return payload if isinstance(payload, bytes) else b""


def _decoded(part: EmailMessage, encoding: str) -> Decoded:
    """The text of a part, with plain line ends. Raises DecodingError where it is none."""
    data = _payload(part)
    found = decode_as(data, encoding) if encoding else decode(data, str(part.get_param("charset", "") or ""))
    return replace(found, text=found.text.removeprefix("\ufeff").replace("\r\n", "\n"))


def _is_far_less(plain: EmailMessage, page: EmailMessage) -> bool:
    """Whether the plain text beside a page only says that there is a page."""
    words = re.sub(
        rb"<(style|script)\b.*?</\1>|<[^<>]*>", b" ", _payload(page)[:500_000], flags=re.DOTALL | re.I
    )
    return len(_payload(plain).split()) < len(words.split()) / 2


def _unflowed(text: str, part: EmailMessage) -> str:
    """Lines that a mail program has broken for its window are one again (RFC 3676)."""
    if str(part.get_param("format", "")).lower() != "flowed":
        return text
    lines: list[str] = []
    is_open = False
    for line in text.splitlines():
        quoted = line.startswith(">")
        bare = line if quoted else line.removeprefix(" ")
        if is_open and not quoted:
            lines[-1] += bare
        else:
            lines.append(bare)
        is_open = bare.endswith(" ") and bare != "-- " and not quoted
    return "\n".join(lines) + "\n"
