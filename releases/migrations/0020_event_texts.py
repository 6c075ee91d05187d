import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from releases.migrations.frozen import groups


def move(apps, schema_editor):
    """What was written is in English."""
    texts = apps.get_model("releases", "EventText").objects.using(schema_editor.connection.alias)
    events = apps.get_model("releases", "Event").objects.using(schema_editor.connection.alias)
    for event in events.exclude(description="").order_by("pk").iterator():
        texts.create(event=event, language="en", description=event.description)


def move_back(apps, schema_editor):
    texts = apps.get_model("releases", "EventText").objects.using(schema_editor.connection.alias)
    events = apps.get_model("releases", "Event").objects.using(schema_editor.connection.alias)
    for text in texts.filter(language="en").iterator():
        events.filter(pk=text.event_id).update(description=text.description)


class Migration(migrations.Migration):
    dependencies = [("releases", "0019_event_provenance"), ("institutes", "0012_institute_texts")]

    operations = [
        migrations.CreateModel(
            name="EventText",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                (
                    "language",
                    models.CharField(
                        default="en",
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z]{2,3}(-[a-z]{2,8})?\\Z",
                                "Give a language code in small letters, such as en, fr or zh-hans.",
                            )
                        ],
                        verbose_name="language",
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="releases.event",
                        verbose_name="event",
                    ),
                ),
            ],
            options={"verbose_name": "text", "verbose_name_plural": "texts", "ordering": ["event", "language"]},
        ),
        migrations.AddConstraint(
            "eventtext",
            models.UniqueConstraint(
                fields=("event", "language"),
                name="eventtext_once",
                violation_error_message="This event has a text in that language already.",
            ),
        ),
        migrations.RunPython(move, move_back),
        migrations.RunPython(groups.grant_texts, migrations.RunPython.noop),
        migrations.RemoveField("event", "description"),
        migrations.RemoveField("historicalevent", "description"),
    ]
