"""The groups of a press office may work with photos and logos."""

from importlib import import_module

from django.db import migrations

groups = import_module("releases.migrations.0002_groups")


class Migration(migrations.Migration):
    dependencies = [("releases", "0004_photo"), ("institutes", "0002_logo")]

    operations = [migrations.RunPython(groups.make_groups, migrations.RunPython.noop)]
