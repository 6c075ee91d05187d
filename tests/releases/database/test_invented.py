"""The database allows the deletion of issued editions that are invented, and the mark cannot be moved."""

import pytest
from django.db import IntegrityError, connection, transaction

from releases.database.immutability import INVENTABLE
from releases.models import PARTS, Comment, Release, Transition
from tests.factories import make_release, make_user
from tests.releases.database.test_immutability import MAKERS, execute, log, make_full

pytestmark = pytest.mark.django_db


def make_invented(maker):
    return make_full(lambda **fields: maker(is_invented=True, **fields))


@pytest.mark.parametrize("table", INVENTABLE)
@pytest.mark.parametrize("was", [True, False])
def test_nothing_becomes_invented_or_real(table, was):
    make_full(MAKERS["public"]) if not was else make_invented(MAKERS["public"])
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, is_invented FROM {table} LIMIT 1")  # noqa: S608 - ours
        row = cursor.fetchone()
    if row is None:
        pytest.skip("No row of this table belongs to an edition.")

    # The seal of the text, picture or file may be asked first.
    with pytest.raises(IntegrityError, match=r"What is invented stays invented|An issued edition"):
        execute(f"UPDATE {table} SET is_invented = %s WHERE id = %s", not row[1], row[0])  # noqa: S608 - ours


def test_a_draft_becomes_neither():
    for is_invented in (True, False):
        draft = make_release(is_invented=is_invented)
        with pytest.raises(IntegrityError, match="What is invented stays invented"):
            execute("UPDATE releases_release SET is_invented = %s WHERE id = %s", not is_invented, draft.pk)


@pytest.mark.parametrize("kind", MAKERS)
def test_an_invented_edition_can_be_deleted_with_its_parts_and_its_log(kind):
    invented, real = make_invented(MAKERS[kind]), make_full(MAKERS[kind])
    tables = [part._meta.db_table for part in PARTS] + ["releases_release_events"]
    for release in (invented, real):
        Comment.objects.create(release=release, by=make_user(), at=release.created_at, text="Invented.")

    for table in (*tables, "releases_comment", "releases_transition"):
        execute(f"DELETE FROM {table} WHERE release_id = %s", invented.pk)  # noqa: S608 - ours
        with pytest.raises(IntegrityError):
            execute(f"DELETE FROM {table} WHERE release_id = %s", real.pk)  # noqa: S608 - ours
    execute("DELETE FROM releases_release WHERE id = %s", invented.pk)
    with pytest.raises(IntegrityError):
        execute("DELETE FROM releases_release WHERE id = %s", real.pk)

    assert list(Release.objects.all()) == [real]


@pytest.mark.parametrize("kind", MAKERS)
def test_an_invented_edition_is_as_sealed_as_a_real_one_but_for_that(kind):
    invented, real = make_invented(MAKERS[kind]), make_full(MAKERS[kind])

    for statement in (
        "UPDATE releases_release SET title = 'x' WHERE id = %s",
        "UPDATE releases_mention SET name_as_printed = 'x' WHERE release_id = %s",
        "UPDATE releases_transition SET comment = 'x' WHERE release_id = %s",
    ):
        with pytest.raises(IntegrityError):
            execute(statement, invented.pk)
    with pytest.raises(IntegrityError):
        execute("UPDATE releases_mention SET release_id = %s WHERE release_id = %s", invented.pk, real.pk)


def test_the_log_of_what_is_gone_stays():
    draft = make_release()
    line = log(draft, "draft", "draft")
    execute("DELETE FROM releases_release WHERE id = %s", draft.pk)

    with pytest.raises(IntegrityError, match="The log of the workflow"), transaction.atomic():
        Transition.objects.filter(pk=line.pk).delete()


def test_the_next_edition_of_what_is_invented_is_invented():
    first = make_release(is_invented=True)

    second = make_release(previous=first, edition=2, reference=first.reference)

    assert second.is_invented
