"""The functions of the search index are as its module has them now."""

from django.db import migrations

from releases.search import index


def renew_index(apps, schema_editor):
    index.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("releases", "0008_next_editions")]

    operations = [migrations.RunPython(renew_index, migrations.RunPython.noop)]
