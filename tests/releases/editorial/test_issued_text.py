"""The exact text that an approval freezes, and that nothing changes afterwards."""

import hashlib
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from releases.database.immutability import SealedError
from releases.editorial import issued_text, workflow
from releases.editorial.groups import EDITORS, PRESS_OFFICERS
from releases.intake.importer import import_bytes
from releases.models import JointSymbol, Release
from tests.factories import NOON, make_contact, make_release, make_series, make_user

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
ORIGINAL = (
    b"TEST/SER/1\r\n21 April 2005\r\n\r\nA Title\r\n\r\n"
    b"BANGKOK, 21 April (UN Information Service) -- First  words.\r\n\r\n* *** *\r\n"
)
WRITTEN = (
    b"TEST/SER/1\n21 April 2005\n\nA Title\n\nBANGKOK, 21 April (UN Information Service) -- First words."
)


@pytest.fixture
def writer():
    return make_user(PRESS_OFFICERS)


@pytest.fixture
def editor():
    return make_user(PRESS_OFFICERS, EDITORS)


def issue(release, writer, editor, at=NOON):
    release = workflow.submit(release, by=writer, at=at)
    workflow.approve(release, by=editor, at=at)
    return Release.objects.get(pk=release.pk)


def typed(writer, **fields):
    return make_release(**{"symbol": "TEST/SER/1", "created_by": writer} | fields)


def imported(writer, filename="a.txt"):
    make_series(prefix="TEST/SER")
    outcome = import_bytes(ORIGINAL, filename=filename, by=writer, at=NOON)
    assert outcome.message == ""
    release = outcome.release
    return workflow.confirm_guesses(release, [*release.guesses, "mentions"], by=writer, at=NOON)


def digest_of(release):
    return hashlib.sha256(issued_text.text_of(release)[0]).hexdigest()


def given_out(address):
    response = Client().get(address)
    assert response.status_code == 200
    return response.content, response["ETag"]


def test_a_changed_writer_changes_no_text_that_was_issued(writer, editor, monkeypatch):
    first = issue(typed(writer), writer, editor, timezone.now() - HOUR)
    second = workflow.open_next_edition(first, by=writer, at=timezone.now(), note="A word.")
    second.title = "Another title"
    second = workflow.save_edition(second, by=writer, at=timezone.now())
    second = issue(second, writer, editor, timezone.now())
    french = workflow.open_translation(second, "fr", by=writer, at=timezone.now())
    french = workflow.confirm_guesses(french, list(french.guesses), by=writer, at=timezone.now())
    issue(french, writer, editor, timezone.now())
    addresses = [
        *("/en/releases/TEST/SER/1.txt", "/en/releases/TEST/SER/1/editions/1.txt"),
        "/fr/releases/TEST/SER/1.txt",
    ]
    later = timezone.now() + HOUR
    monkeypatch.setattr(timezone, "now", lambda: later)
    before = {address: given_out(address) for address in addresses}

    monkeypatch.setattr(issued_text, "write", lambda _document: "Another layout.")
    # Whatever page is kept is made anew.
    typed(writer, symbol="TEST/SER/2", state="approved", publish_at=NOON)

    assert {address: given_out(address) for address in addresses} == before
    assert b"Another layout." in given_out("/en/releases/TEST/SER/2.txt")
    assert all(digest_of(release) == release.issued_sha256 for release in Release.objects.all())


def test_an_imported_text_that_nobody_changed_is_issued_as_it_came(writer, editor):
    release = issue(imported(writer), writer, editor)

    assert issued_text.text_of(release) == (ORIGINAL, "utf-8")
    assert (release.issued_text, release.issued_sha256) == (None, hashlib.sha256(ORIGINAL).hexdigest())


@pytest.mark.parametrize("name", ["title", "body", "contacts", "dateline_city"])
def test_an_imported_text_that_was_changed_is_issued_as_changed(writer, editor, name):
    release = imported(writer)
    setattr(release, name, "CHANGED")
    release = issue(workflow.save_edition(release, by=writer, at=NOON), writer, editor)

    assert b"CHANGED" in issued_text.text_of(release)[0]
    assert bytes(release.as_issued) == ORIGINAL
    assert release.issued_sha256 == digest_of(release) != release.as_issued_sha256


def test_what_is_not_printed_changes_no_text(writer, editor):
    release = imported(writer)
    release.kind = "statement"
    release = issue(workflow.save_edition(release, by=writer, at=NOON), writer, editor)

    assert issued_text.text_of(release)[0] == ORIGINAL


def test_a_further_symbol_is_part_of_the_text(writer, editor):
    release = imported(writer)
    JointSymbol.objects.create(release=release, symbol="SG/SM/7", symbol_key="sgsm7", position=1)
    release = issue(release, writer, editor)

    assert issued_text.text_of(release)[0].startswith(b"TEST/SER/1-SG/SM/7\n")


def test_a_text_that_was_taken_back_to_be_changed_is_frozen_anew(writer, editor):
    release = workflow.submit(typed(writer), by=writer, at=NOON)
    release = workflow.approve(release, by=editor, at=NOON, publish_at=NOON + HOUR)
    early = release.issued_sha256
    release = workflow.unschedule(release, by=editor, at=NOON)
    release.title = "CHANGED"
    release = workflow.save_edition(release, by=writer, at=NOON)
    assert b"CHANGED" in issued_text.text_of(release)[0]
    workflow.approve(release, by=editor, at=NOON)
    release = Release.objects.get(pk=release.pk)

    assert b"CHANGED" in issued_text.text_of(release)[0]
    assert release.issued_sha256 == digest_of(release) != early


@pytest.mark.parametrize(("column", "value"), [("issued_text", b"x"), ("issued_sha256", "x")])
def test_the_database_refuses_another_issued_text(writer, editor, column, value):
    release = issue(typed(writer), writer, editor)

    with pytest.raises(SealedError):
        Release.objects.filter(pk=release.pk).update(**{column: value})


def test_contacts_from_the_list_are_printed_below_the_end_mark(writer, editor):
    release = typed(writer, contacts="Typed contact: +43 1 26060")
    make_contact(release, name="Anna", office="UNIS Bangkok", email="anna@invented.example")

    text = issued_text.text_of(issue(release, writer, editor))[0].decode()

    assert text.partition("* *** *\n\n")[2] == (
        "Typed contact: +43 1 26060\n\nAnna, UNIS Bangkok, +66 2 288 1866, anna@invented.example"
    )


@pytest.mark.parametrize(("name", "is_original"), [("First  Words", True), ("Anna", False)])
def test_an_original_stays_the_text_where_it_says_all_contacts(writer, editor, name, is_original):
    release = imported(writer)
    contact = make_contact(release, name=name, telephone="21 April", email="")

    content = issued_text.text_of(issue(release, writer, editor))[0]

    assert (content == ORIGINAL) is is_original
    assert (contact.line.encode() in content) is not is_original
