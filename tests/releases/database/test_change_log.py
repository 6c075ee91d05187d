"""The log tells a reader what has changed since it last looked, and says so when it cannot."""

# ruff: noqa: S608 - the name of the table is ours

from threading import Event, Thread

import pytest
from django.db import connection, connections, transaction

from institutes.models import InstituteName
from releases.database import change_log
from releases.database.change_log import Changes
from releases.models import Mention, Release, Series
from tests.factories import make_event, make_institute, make_release

pytestmark = pytest.mark.django_db


def read(mark):
    return change_log.since(mark, "default")


def test_who_has_not_read_yet_reads_everything():
    mark, told = read(None)

    assert told == Changes(everything=True)
    assert read(mark) == (mark, Changes())


@pytest.mark.parametrize("action", ["write", "change", "delete", "mention", "event", "joint symbol"])
def test_a_release_is_told_of_once(action):
    release, institute, event = make_release(), make_institute(), make_event()
    key = release.pk
    mark, _told = read(None)

    match action:
        case "write":
            key = make_release(symbol="TEST/SER/1").pk
        case "change":
            Release.objects.filter(pk=key).update(title="Okapi")
        case "delete":
            release.delete()
        case "mention":
            Mention.objects.create(release=release, institute=institute, name_as_printed="OKAPI")
        case "event":
            release.events.add(event)
        case "joint symbol":
            release.joint_symbols.create(symbol="OTHER/1")
    mark, told = read(mark)

    assert told == Changes(releases=frozenset({key}))
    assert read(mark)[1] == Changes()


def test_a_part_that_moves_changes_both_releases():
    one, other, institute = make_release(), make_release(), make_institute()
    mention = Mention.objects.create(release=one, institute=institute, name_as_printed="OKAPI")
    mark, _told = read(None)

    Mention.objects.filter(pk=mention.pk).update(release=other)

    assert read(mark)[1] == Changes(releases=frozenset({one.pk, other.pk}))


@pytest.mark.parametrize("action", ["institute", "name", "event", "series"])
def test_names_are_told_of_as_a_whole(action):
    institute, event = make_institute(), make_event()
    mark, _told = read(None)

    match action:
        case "institute":
            institute.delete()
        case "name":
            InstituteName.objects.filter(institute=institute).update(name="Okapi")
        case "event":
            event.names.create(language="fr", name="Okapi")
        case "series":
            Series.objects.create(prefix="OTHER")

    assert read(mark)[1] == Changes(names=True)


def test_what_was_read_and_then_undone_is_told_as_everything():
    mark, _told = read(None)
    with transaction.atomic():
        make_release()
        inside, told = read(mark)
        transaction.set_rollback(True)

    assert told.releases
    assert read(inside)[1] == Changes(everything=True)
    assert read(mark)[1] in (Changes(), Changes(everything=True))


def test_what_is_written_in_the_place_of_what_was_undone_is_not_taken_for_it():
    mark, _told = read(None)
    with transaction.atomic():
        make_release()
        inside, _told = read(mark)
        transaction.set_rollback(True)
    make_release()

    assert read(inside)[1] == Changes(everything=True)


def test_who_comes_so_late_that_lines_are_gone_reads_everything():
    make_release()
    mark, _told = read(None)
    make_release()
    make_release()
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {change_log.TABLE} WHERE id <= %s", [mark.highest + 1])

    assert read(mark)[1] == Changes(everything=True)


def test_old_lines_are_swept_as_new_ones_come():
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {change_log.TABLE} (release_id, is_name) VALUES (%s, %s)",
            [(number, False) for number in range(change_log.KEPT + 2 * change_log.SWEPT)],
        )
        cursor.execute(f"SELECT count(*) FROM {change_log.TABLE}")
        count = cursor.fetchone()[0]

    assert change_log.KEPT <= count <= change_log.KEPT + change_log.SWEPT


def test_writing_without_triggers_ends_with_everything():
    mark, _told = read(None)
    with change_log.suspended("default"):
        make_release()
        assert read(mark)[1] == Changes()

    mark, told = read(mark)
    assert told == Changes(everything=True)
    make_release()
    assert len(read(mark)[1].releases) == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_who_commits_late_is_told_of_late():
    """Numbers are given before transactions end: the lower one may appear after the higher."""
    series = Series.objects.create(prefix="TEST/SER")
    began, may_end = Event(), Event()

    def slow():
        with transaction.atomic():
            make_release(symbol="TEST/SER/1", series=series)
            began.set()
            may_end.wait(10)
        connections["default"].close()

    thread = Thread(target=slow)
    mark, _told = read(None)
    thread.start()
    began.wait(10)
    quick = make_release(symbol="TEST/SER/2", series=series)
    mark, told = read(mark)
    assert told == Changes(releases=frozenset({quick.pk}))
    assert read(mark)[1] == Changes()
    may_end.set()
    thread.join()
    mark, told = read(mark)

    assert told == Changes(releases=frozenset({Release.objects.get(number=1).pk}))
    assert read(mark)[1] == Changes()
