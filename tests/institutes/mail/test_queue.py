from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from institutes.mail.queue import LONGEST_TEXT, one_line, queue_mail
from institutes.models import QueuedMail
from tests.factories import make_user

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def queued(**fields):
    values = {"to": "a@example.org", "subject": "Invented", "text": "Text.", "language": "en", "kind": "test"}
    return queue_mail(**values | {"at": AT} | fields)


def test_a_mail_waits_from_the_moment_on_that_it_was_queued():
    person = make_user(username="ann")

    mail = queued(to=" ann@example.org ", person=person, key="submitted:1")

    assert QueuedMail.objects.get() == mail
    assert (mail.to, mail.subject, mail.text, mail.language, mail.kind, mail.person, mail.key) == (
        "ann@example.org", "Invented", "Text.", "en", "test", person, "submitted:1",
    )  # fmt: skip
    assert (mail.queued_at, mail.not_before, mail.not_after, mail.sent_at) == (AT, AT, None, None)
    assert (mail.state, mail.tries, mail.last_error) == ("waiting", 0, "")


def test_the_same_is_queued_once_and_the_transaction_goes_on():
    with transaction.atomic():
        first = queued(key="public:7", subject="First")
        again = queued(key="public:7", subject="Second")
        other = queued(key="public:8", subject="Third")

    assert (first.subject, again, other.subject) == ("First", None, "Third")
    assert list(QueuedMail.objects.order_by("pk").values_list("subject", flat=True)) == ["First", "Third"]


def test_without_a_key_every_mail_is_another():
    assert queued().key != queued().key
    assert QueuedMail.objects.count() == 2


def test_a_mail_of_a_transaction_that_failed_was_never_queued():
    with transaction.atomic():
        queued()
        transaction.set_rollback(True)

    assert not QueuedMail.objects.exists()


TOO_LONG = f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.org"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "ann",
        "ann@",
        "@example.org",
        "a b@example.org",
        "a@b.org\nBcc: c@b.org",
        "a@b.org, c@b.org",
        TOO_LONG,
    ],
)
def test_what_is_no_address_is_refused(address):
    with pytest.raises(ValidationError):
        queued(to=address)

    assert not QueuedMail.objects.exists()


def test_a_language_of_which_there_are_no_texts_is_refused():
    with pytest.raises(ValidationError):
        queued(language="tlh")


@pytest.mark.parametrize(
    ("subject", "line"),
    [
        ("  Two   words ", "Two words"),
        ("Returned\r\nBcc: all@example.org", "Returned Bcc: all@example.org"),
        ("Returned\u2028Bcc:\x0bx\x85y", "Returned Bcc: x y"),
        ("nul\x00lone\ud800end", "nul lone end"),
        ("إعادة النشرة", "إعادة النشرة"),
        ("x" * 200, "x" * 200),
        ("x" * 201, f"{'x' * 199}…"),
    ],
)
def test_a_subject_is_one_line(subject, line):
    assert one_line(subject) == line


@given(st.text())
def test_no_subject_breaks_its_line_or_is_too_long(subject):
    line = one_line(subject)

    assert len(line) <= 200
    assert len(line.splitlines()) <= 1
    assert line.encode().decode() == line
    assert one_line(line) == line


def test_a_text_keeps_its_lines_and_loses_what_no_mail_can_carry():
    mail = queued(text="One\r\nTwo\rThree\n\tFour\x00\ud800\u2029" + "x" * LONGEST_TEXT)

    assert mail.text[:24] == "One\nTwo\nThree\n\tFour  \u2029xx"[:24]
    assert len(mail.text) == LONGEST_TEXT
