"""Mail goes to a real server over a real socket; only the clock is moved."""

import socket
import threading
from datetime import timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from institutes.mail import sending, smtp
from institutes.mail.sending import claim, send_again, send_queue, sweep
from institutes.models import QueuedMail
from tests.factories import make_user
from tests.institutes.mail.test_queue import AT, queued
from tests.mail_sink import Sink

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


@pytest.fixture
def sink(settings):
    with Sink() as sink:
        settings.MAIL_SERVER = sink.server
        settings.DEFAULT_FROM_EMAIL = "Press Service <press@example.org>"
        yield sink


@pytest.fixture
def _short_patience(monkeypatch):
    """A server is waited for a third of a second."""
    monkeypatch.setitem(smtp.connected.__wrapped__.__kwdefaults__, "seconds", 0.3)


def send(at=AT, limit=100, **options):
    """The states of the mails that were tried, with why."""
    return [(outcome.state, outcome.why) for outcome in send_queue(lambda: at, limit=limit, **options)]


def row(mail):
    mail.refresh_from_db()
    return mail.state, mail.tries, mail.why


def test_a_mail_arrives_as_it_was_written(sink):
    text = "Ваш текст вернули.\n\n.\n..two dots\nالعربية 中文 " + "long " * 300 + "\n"
    mail = queued(
        to="ann@example.org", subject="Возвращено: «Семинар» " + "слово " * 20, text=text, language="ru"
    )

    assert send(AT + MINUTE) == [("sent", "")]

    (come,) = sink.mails
    assert come["Subject"] == mail.subject
    assert come.get_content().replace("\r\n", "\n") == text
    assert come.get_content_type() == "text/plain"
    assert {name: come[name] for name in (
        "From", "To", "Date", "Content-Language", "Auto-Submitted", "X-Auto-Response-Suppress", "List-Id", "Message-ID",
    )} == {
        "From": "Press Service <press@example.org>",
        "To": "ann@example.org",
        "Date": "Thu, 26 Nov 2026 09:00:00 +0000",
        "Content-Language": "ru",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "List-Id": "pressroom test <test.pressroom.testserver>",
        "Message-ID": f"<{mail.message_id}@example.org>",
    }  # fmt: skip
    mail.refresh_from_db()
    assert (mail.state, mail.tries, mail.sent_at) == ("sent", 1, AT + MINUTE)


def test_what_was_sent_is_not_sent_again_and_many_go_over_one_session(sink):
    for _each in range(5):
        queued()
    sessions = sink.sessions

    assert [state for state, _why in send()] == ["sent"] * 5
    assert send() == []
    assert len(sink.mails) == 5
    assert sink.sessions == sessions + 1


def test_a_limit_is_kept_and_the_rest_goes_later(sink):
    for _each in range(3):
        queued()

    assert [len(send(limit=2)), len(send(limit=2)), len(send(limit=2))] == [2, 1, 0]


def test_nothing_is_begun_once_it_is_to_stop(sink):
    queued()
    queued()

    assert len(send(stopped=lambda: len(sink.mails) > 0)) == 1
    assert len(sink.mails) == 1


def test_a_mail_goes_out_at_its_time_and_not_when_it_is_of_no_use_any_more(sink):
    late = queued(not_after=AT + MINUTE)
    later = queued(at=AT + 3 * MINUTE)

    assert send(AT + 2 * MINUTE) == []
    assert row(late) == ("given_up", 0, "It could not be sent while it was of use.")
    assert send(AT + 3 * MINUTE) == [("sent", "")]
    assert row(later)[0] == "sent"


@pytest.mark.parametrize(
    ("stage", "answer", "state"),
    [
        ("RCPT", "550 5.1.1 No such person", "given_up"),
        ("DATA", "554 5.7.1 Not wanted", "given_up"),
        ("RCPT", "450 4.2.0 Greylisted", "failed"),
        ("DATA", "452 4.3.1 Disk full", "failed"),
        ("MAIL", "451 4.3.0 Later", "failed"),
        # About who sends, and so about every mail: it goes once that is put right.
        ("MAIL", "530 5.7.0 Authentication required", "failed"),
    ],
)
def test_a_refusal_is_kept_in_the_words_of_the_server(sink, stage, answer, state):
    refused = queued()
    sink.answers[stage] = answer

    assert send() == [(state, answer)]
    assert row(refused) == (state, 1, answer)

    sink.answers.clear()
    assert [state for state, _why in send(AT + 2 * MINUTE)] == (["sent"] if state == "failed" else [])


def test_a_refused_mail_does_not_keep_the_next_from_going(sink, monkeypatch):
    first = queued(to="nobody@example.org")
    queued(to="ann@example.org")

    async def refuse_nobody(server, session, envelope, address, options):
        if address.startswith("nobody"):
            return "550 No such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    monkeypatch.setattr(Sink, "handle_RCPT", refuse_nobody.__get__(sink), raising=False)
    sink.handle_RCPT = refuse_nobody

    assert [state for state, _why in send()] == ["given_up", "sent"]
    assert row(first)[0] == "given_up"


def test_what_fails_is_tried_less_and_less_often_and_given_up_with_the_reason(sink):
    mail = queued()
    sink.answers["RCPT"] = "450 Later"
    tries = []
    while row(mail)[0] != "given_up":
        assert send(mail.not_before - timedelta(seconds=1)) == []
        assert send(mail.not_before)
        tries.append(mail.not_before - AT)
    assert tries[:5] == [timedelta(minutes=minutes) for minutes in (0, 1, 6, 21, 81)]
    assert {later - earlier for earlier, later in pairwise(tries[4:])} == {timedelta(hours=4)}
    assert timedelta(days=3) <= tries[-1] < timedelta(days=3, hours=4)
    assert row(mail) == ("given_up", len(tries), "450 Later")


def test_a_server_that_is_away_is_asked_once_a_time(settings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    settings.MAIL_SERVER = {"host": "127.0.0.1", "port": port, "user": "", "password": "", "security": ""}
    first, second = queued(), queued()

    assert send() == [("failed", "[Errno 111] Connection refused")]
    assert row(first) == ("failed", 1, "[Errno 111] Connection refused")
    assert row(second) == ("waiting", 0, "")


@pytest.mark.usefixtures("_short_patience")
@pytest.mark.parametrize(
    ("stage", "state", "comes"),
    [("EHLO", "failed", 0), ("MAIL", "failed", 0), ("RCPT", "failed", 0), ("DATA", "doubtful", 1)],
)
def test_a_server_that_hangs_is_not_waited_for(sink, stage, state, comes):
    mail, other = queued(), queued()
    sink.sleeps[stage] = 2

    assert [state for state, _why in send()] == [state]

    why = "Connection unexpectedly closed: timed out"
    assert (row(mail), row(other)) == ((state, 1, why), ("waiting", 0, ""))
    assert len(sink.mails) == comes


@pytest.mark.usefixtures("_short_patience")
def test_what_was_perhaps_sent_is_never_sent_again_by_itself(sink):
    mail = queued(person=make_user(username="ann"))
    sink.sleeps["DATA"] = 2
    send()
    sink.sleeps.clear()

    assert send(AT + timedelta(days=30)) == []
    assert sink.counts() == {mail.message_id: 1}

    assert send_again(mail, by=mail.person, at=AT)
    assert send() == [("sent", "")]
    # Under the same Message-ID, by which the mail programs of many people show it once.
    assert sink.counts() == {mail.message_id: 2}


def test_a_claimed_mail_is_nobody_elses(sink):
    mail = queued()
    claimed = claim(AT)

    assert claimed == mail
    assert claim(AT) is None
    assert send(AT + MINUTE) == []


def test_who_was_taken_for_dead_breaks_off_before_the_last_line(sink):
    """A process that was stopped for long wakes up when another one has its mail."""
    mail = queued()
    slow = claim(AT)
    later = AT + 6 * MINUTE
    assert send(later) == [("sent", "")]

    with smtp.connected(sink.server) as session:
        outcome = sending._send(session, slow, lambda: later)

    assert outcome.state == "sending"
    assert row(mail) == ("sent", 2, "")
    assert sink.counts() == {mail.message_id: 1}


def test_only_who_may_sends_again_and_only_what_is_not_on_its_way(sink):
    ann, ben = make_user(username="ann"), make_user(username="ben")
    mail = queued(person=ann)
    sink.answers["RCPT"] = "550 No"
    send()
    sink.answers.clear()

    with pytest.raises(PermissionDenied):
        send_again(mail, by=ben, at=AT)
    assert row(mail)[0] == "given_up"
    assert send_again(mail, by=ann, at=AT)
    assert send() == [("sent", "")]
    assert not send_again(mail, by=ann, at=AT)
    assert send() == []


def test_texts_go_after_a_week_and_rows_after_ninety_days(sink):
    queued(text="Secret")
    send()
    queued(text="Not sent yet", at=AT)

    sweep(AT + timedelta(days=7))
    assert sorted(QueuedMail.objects.values_list("text", flat=True)) == ["Not sent yet", "Secret"]
    sweep(AT + timedelta(days=7, seconds=1))
    assert sorted(QueuedMail.objects.values_list("text", flat=True)) == ["", "Not sent yet"]
    sweep(AT + timedelta(days=91))
    assert list(QueuedMail.objects.values_list("text", flat=True)) == ["Not sent yet"]


def test_without_a_server_mail_is_printed(settings):
    settings.MAIL_SERVER = None
    queued(to="ann@example.org", subject="Invented", text="Text.")

    from django.core import mail

    assert send() == [("sent", "")]
    assert [(one.to, one.subject, one.body) for one in mail.outbox] == [
        (["ann@example.org"], "Invented", "Text.")
    ]


def test_a_name_and_a_password_are_given_over_a_secure_line_only_as_told(sink):
    """The server of the tests knows no encryption: who is told to use it sends nothing without."""
    queued()
    with pytest.raises(smtp.ServerAwayError), smtp.connected(sink.server | {"security": "starttls"}):
        pass
    with pytest.raises(smtp.ServerAwayError), smtp.connected(sink.server | {"user": "a", "password": "b"}):
        pass


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_senders_at_once_never_send_the_same(sink):
    for _each in range(40):
        queued(at=timezone.now())
    outcomes = []

    def work():
        from django.db import connection

        try:
            outcomes.extend(send_queue(timezone.now, limit=100))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _each in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [outcome.state for outcome in outcomes] == ["sent"] * 40
    assert sink.counts() == dict.fromkeys(QueuedMail.objects.values_list("message_id", flat=True), 1)
