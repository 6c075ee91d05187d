"""The log tells a reader what has changed since it last looked, and says so when it cannot."""

# ruff: noqa: S608 - the name of the table is ours

from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection, connections, transaction

from institutes.models import InstituteName
from releases.database import change_log, immutability
from releases.database.change_log import Changes
from releases.models import (
    Attachment,
    FormerReference,
    Mention,
    Photo,
    Release,
    ReleasePhoto,
    Series,
    Timestamp,
)
from tests.factories import (
    NOON,
    make_attachment,
    make_contact,
    make_event,
    make_institute,
    make_logo,
    make_photo,
    make_public_release,
    make_release,
    make_series,
)

HOUR = timedelta(hours=1)

pytestmark = pytest.mark.django_db


def read(mark):
    return change_log.since(mark, "default")


def test_who_has_not_read_yet_reads_everything():
    mark, told = read(None)

    assert told == Changes(everything=True)
    assert read(mark) == (mark, Changes())


def rewrite(rows, **values):
    """What the seals of an issued edition refuse, and a person at the database can do all the same."""
    with immutability.lifted(connection):
        rows.update(**values)


def delete_row(release):
    with immutability.lifted(connection), connection.cursor() as cursor:
        cursor.execute("DELETE FROM releases_release WHERE id = %s", [release.pk])


def own(release):
    return Release.objects.filter(pk=release.pk)


PUBLIC_ACTIONS = {
    "write": lambda _release: make_public_release(symbol="TEST/SER/1"),
    "change": lambda release: rewrite(own(release), title="Okapi"),
    "withdraw": lambda release: rewrite(
        own(release), state="withdrawn", withdrawn_at=NOON + HOUR, withdrawal_reason="Invented."
    ),
    "supersede": lambda release: rewrite(own(release), superseded_at=NOON + HOUR),
    "delete": delete_row,
    "mention": lambda release: Mention.objects.create(release=release, institute=make_institute()),
    "event": lambda release: release.events.add(make_event()),
    "joint symbol": lambda release: release.joint_symbols.create(symbol="OTHER/1"),
    "link": lambda release: release.links.create(reference="OTHER/1"),
    "photo": make_photo,
    "contact": make_contact,
    "attachment": make_attachment,
    "time stamp": lambda release: Timestamp.objects.create(release=release, reply=b"x", stamped_at=NOON),
}


@pytest.mark.parametrize("action", PUBLIC_ACTIONS)
def test_a_release_that_was_issued_is_told_of_once(action):
    release = make_public_release()
    mark, _told = read(None)
    token = change_log.token("default")

    made = PUBLIC_ACTIONS[action](release)
    mark, told = read(mark)

    assert told.releases == frozenset({made.pk if action == "write" else release.pk})
    assert not told.everything
    assert change_log.token("default") != token
    assert read(mark)[1] == Changes()


@pytest.mark.parametrize("action", sorted(PUBLIC_ACTIONS.keys() - {"write", "withdraw", "supersede"}))
def test_a_draft_is_told_of_apart(action):
    release = make_release()
    mark, _told = read(None)

    PUBLIC_ACTIONS[action](release)

    told = read(mark)[1]
    assert (told.releases, told.drafts) == (frozenset(), frozenset({release.pk}))


def test_a_draft_that_is_written_and_submitted_leaves_the_token():
    make_series("TEST/SER")
    token = change_log.token("default")

    release = make_release(publish_at=NOON)
    Release.objects.filter(pk=release.pk).update(title="Okapi", version=2)
    rewrite(own(release), state="submitted", version=3)
    release.links.create(reference="OTHER/1")
    photo = make_photo(release)
    photo.caption = "Okapi"
    photo.save()
    release.refresh_from_db()
    release.delete()

    assert change_log.token("default") == token


def test_what_nobody_sees_of_a_public_release_is_not_told_of():
    release = make_public_release()
    token = change_log.token("default")

    Release.objects.filter(pk=release.pk).update(version=7, awaits_confirmation=True)

    assert change_log.token("default") == token


def test_a_part_that_moves_changes_both_releases():
    one, other, institute = make_public_release(), make_public_release(), make_institute()
    mention = Mention.objects.create(release=one, institute=institute, name_as_printed="OKAPI")
    mark, _told = read(None)

    rewrite(Mention.objects.filter(pk=mention.pk), release=other)

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


def test_what_is_only_proposed_is_told_of_when_it_is_accepted():
    congress, heuni = make_event(), make_institute()
    mark, _told = read(None)
    token = change_log.token("default")

    institute, event = make_institute(is_proposed=True), make_event(parent=congress, is_proposed=True)
    series = Series.objects.create(prefix="OTHER", is_proposed=True)
    make_logo(institute)
    institute.names.update(name="Okapi")
    event.names.create(language="fr", name="Okapi")
    event.institutes.add(heuni)
    for row in (institute, event, series):
        row.save()
    event.names.all().delete()
    told_before = read(mark)[1], change_log.token("default")
    type(event).objects.filter(pk=event.pk).update(is_proposed=False)

    assert told_before == (Changes(), token)
    assert read(mark)[1] == Changes(names=True)


@pytest.mark.parametrize(
    "action",
    ["logo", "picture of a photo", "file of an attachment", "partner institute", "former reference"],
)
def test_what_only_pages_show_changes_the_token_alone(action):
    photo, event, institute = make_photo(make_public_release()), make_event(), make_institute()
    attachment = make_attachment(make_public_release())
    mark, _told = read(None)
    token = change_log.token("default")

    match action:
        case "logo":
            make_logo(institute)
        case "file of an attachment":
            rewrite(Attachment.objects.filter(pk=attachment.pk), token="okapi")
        case "picture of a photo":
            rewrite(Photo.objects.filter(pk=photo.pk), token="okapi")
        case "partner institute":
            event.institutes.add(institute)
        case "former reference":
            FormerReference.objects.create(former="A/1", language="en", reference="A/2", since=NOON)

    assert read(mark)[1] == Changes()
    assert change_log.token("default") != token


def test_the_words_of_a_photo_are_on_no_page():
    photo = make_photo(make_public_release())
    token = change_log.token("default")

    Photo.objects.update(
        alternative_text="", is_decorative=True, caption="Okapi", credit="Okapi", language="fr"
    )

    assert change_log.token("default") == token
    rewrite(ReleasePhoto.objects.filter(photo=photo), caption="Okapi")
    assert change_log.token("default") != token


def counts(action):
    """The hours after noon at which what `action` writes can be seen, of 0 (noon) to 3."""
    before = [change_log.effect_at(NOON + hour * HOUR, "default").token for hour in range(4)]
    action()
    after = [change_log.effect_at(NOON + hour * HOUR, "default").token for hour in range(4)]
    return [hour for hour in range(4) if before[hour] != after[hour]]


def test_what_is_planned_counts_from_its_moment_on():
    release, planned = make_public_release(), make_release()

    def update(row, **values):
        return lambda: rewrite(own(row), **values)

    assert counts(update(planned, state="approved", publish_at=NOON + 2 * HOUR)) == [2, 3]
    assert counts(update(release, superseded_at=NOON + 3 * HOUR, version=2)) == [3]
    assert counts(update(release, superseded_at=None, version=3)) == [3]
    assert counts(update(planned, state="submitted", publish_at=NOON)) == [2, 3]
    assert counts(lambda: make_public_release(publish_at=NOON + HOUR)) == [1, 2, 3]
    assert counts(update(release, state="withdrawn", withdrawn_at=NOON + HOUR, withdrawal_reason="Wrong.")) == [
        0, 1, 2, 3,
    ]  # fmt: skip


def test_a_series_counts_from_its_first_release_on():
    assert counts(lambda: make_series("OTHER")) == []
    assert counts(lambda: Series.objects.filter(prefix="OTHER").update(title="Okapi")) == []
    make_public_release(symbol="OTHER/1", publish_at=NOON + HOUR)
    assert counts(lambda: Series.objects.filter(prefix="OTHER").update(title="Giraffe")) == [1, 2, 3]


def test_the_next_line_that_will_count_is_known():
    make_public_release(publish_at=NOON)
    make_public_release(publish_at=NOON + 2 * HOUR)

    effect = change_log.effect_at(NOON + HOUR, "default")

    assert (effect.since, effect.until) == (NOON, NOON + 2 * HOUR)


def test_what_was_read_and_then_undone_is_told_as_everything():
    mark, _told = read(None)
    with transaction.atomic():
        make_public_release()
        inside, told = read(mark)
        transaction.set_rollback(True)

    assert told.releases
    assert read(inside)[1] == Changes(everything=True)
    assert read(mark)[1] in (Changes(), Changes(everything=True))


def test_what_is_written_in_the_place_of_what_was_undone_is_not_taken_for_it():
    mark, _told = read(None)
    with transaction.atomic():
        make_public_release()
        inside, _told = read(mark)
        transaction.set_rollback(True)
    make_public_release()

    assert read(inside)[1] == Changes(everything=True)


def test_who_comes_so_late_that_lines_are_gone_reads_everything():
    make_public_release()
    mark, _told = read(None)
    make_public_release()
    make_public_release()
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {change_log.TABLE} WHERE id <= %s", [mark.highest + 1])

    assert read(mark)[1] == Changes(everything=True)


def test_old_lines_are_swept_as_new_ones_come():
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {change_log.TABLE} (about, release_id) VALUES (%s, %s)",
            [("release", number) for number in range(change_log.KEPT + 2 * change_log.SWEPT)],
        )
        cursor.execute(f"SELECT count(*) FROM {change_log.TABLE}")
        count = cursor.fetchone()[0]

    assert change_log.KEPT <= count <= change_log.KEPT + change_log.SWEPT


def test_writing_without_triggers_ends_with_everything():
    mark, _told = read(None)
    with change_log.suspended("default"):
        make_public_release()
        assert read(mark)[1] == Changes()

    mark, told = read(mark)
    assert told == Changes(everything=True)
    make_public_release()
    assert len(read(mark)[1].releases) == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_who_commits_late_is_told_of_late():
    """Numbers are given before transactions end: the lower one may appear after the higher."""
    series = Series.objects.create(prefix="TEST/SER")
    began, may_end = Event(), Event()

    def slow():
        with transaction.atomic():
            make_public_release(symbol="TEST/SER/1", series=series)
            began.set()
            may_end.wait(10)
        connections["default"].close()

    thread = Thread(target=slow)
    mark, _told = read(None)
    thread.start()
    began.wait(10)
    quick = make_public_release(symbol="TEST/SER/2", series=series)
    mark, told = read(mark)
    assert told == Changes(releases=frozenset({quick.pk}))
    assert read(mark)[1] == Changes()
    token = change_log.token("default")
    assert change_log.token("default") == token
    may_end.set()
    thread.join()
    assert change_log.token("default") != token
    mark, told = read(mark)

    assert told == Changes(releases=frozenset({Release.objects.get(number=1).pk}))
    assert read(mark)[1] == Changes()


def test_another_name_or_country_of_a_city_is_told():
    city = make_institute(city="Novaria").city
    mark, _told = read(None)

    city.names.update(name="Nova Aria")
    mark, renamed = read(mark)
    city.country = "FI"
    city.save()

    assert renamed.names
    assert read(mark)[1].names
