from django.db import migrations, models

PROVENANCE = models.TextField(
    blank=True,
    help_text="Where the facts come from, and what is in doubt: for the desk, nowhere public.",
    verbose_name="provenance",
)
SOURCE = models.CharField(
    blank=True,
    default="",
    help_text="The document that readers are told, by its symbol: A/CONF.203/18.",
    max_length=100,
    verbose_name="source",
)


class Migration(migrations.Migration):
    dependencies = [("institutes", "0010_invented")]

    operations = [
        operation
        for model in ("institute", "historicalinstitute")
        for operation in (
            migrations.RenameField(model, "source", "provenance"),
            migrations.AlterField(model, "provenance", PROVENANCE),
            migrations.AddField(model, "source", SOURCE, preserve_default=False),
        )
    ]
