"""What changed of what was public: corrections, withdrawals, and what was issued as Corr. or Rev., the latest first."""

from collections import Counter
from datetime import date, datetime, time
from functools import cached_property
from heapq import merge
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import CharField, Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone

from releases.enums import Change
from releases.models import Release
from releases.models.lookups import PUBLISH_AT, WITHDRAWN_AT
from releases.models.visibility import issued_q, withdrawn_q

# The language as an expression, because SQLite would otherwise look for it among all releases.
LANGUAGE = Coalesce("language", Value(""))


class ChangeRow(NamedTuple):
    """One line of the list: what happened to which edition, and when (aware)."""

    key: int
    change: str
    moment: datetime


class Corrections:
    """The changes that the public knows of at `at` (aware), in one language or all of them, of one year or all.

    The year is that of the site's time zone. What is withdrawn without its text leaves a single line, its withdrawal.
    Its slices are rows, so that pages and feeds are cut from it alike.
    """

    def __init__(self, at: datetime, *, language: str = "", year: int | None = None) -> None:
        self.at = at
        self.language = language
        self.year = year

    def __getitem__(self, places: slice) -> list[ChangeRow]:
        """Each sort of change is read from an index that has it in order, and no further than the page needs."""
        found = [
            [ChangeRow(*row) for row in rows.order_by(F("moment").desc(), "-pk")[: places.stop]]
            for rows in self._narrowed()
        ]
        in_order = merge(*found, key=lambda row: (row.moment, row.key), reverse=True)
        return list(islice(in_order, places.start or 0, places.stop))

    def count(self) -> int:
        """How many there are."""
        return sum(number for year, number in self.years.items() if self.year in (None, year))

    def elsewhere(self) -> int:
        """How many more there are in other languages."""
        return (
            sum(n for (_language, year), n in self._counts.items() if self.year in (None, year))
            - self.count()
        )

    @property
    def years(self) -> dict[int, int]:
        """The years that have any in the language, the latest first, with how many."""
        years: Counter[int] = Counter()
        for (language, year), number in self._counts.items():
            if self.language in ("", language):
                years[year] += number
        return dict(sorted(years.items(), reverse=True))

    @cached_property
    def _counts(self) -> Counter[tuple[str, int]]:
        """How many there are by language and year. The indexes that hold the changes alone answer it."""
        counts: Counter[tuple[str, int]] = Counter()
        first, *others = (
            rows.values_list("of_language", ExtractYear("moment")).annotate(number=Count("pk"))
            for rows in known_changes(self.at)
        )
        for language, year, number in first.union(*others, all=True):
            counts[language, year] += number
        return counts

    def _narrowed(self) -> list[QuerySet[Any, Any]]:
        wanted = Q(of_language=self.language) if self.language else Q()
        if self.year is not None:
            first, last = _bounds(self.year)
            wanted &= Q(moment__gte=first) & (Q(moment__lt=last) if last else Q())
        return [rows.filter(wanted).values_list("pk", "change", "moment") for rows in known_changes(self.at)]


def known_changes(at: datetime) -> list[QuerySet[Any]]:
    """Corrections, withdrawals, and what was issued with a suffix, each with its `change` and `moment`.

    A correction, and a release with a suffix, is there as long as its text can be read. Of a withdrawn release, all
    editions of which are withdrawn at once, the last is the one that says so.
    """
    readable = issued_q(at) | (withdrawn_q(at) & Q(withdrawal_keeps_text=True))
    last = Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("withdrawn_at"))
    reissued = Q(suffix__contains="Corr") | Q(suffix__contains="Rev")
    return [
        _of(Change.CORRECTION, PUBLISH_AT, readable & Q(previous__isnull=False)),
        _of(Change.WITHDRAWAL, WITHDRAWN_AT, withdrawn_q(at) & last & Q(withdrawn_at__isnull=False)),
        _of(Change.REISSUE, PUBLISH_AT, readable & Q(suffix__is_given=True, edition=1) & reissued),
    ]


def _of(change: Change, moment: Any, condition: Q) -> QuerySet[Any]:
    said = Value(change.value, output_field=CharField())
    rows = Release.objects.annotate(change=said, moment=moment, of_language=LANGUAGE)
    return rows.filter(condition).order_by()


def _bounds(year: int) -> tuple[datetime, datetime | None]:
    """The first moment of the year where the site is, and that of the next, which the calendar may not have."""
    first = timezone.make_aware(datetime.combine(date(year, 1, 1), time()))
    if year == date.max.year:
        return first, None
    return first, timezone.make_aware(datetime.combine(date(year + 1, 1, 1), time()))
