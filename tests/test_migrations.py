"""The migrations make what the models say, from nothing: the database of the tests is made by them alone."""

import ast
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection

from releases.database import change_log, immutability
from releases.database.backends import backend
from releases.migrations.frozen.groups import EVERY_GRANT, make_groups
from releases.models import SearchIndex
from releases.search import index
from releases.search.analysis import ANALYSIS_VERSION

BASE = Path(__file__).resolve().parent.parent
APPS = ("institutes", "releases")
# A default that is called is named in migrations, and so has to be found by them.
CALLED_DEFAULTS = {"institutes.pictures.tokens"}
MODELS = [model for app in APPS for model in apps.get_app_config(app).get_models(include_auto_created=True)]

pytestmark = pytest.mark.django_db


def test_no_migration_is_missing(capsys):
    call_command("makemigrations", check=True, dry_run=True)

    assert capsys.readouterr().out == "No changes detected\n"


def test_migrations_import_nothing_that_may_change():
    imported = {
        (path.name, name)
        for app in APPS
        for path in (BASE / app / "migrations").rglob("*.py")
        for name in imports(path)
        if name.partition(".")[0] in {*APPS, "pressroom"} and ".migrations" not in name
    }

    assert {name for _file, name in imported} == CALLED_DEFAULTS


def imports(path):
    """The modules that a file imports, by name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_a_table_has_the_columns_of_its_model(model):
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, model._meta.db_table)

    assert {column.name: column.null_ok for column in columns} == {
        field.column: field.null for field in model._meta.concrete_fields
    }


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label_lower)
def test_a_table_has_the_indexes_and_constraints_of_its_model(model):
    with connection.cursor() as cursor:
        named = connection.introspection.get_constraints(cursor, model._meta.db_table)
    declared = {each.name for each in (*model._meta.indexes, *model._meta.constraints)}
    # What Django makes for keys and relations has a name of its own making, which begins as the table's does.
    of_fields = {
        name
        for name, about in named.items()
        if about["primary_key"]
        or about["foreign_key"]
        or name.startswith((model._meta.db_table[:11], "__unnamed", "sqlite_autoindex"))
    }

    assert named.keys() - of_fields == declared


def test_every_trigger_is_in_place():
    in_place = triggers()
    change_log.remove_triggers(connection)
    immutability.lift(connection)
    remove_search_triggers()
    assert triggers() == {"releases_change_swept"}

    change_log.install(connection)
    immutability.put(connection)
    index.install_triggers(connection)

    assert in_place == triggers()
    assert {"change_releases_release_update", "seal_release_text", "releases_searchentry_changed"} <= in_place


def remove_search_triggers():
    with connection.cursor() as cursor:
        for name in index.triggers(connection):
            cursor.execute(backend(connection).drop_trigger_statement(name, index.RELEASES))


def triggers():
    """The names of all triggers."""
    statements = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    with connection.cursor() as cursor:
        cursor.execute(statements[connection.vendor])
        return {name for (name,) in cursor.fetchall()}


def test_the_search_index_is_the_one_that_the_code_would_make():
    made_by_migrations = search_definitions()
    remove_search_triggers()
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {index.TABLE}")
    index.install(connection)

    assert made_by_migrations == search_definitions()
    assert len(made_by_migrations) == 8
    assert SearchIndex.objects.get().analysis_version == ANALYSIS_VERSION


def search_definitions():
    """Name → definition of what belongs to the search index."""
    statements = {
        "sqlite": "SELECT name, sql FROM sqlite_master WHERE name LIKE 'releases_searchentry%%'",
        "postgresql": """
            SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'releases_searchentry'
            UNION ALL SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger
            WHERE tgname LIKE 'releases_searchentry%%'
            UNION ALL SELECT proname, regexp_replace(pg_get_functiondef(oid), '\\s+', ' ', 'g') FROM pg_proc
            WHERE proname LIKE 'releases_searchentry%%'
            UNION ALL SELECT attname, attstattarget::text FROM pg_attribute
            WHERE attrelid = 'releases_searchentry'::regclass AND attstattarget > 0""",
    }
    with connection.cursor() as cursor:
        cursor.execute(statements[connection.vendor].replace("%%", "%"))
        return dict(cursor.fetchall())


def each(app, verbs, models):
    return {f"{app}.{verb}_{model}" for model in models.split() for verb in verbs.split()}


PRESS_OFFICERS = {
    *each("releases", "add change view", "release event eventname eventtext photo contact"),
    *each(
        "releases",
        "add change view delete",
        "mention jointsymbol releaselink releasephoto releasecontact releaseattachment",
    ),
    *each("releases", "add change view", "series publicationset"),
    *each("institutes", "add change view", "institute institutename institutetext"),
    *each("institutes", "view", "institutelogo proposal"),
    "releases.submit_release",
    "releases.view_attachment",
}
EDITORS = {
    *PRESS_OFFICERS,
    *each("releases", "delete", "release event eventname eventtext photo contact"),
    *each("institutes", "add change", "institutelogo"),
    *each("institutes", "delete", "institutename institutetext institutelogo"),
    "institutes.accept_proposal",
    "releases.approve_release",
}
CHIEF_EDITORS = {
    *EDITORS,
    "releases.delete_series",
    "releases.force_approve_release",
    "releases.withdraw_release",
    "institutes.delete_institute",
    *each("institutes", "change view", "cataloguechange"),
    *each("releases", "add change view delete", "sitepage"),
    "institutes.manage_people",
}


@pytest.mark.parametrize(
    ("group", "permissions"),
    [("Press officers", PRESS_OFFICERS), ("Editors", EDITORS), ("Chief editors", CHIEF_EDITORS)],
)
def test_a_group_has_its_permissions(group, permissions):
    granted = Group.objects.get(name=group).permissions.select_related("content_type")

    assert {f"{each.content_type.app_label}.{each.codename}" for each in granted} == permissions


def test_permissions_are_named_as_django_names_them():
    """Those that the groups need are made before Django makes the others, and not again by it."""
    names = {
        f"{permission.content_type.model}.{permission.codename}": permission.name
        for group in Group.objects.all()
        for permission in group.permissions.select_related("content_type")
    }

    assert names["release.withdraw_release"] == "Can withdraw public releases"
    assert names["institutename.delete_institutename"] == "Can delete name"


def test_every_grant_together_is_what_the_migrations_have_granted():
    """So that tests that empty the database bring back all of it."""
    migrated = {
        group.name: set(group.permissions.values_list("codename", flat=True)) for group in Group.objects.all()
    }
    Group.objects.all().delete()

    for permissions in EVERY_GRANT:
        make_groups(apps, SimpleNamespace(connection=connection), permissions)

    made = {
        group.name: set(group.permissions.values_list("codename", flat=True)) for group in Group.objects.all()
    }
    assert made == migrated
