"""Queued mail is sent: each mail by one process, and none a second time unless a person wants it.

A mail is claimed before anything is sent, and the claim is committed. Just before its last line leaves, that too
is committed. A process that dies earlier has sent nothing, and the mail is tried again; of one that dies between the
last line and the note of the answer nobody can know, so that mail is held as perhaps sent, for a person to decide.
"""

import smtplib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.db.models import F, Q

from institutes.enums import MailState
from institutes.mail.messages import message, sender_address, wire_address
from institutes.mail.smtp import DoubtError, MailError, RefusedError, ServerAwayError, connected, hand_over
from institutes.models import QueuedMail

# A process that claimed a mail so long ago and has not said what became of it is taken for dead.
CLAIM = timedelta(minutes=5)
PATIENCE = timedelta(days=3)
PAUSES = (*(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)), timedelta(hours=4))
TEXT_KEPT = timedelta(days=7)
ROW_KEPT = timedelta(days=90)
CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one mail; `why` is empty where it was sent."""

    mail: QueuedMail
    state: str
    why: str = ""


def send_queue(
    clock: Callable[[], datetime], *, limit: int, stopped: Callable[[], bool] = lambda: False
) -> Iterator[Outcome]:
    """What is due is sent, at most `limit` mails, until `stopped`; each outcome as it is known.

    `clock` gives the aware instant. Where the server cannot be reached, that is noted on one mail, and the others
    wait for the next time.
    """
    recover(clock())
    if settings.MAIL_SERVER is None:
        yield from _send_all(None, clock, limit, stopped)
        return
    while limit > 0 and not stopped() and (mail := claim(clock())) is not None:
        try:
            with connected(settings.MAIL_SERVER) as session:
                yield _send(session, mail, clock)
                limit -= 1
                for outcome in _send_all(session, clock, limit, stopped):
                    limit -= 1
                    yield outcome
                is_whole = session.sock is not None
        except ServerAwayError as error:
            yield _settle(mail, MailState.FAILED, str(error), clock())
            return
        if not is_whole:
            # A server that breaks off or hangs is not asked again at once.
            return


def _send_all(
    session: smtplib.SMTP | None, clock: Callable[[], datetime], limit: int, stopped: Callable[[], bool]
) -> Iterator[Outcome]:
    """Mail after mail over one session, as long as it holds."""
    while limit > 0 and not stopped() and (session is None or session.sock is not None):
        if (mail := claim(clock())) is None:
            return
        limit -= 1
        yield _send(session, mail, clock)


def claim(at: datetime) -> QueuedMail | None:
    """A mail that is due at `at` and that nobody but the caller sends now; None where there is none."""
    for key in list(QueuedMail.objects.due(at).values_list("pk", flat=True)[:CANDIDATES]):
        mine = QueuedMail.objects.filter(pk=key, state__in=MailState.TO_SEND)
        if mine.update(state=MailState.SENDING, claimed_at=at, tries=F("tries") + 1):
            return QueuedMail.objects.get(pk=key)
    return None


def recover(at: datetime) -> None:
    """What was claimed by a process that is dead is free again, or in doubt; what comes too late is given up."""
    late = QueuedMail.objects.filter(state__in=MailState.TO_SEND, not_after__lt=at)
    late.update(state=MailState.GIVEN_UP, last_error=QueuedMail.LATE)
    old = QueuedMail.objects.filter(claimed_at__lt=at - CLAIM)
    old.filter(state=MailState.SENDING).update(
        state=MailState.FAILED, not_before=at, last_error=QueuedMail.DIED
    )
    old.filter(state=MailState.HANDED_OVER).update(
        state=MailState.DOUBTFUL, last_error=QueuedMail.DIED_HANDING_OVER
    )


def _send(session: smtplib.SMTP | None, mail: QueuedMail, clock: Callable[[], datetime]) -> Outcome:
    if session is None:
        return _print(mail, clock)
    mine = QueuedMail.objects.filter(pk=mail.pk, claimed_at=mail.claimed_at)

    def note_handing_over() -> bool:
        # Another process may have taken this one for dead.
        return bool(mine.filter(state=MailState.SENDING).update(state=MailState.HANDED_OVER))

    try:
        is_sent = hand_over(
            session,
            sender=sender_address(),
            to=wire_address(mail.to),
            data=message(mail).as_bytes(),
            before_last_line=note_handing_over,
        )
    except DoubtError as error:
        return _settle(mail, MailState.DOUBTFUL, str(error), clock())
    except RefusedError as error:
        _begin_anew(session)
        return _settle(mail, MailState.GIVEN_UP, str(error), clock())
    except MailError as error:
        _begin_anew(session)
        return _settle(mail, MailState.FAILED, str(error), clock())
    return _settle(mail, MailState.SENT if is_sent else MailState.SENDING, "", clock())


def _begin_anew(session: smtplib.SMTP) -> None:
    """The next mail of the session owes nothing to one that was refused halfway."""
    if session.sock is None:
        return
    try:
        session.rset()
    except OSError:
        session.close()


def _print(mail: QueuedMail, clock: Callable[[], datetime]) -> Outcome:
    """Where no server is named, mail goes where Django's own does: to the console."""
    QueuedMail.objects.filter(pk=mail.pk).update(state=MailState.HANDED_OVER)
    try:
        EmailMessage(mail.subject, mail.text, settings.DEFAULT_FROM_EMAIL, [mail.to]).send()
    except OSError as error:
        return _settle(mail, MailState.FAILED, str(error), clock())
    return _settle(mail, MailState.SENT, "", clock())


def _settle(mail: QueuedMail, state: str, why: str, at: datetime) -> Outcome:
    """The outcome is kept, unless the claim was lost meanwhile and another process has the mail."""
    values: dict[str, Any] = {"state": state, "last_error": why}
    if state == MailState.SENT:
        values["sent_at"] = at
    elif state == MailState.FAILED and at - mail.queued_at >= PATIENCE:
        values["state"] = MailState.GIVEN_UP
    elif state == MailState.FAILED:
        values["not_before"] = at + PAUSES[min(mail.tries, len(PAUSES)) - 1]
    if state != MailState.SENDING:
        claimed = Q(state__in=MailState.CLAIMED) | Q(state=MailState.DOUBTFUL)
        QueuedMail.objects.filter(claimed, pk=mail.pk, claimed_at=mail.claimed_at).update(**values)
    return Outcome(mail, values["state"], why)


def send_again(mail: QueuedMail, *, by: Any, at: datetime) -> bool:
    """The mail is tried again from `at` on, under the Message-ID it has; False where it is on its way or was sent.

    For the person it goes to, and for those who may see all mail. Raises PermissionDenied.
    """
    if not QueuedMail.objects.seen_by(by).filter(pk=mail.pk).exists():
        raise PermissionDenied
    again = QueuedMail.objects.filter(pk=mail.pk, state__in=MailState.TROUBLED).exclude(text="")
    return bool(
        again.update(
            state=MailState.WAITING, not_before=at, not_after=None, queued_at=at, claimed_at=None, tries=0
        )
    )


def sweep(at: datetime) -> None:
    """Texts of mail that is over are gone after TEXT_KEPT, and its rows after ROW_KEPT."""
    over = QueuedMail.objects.filter(state__in=MailState.OVER)
    over.filter(queued_at__lt=at - TEXT_KEPT).exclude(text="").update(text="")
    over.filter(queued_at__lt=at - ROW_KEPT).delete()
