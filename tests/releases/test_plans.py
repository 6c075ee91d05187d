"""The hot queries walk an index in its order: no reading of all rows, no sorting of everything."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from institutes.models import Institute
from releases.models import Release
from tests.factories import NOON

AT = NOON.replace(year=2026)
LISTS = {
    "list": lambda public: public.filter(language="en").in_order(),
    "list of every language": lambda public: public.in_order(),
    "year": lambda public: (
        public.filter(language="en").issued_between(date(2005, 1, 1), date(2005, 12, 31)).in_order()
    ),
    "kind": lambda public: public.filter(language="en", kind="statement").in_order(),
    "institute": lambda public: public.filter(language="en").naming(Institute.objects.first()).in_order(),
    "oldest first": lambda public: public.filter(language="en").in_order().reverse(),
}


@pytest.fixture(scope="module")
def archive(django_db_setup, django_db_blocker):
    """Enough invented releases for the planners to have a choice; taken away again at the end."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        call_command("generate_releases", "1999", stdout=StringIO())
        yield
        transaction.set_rollback(True)


def plan(releases):
    return releases.explain()


@pytest.mark.django_db
@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("name", LISTS)
def test_a_page_of_keys_is_read_from_the_index_in_its_order(name):
    steps = plan(LISTS[name](Release.objects.public(AT)).values("pk")[:20])

    # PostgreSQL may begin with the few releases of an institute instead, by their own index.
    assert "release_newest" in steps or (connection.vendor == "postgresql" and "releases_mention_" in steps)
    assert "TEMP B-TREE" not in steps
    assert "Seq Scan on releases_release" not in steps


@pytest.mark.django_db
@pytest.mark.usefixtures("archive")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads the table where it is small")
@pytest.mark.parametrize("typed", ["government", "gov*", '"rule of law"', "-torture", "inv/cp/14"])
def test_search_on_sqlite_reads_no_bodies(typed):
    found = Release.objects.public(AT).filter(language="en").search(typed)

    assert "COVERING INDEX release_newest_in_language" in plan(found.values("pk")[:20])
    assert "COVERING INDEX release_newest_in_language" in plan(found.order_by().values("language"))
    assert "TEMP B-TREE" not in plan(found.in_order().values("pk")[:20])


@pytest.mark.django_db
@pytest.mark.postgresql
@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("typed", ["government", "gov*", "torture", "inv/cp/14"])
def test_search_on_postgresql_fetches_the_hits_first(typed):
    steps = plan(Release.objects.public(AT).search(typed).in_order().values("pk")[:20])

    assert "releases_release_pkey" in steps
    assert "Seq Scan on releases_release" not in steps
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT rowid FROM releases_searchentry WHERE terms @@ '''en~govern'''::tsquery"
        )
        assert "releases_searchentry_terms" in "\n".join(row[0] for row in cursor.fetchall())


@pytest.mark.django_db
@pytest.mark.usefixtures("archive")
def test_a_page_costs_two_queries_however_deep(django_assert_num_queries):
    found = Release.objects.public(AT).search("government")
    with django_assert_num_queries(2):
        rows = found.for_cards().late(100, 120)

    assert rows == list(found.for_cards()[100:120])
    assert len(rows) == 20


@pytest.mark.django_db
@pytest.mark.usefixtures("archive")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads the table where it is small")
def test_the_next_editions_are_found_without_looking_at_every_release():
    steps = plan(Release.objects.filter(previous__in=[1, 2, 3]).order_by().values("reference"))

    assert "USING INDEX release_next_editions" in steps
    assert "SCAN" not in steps
