"""Tables of institutes and events as files, what they would change, and bringing them in."""

import csv
from io import BytesIO, StringIO

from institutes.desk.export import csv_lines, write_workbook
from institutes.desk.institute_table import TABLE as INSTITUTES
from institutes.desk.table_columns import exported
from institutes.desk.table_files import read_table
from institutes.desk.table_import import bring_in
from institutes.desk.table_plan import FAULTY, plan
from releases.admin.event_table import TABLE as EVENTS
from tests.factories import NOON

PAGES = {INSTITUTES: "/admin/institutes/institute/import/", EVENTS: "/admin/releases/event/import/"}
HEAD = ["Address", "Kind", "Name (English)", "Country", "Founded on", "In the programme network"]
ROW = [
    "heuni",
    "Regional institute affiliated with the United Nations",
    "European Institute",
    "Finland",
    "",
    "No",
]


def csv_of(*rows, delimiter=",", encoding="utf-8"):
    """A file with these rows."""
    file = StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode(encoding)


def planned(*rows, table=INSTITUTES):
    return plan(table, read_table(csv_of(*rows)))


def brought_in(user, *rows, table=INSTITUTES, **options):
    lines = read_table(csv_of(*rows))
    return bring_in(table, lines, by=user, at=NOON, **{"seen": plan(table, lines).marks} | options)


def export_of(table, kind="csv"):
    columns, rows = exported(table.columns), table.rows()
    if kind == "csv":
        return b"".join(csv_lines(columns, rows))
    file = BytesIO()
    write_workbook(columns, rows, file, title="Table")
    return file.getvalue()


def shown(row):
    return [(change.head, change.before, change.after) for change in row.changes]


def faults(found):
    return [(row.line, fault.letter, fault.sentence) for row in found.of(FAULTY) for fault in row.faults]
