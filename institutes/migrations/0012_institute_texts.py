import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

COLUMNS = ("description", "founded_note", "consultative_status")


def move(apps, schema_editor):
    """What was written is in English."""
    texts = apps.get_model("institutes", "InstituteText").objects.using(schema_editor.connection.alias)
    institutes = apps.get_model("institutes", "Institute").objects.using(schema_editor.connection.alias)
    for institute in institutes.order_by("pk").iterator():
        said = {column: getattr(institute, column) for column in COLUMNS}
        if any(said.values()):
            texts.create(institute=institute, language="en", **said)


def move_back(apps, schema_editor):
    texts = apps.get_model("institutes", "InstituteText").objects.using(schema_editor.connection.alias)
    institutes = apps.get_model("institutes", "Institute").objects.using(schema_editor.connection.alias)
    for text in texts.filter(language="en").iterator():
        institutes.filter(pk=text.institute_id).update(**{name: getattr(text, name) for name in COLUMNS})


class Migration(migrations.Migration):
    dependencies = [("institutes", "0011_provenance")]

    operations = [
        migrations.CreateModel(
            name="InstituteText",
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
                    "founded_note",
                    models.CharField(
                        blank=True,
                        help_text="What the date is the date of.",
                        max_length=300,
                        verbose_name="note on the founding date",
                    ),
                ),
                (
                    "consultative_status",
                    models.CharField(
                        blank=True,
                        help_text="For example: category II non-governmental organization.",
                        max_length=200,
                        verbose_name="status with the United Nations",
                    ),
                ),
                (
                    "institute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="institutes.institute",
                        verbose_name="institute",
                    ),
                ),
            ],
            options={"verbose_name": "text", "verbose_name_plural": "texts", "ordering": ["institute", "language"]},
        ),
        migrations.AddConstraint(
            "institutetext",
            models.UniqueConstraint(
                fields=("institute", "language"),
                name="institutetext_once",
                violation_error_message="This institute has a text in that language already.",
            ),
        ),
        migrations.RunPython(move, move_back),
        *(
            migrations.RemoveField(model, column)
            for model in ("institute", "historicalinstitute")
            for column in COLUMNS
        ),
    ]
