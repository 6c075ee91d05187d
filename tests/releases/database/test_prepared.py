"""A prepared question answers what the queryset would, now, for the values given now."""

from datetime import timedelta

import pytest
from django.core.exceptions import FieldError
from django.db import connection
from django.db.models import CharField, DateTimeField, Exists, IntegerField, OuterRef, Q, Subquery
from django.utils import timezone

from releases.database.prepared import prepared
from releases.models import Mention, Release, ReleasePhoto
from releases.models.visibility import public_q
from tests.factories import (
    NOON,
    SECOND,
    make_embargoed_release,
    make_institute,
    make_photo,
    make_public_release,
    make_withdrawn_release,
)

pytestmark = pytest.mark.django_db


@prepared(language=CharField(), at=DateTimeField())
def public(language, at):
    return Release.objects.filter(public_q(at), language=language).order_by("pk")


@prepared("title", "series__prefix", "has_mentions", number=IntegerField(), at=DateTimeField())
def last_before(number, at):
    found = Release.objects.filter(public_q(at), number__lt=number).order_by("-number").values("pk")[:1]
    mentions = Mention.objects.filter(release=OuterRef("pk"))
    return Release.objects.filter(Q(pk=Subquery(found))).annotate(has_mentions=Exists(mentions))


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("at", [NOON - SECOND, NOON, NOON + timedelta(days=2)])
def test_the_rows_are_those_of_the_queryset(language, at):
    for name in ("en", "fr", "de"):
        make_public_release(language=name)
        make_embargoed_release(language=name)
        make_withdrawn_release(language=name)

    expected = Release.objects.filter(public_q(at), language=language).order_by("pk")

    assert public(language=language, at=at) == list(expected)
    assert [row.publish_at for row in public(language=language, at=at)] == [
        row.publish_at for row in expected
    ]


def test_the_sql_is_made_once_and_no_row_is_kept():
    assert public(language="en", at=NOON) == []
    statements = dict(public.statements)
    release = make_public_release()

    assert public(language="en", at=NOON) == [release]
    assert public.statements == statements


def test_rows_may_be_joined_annotated_sliced_and_left_in_part(django_assert_num_queries):
    make_public_release(symbol="BKK/CP/13", title="Thirteen", institutes=(make_institute(),))
    make_public_release(symbol="BKK/CP/14", title="Fourteen")
    make_public_release(symbol="BKK/CP/15", title="Fifteen")

    with django_assert_num_queries(2):
        (thirteen,) = last_before(number=14, at=NOON)
        (fourteen,) = last_before(number=15, at=NOON)
        found = [(row.title, row.series.prefix, row.has_mentions) for row in (thirteen, fourteen)]

    assert found == [("Thirteen", "BKK/CP", True), ("Fourteen", "BKK/CP", False)]
    assert last_before(number=13, at=NOON) == []


@pytest.mark.parametrize(
    ("start", "stop", "found"), [(0, 2, [0, 1]), (1, 3, [1, 2]), (2, 9, [2]), (3, 5, []), (2, 1, [])]
)
def test_the_keys_of_a_part_of_the_rows_are_in_their_order(django_assert_num_queries, start, stop, found):
    keys = [make_public_release().pk for _number in range(3)]
    make_public_release(language="fr")

    with django_assert_num_queries(1):
        assert public.keys(start, stop, language="en", at=NOON) == [keys[place] for place in found]


@prepared("photo", "position", at=DateTimeField())
def photos(at):
    return ReleasePhoto.objects.filter(photo__uploaded_at__lte=at).order_by("pk")


@prepared("previous__title", at=DateTimeField())
def with_previous(at):
    return Release.objects.filter(public_q(at))


def test_a_related_object_comes_whole(django_assert_num_queries):
    release = make_public_release()
    stored = [make_photo(release, caption=caption) for caption in ("One", "Two")]

    with django_assert_num_queries(1):
        rows = photos(at=timezone.now())
        found = [(row.photo, row.photo.caption, row.photo.uploaded_at) for row in rows]

    assert found == [(photo, photo.caption, photo.uploaded_at) for photo in stored]
    assert rows[0].get_deferred_fields() == {"release_id", "alternative_text", "caption", "credit"}


def test_a_relation_may_lead_nowhere(django_assert_num_queries):
    make_public_release()

    with django_assert_num_queries(1):
        (row,) = with_previous(at=NOON)
        assert row.previous is None


@pytest.mark.parametrize("column", ["okapi", "okapi__title", "previous__okapi", "previous__series__prefix"])
def test_a_column_that_would_not_be_read_is_refused(column):
    asked = prepared("title", column, at=DateTimeField())(with_previous.build)

    with pytest.raises(FieldError, match=column):
        asked(at=NOON)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite keeps what it has compiled")
@pytest.mark.parametrize(("threshold", "is_kept"), [(3, True), (None, False)])
def test_postgresql_plans_a_question_once_where_it_may(monkeypatch, threshold, is_kept):
    make_public_release(language="fr")
    monkeypatch.setattr(connection.connection, "prepare_threshold", threshold)
    for _ in range(6):
        assert len(public(language="fr", at=NOON)) == 1

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%publish_at%%'")
        assert (cursor.fetchone()[0] > 0) == is_kept
