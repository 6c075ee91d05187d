"""Rows of tables, and the particulars of an event."""

import re

from releases.wire.lines import LONGEST_READ, Line, contains_any

_TABLE = re.compile(r"\S\s*\|\s*\S|[^\s.?!:]\t+\s*\S|[^\s.?!:] {4,}\S")
_GAPS = ("|", "\t", "    ")
_PARTICULAR = re.compile(
    r"(?:date|time|place|venue|location|when|where|who|what|lieu|heure|fecha|hora|lugar|ort|zeit|datum"
    r"|дата|время|место|التاريخ|المكان|时间|地点)\s?[:：]\s?\S",
    re.IGNORECASE,
)


def is_particular(text: str) -> bool:
    """Whether a line tells one particular of an event: `Time: 11:00 a.m.`."""
    return len(text) < 160 and bool(_PARTICULAR.match(text))


def is_row(line: Line) -> bool:
    """Whether a line is a row of a table by its own signs: cells far apart, or a particular."""
    head = line.raw.strip()[:LONGEST_READ]
    if is_particular(head):
        return True
    return len(head) < 200 and contains_any(head, _GAPS) and bool(_TABLE.search(head))
