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
PRECISION = models.CharField(
    choices=[("day", "Day"), ("month", "Month"), ("year", "Year")],
    default="day",
    help_text="Where only the month or the year is known, give its first and its last day.",
    max_length=5,
    verbose_name="precision of the days",
)


class Migration(migrations.Migration):
    dependencies = [("releases", "0018_site_pages"), ("institutes", "0011_provenance")]

    operations = [
        *(
            operation
            for model in ("event", "historicalevent")
            for operation in (
                migrations.RenameField(model, "source", "provenance"),
                migrations.AlterField(model, "provenance", PROVENANCE),
                migrations.AddField(model, "source", SOURCE, preserve_default=False),
                migrations.AddField(model, "days_precision", PRECISION),
            )
        ),
        migrations.AddConstraint(
            "event",
            models.CheckConstraint(
                condition=models.Q(days_precision__in=["day", "month", "year"]),
                name="event_days_precision_known",
                violation_error_message="Choose how exact the days are: day, month or year.",
            ),
        ),
        migrations.AddConstraint(
            "event",
            models.CheckConstraint(
                condition=models.Q(days_precision="day") | models.Q(starts_on__isnull=False),
                name="event_days_precision_of_days",
                violation_error_message="Give the first and the last day of the month or year too.",
            ),
        ),
    ]
