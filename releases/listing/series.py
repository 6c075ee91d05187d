"""The releases of a series by number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, CharField, Count, DateTimeField, OuterRef, QuerySet, Subquery

from releases.database.keys import AmongKeys, KeysField
from releases.database.prepared import prepared
from releases.listing.missing_numbers import Gap, gaps
from releases.models import Release, Series
from releases.models.known import known_q
from releases.models.visibility import withdrawn_q

# A series of one event has a few hundred numbers; of a longer one it is not said what is missing.
MOST_NUMBERS = 1000


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of a series is here, in whatever language: how many numbers, the highest, and which are missing."""

    series: Series
    known: int
    highest: int
    missing: list[Gap]


def series_at(prefix: str, language: str, at: datetime) -> Any | None:
    """The series of that prefix, in whatever case, that readers know of at `at` (aware); None where there is none.

    Its `withdrawn` is the number of its releases in `language` that were withdrawn, None where there are none.
    """
    return next(iter(_series(prefix=prefix.lower(), language=language, at=at)), None)


class Numbers:
    """What readers know of in one language of a series, the highest number first, with what was withdrawn.

    `count` is how many there are. Each release has as `below` the highest number below its own that readers
    know in any language, None where there is none.
    """

    def __init__(self, series: Series, language: str, at: datetime, count: int) -> None:
        self.asked: dict[str, Any] = {"series": series.pk, "language": language, "at": at}
        self.at = at
        self._count = count

    def count(self) -> int:
        """How many there are."""
        return self._count

    def __getitem__(self, places: slice) -> Sequence[Release]:
        # The keys come from an index; the rows of a deep page alone are read.
        keys = _places.keys(places.start or 0, places.stop, **self.asked)
        rows = {row.pk: row for row in _rows(keys=keys, at=self.at)} if keys else {}
        return [rows[key] for key in keys if key in rows]


def completeness(series: Sequence[Series], at: datetime) -> list[Completeness]:
    """What readers know at `at` of each of these series; those of which they know nothing are left out.

    Nothing is said of series that have more than MOST_NUMBERS together.
    """
    keys = [each.pk for each in series]
    rows = _numbers(keys=keys, at=at) if keys else []
    if len(rows) > MOST_NUMBERS:
        return []
    numbers: dict[int, set[int]] = {}
    for row in rows:
        if row.number is not None and row.series_id is not None:
            numbers.setdefault(row.series_id, set()).add(row.number)
    return [
        Completeness(each, len(known), max(known), gaps(sorted(known)))
        for each in series
        if (known := numbers.get(each.pk))
    ]


@prepared("series_id", "number", keys=KeysField(), at=DateTimeField())
def _numbers(keys: Any, at: Any) -> QuerySet[Release]:
    known = Release.objects.filter(known_q(at)).filter(AmongKeys("series_id", keys))
    return known.order_by()[: MOST_NUMBERS + 1]


@prepared(
    *("prefix", "title", "office", "event_id", "withdrawn"),
    prefix=CharField(),
    language=CharField(),
    at=DateTimeField(),
)
def _series(prefix: Any, language: Any, at: Any) -> QuerySet[Series]:
    withdrawn = Release.objects.filter(known_q(at)).filter(
        withdrawn_q(at), series=OuterRef("pk"), language=language
    )
    counted = withdrawn.order_by().values("series").annotate(number_of=Count("pk")).values("number_of")
    return Series.objects.known(at).filter(prefix__lower=prefix).annotate(withdrawn=Subquery(counted))


@prepared("id", series=BigIntegerField(), language=CharField(), at=DateTimeField())
def _places(series: Any, language: Any, at: Any) -> QuerySet[Release]:
    known = Release.objects.filter(known_q(at)).filter(series=series, language=language)
    return known.order_by("-number", "-suffix", "-pk")


@prepared(
    *("reference", "symbol", "number", "language", "title", "issued_on"),
    *("state", "publish_at", "withdrawn_at", "withdrawal_reason", "withdrawal_keeps_text", "below"),
    at=DateTimeField(),
    keys=KeysField(),
)
def _rows(at: Any, keys: Any) -> QuerySet[Release]:
    known = Release.objects.filter(known_q(at))
    below = known.filter(series=OuterRef("series"), number__lt=OuterRef("number")).order_by("-number")
    rows = known.filter(AmongKeys("pk", keys)).order_by()
    return rows.annotate(below=Subquery(below.values("number")[:1]))
