"""The index is built beside the one that answers, misses nothing that happens meanwhile, and takes its place."""

import threading
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction

from releases.database import change_log
from releases.models import JointSymbol, Release
from releases.search import index, rebuild
from releases.search.rebuild import BESIDE, Reindexing, UnfinishedError
from tests.factories import make_release
from tests.oracle import search

pytestmark = pytest.mark.django_db


def found(text):
    return {release.title for release in search(Release.objects.all(), text)}


def build(meanwhile=lambda: None):
    """A rebuild during which something happens once, after the releases were read."""
    happened = []

    def progress(_count):
        if not happened:
            happened.append(meanwhile())

    Reindexing(Release.objects.all()).build(1, progress)
    assert happened


def tables():
    return {name for name in connection.introspection.table_names() if name.startswith(index.TABLE)}


def rename(old, new):
    Release.objects.filter(title=old).update(title=new)


def test_every_release_is_found_by_what_it_says_now():
    make_release(title="Quagga")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE releases_release SET title = 'Okapi'")
        cursor.execute("DELETE FROM releases_searchentry")
    make_release(title="Dodo")
    before = tables()
    build()

    assert (found("quagga"), found("okapi"), found("dodo")) == (set(), {"Okapi"}, {"Dodo"})
    assert index.missing("default") == 0
    assert tables() == before


@pytest.mark.parametrize(
    ("meanwhile", "words", "expected"),
    [
        (lambda: rename("Quagga", "Okapi"), "okapi", {"Okapi"}),
        (lambda: rename("Quagga", "Okapi"), "quagga", set()),
        (lambda: make_release(title="Okapi"), "okapi", {"Okapi"}),
        (lambda: Release.objects.get(title="Quagga").delete(), "quagga", set()),
        (
            lambda: JointSymbol.objects.create(release=Release.objects.get(title="Quagga"), symbol="IK/372"),
            "IK/372",
            {"Quagga"},
        ),
    ],
    ids=["new word", "old word", "new release", "deleted", "joint symbol"],
)
def test_what_happens_meanwhile_is_in_the_new_index(meanwhile, words, expected):
    make_release(title="Quagga")
    build(meanwhile)

    assert found(words) == expected
    assert index.missing("default") == 0


def test_the_new_index_follows_the_releases_like_the_old_one():
    make_release(title="Quagga")
    build()
    build()
    rename("Quagga", "Okapi")
    make_release(title="Dodo").delete()

    assert (found("quagga"), found("okapi"), found("dodo")) == (set(), {"Okapi"}, set())


def test_batches_and_groups_come_together(monkeypatch):
    monkeypatch.setattr(rebuild, "BATCH", 2)
    monkeypatch.setattr(rebuild, "BATCHES_AT_ONCE", 2)
    for number in range(11):
        make_release(title=f"Quagga {number}", issued_on=date(2005, 4, 1 + number))
    done = []
    Reindexing(Release.objects.all()).build(11, done.append)

    assert done == [4, 4, 3]
    assert len(found("quagga")) == 11


def test_whoever_begins_second_goes_on_alone():
    make_release(title="Quagga")
    with pytest.raises(UnfinishedError, match="Another rebuild_search has begun"):
        build(build)

    assert found("quagga") == {"Quagga"}
    assert BESIDE not in tables()


def test_the_old_index_answers_on_when_too_much_has_changed():
    make_release(title="Quagga")
    with pytest.raises(UnfinishedError, match="Run rebuild_search again"):
        build(lambda: change_log.note_everything("default"))

    assert found("quagga") == {"Quagga"}
    assert BESIDE not in tables()


def test_command_says_in_one_sentence_why_it_stopped(monkeypatch):
    make_release(title="Quagga")
    monkeypatch.setattr(
        rebuild.change_log, "since", lambda _mark, _using: (None, change_log.Changes(everything=True))
    )

    with pytest.raises(CommandError, match="So much was changed meanwhile"):
        call_command("rebuild_search")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_readers_and_writers_need_not_wait():
    release = make_release(title="Quagga")
    answers = []

    def ask():
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = '2s'")
        answers.append(found("quagga"))
        Release.objects.filter(pk=release.pk).update(title="Okapi")
        answers.append(found("okapi"))
        connections.close_all()

    def meanwhile():
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()

    build(meanwhile)
    assert answers == [{"Quagga"}, {"Okapi"}]
    assert found("okapi") == {"Okapi"}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_the_new_index_gives_way_to_a_transaction_that_writes(monkeypatch):
    """Somebody who has read the index and is about to write to it would lock up with the exchange."""
    release = make_release(title="Quagga")
    monkeypatch.setattr(rebuild, "PATIENCE", "50ms")
    waiting, rebuilt = threading.Event(), threading.Event()

    def write():
        with transaction.atomic():
            found("quagga")
            Release.objects.filter(pk=release.pk).update(title="Okapi")
            waiting.set()
            rebuilt.wait(0.5)
        connections.close_all()

    def meanwhile():
        thread.start()
        waiting.wait()

    thread = threading.Thread(target=write)
    build(meanwhile)
    rebuilt.set()
    thread.join()

    assert (found("quagga"), found("okapi")) == (set(), {"Okapi"})
