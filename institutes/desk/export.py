"""What a list at the desk shows, as CSV or as an Excel workbook, row by row in constant memory."""

import codecs
import csv
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from tempfile import TemporaryFile
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from institutes.desk.requests import DeskRequest

# What is read at a time, with all that belongs to it.
CHUNK = 500
# A workbook is packed as a whole before its first byte is sent, about 2,000 rows a second.
MOST_IN_WORKBOOK = 20_000
# Excel cuts off what is longer.
LONGEST_CELL = 32_767
# What a spreadsheet would take for a formula, also behind blanks that it drops.
FORMULA = re.compile(r"\s*[=+\-@]")
# Control characters that a workbook may not hold.
NOT_IN_WORKBOOK = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column: its head, in the language of the page, and what a row says in it: text or a whole number."""

    head: Any
    value: Callable[[Any], str | int | None]


class Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def guarded(value: str | int | None) -> str | int:
    """The cell as CSV has it: a text that a spreadsheet would run as a formula begins with an apostrophe."""
    if isinstance(value, str):
        return f"'{value}" if FORMULA.match(value) else value
    return "" if value is None else value


def unguarded(cell: str) -> str:
    """The text of a cell without the apostrophe that `guarded` has put before it."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell


def plain(text: str) -> str:
    """A text as it is read back from a table: line feeds at the ends of its lines, nothing blank around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def as_read_back(value: str, cell: str) -> bool:
    """Whether `cell`, read from a file, is what an export made of the text `value`."""
    in_workbook = NOT_IN_WORKBOOK.sub("", value)[:LONGEST_CELL]
    return cell in {plain(value), plain(str(guarded(value))), plain(in_workbook)}


def csv_lines(columns: Sequence[ExportColumn], rows: Iterable[Any]) -> Iterator[bytes]:
    """The lines of a CSV file in UTF-8, with the mark by which Excel knows it."""
    writer = csv.writer(Echo())
    yield codecs.BOM_UTF8 + writer.writerow([str(column.head) for column in columns]).encode()
    for row in rows:
        yield writer.writerow([guarded(column.value(row)) for column in columns]).encode(errors="replace")


def write_workbook(columns: Sequence[ExportColumn], rows: Iterable[Any], to: Any, *, title: str) -> None:
    """An Excel workbook is written to the binary file `to`. Every text is a text there, none a formula.

    The sheet is read from the right where the language of the page is.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", title)[:31])
    sheet.sheet_view.rightToLeft = get_language_bidi()
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, str(column.head)) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, column.value(row)) for column in columns])
    book.save(to)


def _cell(sheet: Any, value: str | int | None) -> Any:
    if not isinstance(value, str):
        return value
    cell = WriteOnlyCell(sheet, NOT_IN_WORKBOOK.sub("", value)[:LONGEST_CELL])
    cell.data_type = "s"
    return cell


class ExportingDesk(admin.ModelAdmin):
    """A list that is given out as it is filtered and sorted, to those who may see it.

    `export_columns` says what is in it, and `export_rows` reads what the columns need of the rows. `export_name`
    begins the name of the file; the name of the model with an s where it is empty.
    """

    export_name = ""

    def export_columns(self, request: DeskRequest) -> Sequence[ExportColumn]:
        """The columns, in their order."""
        raise NotImplementedError

    def export_rows(self, request: DeskRequest, rows: QuerySet) -> Iterator[Any]:
        """The rows one after another, with what the columns read of them; never all of them in memory."""
        return iter(rows.iterator(chunk_size=CHUNK))

    def get_urls(self) -> list:
        view = self.admin_site.admin_view(self.export_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        return [path("export.<slug:kind>", view, name=name), *super().get_urls()]

    def changelist_view(self, request: DeskRequest, extra_context: dict | None = None) -> HttpResponse:
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_export"
        context = {"export_url": reverse(name, args=["csv"]).removesuffix("csv")}
        return super().changelist_view(request, context | (extra_context or {}))

    def export_view(self, request: DeskRequest, kind: str) -> HttpResponse | StreamingHttpResponse:
        """The filtered list as a file: `csv` all of it, `xlsx` no more than MOST_IN_WORKBOOK rows."""
        if kind not in {"csv", "xlsx"}:
            raise Http404(_("There is no page at this address."))
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        try:
            changelist = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return redirect(
                reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist") + "?e=1"
            )
        rows = self.exported(request, changelist)
        columns = self.export_columns(request)
        name = f"{self.export_name or f'{self.opts.model_name}s'}-{request.at:%Y-%m-%d}.{kind}"
        if kind == "csv":
            lines = csv_lines(columns, self.export_rows(request, rows))
            disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
            return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=disposition)
        if rows.order_by()[: MOST_IN_WORKBOOK + 1].count() > MOST_IN_WORKBOOK:
            return self._too_many(request, changelist)
        file = TemporaryFile()  # noqa: SIM115 - the answer closes it
        title = str(self.opts.verbose_name_plural)
        write_workbook(columns, self.export_rows(request, rows), file, title=title)
        file.seek(0)
        return FileResponse(file, as_attachment=True, filename=name)

    def exported(self, request: DeskRequest, changelist: Any) -> QuerySet:
        """All rows of the list, beyond its last page too, in its order."""
        rows: QuerySet = changelist.queryset
        return rows

    def _too_many(self, request: DeskRequest, changelist: Any) -> HttpResponse:
        sentence = _(
            "A workbook has %(most)s rows at most. Narrow the list down, or take CSV, which has them all."
        )
        messages.error(request, sentence % {"most": f"{MOST_IN_WORKBOOK:,}"})
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return redirect(f"{address}?{changelist.own_query or 'view=all'}")
