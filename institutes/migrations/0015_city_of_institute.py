"""The row of cities stands in place of the text."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("institutes", "0014_cities_of_institutes")]
    operations = [
        migrations.RemoveField("institute", "city"),
        migrations.RemoveField("historicalinstitute", "city"),
        migrations.RenameField("institute", "city_row", "city"),
        migrations.RenameField("historicalinstitute", "city_row", "city"),
        migrations.AlterField(
            "institute",
            "city",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="%(class)ss",
                to="institutes.city",
                verbose_name="city",
            ),
        ),
    ]
