"""One mail handed over to an SMTP server, so that it is known at each moment whether the server may have it.

A server delivers a mail once it has read its last line, a single full stop. Until that line leaves, a broken
connection means that nothing was sent.
"""

import re
import smtplib
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

SECONDS = 30.0
LONGEST_ANSWER = 500
LAST_LINE = b".\r\n"


class MailError(Exception):
    """The mail was not sent, and may go another time; the message says why in the words of the server."""


class RefusedError(MailError):
    """The server does not want this mail, and says that trying again is of no use."""


class DoubtError(MailError):
    """The last line has left, and no answer came: the mail was perhaps sent."""


class ServerAwayError(MailError):
    """The server could not be reached, or does not let us in: no mail can go just now."""


@contextmanager
def connected(server: Mapping[str, Any], *, seconds: float = SECONDS) -> Iterator[smtplib.SMTP]:
    """A session with the server that EMAIL_URL names, encrypted and signed in as it says.

    Raises ServerAwayError; every answer is waited for `seconds` at most.
    """
    try:
        session = _open(server, seconds)
    except smtplib.SMTPResponseException as error:
        raise ServerAwayError(_answer(error.smtp_code, error.smtp_error)) from error
    except (OSError, ValueError) as error:
        raise ServerAwayError(_said(error)) from error
    try:
        yield session
    finally:
        _leave(session)


def _open(server: Mapping[str, Any], seconds: float) -> smtplib.SMTP:
    is_tls = server["security"] == "tls"
    context = ssl.create_default_context() if server["security"] else None
    session: smtplib.SMTP = (
        smtplib.SMTP_SSL(server["host"], server["port"], timeout=seconds, context=context)
        if is_tls
        else smtplib.SMTP(server["host"], server["port"], timeout=seconds)
    )
    try:
        if context is not None and not is_tls:
            session.starttls(context=context)
        session.ehlo_or_helo_if_needed()
        if server["user"]:
            session.login(server["user"], server["password"])
    except BaseException:
        session.close()
        raise
    return session


def _leave(session: smtplib.SMTP) -> None:
    try:
        # A server that hangs is not waited for again, only to say goodbye.
        if session.sock is not None:
            session.sock.settimeout(1.0)
            session.quit()
    except OSError:
        pass
    finally:
        session.close()


def hand_over(
    session: smtplib.SMTP, *, sender: str, to: str, data: bytes, before_last_line: Callable[[], bool]
) -> bool:
    """The server has taken the mail. `data` is the whole of it, with CRLF at the ends of its lines.

    `before_last_line` is called when everything but the last line was sent; where it returns False the connection is
    broken off, nothing is sent, and this returns False. Raises RefusedError, DoubtError or MailError.
    """
    try:
        _expect(session.mail(sender), 250)
        _expect(session.rcpt(to), 250, 251, refuses=True)
        _expect(session.docmd("DATA"), 354)
        session.send(_quoted(data))
    except OSError as error:
        session.close()
        raise MailError(_said(error)) from error
    if not before_last_line():
        session.close()
        return False
    try:
        session.send(LAST_LINE)
        answer = session.getreply()
    except OSError as error:
        session.close()
        raise DoubtError(_said(error)) from error
    _expect(answer, 250, refuses=True)
    return True


def _quoted(data: bytes) -> bytes:
    """The lines as they are sent: none of them is the last one by chance, and the last one can follow."""
    quoted = re.sub(rb"(?m)^\.", b"..", data)
    return quoted if quoted.endswith(b"\r\n") else quoted + b"\r\n"


def _expect(answer: tuple[int, bytes], *codes: int, refuses: bool = False) -> None:
    """Raises where the server answered otherwise; `refuses`: a 5xx here is about this very mail."""
    code, text = answer
    if code in codes:
        return
    kind = RefusedError if refuses and 500 <= code < 600 else MailError
    raise kind(_answer(code, text))


def _answer(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return " ".join(f"{code} {words}".split())[:LONGEST_ANSWER]


def _said(error: Exception) -> str:
    return " ".join((str(error) or type(error).__name__).split())[:LONGEST_ANSWER]
