"""CSV files: text that can be decoded, in rows of cells."""

import codecs
import csv
import re
from collections import Counter
from io import StringIO

from releases.intake.attachments.refusals import refused

SEPARATORS = ",;\t|"
LOOKED_AT = 1_000
_ENCODINGS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MARKUP = re.compile(r"\s*<(?:!doctype|html|script|svg|\?xml|\?php|body|iframe)", re.IGNORECASE)


def check_table(content: bytes) -> None:
    """Raises ValidationError for what is no text, is a page, or has no rows with the same number of cells."""
    text = _decoded(content)
    if _CONTROL.search(text) or _MARKUP.match(text):
        raise refused("wrong_type")
    if not any(_has_rows(text, separator) for separator in SEPARATORS):
        raise refused("wrong_type")


def _decoded(content: bytes) -> str:
    encoding = next((name for mark, name in _ENCODINGS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeError:
        pass
    try:
        # What Excel writes in Western Europe; it has no letter for five of the bytes.
        return content.decode("cp1252")
    except UnicodeError as error:
        raise refused("wrong_type") from error


def _has_rows(text: str, separator: str) -> bool:
    """Whether half of the first rows, and two at least, have the same number of cells, more than one."""
    counts: Counter[int] = Counter()
    try:
        for number, row in enumerate(csv.reader(StringIO(text), delimiter=separator)):
            if number == LOOKED_AT:
                break
            if row:
                counts[len(row)] += 1
    except csv.Error:
        return False
    if not counts:
        return False
    [(cells, rows)] = counts.most_common(1)
    return cells > 1 and rows >= 2 and 2 * rows >= counts.total()
