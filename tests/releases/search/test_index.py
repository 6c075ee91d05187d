"""The search index follows the releases through every door, in the same transaction."""

import json
from datetime import date

import pytest
from django.core import serializers
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import connection, transaction

from releases.models import JointSymbol, Release, SearchIndex
from releases.search import index
from tests.factories import make_release
from tests.oracle import search

pytestmark = pytest.mark.django_db


def found(text):
    return set(search(Release.objects.all(), text))


def test_saved_release_is_found_by_its_new_words_only():
    release = make_release(body="<p>Quagga.</p>")
    release.body = "<p>Okapi.</p>"
    release.save()

    assert found("okapi") == {release}
    assert found("quagga") == set()


def test_change_of_another_field_leaves_the_entry_alone(django_assert_num_queries):
    release = make_release(body="<p>Quagga.</p>")
    release.contacts = "Nobody invented"
    with django_assert_num_queries(4):  # the row, its parts and the history, a look at the index
        release.save(update_fields=["contacts"])

    assert found("quagga") == {release}


def test_updated_rows_are_found_by_their_new_words():
    release = make_release(title="Quagga")
    Release.objects.filter(title="Quagga").update(title="Okapi")

    assert found("okapi") == {release}
    assert found("quagga") == set()


def test_bulk_updated_rows_are_found_by_their_new_words():
    release = make_release(title="Quagga")
    release.title = "Okapi"
    Release.objects.bulk_update([release], ["title"])

    assert found("okapi") == {release}
    assert found("quagga") == set()


def test_rows_made_in_bulk_are_found():
    rows = [
        Release(reference=f"R/{number}", title=f"Quagga {number}", issued_on=date(2005, 4, 21))
        for number in range(3)
    ]
    made = Release.objects.bulk_create(rows)

    assert found("quagga") == set(made)


def test_loaded_fixture_is_found(tmp_path):
    release = make_release(body="<p>Quagga.</p>")
    rows = serializers.serialize("json", [release])
    release.delete()
    assert found("quagga") == set()

    path = tmp_path / "rows.json"
    path.write_text(json.dumps(json.loads(rows)), encoding="utf-8")
    call_command("loaddata", str(path), verbosity=0)

    assert {found_one.title for found_one in found("quagga")} == {release.title}


@pytest.mark.parametrize("delete", [lambda row: row.delete(), lambda row: Release.objects.all().delete()])
def test_deleted_release_leaves_nothing_behind(delete):
    release = make_release(title="Quagga")
    key = release.pk
    delete(release)

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {index.TABLE} WHERE rowid = %s", [key])  # noqa: S608
        assert cursor.fetchone()[0] == 0


def test_change_that_is_rolled_back_is_not_found():
    release = make_release(title="Quagga")
    with transaction.atomic():
        release.title = "Okapi"
        release.save()
        assert found("okapi") == {release}
        transaction.set_rollback(True)

    assert found("okapi") == set()
    assert found("quagga") == {release}


@pytest.mark.parametrize("bulk", [False, True])
def test_joint_symbol_finds_the_release(bulk):
    release = make_release(title="Quagga")
    joint = JointSymbol(release=release, symbol="IK/372/Rev.1", symbol_key="ik372rev1")
    if bulk:
        JointSymbol.objects.bulk_create([joint])
    else:
        joint.save()

    assert found("IK/372/Rev.1") == {release}
    JointSymbol.objects.get().delete()
    assert found("IK/372/Rev.1") == set()


def test_change_by_other_hands_is_reported_and_rebuilt(capsys):
    release = make_release(title="Quagga")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE releases_release SET title = 'Okapi' WHERE id = %s", [release.pk])
    assert found("quagga") == set()
    assert [problem.id for problem in run_checks(databases=["default"])] == ["releases.W002"]

    call_command("rebuild_search")

    assert capsys.readouterr().out == "1 release can be found.\n"
    assert found("okapi") == {release}
    assert run_checks(databases=["default"]) == []


def test_another_version_of_the_analysis_is_reported():
    SearchIndex.objects.update(analysis_version=0)

    assert [problem.id for problem in run_checks(databases=["default"])] == ["releases.W001"]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite makes tables anew")
def test_triggers_come_back_after_a_migration():
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER releases_searchentry_deleted")
    call_command("migrate", verbosity=0)

    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
        assert [row[0] for row in cursor.fetchall() if "search" in row[0]] == [
            "releases_searchentry_changed",
            "releases_searchentry_deleted",
        ]
