"""A list of releases: what the public index has under a selection, counted and read a page at a time."""

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from django.db.models import Case, QuerySet, SmallIntegerField, Value, When
from pyroaring import BitMap

from releases.database.keys import among_keys
from releases.database.prepared import Prepared
from releases.listing.public_index import PublicIndex
from releases.listing.selection import Selection
from releases.models import Release
from releases.models.release import NEWEST_FIRST
from releases.search.expressions import Expression
from releases.search.index import hits

NEWEST, OLDEST, RELEVANCE = "newest", "oldest", "relevance"


class Listing:
    """The releases that the index has under `selection`, in the order asked for.

    `rows` reads those of `keys` that are public at `at` (see `releases.listing.rows`). Where the order is that
    of relevance, releases that answer the first of `ranks` come first, then those that answer the second, and
    so on; of equals the newer comes first.
    """

    def __init__(
        self,
        index: PublicIndex,
        selection: Selection,
        rows: Prepared[Release],
        *,
        at: datetime,
        order: str = NEWEST,
        ranks: Sequence[Expression] = (),
    ) -> None:
        self.index = index
        self.selection = selection
        self.rows = rows
        self.at = at
        self.order = order
        self.ranks = ranks if order == RELEVANCE else ()

    @cached_property
    def releases(self) -> BitMap:
        """The keys of all of them."""
        return self.index.select(self.selection)

    def count(self) -> int:
        """How many there are."""
        return len(self.releases)

    def elsewhere(self) -> int:
        """How many more there are in other languages."""
        return self.index.count(self.selection.without("language")) - self.count()

    def __getitem__(self, places: slice) -> list[Release]:
        keys = self.keys(places.start or 0, self.count() if places.stop is None else places.stop)
        rows = {row.pk: row for row in self.rows(keys=keys, at=self.at)} if keys else {}
        return [rows[key] for key in keys if key in rows]

    def keys(self, start: int, stop: int) -> list[int]:
        """The primary keys of the releases from place `start` to before `stop`."""
        remaining = self.releases
        page: list[int] = []
        for rank in self.ranks:
            if stop <= 0:
                return page
            of_rank = remaining & hits(rank, self.index.using)
            page += self._in_order(of_rank, start, stop)
            start, stop, remaining = start - len(of_rank), stop - len(of_rank), remaining - of_rank
        return page + self._in_order(remaining, start, stop)

    def of(self, queryset: QuerySet[Release]) -> QuerySet[Release]:
        """The list as those rows of `queryset` that are in it, in its order."""
        rows = queryset.filter(among_keys("pk", list(self.releases))).order_by(*NEWEST_FIRST)
        if self.order == OLDEST:
            return rows.reverse()
        if not self.ranks:
            return rows
        whens = (
            When(among_keys("pk", list(hits(rank, self.index.using))), then=Value(place))
            for place, rank in enumerate(self.ranks)
        )
        place = Case(*whens, default=Value(len(self.ranks)), output_field=SmallIntegerField())
        return rows.order_by(place, *NEWEST_FIRST)

    def _in_order(self, releases: BitMap, start: int, stop: int) -> list[int]:
        return self.index.in_order(releases, max(start, 0), stop, oldest_first=self.order == OLDEST)
