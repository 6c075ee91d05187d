"""The hot queries walk an index in its order: no reading of all rows, no sorting of everything."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Count, F

from institutes.pages import KeysFirst
from pressroom.dashboard import published
from releases.enums import ReleaseState
from releases.listing.corrections import known_changes
from releases.models import Mention, Release, Transition
from releases.models.attention import guessed_keys, needing_attention_keys
from releases.models.lookups import PUBLISH_AT, STATUS_TIME, SYMBOL_LETTERS
from tests.factories import NOON

AT = NOON.replace(year=2026)
# What pages ask of what is public, and the index that answers it on SQLite.
PAGES = {
    "numbers of a series": (
        lambda public: public.filter(series=1, language="en").order_by("-number", "-suffix", "-pk"),
        "release_number_in_series",
    ),
    "symbols that begin so": (
        lambda public: public.filter(symbol_key__gte="inv", symbol_key__lt="inv~").order_by("symbol_key"),
        "releases_release_symbol_key",
    ),
}
BY_NUMBER = ("series_id", "number", "suffix", "pk")
# What the desk asks, and the index that answers it on SQLite.
STANDING = {
    "draft": "release_open",
    "returned": "release_returned",
    "submitted": "release_open",
    "public": "release_newest",
    "superseded": "release_superseded",
    "withdrawn": "release_withdrawn",
}
DESK = {
    "everything": (lambda rows: rows.in_order(), "release_newest"),
    "language": (lambda rows: rows.filter(language="fr").in_order(), "release_newest_in_language"),
    "kind": (lambda rows: rows.filter(kind="statement").in_order(), "release_newest_of_kind"),
    "series": (lambda rows: rows.filter(series=1).in_order(), "release_newest_in_series"),
    "oldest": (lambda rows: rows.in_order().reverse(), "release_newest"),
    **{
        value: (lambda rows, value=value: rows.with_status(value, AT).in_order(), index)
        for value, index in STANDING.items()
    },
    "author": (lambda rows: rows.filter(created_by=1).in_order(), "release_newest_written_by"),
    "changed last": (lambda rows: rows.order_by("-modified_at", "-pk"), "release_by_change"),
    "changed first": (lambda rows: rows.order_by("modified_at", "pk"), "release_by_change"),
    "last by time": (lambda rows: rows.order_by(STATUS_TIME.desc(), "-pk"), "release_by_status_time"),
    "first by time": (lambda rows: rows.order_by(STATUS_TIME.asc(), "pk"), "release_by_status_time"),
    "symbol": (lambda rows: rows.order_by(SYMBOL_LETTERS.asc(), *BY_NUMBER), "release_by_symbol"),
    "symbol, last first": (
        lambda rows: rows.order_by(SYMBOL_LETTERS.asc(), *BY_NUMBER).reverse(),
        "release_by_symbol",
    ),
    "last written": (
        lambda rows: rows.with_status("draft", AT).order_by("-modified_at", "-pk"),
        "release_by_state",
    ),
    "written by one person": (
        lambda rows: in_hand(rows).filter(created_by=1).order_by("-modified_at", "-pk"),
        "release_open_written_by",
    ),
    "changed by one person": (
        lambda rows: in_hand(rows).filter(modified_by=1).order_by("-modified_at", "-pk"),
        "release_open_changed_by",
    ),
    "longest waiting": (
        lambda rows: rows.with_status("submitted", AT).order_by("modified_at", "pk"),
        "release_by_state",
    ),
    "published last": (lambda rows: published(AT), "release_by_time"),
    "planned": (
        lambda rows: timed(rows).with_status("draft", AT).order_by("out_at", "pk"),
        "release_planned",
    ),
    "approved": (
        lambda rows: timed(rows).filter(state__written_in=ReleaseState.ISSUED).order_by("out_at", "pk"),
        "release_by_time",
    ),
    "forced": (
        lambda rows: rows.filter(state="approved", awaits_confirmation=True).order_by("pk"),
        "release_unconfirmed",
    ),
}


def in_hand(rows):
    return rows.filter(state__written_in=ReleaseState.OPEN)


def timed(rows):
    return rows.alias(out_at=PUBLISH_AT).filter(out_at__gt=AT)


@pytest.fixture
def new_site():
    """What the planner of SQLite knows of a site that never rebuilt its index: nothing."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM sqlite_stat1")
        cursor.execute("ANALYZE sqlite_schema")


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
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads the table where it is small")
@pytest.mark.parametrize("name", PAGES)
def test_pages_are_answered_by_an_index(name):
    rows, index = PAGES[name]
    steps = plan(rows(Release.objects.public(AT)).values("pk")[:50])

    assert f"SEARCH releases_release USING INDEX {index}" in steps
    assert "SCAN" not in steps


@pytest.mark.django_db
@pytest.mark.usefixtures("archive")
def test_a_page_costs_two_queries_however_deep(django_assert_num_queries):
    found = Release.objects.public(AT).in_order()
    with django_assert_num_queries(2):
        rows = KeysFirst(found.for_cards())[100:120]

    assert rows == list(found.for_cards()[100:120])
    assert len(rows) == 20


@pytest.mark.django_db
@pytest.mark.usefixtures("archive")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads the table where it is small")
def test_the_next_editions_are_found_without_looking_at_every_release():
    steps = plan(Release.objects.filter(previous__in=[1, 2, 3]).order_by().values("reference"))

    assert "USING INDEX release_next_editions" in steps
    assert "SCAN" not in steps


@pytest.mark.django_db
@pytest.mark.usefixtures("archive", "new_site")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads the table where it is small")
@pytest.mark.parametrize("name", DESK)
def test_the_desk_walks_an_index_in_the_order_of_its_list(name):
    rows, index = DESK[name]
    steps = plan(rows(Release.objects.all()).values("pk")[:50])

    assert f"INDEX {index}" in steps
    assert "TEMP B-TREE" not in steps
    assert steps.count("\n") == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("archive", "new_site")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads the table where it is small")
def test_the_desk_finds_what_is_to_come_before_it_looks_at_the_list():
    steps = plan(Release.objects.with_status("scheduled", AT).in_order().values("pk")[:50])

    assert "SEARCH releases_release USING INTEGER PRIMARY KEY" in steps
    assert "INDEX release_by_time (<expr>>? AND <expr><?)" in steps


@pytest.mark.django_db
@pytest.mark.usefixtures("archive", "new_site")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads the table where it is small")
@pytest.mark.parametrize(
    ("keys", "indexes"),
    [
        (guessed_keys, ["release_guessed", "mention_guessed"]),
        (
            lambda: needing_attention_keys(AT),
            [
                "release_unconfirmed",
                "release_planned",
                "mention_guessed",
                "release_returned",
            ],
        ),
        (
            lambda: Mention.objects.filter(institute=1).order_by().values("release_id"),
            ["mention_of_institute"],
        ),
        (
            lambda: Transition.objects.filter(move__in=["approve"], by=1).order_by().values("release_id"),
            ["transition_move_by"],
        ),
    ],
)
def test_the_keys_that_a_filter_of_the_desk_needs_are_in_indexes(keys, indexes):
    steps = plan(keys())

    assert [index for index in indexes if f"INDEX {index}" not in steps] == []


@pytest.mark.django_db
@pytest.mark.postgresql
@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("name", DESK)
def test_the_desk_reads_an_index_in_its_order_on_postgresql(name):
    rows, index = DESK[name]
    with connection.cursor() as cursor:
        # The archive of the tests is so small that reading and sorting all of it is cheap.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    steps = plan(rows(Release.objects.all()).values("pk")[:50])

    # It knows of any index that begins so that it has the order.
    assert f"using {index.partition('_in_')[0].partition('_of_')[0]}" in steps
    assert "Sort" not in steps
    assert "Seq Scan" not in steps


CHANGES = ["release_corrected", "release_withdrawn_by_time", "release_with_suffix"]


def page_of_changes(rows):
    return rows.values("pk").order_by(F("moment").desc(), "-pk")[:10]


@pytest.mark.django_db
@pytest.mark.usefixtures("archive", "new_site")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads the table where it is small")
@pytest.mark.parametrize("narrowed", [{}, {"of_language": "en"}, {"of_language": "fr", "moment__gte": NOON}])
def test_the_list_of_corrections_walks_the_indexes_of_what_changed(narrowed):
    for rows, index in zip(known_changes(AT), CHANGES, strict=True):
        steps = plan(page_of_changes(rows.filter(**narrowed)))

        assert f"COVERING INDEX {index}" in steps
        assert "TEMP B-TREE" not in steps


@pytest.mark.django_db
@pytest.mark.usefixtures("archive", "new_site")
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads the table where it is small")
def test_corrections_are_counted_in_the_indexes_of_what_changed_alone():
    for rows, index in zip(known_changes(AT), CHANGES, strict=True):
        steps = plan(rows.values("of_language").annotate(number=Count("pk")))

        assert f"COVERING INDEX {index}" in steps


@pytest.mark.django_db
@pytest.mark.postgresql
@pytest.mark.usefixtures("archive")
def test_the_list_of_corrections_reads_its_indexes_in_order_on_postgresql():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        cursor.execute("SET LOCAL enable_bitmapscan = off")
    for rows, index in zip(known_changes(AT), CHANGES, strict=True):
        steps = plan(page_of_changes(rows.filter(of_language="en")))

        assert f"using {index}" in steps
        assert "Sort" not in steps
