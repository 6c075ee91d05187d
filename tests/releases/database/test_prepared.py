"""A prepared question answers what the queryset would, now, for the values given now."""

from datetime import timedelta

import pytest
from django.db.models import CharField, DateTimeField, Exists, IntegerField, OuterRef, Q, Subquery

from releases.database.prepared import prepared
from releases.models import Mention, Release
from releases.models.visibility import public_q
from tests.factories import (
    NOON,
    SECOND,
    make_embargoed_release,
    make_institute,
    make_public_release,
    make_withdrawn_release,
)

pytestmark = pytest.mark.django_db


@prepared(language=CharField(), at=DateTimeField())
def public(language, at):
    return Release.objects.filter(public_q(at), language=language).order_by("pk")


@prepared(number=IntegerField(), at=DateTimeField())
def last_before(number, at):
    found = Release.objects.filter(public_q(at), number__lt=number).order_by("-number").values("pk")[:1]
    mentions = Mention.objects.filter(release=OuterRef("pk"))
    rows = (
        Release.objects.filter(Q(pk=Subquery(found))).select_related("series").only("title", "series__prefix")
    )
    return rows.annotate(has_mentions=Exists(mentions))


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
