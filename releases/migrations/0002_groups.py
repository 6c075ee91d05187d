"""The groups of a press office are there in every database, with their permissions."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

from releases.editorial.groups import PERMISSIONS


def make_groups(apps, schema_editor):
    # Permissions are otherwise made only after the last migration has run.
    for label in ("institutes", "releases"):
        create_permissions(installed.get_app_config(label), verbosity=0, using=schema_editor.connection.alias)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    granted = []
    for name, permissions in PERMISSIONS.items():
        for label, codename in permissions:
            granted.append(Permission.objects.get(content_type__app_label=label, codename=codename))
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.add(*granted)


class Migration(migrations.Migration):
    dependencies = [
        ("releases", "0001_initial"),
        ("institutes", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
