"""A mail server that keeps what it is given and answers as it is told: real SMTP over a real socket."""

import asyncio
import socket
import time
from collections import Counter
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller


class Sink:
    """Keeps every mail, the same one twice where it comes twice.

    `answers` are what it says at `MAIL`, `RCPT` or `DATA`, the last line, in the place of yes; `sleeps` how many
    seconds it hangs before it says anything there.
    """

    def __init__(self):
        self.mails: list[EmailMessage] = []
        self.answers: dict[str, str] = {}
        self.sleeps: dict[str, float] = {}
        self.sessions = 0
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port, ready_timeout=10)

    async def _wait(self, stage):
        await asyncio.sleep(self.sleeps.get(stage, 0))

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        self.sessions += 1
        session.host_name = hostname
        await self._wait("EHLO")
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        await self._wait("MAIL")
        if "MAIL" in self.answers:
            return self.answers["MAIL"]
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        await self._wait("RCPT")
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if "DATA" in self.answers:
            return self.answers["DATA"]
        self.mails.append(message_from_bytes(envelope.original_content, policy=default))
        await self._wait("DATA")
        return "250 OK"

    @property
    def server(self):
        """The server as settings name it."""
        return {"host": "127.0.0.1", "port": self.port, "user": "", "password": "", "security": ""}

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    def counts(self):
        """How often each mail has come, by its Message-ID."""
        return Counter(mail["Message-ID"].strip("<>").partition("@")[0] for mail in self.mails)

    def wait_for(self, count, seconds=20):
        """So many mails have come; fails where they do not in time."""
        end = time.monotonic() + seconds
        while len(self.mails) < count:
            assert time.monotonic() < end, f"{len(self.mails)} of {count} mails came"
            time.sleep(0.01)

    def __enter__(self):
        self.controller.start()
        return self

    def __exit__(self, *_error):
        self.controller.stop()
