"""The text that named the city of an event becomes a row of cities, found by any of its names or made of the text."""

from django.db import migrations

from institutes.migrations.frozen import cities


def _models(apps):
    return [apps.get_model("releases", "Event"), apps.get_model("releases", "HistoricalEvent")]


def point_to_cities(apps, schema_editor):
    cities.point_to_cities(apps, schema_editor.connection.alias, _models(apps))


def say_as_text(apps, schema_editor):
    cities.say_as_text(apps, schema_editor.connection.alias, _models(apps))


class Migration(migrations.Migration):
    dependencies = [("institutes", "0013_cities"), ("releases", "0022_cities")]
    operations = [migrations.RunPython(point_to_cities, say_as_text)]
