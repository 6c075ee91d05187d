"""The row of cities stands in place of the text."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("releases", "0023_cities_of_events")]
    operations = [
        migrations.RemoveField("event", "city"),
        migrations.RemoveField("historicalevent", "city"),
        migrations.RenameField("event", "city_row", "city"),
        migrations.RenameField("historicalevent", "city_row", "city"),
        migrations.AlterField(
            "event",
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
