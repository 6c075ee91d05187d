"""The lines of a table in a file: CSV in Unicode, whatever parts its cells, or an Excel workbook. Judged by content."""

import codecs
import csv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO, StringIO
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from institutes.desk.export import plain

LARGEST = 5 * 1024 * 1024
# What a workbook may unpack to, by what it says of itself; more than that is not unpacked of any part.
LARGEST_UNPACKED = 30 * 1024 * 1024
MOST_PARTS = 2_000
MOST_ROWS = 5_000
# Lines of a workbook that are looked at, empty ones among them.
LAST_LINE = 20_000
MOST_COLUMNS = 200
LONGEST_CELL = 100_000
SEPARATORS = ",;\t"
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


class TableFileError(ValidationError):
    """The file is no table that can be read; the message is a sentence for whoever sent it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: where it begins in the file, and the text of its cells."""

    number: int
    cells: list[str]


def read_table(data: bytes) -> list[Line]:
    """The lines that have anything in them, the head first. Raises TableFileError."""
    if len(data) > LARGEST:
        raise TableFileError(
            _("The file has more than %(most)s MB: give it in several parts.") % {"most": LARGEST // 1024**2}
        )
    lines = _workbook_lines(data) if data.startswith(b"PK") else _csv_lines(data)
    found = list(islice((line for line in lines if any(line.cells)), MOST_ROWS + 2))
    if len(found) > MOST_ROWS + 1:
        raise _too_long()
    if len(found) < 2:
        raise TableFileError(_("The table is empty: it has a line with the heads of the columns, and rows."))
    return found


def _bounded(text: str) -> str:
    """The text of a cell, which is not longer than any that is exported."""
    if len(text) > LONGEST_CELL:
        raise TableFileError(
            _("A cell has more than %(most)s signs: this is no table of this kind.")
            % {"most": f"{LONGEST_CELL:,}"}
        )
    return plain(text)


def _csv_lines(data: bytes) -> Iterator[Line]:
    text = _decoded(data)
    first, _end, rest = text.partition("\n")
    skipped = 0
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        # What Excel writes for itself.
        separator, text, skipped = first.strip()[4], rest, 1
    else:
        separator = _separator(text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator)
    while True:
        begins = reader.line_num + 1 + skipped
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise TableFileError(
                _("The file cannot be read as a table from line %(line)s on.") % {"line": begins}
            ) from error
        if cells is None:
            return
        if len(cells) > MOST_COLUMNS:
            raise _too_wide()
        yield Line(begins, [_bounded(cell) for cell in cells])


def _decoded(data: bytes) -> str:
    encoding = next((name for mark, name in MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise TableFileError(
            _(
                "This is neither an Excel workbook (.xlsx) nor CSV in Unicode: save it as “CSV UTF-8” or as .xlsx."
            )
        ) from error
    if "\x00" in text:
        raise TableFileError(
            _(
                "This is neither an Excel workbook (.xlsx) nor CSV in Unicode: save it as “CSV UTF-8” or as .xlsx."
            )
        )
    return text


def _separator(text: str) -> str:
    """What parts the cells of the first line: whichever makes the most of them."""

    def cells(separator: str) -> int:
        try:
            return len(next(csv.reader(StringIO(text, newline=""), delimiter=separator), []))
        except csv.Error:
            return 0

    return max(SEPARATORS, key=cells)


def _too_long() -> TableFileError:
    return TableFileError(
        _("The table has more than %(most)s rows: give it in several parts.") % {"most": f"{MOST_ROWS:,}"}
    )


def _too_wide() -> TableFileError:
    return TableFileError(
        _("The table has more than %(most)s columns: this is no table of this kind.") % {"most": MOST_COLUMNS}
    )


def _workbook_lines(data: bytes) -> Iterator[Line]:
    """The lines of the first sheet, with what formulas gave when the workbook was saved."""
    _check_workbook(data)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # What a file says of its size may be wrong.
        sheet.reset_dimensions()
        for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
            if number > LAST_LINE:
                raise _too_long()
            if len(values) > MOST_COLUMNS:
                raise _too_wide()
            yield Line(number, [_bounded(_text(value)) for value in values])
    except TableFileError:
        raise
    except Exception as error:
        # Whatever is wrong inside a workbook, openpyxl has no name of its own for it.
        raise _no_workbook() from error


def _check_workbook(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            is_workbook = any(part.filename == "xl/workbook.xml" for part in parts)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _no_workbook() from error
    if not is_workbook:
        raise _no_workbook()
    if unpacked > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
        raise TableFileError(
            _("The workbook unpacks to more than can be read here: give it in several parts.")
        )


def _no_workbook() -> TableFileError:
    return TableFileError(_("This workbook cannot be read: save it once more as .xlsx, or as CSV."))


def _text(value: Any) -> str:
    """A cell of a workbook as it would stand in CSV: days as ISO 8601, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**15:
        return str(int(value))
    return str(value)
