"""Names in a table: the one in use has a column for each language, all others stand in one cell, a line each.

A line is `it | Istituto inventato | II | 1990–2005 | not official`; what is empty at its end is left out. A stroke or
a backslash in a name follows a backslash.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from institutes.catalogue.words import Words

COLUMNS = ("language", "name", "acronym", "is_official", "valid_from", "valid_until")
YEARS = re.compile(r"(\d{0,4})\s*[–—-]\s*(\d{0,4})\Z")
# A sign with the backslash before it, or the stroke between two cells.
TOKEN = re.compile(r"(\\.|\|)")


def names_of(row: Any) -> list[Words]:
    """The names of a row as `catalogue.words` has them, in the order in which they were made."""
    rows = sorted(row.names.all(), key=lambda name: name.pk)
    return [{"id": name.pk} | {column: getattr(name, column) for column in COLUMNS} for name in rows]


def new_name(language: str, name: str, **fields: Any) -> Words:
    """A name that is not in the database yet."""
    empty = {"acronym": "", "is_official": True, "valid_from": None, "valid_until": None}
    return {"id": None, "language": language, "name": name} | empty | fields


def mains(names: Sequence[Words]) -> dict[str, Words]:
    """Of each official language the name that has a column of its own: official, in use, the latest."""
    found: dict[str, Words] = {}
    for name in sorted(names, key=lambda one: -(one["valid_from"] or 0)):
        if name["is_official"] and name["valid_until"] is None:
            found.setdefault(name["language"], name)
    return {code: found[code] for code in settings.OFFICIAL_LANGUAGES if code in found}


def other_names(names: Sequence[Words]) -> list[Words]:
    """Those that have no column of their own."""
    apart = {id(name) for name in mains(names).values()}
    return [name for name in names if id(name) not in apart]


def as_lines(names: Sequence[Words]) -> str:
    """These names, a line each."""
    return "\n".join(_line(name) for name in names)


def _line(name: Words) -> str:
    years = f"{name['valid_from'] or ''}–{name['valid_until'] or ''}"
    cells = [
        *(_escaped(name[column]) for column in ("language", "name", "acronym")),
        years if years != "–" else "",
        "" if name["is_official"] else _("not official"),
    ]
    while not cells[-1]:
        cells.pop()
    return " | ".join(cells)


def _escaped(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line.replace("\\", "\\\\").replace("|", "\\|")


def read_lines(cell: str) -> list[Words]:
    """The names that the lines of a cell say. Raises ValidationError with a sentence."""
    return [_read_line(line.strip()) for line in cell.split("\n") if line.strip()]


def _read_line(line: str) -> Words:
    language, name, acronym, years, official, *more = [*_cells(line), "", "", "", "", ""]
    if any(more) or not language or not name:
        raise ValidationError(
            _("“%(line)s” is no name. Write language, name, short form and years: %(example)s.")
            % {"line": line[:80], "example": "it | Istituto | IST | 1990–2005"}
        )
    span = YEARS.match(years)
    if years and span is None:
        raise ValidationError(
            _("“%(years)s” is not understood as years. Write them like 1990–2005.") % {"years": years}
        )
    first, last = span.groups() if span else ("", "")
    return new_name(
        language.casefold(),
        name,
        acronym=acronym,
        is_official=_is_official(official),
        valid_from=int(first) if first else None,
        valid_until=int(last) if last else None,
    )


def _cells(line: str) -> list[str]:
    """What stands between the strokes that follow no backslash."""
    cells = [""]
    for piece in TOKEN.split(line):
        if piece == "|":
            cells.append("")
        else:
            cells[-1] += piece[1] if TOKEN.fullmatch(piece) else piece
    return [cell.strip() for cell in cells]


def _is_official(text: str) -> bool:
    if text and text.casefold() not in _not_official():
        raise ValidationError(
            _("“%(text)s” is not understood. Write “%(word)s”, or nothing.")
            % {"text": text[:80], "word": _("not official")}
        )
    return not text


@cache
def _not_official() -> frozenset[str]:
    words = []
    for code, _label in settings.LANGUAGES:
        with translation.override(code):
            words.append(_("not official").casefold())
    return frozenset(words)
