"""A year, a month or a day of the calendar, as the archive is divided."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Period:
    """A year, one of its months, or one day. Raises ValueError when the calendar has no such date."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def of(cls, day: date, level: str) -> "Period":
        """The period of that level (`year`, `month` or `day`) in which `day` lies."""
        return cls(day.year, day.month if level != "year" else None, day.day if level == "day" else None)

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
    def written(self) -> str:
        """The period as ISO 8601 writes it: 2005, 2005-04 or 2005-04-21."""
        return self.first.isoformat()[: {"year": 4, "month": 7, "day": 10}[self.level]]

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
