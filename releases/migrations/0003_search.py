"""The search index is there, on either database."""

from datetime import UTC, datetime

from django.db import migrations, models

from releases.search import index
from releases.search.analysis import ANALYSIS_VERSION


def make_index(apps, schema_editor):
    index.install(schema_editor.connection)
    # Releases that are there already are reported as missing; what is written from now on is of this version.
    apps.get_model("releases", "SearchIndex").objects.using(schema_editor.connection.alias).create(
        pk=1, analysis_version=ANALYSIS_VERSION, built_at=datetime.now(UTC)
    )


class Migration(migrations.Migration):
    dependencies = [("releases", "0002_groups")]

    operations = [
        migrations.CreateModel(
            name="SearchIndex",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("analysis_version", models.PositiveIntegerField(verbose_name="version of the analysis")),
                ("built_at", models.DateTimeField(verbose_name="built at")),
            ],
            options={"verbose_name": "search index", "verbose_name_plural": "search index"},
        ),
        migrations.RunPython(make_index, migrations.RunPython.noop),
    ]
