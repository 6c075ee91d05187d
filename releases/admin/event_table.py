"""Events as a table."""

from institutes.desk import table_columns as columns
from institutes.desk.table_plan import Table
from releases.models import Event, EventText

COLUMNS = (
    columns.text(Event, "slug"),
    columns.choice(Event, "kind"),
    columns.number(Event, "number"),
    *columns.names(),
    columns.day(Event, "starts_on"),
    columns.day(Event, "ends_on", otherwise="starts_on"),
    columns.choice(Event, "days_precision"),
    columns.city(Event),
    columns.country(Event),
    columns.choice(Event, "status"),
    columns.reference(Event, "parent"),
    columns.references(Event, "institutes"),
    columns.text(Event, "website"),
    *columns.texts(EventText, "description"),
    columns.text(Event, "source"),
    columns.text(Event, "provenance"),
    columns.standing(),
)
TABLE = Table(Event, COLUMNS)
