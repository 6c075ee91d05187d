"""Lines of a header that say when a release was issued, with the words before the date."""

import re

from releases.wire.dates import leading_digits, read_date
from releases.wire.header.dateline import read_dateline
from releases.wire.header.pieces import PieceKind, Split
from releases.wire.vocabulary import DATE_LABEL

_LONGEST_DATED = 120


def is_date_label(text: str) -> bool:
    """Whether a line announces the date that stands on the next one: `Date:`."""
    label = DATE_LABEL.fullmatch(text) if len(text) < 40 else None
    return label is not None and label["mark"] in {":", "："}


def _is_digits_date(text: str) -> bool:
    digits = leading_digits(text) if len(text) == 8 else None
    return digits is not None


def is_date(text: str) -> bool:
    """Whether the line is a date with its year; a day and a month alone may be the end of a title."""
    date = read_date(text)
    return _is_digits_date(text) or (date is not None and date.year is not None)


_TIME_OF_DAY = re.compile(
    r"[\s,،，at–-]+(?P<time>\d{1,2}(?:[:.h]\d{2})?(?::\d{2})?\s?(?:[ap]\.?m\b\.?|hours?|hrs?|uhr|h\b)?\s?(?:GMT|UTC|CES?T|MES?Z)?)\Z",
    re.IGNORECASE,
)


_AUTHOR = re.compile(r"\s(?:by|par|por|von|от|بواسطة|作者)\s[^\d]{1,40}\Z", re.IGNORECASE)


def split_dated(text: str) -> Split:
    """`Issued: 8 May 2001`, `Fecha: Viena, 8 de mayo de 2001`, `Posted on 8 May 2001 by admin`."""
    label = DATE_LABEL.match(text) if len(text) < _LONGEST_DATED else None
    if label is None or label.end() == len(text):
        return ()
    rest = text[label.end() :]
    if is_date(rest):
        return ((PieceKind.LABEL, label.group().strip()), (PieceKind.DATE, rest))
    time = _TIME_OF_DAY.search(rest)
    if time and is_date(rest[: time.start()]):
        if label["label"].lower() == "for release":
            return ((PieceKind.EMBARGO, text),)
        parts = (PieceKind.LABEL, label.group().strip()), (PieceKind.DATE, rest[: time.start()])
        return (*parts, (PieceKind.NOTE, time["time"].strip()))
    author = _AUTHOR.search(rest)
    if author and is_date(rest[: author.start()]):
        parts = (PieceKind.LABEL, label.group().strip()), (PieceKind.DATE, rest[: author.start()])
        return (*parts, (PieceKind.NAVIGATION, author.group().strip()))
    dateline = read_dateline(rest)
    is_line = dateline is not None and dateline.is_line and dateline.date is not None and dateline.date.year
    return ((PieceKind.LABEL, label.group().strip()), (None, rest)) if is_line else ()
