"""Very many rows at once are the same rows."""

import operator

import pytest
from django.db import connection, transaction

from releases.database import bulk
from releases.models import Release, ReleaseLink, prose
from tests.factories import make_release


@pytest.mark.parametrize("processes", [0, 1, 2])
def test_results_come_in_order(processes):
    tasks = ((number, 2) for number in range(20))

    assert list(bulk.spread(operator.mul, tasks, processes=processes)) == list(range(0, 40, 2))


def test_work_may_stand_in_a_module_that_imports_models():
    assert list(bulk.spread(prose.plain_text, [("<p>Vienna</p>",)], processes=1)) == ["Vienna"]


def test_an_error_in_another_process_is_raised_here():
    with pytest.raises(ZeroDivisionError):
        list(bulk.spread(operator.floordiv, [(1, 1), (1, 0)], processes=1))


def test_what_nobody_asks_for_any_more_is_not_made():
    asked = []
    made = bulk.spread(
        operator.neg, ((asked.append(number) or number,) for number in range(1000)), processes=1
    )
    next(made)
    made.close()

    assert len(asked) < 10


@pytest.mark.parametrize(
    ("count", "processors", "expected"), [(1, 2, 0), (1999, 2, 0), (2000, 1, 0), (2000, 2, 2)]
)
def test_processes_are_started_for_many_rows_only(monkeypatch, count, processors, expected):
    monkeypatch.setattr(bulk.os, "cpu_count", lambda: processors)

    assert bulk.processes_for(count) == expected


@pytest.mark.django_db
def test_rows_without_instances_have_the_defaults_of_the_model():
    release = make_release()
    links = bulk.Table(ReleaseLink, ("release", "reference"), "default")
    links.write([(release.pk, "BKK/CP/1"), (release.pk, 'a "b"\t\\N\n')])
    links.write([])

    assert list(ReleaseLink.objects.order_by("pk").values_list("release", "kind", "reference")) == [
        (release.pk, "see", "BKK/CP/1"),
        (release.pk, "see", 'a "b"\t\\N\n'),
    ]


@pytest.mark.django_db
def test_reserved_keys_are_given_to_nobody_else():
    before = make_release()
    keys = bulk.reserved_keys(Release, 3, "default")
    bulk.Table(Release, ("id", "reference", "issued_on", "title"), "default").write(
        [(key, f"R/{key}", before.issued_on, "Quagga") for key in keys]
    )

    assert keys == [before.pk + 1, before.pk + 2, before.pk + 3]
    assert make_release().pk == before.pk + 4


@pytest.mark.django_db(transaction=True)
def test_log_of_writing_is_back_afterwards():
    def journal():
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode" if connection.vendor == "sqlite" else "SELECT 'none'")
            return cursor.fetchone()

    before = journal()
    with bulk.without_write_ahead_log("default"), transaction.atomic():
        make_release()

    assert journal() == before
    assert Release.objects.exists()
