"""Invented releases: the same every time, of every sort, and never among real ones."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.management import CommandError, call_command

from releases.intake.attachments.judging import judge
from releases.management import invention
from releases.management.commands.generate_releases import MOST
from releases.models import (
    Attachment,
    Contact,
    JointSymbol,
    Mention,
    Release,
    ReleaseAttachment,
    ReleaseContact,
    ReleaseLink,
)
from releases.search.index import missing
from releases.wire.symbols import parse_symbol
from tests.factories import NOON, make_release
from tests.oracle import search


@pytest.mark.django_db
def test_rows_of_every_sort_are_made_and_found(capsys):
    call_command("generate_releases", "600")

    assert capsys.readouterr().out == "600 invented releases were added.\n"
    rows = Release.objects.all()
    assert rows.count() == 600
    assert set(rows.values_list("language", flat=True)) == {"en", "fr", "es", "ru", "ar", "zh-hans", "de"}
    assert set(rows.values_list("state", flat=True)) == {"draft", "approved", "withdrawn"}
    assert rows.filter(edition=2).exists()
    assert rows.filter(superseded_at__isnull=False).count() == rows.filter(edition=2).count()
    assert rows.filter(publish_at__year=2999).exists()
    assert Mention.objects.exists()
    assert ReleaseLink.objects.exists()
    assert JointSymbol.objects.exists()
    assert rows.filter(events__isnull=False).exists()
    assert {row.line for row in ReleaseContact.objects.all()} == {
        f"Invented Person {n}, Invented Information Service, +999 000 000{n}, invented-{n}@example.org"
        for n in (1, 2, 3)
    }
    assert [row.name for row in Contact.objects.all()] == [f"Invented Person {n}" for n in (1, 2, 3)]
    files = {row.attachment for row in ReleaseAttachment.objects.select_related("attachment")}
    assert {(file.file_name, judge(file.open().read())) for file in files} == {
        ("invented-table-1.csv", "csv"),
        ("invented-table-2.csv", "csv"),
    }
    assert (ReleaseContact.objects.count(), ReleaseAttachment.objects.count()) == (60, 31)
    assert missing("default") == 0
    assert search(rows.public(NOON), "Congress").exists()
    for release in rows[:5]:
        release.full_clean(exclude=["body"])


@pytest.mark.django_db
def test_a_second_run_goes_on_after_the_first(capsys):
    call_command("generate_releases", "30")
    call_command("generate_releases", "30")

    assert Release.objects.count() == 60
    assert (Contact.objects.count(), Attachment.objects.count()) == (3, 2)


@pytest.mark.django_db
def test_nothing_is_invented_among_real_releases():
    make_release()

    with pytest.raises(CommandError, match="did not make"):
        call_command("generate_releases", "10")
    assert Release.objects.count() == 1


@pytest.mark.parametrize("count", ["0", "-1", "99999999999"])
def test_count_out_of_range_is_refused(count):
    with pytest.raises(CommandError, match="Give a number from 1 to 1900000"):
        call_command("generate_releases", "--", count)


def test_the_most_there_can_be_are_spread_over_the_same_years_with_symbols_that_are_ones():
    stories = MOST * 12 // 20 + 12
    (first, *_others), (*_others, last) = (
        list(invention.releases(story, 1, total=stories)) for story in (0, stories - 1)
    )

    assert first.fields["issued_on"] == invention.FIRST_DAY
    assert last.fields["issued_on"] == invention.LAST_DAY - timedelta(days=1)
    assert parse_symbol(last.fields["symbol"]).number == stories // len(invention.SERIES)
    joint = {one.joint_symbol for one in invention.releases(stories - 50, 50, total=stories)} - {""}
    assert [parse_symbol(symbol).series for symbol in joint] == ["INV/JNT"]


def test_what_is_invented_is_the_same_on_every_machine():
    rows = [
        (*map(str, one.fields.values()), one.institutes, one.event, one.links, one.joint_symbol)
        for one in invention.releases(0, 24, total=1000)
    ]

    assert len(rows) == 41
    assert rows[0][:2] == ("INV/CP/1", "INV/CP/1")
    assert (
        sha256(repr(rows).encode()).hexdigest()
        == "b7389302b17cbd61ba887c09048af79e92c8b40eed13848aee9fb608b622cb93"
    )


def test_what_is_invented_is_always_the_same():
    first = list(invention.releases(100, 12, total=1000))

    assert first == list(invention.releases(100, 12, total=1000))
    assert {one.fields["note_of_origin"] for one in first} == {"Invented for load tests"}
