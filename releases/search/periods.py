"""A year, a month or a day of the calendar, as it is typed, filtered by, and listed."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

_WRITTEN = re.compile(r"(?P<year>\d{4})(-(?P<month>\d{1,2})(-(?P<day>\d{1,2}))?)?\Z", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A year, one of its months, or one day. Raises ValueError when the calendar has no such date.

    Periods of one level are in the order of time.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @classmethod
    def of(cls, day: date, level: str) -> "Period":
        """The period of that level (`year`, `month` or `day`) in which `day` lies."""
        return cls(day.year, day.month if level != "year" else None, day.day if level == "day" else None)

    @classmethod
    def parse(cls, text: str) -> "Period":
        """The period of 2005, 2005-04 or 2005-04-21. Raises ValueError when it is none."""
        written = _WRITTEN.match(text)
        if written is None:
            raise ValueError(text)
        month, day = written["month"], written["day"]
        return cls(int(written["year"]), int(month) if month else None, int(day) if day else None)

    @property
    def level(self) -> str:
        """`year`, `month` or `day`."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def next(self) -> "Period":
        """The one after it, of the same level. Raises OverflowError after the year 9999."""
        return Period.of(self.last + timedelta(days=1), self.level)

    @property
    def written(self) -> str:
        """The period as ISO 8601 writes it: 2005, 2005-04 or 2005-04-21."""
        year = f"{self.year:04}"
        if self.month is None:
            return year
        return f"{year}-{self.month:02}" if self.day is None else f"{year}-{self.month:02}-{self.day:02}"

    @property
    def inner_level(self) -> str:
        """What it is divided into: a year into months, a month into days, a day into nothing."""
        return {"year": "month", "month": "day", "day": ""}[self.level]

    def get_absolute_url(self) -> str:
        """The address of its archive, in the page's language."""
        parts = {"year": self.year, "month": self.month, "day": self.day}
        return reverse(
            f"releases:{self.level}", kwargs={name: part for name, part in parts.items() if part is not None}
        )
