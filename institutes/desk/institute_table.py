"""Institutes as a table."""

from institutes.desk import table_columns as columns
from institutes.desk.table_plan import Table
from institutes.models import Institute, InstituteText

COLUMNS = (
    columns.text(Institute, "slug"),
    columns.choice(Institute, "kind"),
    *columns.names(),
    columns.city(Institute),
    columns.country(Institute),
    columns.yes_or_no(Institute, "is_in_programme_network"),
    columns.text(Institute, "website"),
    *columns.texts(InstituteText, "description"),
    columns.day(Institute, "founded_on"),
    columns.choice(Institute, "founded_precision"),
    columns.text(Institute, "founded_source"),
    *columns.texts(InstituteText, "founded_note"),
    *columns.texts(InstituteText, "consultative_status"),
    columns.decimal(Institute, "latitude"),
    columns.decimal(Institute, "longitude"),
    columns.reference(Institute, "successor"),
    columns.text(Institute, "source"),
    columns.text(Institute, "provenance"),
    columns.standing(),
)
TABLE = Table(Institute, COLUMNS)
