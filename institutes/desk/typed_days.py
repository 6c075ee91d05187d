"""A day as people type it, and how it was read.

What a person may type is read by whoever knows the ways of printed dates: `read_with` says who. Without that, days
are read as ISO 8601 writes them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from institutes import days


class TypedDayError(ValueError):
    """The text is no day; the message is a sentence for the person who typed it."""


@dataclass(frozen=True, slots=True)
class TypedDay:
    """The day that was typed, and a sentence on what was assumed, empty where nothing was."""

    day: date
    assumed: str = ""


Reader = Callable[[str, date], TypedDay]


def _read_iso(text: str, today: date) -> TypedDay:
    try:
        return TypedDay(date.fromisoformat(text.strip()))
    except ValueError as error:
        raise TypedDayError(not_understood(text)) from error


_readers: list[Reader] = [_read_iso]


def read_with(reader: Reader) -> None:
    """From now on `reader` reads what is typed: (text, today) → TypedDay, or TypedDayError."""
    _readers[:] = [reader]


def read_day(text: str, today: date) -> TypedDay:
    """The day that `text` names, seen from `today`. Raises TypedDayError, with a sentence, when it names none."""
    return _readers[0](text, today)


def not_understood(text: str) -> str:
    """The sentence that says how a day is typed."""
    return _(
        "“%(text)s” is not understood as a day. Type it like 21 April 2005, 21.4.2005 or 2005-04-21."
    ) % {"text": text.strip()[:40]}


def in_words(typed: TypedDay) -> str:
    """How a day was read: `Thursday 21 April 2005`, with what was assumed."""
    said = _("%(weekday)s %(date)s") % {
        "weekday": days.weekday(typed.day),
        "date": days.day(typed.day),
    }
    return f"{said}. {typed.assumed}" if typed.assumed else said


def as_typed(day: date, today: date) -> str:
    """The day as a person of the present language would type it; ISO 8601 where that would be read otherwise."""
    text = days.day(day).replace("\N{NO-BREAK SPACE}", " ")
    try:
        if read_day(text, today).day == day:
            return text
    except TypedDayError:
        pass
    return day.isoformat()
